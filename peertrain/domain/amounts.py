"""Exact arithmetic of minutes and of their split over domains; no fractions, nothing lost in rounding."""

from collections.abc import Mapping

from peertrain.domain.errors import Refused
from peertrain.i18n import _

QUARTER = 15
"""Minutes in a quarter hour, the step in which hours are logged."""

Minutes = int
Split = Mapping[str, Minutes]
"""Minutes by domain id."""


def check_quarters(minutes: Minutes) -> None:
    """Refuse an amount that is not a positive number of quarter hours, or is more than a day."""
    if minutes <= 0 or minutes % QUARTER:
        raise Refused(_("Give the time in quarter hours: 15, 30 or 45 minutes, 1 hour and so on."))
    if minutes > 24 * 60:
        raise Refused(_("An entry cannot be longer than a day. Make one entry for each day."))


def check_split(split: Split, total: Minutes) -> None:
    """Refuse a split over domains that has negative parts or does not add up to `total`."""
    if any(part < 0 for part in split.values()):
        raise Refused(_("A domain cannot have less than no time."))
    if sum(split.values()) != total:
        raise Refused(
            _("The domains add up to {got}, but the entry is {total}. Change one of them.").format(
                got=in_words(sum(split.values())), total=in_words(total)
            )
        )


def share_out(total: Minutes, weights: Split) -> dict[str, Minutes]:
    """Split `total` in proportion to `weights`, in whole minutes that add up exactly (largest remainder)."""
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    shares = {domain: total * weight // whole for domain, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda domain: (-(total * weights[domain] % whole), domain))
    for domain in by_remainder[: total - sum(shares.values())]:
        shares[domain] += 1
    return shares


def in_words(minutes: Minutes) -> str:
    """Return an amount as a person says it: `6 h 30 min`, `45 min`, `0 min`."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else ""
    if not hours:
        return sign + _("{minutes} min").format(minutes=rest)
    if not rest:
        return sign + _("{hours} h").format(hours=f"{hours:,}")
    return sign + _("{hours} h {minutes} min").format(hours=f"{hours:,}", minutes=rest)


def on_clock(minutes: Minutes) -> str:
    """Return a time since something began: `0:05`, `1:30`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}"

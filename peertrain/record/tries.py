"""Guessing is slow: five tries are free, then each next one waits twice as long, and a hundred in a row end it."""

from datetime import UTC, datetime, timedelta

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.holders import Holder

FREE_TRIES = 5
MOST_TRIES = 100
LONGEST_WAIT = timedelta(minutes=15)


def count_try(holder: Holder, now: datetime, *, hard_stop: bool) -> None:
    """Count a try before it is looked at; Refused where it has to wait, or after too many with a hard stop."""
    if hard_stop and holder.failures >= MOST_TRIES:
        raise Refused(
            _("There were too many wrong passphrases. Use the recovery code, or ask a coordinator for a new key.")
        )
    if holder.not_before:
        wait = datetime.fromisoformat(holder.not_before) - now
        if timedelta(0) < wait <= LONGEST_WAIT:
            raise Refused(
                _("Please wait {seconds} seconds before the next try.").format(seconds=int(wait.total_seconds()) + 1)
            )
    holder.failures += 1
    if holder.failures >= FREE_TRIES:
        wait = min(timedelta(seconds=2 ** min(holder.failures - FREE_TRIES + 1, 20)), LONGEST_WAIT)
        holder.not_before = (now + wait).astimezone(UTC).isoformat()


def forget_tries(holder: Holder) -> None:
    """Begin to count anew, after one that was right."""
    holder.failures, holder.not_before = 0, ""

"""How long a certificate lasts, when it may be renewed, and what renewal asks for."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from peertrain.domain.amounts import Minutes, Split
from peertrain.domain.certification import Certificate

LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class TermKind(StrEnum):
    """The shapes of terms that boards use."""

    NONE = "none"
    ROLLING = "rolling"
    CALENDAR_YEAR = "calendar year"
    FIXED_DATE = "fixed date"
    FIRST_OF_MONTH = "first of month"


class YearParity(StrEnum):
    """In which years a fixed date ends the term."""

    ANY = "any"
    ODD = "odd"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a certificate lasts; its expiry date is the last day on which it is good.

    none: it does not expire.
    rolling: `years` and `months` after the day of issue, on the same day of the month.
    calendar year: 31 December, the first one after issue for one year, the next for two (Georgia).
    fixed date: the next `day` and `month` after the day of issue in a year of `parity` (Nebraska).
    first of month: `years` and `months` after the first day of the month of issue (Michigan).
    """

    kind: TermKind = TermKind.NONE
    years: int = 0
    months: int = 0
    month: int = 1
    day: int = 1
    parity: YearParity = YearParity.ANY


@dataclass(frozen=True, slots=True)
class Renewal:
    """What renewal asks for: continuing education with minima by topic, and when it may be asked for.

    `opens_days_before` None means that the board states no first day; `late_days` is how long after expiry it is
    still accepted. What the rules say beyond these numbers stands in `also`, as whole sentences.
    """

    minutes: Minutes = 0
    topics: Split = field(default_factory=dict)
    same_course_once: bool = False
    carry_over: bool = False
    opens_days_before: int | None = None
    late_days: int = 0
    sign_ethics_again: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenewalDates:
    """The dates of one certificate's renewal; None where nothing is stated."""

    expires_on: date | None
    opens_on: date | None
    late_until: date | None


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day_in(year, month + 1, day.day)


def years_before(day: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes 28 February where there is none."""
    return months_after(day, -12 * years)


def expiry(term: Term, issued_on: date) -> date | None:
    """Return the last day on which a certificate issued on `issued_on` is good, or None where it does not expire."""
    length = 12 * term.years + term.months
    match term.kind:
        case TermKind.NONE:
            return None
        case TermKind.ROLLING:
            return months_after(issued_on, length)
        case TermKind.FIRST_OF_MONTH:
            return months_after(issued_on.replace(day=1), length)
        case TermKind.CALENDAR_YEAR:
            return date(issued_on.year + term.years - 1, 12, 31)
        case TermKind.FIXED_DATE:
            return _next_fixed_date(term, issued_on)


def renewal_dates(certificate: Certificate, renewal: Renewal | None) -> RenewalDates:
    """Return when the certificate expires, from when it may be renewed, and until when a late renewal is taken."""
    expires = certificate.expires_on
    if expires is None or renewal is None:
        return RenewalDates(expires, None, None)
    opens = renewal.opens_days_before
    return RenewalDates(
        expires,
        None if opens is None else expires - timedelta(days=opens),
        expires + timedelta(days=renewal.late_days) if renewal.late_days else None,
    )


def _next_fixed_date(term: Term, issued_on: date) -> date:
    remainders = {YearParity.ANY: (0, 1), YearParity.ODD: (1,), YearParity.EVEN: (0,)}[term.parity]
    years = (year for year in range(issued_on.year, issued_on.year + 3) if year % 2 in remainders)
    return next(day for day in (_day_in(year, term.month, term.day) for year in years) if day > issued_on)


def _day_in(year: int, month: int, day: int) -> date:
    last = 28 if month == 2 and not _is_leap(year) else LAST_DAYS[month - 1]
    return date(year, month, min(day, last))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

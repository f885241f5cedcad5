"""Days and months as a person says them."""

import re
from datetime import date, datetime, timedelta

from peertrain.i18n import _


def weekday_name(day: date) -> str:
    """Return the name of the day of the week."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[day.weekday()]


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[month - 1]


def month_in_words(day: date) -> str:
    """Return the month of a day: `November 2026`."""
    return _("{month} {year}").format(month=month_name(day.month), year=day.year)


def day_in_words(day: date) -> str:
    """Return a day in full: `Tuesday 3 November 2026`."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_name(day), day=day.day, month=month_name(day.month), year=day.year
    )


def full_day(day: date) -> str:
    """Return a day without its weekday, always with its year: `3 November 2026`."""
    return _("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year)


def day_written(text: str) -> date | None:
    """Return the day that is written as `3 November 2026` or as `2026-11-03`, or None."""
    words = " ".join(text.split()).casefold()
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", words):
        return _day_of(*map(int, match.groups()))
    numbers = sorted(map(int, re.findall(r"[0-9]{1,4}", words)))
    if len(numbers) != 2:
        return None
    days = (_day_of(numbers[1], month, numbers[0]) for month in range(1, 13))
    return next((day for day in days if day is not None and full_day(day).casefold() == words), None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short_day(day: date, today: date) -> str:
    """Return a day without its weekday, and without its year in the present one: `3 November`."""
    words = _("{day} {month}") if day.year == today.year else _("{day} {month} {year}")
    return words.format(day=day.day, month=month_name(day.month), year=day.year)


def moment_in_words(at: datetime) -> str:
    """Return a moment as the clock on the wall here showed it: `3 November 2026, 14:05`."""
    local = at.astimezone()
    return _("{day}, {time}").format(day=full_day(local.date()), time=f"{local:%H:%M}")


def since_in_words(day: date, today: date) -> str:
    """Return a day as one speaks of it now: `today`, `yesterday`, `Tuesday`, `3 November`."""
    if day >= today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    if day > today - timedelta(days=7):
        return weekday_name(day)
    return short_day(day, today)

"""Which days are working days, and what day is so many working days from another?

A working day is Monday to Friday and not a bank holiday of the nation. Bank holidays come from the ``holidays``
library, which includes one-off and substitute days; they are compared with the published government list in tests.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache

from inhouse.core.errors import InputError

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class Nation(StrEnum):
    """The part of the United Kingdom whose bank holidays count."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_SUBDIVISION = {Nation.ENGLAND_AND_WALES: "ENG", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}


@lru_cache(maxsize=512)
def bank_holidays(year: int, nation: Nation = Nation.ENGLAND_AND_WALES) -> frozenset[dt.date]:
    """List the bank holidays of one year.

    Examples
    --------
    >>> dt.date(2022, 9, 19) in bank_holidays(2022)
    True
    """
    import holidays  # takes a moment to load, and most commands need no calendar

    days = holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year)
    return frozenset(day for day in days if day.year == year)


def is_working_day(day: dt.date, nation: Nation = Nation.ENGLAND_AND_WALES) -> bool:
    """Say whether people are at work on this day.

    Examples
    --------
    >>> is_working_day(dt.date(2024, 12, 25)), is_working_day(dt.date(2024, 12, 27))
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year, nation)


def add_working_days(day: dt.date, count: int, nation: Nation = Nation.ENGLAND_AND_WALES) -> dt.date:
    """Count forward (or back, for a negative count) over working days; the day itself is never counted.

    The answer is a working day, except that a count of 0 gives the day back as it is.

    Raises
    ------
    InputError
        The answer would lie outside the years 1 to 9999.

    Examples
    --------
    >>> add_working_days(dt.date(2024, 12, 24), 1)
    datetime.date(2024, 12, 27)
    >>> add_working_days(dt.date(2024, 12, 29), -1)
    datetime.date(2024, 12, 27)
    """
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    left, answer = abs(count), day
    try:
        while left:
            answer += step
            left -= is_working_day(answer, nation)
    except OverflowError:
        raise InputError(
            "The date asked for lies outside the calendar.",
            found=f"{count} working days from {day.isoformat()}",
            next_step="Check the number of working days.",
        ) from None
    return answer


def working_day_on_or_before(day: dt.date, nation: Nation = Nation.ENGLAND_AND_WALES) -> dt.date:
    """Move back to a working day, if the day is not one.

    Examples
    --------
    >>> working_day_on_or_before(dt.date(2021, 6, 6))
    datetime.date(2021, 6, 4)
    """
    return day if is_working_day(day, nation) else add_working_days(day, -1, nation)

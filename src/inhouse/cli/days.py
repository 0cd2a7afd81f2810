"""Which day does a command mean, when it is given as text or left out?"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from inhouse.core.errors import UsageError

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day to answer for; today if left out.")
]


def as_of_day(text: str | None) -> dt.date:
    """Give the day asked for; today where it is left out, for the command line is a door and may read the clock."""
    return day(text, "--as-of") if text else dt.datetime.now(dt.UTC).astimezone().date()


def day(text: str, option: str) -> dt.date:
    """Read a day given on the command line.

    Raises
    ------
    UsageError
        It is not a day written as YYYY-MM-DD.

    Examples
    --------
    >>> day("2021-06-06", "--start")
    datetime.date(2021, 6, 6)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} is not a day of the calendar.",
            found=text,
            next_step="Write it as YYYY-MM-DD, such as 2026-03-31.",
        ) from None

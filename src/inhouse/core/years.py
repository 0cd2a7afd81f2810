"""Which days are a year? A calendar year, or a financial year from April to March, named by the April it starts in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class YearKind(StrEnum):
    """Where a year starts: councils account from 1 April to 31 March."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class NamedYear:
    """A year of one kind; ``year`` is that of its first day.

    Examples
    --------
    >>> year = NamedYear(YearKind.FINANCIAL, 2019)
    >>> year.label, year.code, year.first_date, year.last_date
    ('2019/20', '2019-20', datetime.date(2019, 4, 1), datetime.date(2020, 3, 31))
    """

    kind: YearKind
    year: int

    @property
    def first_date(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 1 if self.kind is YearKind.CALENDAR else 4, 1)

    @property
    def last_date(self) -> dt.date:
        """Its last day."""
        return dt.date(self.year, 12, 31) if self.kind is YearKind.CALENDAR else dt.date(self.year + 1, 3, 31)

    @property
    def label(self) -> str:
        """Its name as people write it."""
        return str(self.year) if self.kind is YearKind.CALENDAR else f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def code(self) -> str:
        """Its name in an address."""
        return self.label.replace("/", "-")


def read_year(code: str) -> NamedYear | None:
    """Read what :attr:`NamedYear.code` wrote; None for anything else.

    Examples
    --------
    >>> read_year("2019"), read_year("1999-00").label, read_year("2019-21")
    (NamedYear(kind=<YearKind.CALENDAR: 'calendar'>, year=2019), '1999/00', None)
    """
    if not re.fullmatch(r"(1\d|20|21)\d\d(-\d\d)?", code):
        return None
    year = NamedYear(YearKind.FINANCIAL if "-" in code else YearKind.CALENDAR, int(code[:4]))
    return year if year.code == code else None


def year_between(from_date: dt.date | None, to_date: dt.date | None) -> NamedYear | None:
    """Name the year that two days bound, first and last day included; None where they bound no whole year.

    Examples
    --------
    >>> year_between(dt.date(2019, 4, 1), dt.date(2020, 3, 31)).label
    '2019/20'
    """
    if from_date is None or to_date is None:
        return None
    both = (NamedYear(kind, from_date.year) for kind in YearKind)
    return next((year for year in both if (year.first_date, year.last_date) == (from_date, to_date)), None)

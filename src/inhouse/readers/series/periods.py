"""Which month, quarter, week or year does a text say, and on which day does it begin?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from inhouse.core.dates import LATEST_YEAR, MONTHS

EARLIEST_YEAR = 1000
_NAMED = re.compile(r"([a-z]{3,9})\.?[-/ ,'’]*(\d{4}|\d{2})", re.IGNORECASE)
_NAMED_LAST = re.compile(r"(\d{4})[-/ ,]*([a-z]{3,9})\.?", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.M ]\s*(\d{1,2})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})")
_QUARTER = re.compile(r"(\d{4})[-/ ,]*Q([1-4])|Q([1-4])[-/ ,]*(\d{4})", re.IGNORECASE)
_FINANCIAL = re.compile(r"(?:FY\s*)?(\d{4})\s*[-/–]\s*(\d{4}|\d{2})", re.IGNORECASE)
_FINANCIAL_QUARTER = re.compile(
    r"(\d{4})[-/–](\d{4}|\d{2})[-, ]*Q([1-4])|Q([1-4])[-, ]*(\d{4})[-/–](\d{4}|\d{2})", re.IGNORECASE
)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})(?:-\d)?|(?:week|wk)\s*(\d{1,2})[-/, ]+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_APRIL = 4


def period_start(text: str, *, financial: bool = False) -> dt.date | None:
    """Give the first day of a period as people write it.

    Parameters
    ----------
    text
        Such as ``Apr 2019``, ``2019-04``, ``04/2019``, ``Q1 2019``, ``2019/20``, ``2019-W05`` or ``1871``.
    financial
        Whether ``2011-12`` is a financial year rather than December 2011.

    Examples
    --------
    >>> [str(period_start(text)) for text in ("Apr 2019", "2019-04", "Q2 2019", "Q2 2019/20", "2019/20")]
    ['2019-04-01', '2019-04-01', '2019-04-01', '2019-07-01', '2019-04-01']
    >>> str(period_start("2011-12")), str(period_start("2011-12", financial=True)), period_start("soon")
    ('2011-12-01', '2011-04-01', None)
    """
    readers: tuple[Callable[[str], dt.date | None], ...] = (
        _named_month,
        _quarter,
        _week,
        _numbered_month,
        financial_year,
        _year,
    )
    if financial:
        readers = (financial_year, *readers)
    return next((day for read in readers if (day := read(text))), None)


def financial_year(text: str) -> dt.date | None:
    """Give 1 April of a financial year, whose second part must be the year after the first.

    Examples
    --------
    >>> str(financial_year("2019/20")), str(financial_year("FY 2019-2020")), financial_year("2019/21")
    ('2019-04-01', '2019-04-01', None)
    """
    match = _FINANCIAL.fullmatch(text)
    return _first(int(match[1]), _APRIL) if match and _follows(match[1], match[2]) else None


def _named_month(text: str) -> dt.date | None:
    if match := _NAMED.fullmatch(text):
        name, year = match[1], match[2]
    elif match := _NAMED_LAST.fullmatch(text):
        name, year = match[2], match[1]
    else:
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) >= 70 else 0)
    return _first(number, MONTHS.get(name.lower(), 0))


def _numbered_month(text: str) -> dt.date | None:
    if match := _YEAR_MONTH.fullmatch(text) or _COMPACT.fullmatch(text):
        return _first(int(match[1]), int(match[2]))
    match = _MONTH_YEAR.fullmatch(text)
    return _first(int(match[2]), int(match[1])) if match else None


def _quarter(text: str) -> dt.date | None:
    if match := _FINANCIAL_QUARTER.fullmatch(text):
        first, second, quarter = (match[1], match[2], match[3]) if match[1] else (match[5], match[6], match[4])
        months = int(first) * 12 + _APRIL - 1 + 3 * (int(quarter) - 1)
        return _first(months // 12, months % 12 + 1) if _follows(first, second) else None
    match = _QUARTER.fullmatch(text)
    return _first(int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2) if match else None


def _week(text: str) -> dt.date | None:
    match = _WEEK.fullmatch(text)
    if not match:
        return None
    try:
        return dt.date.fromisocalendar(int(match[1] or match[4]), int(match[2] or match[3]), 1)
    except ValueError:
        return None


def _year(text: str) -> dt.date | None:
    return _first(int(text), 1) if _YEAR.fullmatch(text) else None


def _follows(first: str, second: str) -> bool:
    return f"{int(first) + 1}".endswith(second)


def _first(year: int, month: int) -> dt.date | None:
    return dt.date(year, month, 1) if EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 else None

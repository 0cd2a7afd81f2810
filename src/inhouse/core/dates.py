"""Which day does this text say?

Councils write dates in many styles, sometimes several in one file. Days come first unless the file shows otherwise.
"""

from __future__ import annotations

import datetime as dt
import re

EARLIEST_YEAR, LATEST_YEAR = 1970, 2100
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/. ,]*(?:of\s+)?([a-z]{3,9})\.?[-/. ,]*(\d{4}|\d{2})" + _TIME,
    re.IGNORECASE,
)
_NAMED_MONTH_FIRST = re.compile(
    rf"([a-z]{{3,9}})\.?[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?,?[-/. ]+(\d{{4}}){_TIME}", re.IGNORECASE
)
_COMPACT = re.compile(r"\d{8}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_EPOCH = dt.date(1899, 12, 30)


def month_number(name: str) -> int | None:
    """Read the name of a month, in full or short; None for any other word.

    Examples
    --------
    >>> month_number("Sept"), month_number("register")
    (9, None)
    """
    return MONTHS.get(name.lower())


def worded(day: dt.date) -> str:
    """Write a day in words.

    Examples
    --------
    >>> worded(dt.date(2027, 3, 1))
    '1 March 2027'
    """
    return f"{day.day} {day:%B %Y}"


def parse_date(text: str, *, day_first: bool = True, earliest_year: int = EARLIEST_YEAR) -> dt.date | None:
    """Read a date as people write it.

    Parameters
    ----------
    text
        Such as ``04/01/2011``, ``4 Jan 11``, ``2011-01-04 00:00:00``, ``20110104`` or a spreadsheet's day number.
    day_first
        Whether ``04/01/2011`` is 4 January (as in the United Kingdom) rather than April 1.
    earliest_year
        Older dates are taken for mistakes: contracts and payments have none.

    Returns
    -------
    datetime.date or None
        None when the text is not one date between ``earliest_year`` (1970 unless said) and 2100.

    Examples
    --------
    >>> parse_date("28/Nov/2013 "), parse_date("04/01/2011", day_first=False)
    (datetime.date(2013, 11, 28), datetime.date(2011, 4, 1))
    >>> parse_date("40547"), parse_date("Dec-10")
    (datetime.date(2011, 1, 4), None)
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), earliest_year)
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if day_first else (second, first)
        return _day(_full_year(match[3]), month, day, earliest_year)
    if match := _NAMED.fullmatch(text):
        return _day(_full_year(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]), earliest_year)
    if match := _NAMED_MONTH_FIRST.fullmatch(text):
        return _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]), earliest_year)
    if _COMPACT.fullmatch(text):
        year_first = _day(int(text[:4]), int(text[4:6]), int(text[6:]), earliest_year)
        return year_first or _day(int(text[4:]), int(text[2:4]), int(text[:2]), earliest_year)
    if match := _SERIAL.fullmatch(text):
        serial = _SERIAL_EPOCH + dt.timedelta(days=int(match[1]))
        return serial if EARLIEST_YEAR <= serial.year <= LATEST_YEAR else None
    return None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) - (100 if int(text) >= 70 else 0)


def _day(year: int, month: int, day: int, earliest_year: int) -> dt.date | None:
    if not earliest_year <= year <= LATEST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

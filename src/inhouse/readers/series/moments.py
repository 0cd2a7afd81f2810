"""Which moments does a column of dates say, when people write it in many styles?

Days come before months unless the column shows otherwise: by a number above 12, or because only then the dates are
whole months apart. A column of plain numbers that are no years counts periods.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inhouse.core.dates import parse_date
from inhouse.core.errors import InputError
from inhouse.core.results import Decision
from inhouse.process.series import Moment
from inhouse.readers.series.periods import EARLIEST_YEAR, financial_year, period_start

_PREFIX = re.compile(
    r"(?:w/?c|w/?e|(?:week|month|quarter|year)\s+(?:commencing|beginning|starting|ending|ended|of|to)|"
    r"(?:week|month|quarter|year)\s*:)\s*:?\s+",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})\b.*")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AP]M)?", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?")
_YEAR_DASH = re.compile(r"\d{4}-\d{2}")
_TWELVE = 12
_MONTH_DAYS = range(28, 32)


@dataclass(frozen=True, kw_only=True)
class Moments:
    """One moment a cell, None where the cell says none, and how the column was understood."""

    moments: tuple[Moment | None, ...]
    decisions: tuple[Decision, ...]

    @property
    def numbered(self) -> bool:
        """Whether the column numbers periods instead of dating them."""
        return any(isinstance(moment, int) for moment in self.moments)


def read_moments(texts: Sequence[str]) -> Moments:
    """Read the cells of one column of dates.

    Examples
    --------
    >>> found = read_moments(["13/02/2019", "w/c 4 March 2019", "Total"])
    >>> [str(moment) for moment in found.moments]
    ['2019-02-13', '2019-03-04', 'None']
    """
    tidied = [_PREFIX.sub("", " ".join(text.split()), count=1) for text in texts]
    if _counts_periods(tidied):
        decision = Decision(
            about="dates",
            decided="the column numbers periods; nothing is known of their length",
            because="its cells are whole numbers, not dates",
        )
        return Moments(moments=tuple(map(_number, tidied)), decisions=(decision,))
    day_first, decisions = _order(tidied)
    financial = _has_financial_years(tidied)
    days = [_day(text, day_first=day_first, financial=financial) for text in tidied]
    repeats = any(count > 1 for count in Counter(filter(None, days)).values())
    timed = repeats and any(_time(text) != dt.time() for text in tidied)
    moments: list[Moment | None] = [
        dt.datetime.combine(day, _time(text)) if timed and day else day
        for day, text in zip(days, tidied, strict=True)
    ]  # fmt: skip
    return Moments(moments=tuple(moments), decisions=decisions)


def asked_moment(text: str, *, numbered: bool = False) -> Moment:
    """Read a moment that a person gives: a day, month or year as they write it, or the number of a period.

    Raises
    ------
    InputError
        It is none.

    Examples
    --------
    >>> asked_moment("Apr 2019"), asked_moment("17", numbered=True)
    (datetime.date(2019, 4, 1), 17)
    """
    bare = " ".join(text.split())
    found = _number(bare) if numbered else _day(bare, day_first=True, financial=False)
    if found is None:
        raise InputError(
            f"{text} is not {'the number of a period' if numbered else 'a date'}.",
            found=f"«{text}»",
            next_step=f"Write it as {'the file does' if numbered else 'YYYY-MM-DD, such as 2019-04-01'}.",
        )
    if isinstance(found, dt.date) and (time := _time(bare)) != dt.time():
        return dt.datetime.combine(found, time)
    return found


def _number(text: str) -> int | None:
    return int(float(text)) if _WHOLE.fullmatch(text) else None


def _counts_periods(texts: Sequence[str]) -> bool:
    """Whether nine in ten cells are whole numbers, of which one in ten cannot be a date."""
    filled = [text for text in texts if text]
    whole = [text for text in filled if _WHOLE.fullmatch(text)]
    odd = [text for text in whole if _day(text, day_first=True, financial=False) is None]
    return bool(odd) and 10 * len(whole) >= 9 * len(filled) and 10 * len(odd) >= len(whole)


def _has_financial_years(texts: Sequence[str]) -> bool:
    """Whether a cell like 2019-20 shows that 2011-12 is no December."""
    dashed = [text for text in texts if _YEAR_DASH.fullmatch(text)]
    years = [text for text in dashed if financial_year(text)]
    return bool(years) and len(years) == len(dashed) and any(int(text[5:]) > _TWELVE for text in years)


def _day(text: str, *, day_first: bool, financial: bool) -> dt.date | None:
    found = period_start(text, financial=financial)
    return found or parse_date(text, day_first=day_first, earliest_year=EARLIEST_YEAR)


def _time(text: str) -> dt.time:
    match = _TIME.search(text)
    if not match:
        return dt.time()
    hour = int(match[1]) % _TWELVE + _TWELVE * (match[4].upper() == "PM") if match[4] else int(match[1])
    try:
        return dt.time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        return dt.time()


def _order(texts: Sequence[str]) -> tuple[bool, tuple[Decision, ...]]:
    """Say whether days come first, and how that was told."""
    pairs = [(int(match[1]), int(match[2])) for text in texts if (match := _AMBIGUOUS.fullmatch(text))]
    if not pairs:
        return True, ()
    if any(first > _TWELVE for first, _ in pairs):
        return True, (_decided("the day", "a number above 12 stands first"),)
    if any(second > _TWELVE for _, second in pairs):
        return False, (_decided("the month", "a number above 12 stands second and none stands first"),)
    if _month_apart(texts, day_first=False) and not _month_apart(texts, day_first=True):
        return False, (_decided("the month", "only then the dates are whole months apart"),)
    return True, (_decided("the day", "that is usual in the United Kingdom; nothing in the column tells"),)


def _decided(first: str, because: str) -> Decision:
    return Decision(about="dates", decided=f"{first} comes first in dates such as 04/01/2019", because=because)


def _month_apart(texts: Sequence[str], *, day_first: bool) -> bool:
    days = sorted({day for text in texts if (day := _day(text, day_first=day_first, financial=False))})
    steps = [(after - before).days for before, after in pairwise(days)]
    return bool(steps) and all(step in _MONTH_DAYS for step in steps)

"""When is a service open, as a small YAML file says?

See :data:`TEMPLATE` for every key. Anything that is not understood is refused: a calendar that is silently half read
would change every figure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from inhouse.core.dates import parse_date
from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation
from inhouse.process.working_time import Calendar, Opening
from inhouse.readers.settings_file import read_settings, refuse_unknown

TEMPLATE = """\
# When the service is open, by the clock on its own wall.
time_zone: Europe/London

# Whose bank holidays it keeps: england-and-wales, scotland, northern-ireland or none.
bank_holidays: england-and-wales

# Each weekday, or several at once; more than one span a day is fine. Days left out are shut.
hours:
  monday to thursday: [09:00-12:30, 13:30-17:30]
  friday: 09:00-17:00

# Further days, or runs of days, on which it is shut.
closed:
  - 2026-12-29 to 2026-12-31

# Days with other hours than their weekday's, even if they are bank holidays.
other_hours:
  2026-12-24: 09:00-12:00

# How many hours count as one working day; needed only where days are of unequal length.
day_hours: 8
"""
"""An example with every key; it can be read as it stands."""

_KEYS = ("time_zone", "bank_holidays", "hours", "closed", "other_hours", "day_hours")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|to)\s*(\d{1,2}):(\d{2})")
_MOST_DAYS_CLOSED = 3660
_MOST_DAY_HOURS = 24


def read_calendar(path: Path) -> Calendar:
    """Read a calendar of opening hours.

    Raises
    ------
    UnreadableFile
        The file is missing, or not YAML.
    InputError
        It says something that is not understood.
    """
    found = read_settings(path, what="a calendar of opening hours")
    refuse_unknown(found, _KEYS, where=str(path))
    return Calendar(
        time_zone=str(found.get("time_zone") or ""),
        nation=_nation(found.get("bank_holidays", "none")),
        weekdays=_weekdays(found.get("hours")),
        closed=frozenset(_closed(found.get("closed"))),
        other_hours=_other_hours(found.get("other_hours")),
        day_seconds=_day_seconds(found.get("day_hours")),
    )


def _nation(written: Any) -> Nation | None:
    if written in (None, False, "none"):
        return None
    try:
        return Nation(str(written))
    except ValueError:
        raise _refused("bank_holidays", written, f"Give one of: {', '.join(Nation)}, none.") from None


def _weekdays(written: Any) -> tuple[tuple[Opening, ...], ...]:
    if not isinstance(written, dict):
        raise _refused("hours", written, "Give opening hours by weekday, such as  monday to friday: 09:00-17:00")
    hours: dict[int, tuple[Opening, ...]] = {}
    for key, spans in written.items():
        for day in _days_named(str(key)):
            if day in hours:
                raise _refused("hours", key, f"Give the hours of {_DAYS[day]} once.")
            hours[day] = _spans(spans)
    return tuple(hours.get(day, ()) for day in range(len(_DAYS)))


def _days_named(key: str) -> range:
    names = re.split(r"\s+to\s+|\s*[-–]\s*", key.strip().lower())
    if not 1 <= len(names) <= 2 or any(name not in _DAYS for name in names):
        raise _refused("hours", key, "Name a weekday, such as monday, or several, such as monday to friday.")
    first, last = _DAYS.index(names[0]), _DAYS.index(names[-1])
    if last < first:
        raise _refused("hours", key, "Name days in the order of the week, which begins on monday.")
    return range(first, last + 1)


def _spans(written: Any) -> tuple[Opening, ...]:
    """Read a span, a list of spans, or nothing."""
    if written in (None, False, "closed", "shut"):
        return ()
    if isinstance(written, list):
        return tuple(span for each in written for span in _spans(each))
    match = _SPAN.fullmatch(str(written).strip())
    if not match:
        raise _refused("hours", written, "Write opening hours as 09:00-17:00.")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, match.groups())
    if max(opens_minute, closes_minute) >= 60:
        raise _refused("hours", written, "Minutes run from 00 to 59.")
    return (
        Opening(
            opens_second=(opens_hour * 60 + opens_minute) * 60, closes_second=(closes_hour * 60 + closes_minute) * 60
        ),
    )


def _closed(written: Any) -> Iterator[dt.date]:
    for each in _listed("closed", written):
        first_text, _, last_text = str(each).partition(" to ")
        first = _day("closed", first_text)
        last = _day("closed", last_text) if last_text else first
        if not 0 <= (last - first).days <= _MOST_DAYS_CLOSED:
            raise _refused("closed", each, "A run of days ends after it begins, and within ten years.")
        yield from (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def _other_hours(written: Any) -> dict[dt.date, tuple[Opening, ...]]:
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise _refused("other_hours", written, "Give days with their hours, such as  2026-12-24: 09:00-12:00")
    return {_day("other_hours", str(key)): _spans(spans) for key, spans in written.items()}


def _day_seconds(written: Any) -> float | None:
    if written is None:
        return None
    if isinstance(written, bool) or not isinstance(written, int | float) or not 0 < written <= _MOST_DAY_HOURS:
        raise _refused("day_hours", written, "Give a number of hours, more than 0 and at most 24.")
    return float(written) * 3600


def _listed(key: str, written: Any) -> Iterable[Any]:
    if written is None:
        return ()
    if not isinstance(written, list):
        raise _refused(key, written, "Give a list, each line beginning with a dash.")
    return written


def _day(key: str, text: str) -> dt.date:
    day = parse_date(text)
    if day is None:
        raise _refused(key, text, "Write days as 2026-12-24.")
    return day


def _refused(key: str, found: object, next_step: str) -> InputError:
    return InputError(
        f"The calendar's «{key}» is not understood.",
        found="nothing" if found is None else str(found),
        next_step=next_step,
    )

"""What does a clock say that runs only while a service is open?

A moment is working time when the clock on the wall then shows an opening hour. So an hour that the wall clock shows
twice in autumn is two hours of work, and one that it leaves out in spring is none. Everything is counted in whole
microseconds.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from inhouse.process.working_time.calendar import Calendar

EPOCH = dt.datetime(1970, 1, 1)
MICROSECOND = dt.timedelta(microseconds=1)
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class WorkingSpan:
    """A stretch of working time without a gap, in microseconds since 1970 (UTC); the end is outside."""

    from_us: int
    to_us: int


class WorkingClock:
    """A clock that stands still while a service is shut, from the start of one day (UTC) to the end of another.

    Parameters
    ----------
    calendar
        When it is open.
    first_day, last_day
        The days it must know.

    Examples
    --------
    >>> from inhouse.process.working_time import office_hours
    >>> clock = WorkingClock(office_hours(), dt.date(2024, 3, 1), dt.date(2024, 3, 4))
    >>> clock.seconds(dt.datetime(2024, 3, 1, 16), dt.datetime(2024, 3, 4, 9))
    3600.0
    """

    def __init__(self, calendar: Calendar, first_day: dt.date, last_day: dt.date) -> None:
        self.spans = tuple(_spans(calendar, day_us(first_day), day_us(last_day) + DAY_US))
        self._starts = [span.from_us for span in self.spans]
        self._before = [0]
        for span in self.spans:
            self._before.append(self._before[-1] + span.to_us - span.from_us)

    def reading_us(self, instant_us: int) -> int:
        """Working microseconds from the start of the clock to an instant: O(log n) in the number of spans."""
        place = bisect_right(self._starts, instant_us)
        if not place:
            return 0
        span = self.spans[place - 1]
        return self._before[place - 1] + min(instant_us, span.to_us) - span.from_us

    def seconds(self, from_at: dt.datetime, to_at: dt.datetime) -> float:
        """Working seconds from one instant to another; negative where the second is earlier."""
        return (self.reading_us(instant_us(to_at)) - self.reading_us(instant_us(from_at))) / SECOND_US


def working_seconds(calendar: Calendar, from_at: dt.datetime, to_at: dt.datetime) -> float:
    """Working seconds between two instants, to the microsecond; negative where the second is earlier.

    Parameters
    ----------
    from_at, to_at
        Instants in UTC without a zone, as a table of events has them, or with a zone.

    Examples
    --------
    Clocks went forward at 01:00 on 31 March 2024: a service that never shuts worked 23 hours.

    >>> from inhouse.process.working_time import WHOLE_DAY
    >>> open_always = Calendar(time_zone="Europe/London", weekdays=((WHOLE_DAY,),) * 7)
    >>> working_seconds(open_always, dt.datetime(2024, 3, 31), dt.datetime(2024, 3, 31, 23)) / 3600
    23.0
    """
    earlier, later = sorted((instant_us(from_at), instant_us(to_at)))
    return WorkingClock(calendar, day_of(earlier), day_of(later)).seconds(from_at, to_at)


def instant_us(instant: dt.datetime) -> int:
    """Microseconds since 1970; an instant without a zone is UTC.

    Examples
    --------
    >>> instant_us(dt.datetime(1970, 1, 1, 0, 0, 1, 5))
    1000005
    """
    plain = instant.astimezone(dt.UTC).replace(tzinfo=None) if instant.tzinfo else instant
    return (plain - EPOCH) // MICROSECOND


def day_us(day: dt.date) -> int:
    """Microseconds from 1970 to the start of a day (UTC)."""
    return (day - EPOCH.date()).days * DAY_US


def day_of(us: int) -> dt.date:
    """The day (UTC) of an instant in microseconds since 1970."""
    return EPOCH.date() + dt.timedelta(days=us // DAY_US)


def _spans(calendar: Calendar, first_us: int, last_us: int) -> Iterator[WorkingSpan]:
    """Turn wall-clock hours into UTC, stretch by stretch of one offset; spans that touch become one."""
    held: WorkingSpan | None = None
    for from_us, to_us, offset_us in _offsets(calendar, first_us, last_us):
        day = day_of(from_us + offset_us)
        while (start_us := day_us(day) - offset_us) < to_us:
            for hours in calendar.hours_on(day):
                opens = max(start_us + hours.opens_second * SECOND_US, from_us)
                closes = min(start_us + hours.closes_second * SECOND_US, to_us)
                if opens >= closes:
                    continue
                if held and held.to_us == opens:
                    held = WorkingSpan(from_us=held.from_us, to_us=closes)
                    continue
                if held:
                    yield held
                held = WorkingSpan(from_us=opens, to_us=closes)
            day += _ONE_DAY
    if held:
        yield held


def _offsets(calendar: Calendar, first_us: int, last_us: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of time in which the wall clock keeps its distance from UTC, with that distance."""

    def offset(us: int) -> int:
        local = (EPOCH + us * MICROSECOND).replace(tzinfo=dt.UTC).astimezone(calendar.zone)
        return (local.utcoffset() or dt.timedelta()) // MICROSECOND

    begun, known = first_us, offset(first_us)
    for end in range(first_us + DAY_US, last_us + 1, DAY_US):
        if offset(end) == known:
            continue
        low, high = end - DAY_US, end
        while high - low > SECOND_US:
            middle = (low + high) // 2 // SECOND_US * SECOND_US
            low, high = (middle, high) if offset(middle) == known else (low, middle)
        yield begun, high, known
        begun, known = high, offset(high)
    yield begun, last_us, known

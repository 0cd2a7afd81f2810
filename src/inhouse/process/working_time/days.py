"""How does a store know working time, so that millions of events need no loop?

A table of the days on which anything happened cuts each day (UTC) into stretches, open or shut. Every instant lies in
just one stretch, found by an equal day: working time from the start of the clock to that instant is what was worked
before the stretch and, if it is open, the way into it. Working time between two instants is the difference of two such
readings. This means the same on every engine, where a join on the nearest earlier row does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inhouse.core.dates import EARLIEST_YEAR, LATEST_YEAR
from inhouse.process.working_time.calendar import Calendar
from inhouse.process.working_time.clock import DAY_US, WorkingClock, day_us
from inhouse.stores import Store
from inhouse.stores.query import load_query


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Part of one day (UTC) that is open or shut throughout; instants in microseconds since 1970, the end outside."""

    utc_date: dt.date
    from_us: int
    to_us: int
    worked_before_us: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class _Day:
    utc_date: dt.date


def define_working_time(store: Store, calendar: Calendar, *, also: Iterable[dt.date] = ()) -> WorkingClock | None:
    """Make the table ``working_time`` for the days of the table ``events``, and give the clock it writes down.

    The table ``events_worked`` is then ``events`` with ``worked_us`` and ``start_worked_us``: what the clock says when
    each event is complete, and when it begins.

    Days outside 1970 to 2100 are left out: such an event has no place on the clock, and its times come out empty.

    Parameters
    ----------
    store
        Holds ``events``, the kept rows of a log.
    also
        Further days (UTC) that a question will ask about, such as the day it is asked for.

    Returns
    -------
    WorkingClock or None
        Reads as the table does; None where no day has a place on it.
    """
    days = [day.utc_date for day in store.ask(load_query("process", "event_days"), _Day)]
    known = sorted({day for day in (*days, *also) if EARLIEST_YEAR <= day.year <= LATEST_YEAR})
    clock = WorkingClock(calendar, known[0], known[-1]) if known else None
    lines = "\n".join(
        f"{each.utc_date.isoformat()}\t{each.from_us}\t{each.to_us}\t{each.worked_before_us}\t{int(each.is_open)}"
        for each in (stretches(clock, known) if clock else ())
    )
    store.define("working_time", load_query("process", "working_time"), stretches=lines)
    store.view("events_worked", load_query("process", "events_worked"))
    return clock


def stretches(clock: WorkingClock, days: Iterable[dt.date]) -> Iterator[Stretch]:
    """Cut days (UTC), in order, into open and shut stretches, first to last; the clock must know them.

    Examples
    --------
    >>> from inhouse.process.working_time import office_hours
    >>> friday = dt.date(2024, 3, 1)
    >>> found = stretches(WorkingClock(office_hours(), friday, friday), [friday])
    >>> [(each.is_open, each.worked_before_us // 3_600_000_000) for each in found]
    [(False, 0), (True, 0), (False, 8)]
    """
    edges = [edge for span in clock.spans for edge in (span.from_us, span.to_us)]
    place = 0
    for day in days:
        start, end = day_us(day), day_us(day) + DAY_US
        while place < len(edges) and edges[place] <= start:
            place += 1
        while start < end:
            until = min(edges[place], end) if place < len(edges) else end
            yield Stretch(
                utc_date=day,
                from_us=start,
                to_us=until,
                worked_before_us=clock.reading_us(start),
                is_open=place % 2 == 1,
            )
            start = until
            place += place < len(edges) and edges[place] == until

"""How do events become cases, steps and ways through the service, each worked out once for every question?

The tables made, each the answer of the query of the same name in ``process/queries``:

``events``, ``events_timed``
    The rows that were kept; and what the clock says at each, on the wall or of working time.
``activity_codes``, ``resource_codes``, ``group_codes``
    A small number for each name, so that what follows sorts and counts numbers.
``cases_all``, ``cases``
    Every case, and those that the filters leave in.
``steps``
    One row per event of these cases, in order, with what came before it.
``case_ways``, ``variants``, ``variant_steps``
    The way each case went, the different ways, and one example of each way, step by step.

The cost is that of sorting the events once: n log n in events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from inhouse.process.discovery import questions
from inhouse.process.discovery.filters import Filters
from inhouse.process.working_time import Calendar, define_working_time
from inhouse.stores import Store
from inhouse.stores.query import Query, load_query

_CODES = ("activity_codes", "resource_codes", "group_codes")
_WAYS = ("case_ways", "variants", "variant_steps")
_PARTS = len(_CODES) + len(_WAYS) + 2


def prepare(
    store: Store,
    filters: Filters,
    *,
    by_time: bool = True,
    calendar: Calendar | None = None,
    progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Make the tables above from ``event_rows``, a table of events with columns as :mod:`inhouse.process.events` says.

    Parameters
    ----------
    filters
        Which cases to look at.
    by_time
        Order the events of a case by time, equal times by their position; otherwise as the file has them.
    calendar
        Opening hours, to count waits and durations in working time; None for elapsed time.
    progress
        Told the share done, 0 to 1.
    """
    done = 0

    def define(table: str, query: str, **parameters: object) -> None:
        nonlocal done
        store.define(table, _query(query), **parameters)
        done += 1
        progress(min(done / _PARTS, 1.0))

    store.view("events", _query("events_kept"))
    if calendar:
        define_working_time(store, calendar)
    store.view("events_timed", _query("events_by_working_time" if calendar else "events_by_clock"))
    for codes in _CODES:
        define(codes, codes)
    define("cases_all", "cases_all")
    _choose(store, filters)
    define("steps", "steps", by_time=by_time)
    for way in _WAYS:
        define(way, way)
    first, last = _variants(store, filters)
    if last is not None:
        store.define("cases", _query("cases_of_variants"), first_variant=first, last_variant=last)
        for table in ("steps", *_WAYS):
            define(table, table, by_time=by_time)


def _variants(store: Store, filters: Filters) -> tuple[int, int | None]:
    """The first and last of the variants to look at, by rank; None for the last where all are."""
    if not filters.way:
        return 1, filters.variants
    rank = questions.rank_of(store, filters.way)
    return (rank, rank) if filters.variants is None or rank <= filters.variants else (0, 0)


def _choose(store: Store, filters: Filters) -> None:
    """Name the cases that are looked at, ``cases_found``; ``cases`` may later be fewer."""
    if filters.by_case:
        store.define("cases_found", _query("cases_chosen"), **_parameters(filters))
    else:
        store.view("cases_found", _query("cases_found"))
    store.view("cases", Query("process/cases", "SELECT * FROM cases_found"))


def _parameters(filters: Filters) -> dict[str, object]:
    """The values that ``cases_chosen.sql`` names; times as microseconds since 1970."""
    next_day = filters.to_date + dt.timedelta(days=1) if filters.to_date else None
    attribute, value = filters.attribute or (None, None)
    return {
        "from_us": _microseconds(filters.from_date),
        "before_us": _microseconds(next_day),
        "shortest_us": _as_microseconds(filters.shortest_seconds),
        "longest_us": _as_microseconds(filters.longest_seconds),
        "activities": list(filters.activities),
        "activities_count": len(set(filters.activities)),
        "attribute": attribute,
        "attribute_value": value,
    }


def _microseconds(day: dt.date | None) -> int | None:
    return None if day is None else (day - dt.date(1970, 1, 1)).days * 86_400_000_000


def _as_microseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1_000_000)


def _query(name: str) -> Query:
    return load_query("process", name)

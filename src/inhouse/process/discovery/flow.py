"""How much work came in and went out over time, and how much was under way? By day, or by month for longer logs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.process.discovery.records import Flow
from inhouse.stores import Store
from inhouse.stores.query import load_query

DAYS_SHOWN = 62
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Day:
    """Cases that began and ended on one day, counted from 1970-01-01."""

    day: int
    started: int
    finished: int


def flow(store: Store) -> tuple[str, tuple[Flow, ...]]:
    """Count work in and out; the unit, ``day`` or ``month``, and each of them from the first event to the last."""
    return by_unit(store.ask(load_query("process", "discover_flow"), Day))


def by_unit(days: Iterable[Day]) -> tuple[str, tuple[Flow, ...]]:
    """Sum days into months where they span more than :data:`DAYS_SHOWN` days; a day or month without work is shown.

    Examples
    --------
    >>> unit, flow = by_unit([Day(day=0, started=2, finished=0), Day(day=2, started=0, finished=1)])
    >>> unit, [(each.from_date.day, each.started, each.finished, each.in_progress) for each in flow]
    ('day', [(1, 2, 0, 2), (2, 0, 0, 2), (3, 0, 1, 1)])
    """
    days = sorted(days, key=lambda each: each.day)
    if not days:
        return "day", ()
    unit = "day" if days[-1].day - days[0].day < DAYS_SHOWN else "month"
    started: Counter[dt.date] = Counter()
    finished: Counter[dt.date] = Counter()
    for each in days:
        start = _start(_EPOCH + dt.timedelta(days=each.day), unit)
        started[start] += each.started
        finished[start] += each.finished
    at, last = min(started), max(started)
    shown, under_way = [], 0
    while at <= last:
        under_way += started[at] - finished[at]
        shown.append(Flow(from_date=at, started=started[at], finished=finished[at], in_progress=under_way))
        at = _start(at + dt.timedelta(days=1 if unit == "day" else 31), unit)
    return unit, tuple(shown)


def _start(day: dt.date, unit: str) -> dt.date:
    return day if unit == "day" else day.replace(day=1)

"""Which cases and events are behind a figure? Each event can be followed to its file and row.

The tables are those of :mod:`inhouse.process.discovery.prepare`: prepare them for the filters of the figure first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from inhouse.stores import Store
from inhouse.stores.query import load_query

ORDERS = ("first", "latest", "longest")
_EPOCH = dt.datetime(1970, 1, 1)
_SECOND = 1_000_000
Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case: times are those of its first and last event, UTC; ``variant`` is the rank of the way it went."""

    case_id: str
    events: int
    started_at: dt.datetime
    finished_at: dt.datetime
    duration_seconds: float
    variant: int


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One case in which an activity directly follows another: how often, and the longest wait between them."""

    case_id: str
    times: int
    longest_wait_seconds: float


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Some of the cases in which an activity directly follows another, and how many there are in all."""

    times: int
    cases: int
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One event of a case, with the file (its SHA-256), part and row it came from; ``resource`` is a name."""

    source: str
    part: str
    row: int
    activity: str
    at: dt.datetime
    began_at: dt.datetime | None
    resource: str | None
    org_group: str | None
    lifecycle: str | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One event: of the so-manieth case, counted from the first to begin, and when."""

    place: int
    activity: str
    at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class AttributeValue:
    """A value of an attribute, and in how many cases it occurs."""

    name: str
    value: str
    cases: int


def cases(store: Store, *, order: str = "first", limit: int = 50, offset: int = 0) -> tuple[CaseRow, ...]:
    """List some of the cases looked at.

    Parameters
    ----------
    order
        One of :data:`ORDERS`: the first to begin, the latest, or the longest.
    limit, offset
        How many, after leaving out how many.
    """
    asked = order if order in ORDERS else "first"
    found = _ask(store, "behind_cases", _Case, order=asked, limit=limit, offset=offset)
    return tuple(
        CaseRow(
            case_id=row.case_id,
            events=row.events,
            started_at=_instant(row.started_us),
            finished_at=_instant(row.finished_us),
            duration_seconds=(row.finished_us - row.started_us) / _SECOND,
            variant=row.variant,
        )
        for row in found
    )


def steps(store: Store, from_activity: str, to_activity: str, *, limit: int = 50, offset: int = 0) -> Steps:
    """List the cases in which one activity directly follows another, longest wait first."""
    found = _ask(
        store, "behind_step", _Step, from_activity=from_activity, to_activity=to_activity, limit=limit, offset=offset
    )
    return Steps(
        times=int(found[0].all_times) if found else 0,
        cases=found[0].all_cases if found else 0,
        rows=tuple(
            StepRow(case_id=row.case_id, times=row.times, longest_wait_seconds=row.longest_us / _SECOND)
            for row in found
        ),
    )


def trace(store: Store, case_id: str) -> tuple[EventRow, ...]:
    """List the events of one case, in order; none where there is no such case."""
    return tuple(
        EventRow(
            source=row.source,
            part=row.part,
            row=row.row,
            activity=row.activity,
            at=_instant(row.at_us),
            began_at=None if row.began_us is None else _instant(row.began_us),
            resource=row.resource,
            org_group=row.org_group,
            lifecycle=row.lifecycle,
            attributes=dict(row.attributes or {}),
        )
        for row in _ask(store, "behind_case", _Event, case_id=case_id)
    )


def dots(store: Store, *, every: int = 1) -> tuple[Dot, ...]:
    """Place the events of every so-manieth case in time, cases in the order in which they began."""
    found = _ask(store, "behind_dots", _Dot, every=every)
    return tuple(Dot(place=row.place, activity=row.activity, at=_instant(row.at_us)) for row in found)


def attributes(store: Store, *, most: int = 50) -> dict[str, tuple[AttributeValue, ...]]:
    """List the values of the attributes that have at least two and at most so many, commonest first."""
    found: dict[str, list[AttributeValue]] = defaultdict(list)
    for value in _ask(store, "attribute_values", AttributeValue, most=most):
        found[value.name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def _ask(store: Store, query: str, into: type[Record], **parameters: object) -> tuple[Record, ...]:
    return store.ask(load_query("process", query), into, **parameters)


def _instant(microseconds: int) -> dt.datetime:
    return _EPOCH + dt.timedelta(microseconds=microseconds)


@dataclass(frozen=True, kw_only=True)
class _Case:
    case_id: str
    events: int
    started_us: int
    finished_us: int
    variant: int


@dataclass(frozen=True, kw_only=True)
class _Step:
    case_id: str
    times: int
    longest_us: int
    all_times: int
    all_cases: int


@dataclass(frozen=True, kw_only=True)
class _Event:
    source: str
    part: str
    row: int
    activity: str
    at_us: int
    began_us: int | None
    resource: str | None
    org_group: str | None
    lifecycle: str | None
    attributes: Mapping[str, str] | None


@dataclass(frozen=True, kw_only=True)
class _Dot:
    place: int
    activity: str
    at_us: int

"""What is asked of a log once it is prepared? One query each; the SQL in ``process/queries`` is the formula.

The tables are those of :mod:`inhouse.process.discovery.prepare`. Definitions that others draw otherwise (reopened,
first contact, hand-backs) stand with their records in :mod:`inhouse.process.discovery.records`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from inhouse.process.discovery.records import (
    ActivityUse,
    Bottleneck,
    Durations,
    Edge,
    FirstContact,
    Handover,
    PingPong,
    Reopened,
    Rework,
    Totals,
    Variant,
)
from inhouse.stores import Store
from inhouse.stores.query import load_query

VARIANTS_LISTED = 1000
CLOSING_SHARE = 0.5
_EPOCH = dt.datetime(1970, 1, 1)
Record = TypeVar("Record")


def totals(store: Store) -> Totals:
    """Count what is looked at."""
    (found,) = _ask(store, "discover_totals", _Totals)
    return Totals(
        cases=found.cases,
        events=found.events,
        activities=found.activities,
        variants=found.variants,
        resources=found.resources,
        groups=found.groups,
        first_at=_instant(found.first_us),
        last_at=_instant(found.last_us),
    )


def activities(store: Store) -> tuple[tuple[ActivityUse, ...], tuple[Rework, ...]]:
    """Count the use of each activity, commonest first, and where it was done again, most repeats first."""
    found = _ask(store, "discover_activities", _Use)
    again = sorted((use for use in found if use.repeats), key=lambda use: (-use.repeats, use.activity))
    return (
        tuple(
            ActivityUse(activity=use.activity, events=use.events, cases=use.cases, starts=use.starts, ends=use.ends)
            for use in found
        ),
        tuple(Rework(activity=use.activity, repeats=use.repeats, cases=use.cases_with_repeats) for use in again),
    )


def edges(store: Store) -> tuple[Edge, ...]:
    """Count which activity directly follows which, and measure the waits; commonest first."""
    return _ask(store, "discover_edges", Edge)


def bottlenecks(edges: tuple[Edge, ...]) -> tuple[Bottleneck, ...]:
    """Rank edges by all their waiting together: mean wait times count; edges without waiting are left out."""
    waited = sorted(
        (edge for edge in edges if edge.total_wait_seconds > 0),
        key=lambda edge: (-edge.total_wait_seconds, edge.from_activity, edge.to_activity),
    )
    whole = sum(edge.total_wait_seconds for edge in waited)
    return tuple(
        Bottleneck(
            from_activity=edge.from_activity,
            to_activity=edge.to_activity,
            count=edge.count,
            median_wait_seconds=edge.median_wait_seconds,
            total_wait_seconds=edge.total_wait_seconds,
            share=edge.total_wait_seconds / whole,
        )
        for edge in waited
    )


def rank_of(store: Store, way: tuple[str, ...]) -> int:
    """Find the rank of a way among the variants listed, the commonest being 1; 0 where it is not among them."""
    return next((rank for rank, activities in _ways(store).items() if tuple(activities) == way), 0)


def _ways(store: Store) -> dict[int, list[str]]:
    ways: dict[int, list[str]] = defaultdict(list)
    for step in _ask(store, "discover_variant_steps", _Step, limit=VARIANTS_LISTED):
        ways[step.variant].append(step.activity)
    return ways


def variants(store: Store, cases: int) -> tuple[Variant, ...]:
    """List the commonest ways through the service, up to :data:`VARIANTS_LISTED`; ``cases`` is how many there are."""
    ways = _ways(store)
    listed, so_far = [], 0
    for each in _ask(store, "discover_variants", _Variant, limit=VARIANTS_LISTED):
        so_far += each.cases
        listed.append(
            Variant(
                activities=tuple(ways[each.variant]),
                cases=each.cases,
                share=each.cases / cases,
                cumulative_share=so_far / cases,
                median_duration_seconds=each.median_duration_seconds,
            )
        )
    return tuple(listed)


def durations(store: Store) -> Durations:
    """Measure how long cases took."""
    return _ask(store, "discover_durations", Durations)[0]


def handovers(store: Store, names: Mapping[int, str]) -> tuple[Handover, ...]:
    """Count who passes work to whom, most first; ``names`` gives what to call each resource, by its number."""
    found = [
        (-each.times, names[each.from_code], names[each.to_code]) for each in _ask(store, "discover_handovers", _Hand)
    ]
    found.sort()
    return tuple(Handover(from_resource=one, to_resource=other, count=-times) for times, one, other in found)


def resources(store: Store) -> dict[int, str]:
    """Name the resources of the whole log by number: for pseudonyms, never to be shown unasked."""
    return {each.code: each.resource for each in _ask(store, "resources_seen", _Resource)}


def closing_activities(activities: tuple[ActivityUse, ...]) -> tuple[str, ...]:
    """Guess which activities close a case: those that end at least half of the cases in which they occur.

    Examples
    --------
    >>> close = ActivityUse(activity="Close", events=5, cases=4, starts=0, ends=3)
    >>> work = ActivityUse(activity="Work", events=9, cases=4, starts=4, ends=1)
    >>> closing_activities((work, close))
    ('Close',)
    """
    return tuple(use.activity for use in activities if use.ends >= CLOSING_SHARE * use.cases)


def reopened(store: Store, closing: tuple[str, ...]) -> Reopened:
    """Count cases that went on after an activity that closes."""
    (found,) = _ask(store, "discover_reopened", _Reopened, closing=list(closing))
    return Reopened(closing=closing, cases=found.reopened, share=_share(found.reopened, found.closed))


def first_contact(store: Store, closing: tuple[str, ...]) -> FirstContact:
    """Count cases that one resource began and ended alone, and that were not reopened."""
    (found,) = _ask(store, "discover_first_contact", _FirstContact, closing=list(closing))
    return FirstContact(cases=found.cases, told=found.told, share=_share(found.cases, found.told))


def ping_pong(store: Store, counted: Totals) -> PingPong:
    """Count work that was handed over and straight back, between groups where the log names any."""
    groups = counted.groups > 0
    (found,) = _ask(store, "discover_ping_pong", _PingPong, groups=groups)
    return PingPong(
        between="groups" if groups else "resources",
        cases=found.cases,
        returns=found.returns,
        share=_share(found.cases, counted.cases),
    )


def _ask(store: Store, query: str, into: type[Record], **parameters: object) -> tuple[Record, ...]:
    return store.ask(load_query("process", query), into, **parameters)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _instant(microseconds: int | None) -> dt.datetime | None:
    return None if microseconds is None else _EPOCH + dt.timedelta(microseconds=microseconds)


@dataclass(frozen=True, kw_only=True)
class _Totals:
    cases: int
    events: int
    activities: int
    variants: int
    resources: int
    groups: int
    first_us: int | None
    last_us: int | None


@dataclass(frozen=True, kw_only=True)
class _Use:
    activity: str
    events: int
    cases: int
    starts: int
    ends: int
    repeats: int
    cases_with_repeats: int


@dataclass(frozen=True, kw_only=True)
class _Variant:
    variant: int
    cases: int
    median_duration_seconds: float


@dataclass(frozen=True, kw_only=True)
class _Step:
    variant: int
    activity: str


@dataclass(frozen=True, kw_only=True)
class _Resource:
    code: int
    resource: str


@dataclass(frozen=True, kw_only=True)
class _Hand:
    from_code: int
    to_code: int
    times: int


@dataclass(frozen=True, kw_only=True)
class _Reopened:
    closed: int
    reopened: int


@dataclass(frozen=True, kw_only=True)
class _FirstContact:
    told: int
    cases: int


@dataclass(frozen=True, kw_only=True)
class _PingPong:
    cases: int
    returns: int

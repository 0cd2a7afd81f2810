"""What is told of how a service works? The records of an answer; nothing here computes.

Waits and durations are in seconds, elapsed time unless a calendar of working time was given. Shares are 0 to 1. A
wait is the time from one event of a case to the next.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from inhouse.core.results import Decision, Provenance, Reject
from inhouse.process.discovery.filters import Filters


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How much was looked at; times are those of the first and last event, UTC."""

    cases: int
    events: int
    activities: int
    variants: int
    resources: int
    groups: int
    first_at: dt.datetime | None
    last_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class ActivityUse:
    """One activity: its events, and the cases that have it, begin with it and end with it."""

    activity: str
    events: int
    cases: int
    starts: int
    ends: int


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One activity directly followed by another in the same case, and the waits between them.

    Attributes
    ----------
    count
        How often.
    median_wait_seconds, p95_wait_seconds
        Exact, by linear interpolation.
    total_wait_seconds
        All waits added up: the mean wait times the count.
    """

    from_activity: str
    to_activity: str
    count: int
    median_wait_seconds: float
    p95_wait_seconds: float
    total_wait_seconds: float


@dataclass(frozen=True, kw_only=True)
class Bottleneck:
    """An edge where cases waited, largest sum first; ``share`` of all waiting of all cases."""

    from_activity: str
    to_activity: str
    count: int
    median_wait_seconds: float
    total_wait_seconds: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way through the service: the activities in order, and the cases that went this way.

    ``share`` is that of all cases; ``cumulative_share`` that of this variant and all commoner ones.
    """

    activities: tuple[str, ...]
    cases: int
    share: float
    cumulative_share: float
    median_duration_seconds: float


@dataclass(frozen=True, kw_only=True)
class Durations:
    """How long cases took, first event to last; all None where there are no cases."""

    mean: float | None
    median: float | None
    p95: float | None
    shortest: float | None
    longest: float | None


@dataclass(frozen=True, kw_only=True)
class Handover:
    """Work that passed from one resource to another, or stayed with it, from one event of a case to the next.

    Both must be known. Resources are pseudonyms unless names were asked for.
    """

    from_resource: str
    to_resource: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Rework:
    """An activity done again: ``repeats`` counts events beyond the first in a case, ``cases`` those with any."""

    activity: str
    repeats: int
    cases: int


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Work in and out in one day or month.

    Attributes
    ----------
    started, finished
        Cases whose first, or last, event lies in it.
    in_progress
        Cases under way when it ended: begun by then, and with an event still to come.
    """

    from_date: dt.date
    started: int
    finished: int
    in_progress: int


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """Cases that went on after they were closed.

    Attributes
    ----------
    closing
        The activities that close a case: as they were given, otherwise those that end at least half of the cases in
        which they occur.
    cases
        Cases in which a closing activity is directly followed by one that does not close.
    share
        Of the cases that have a closing activity; None where there are none.
    """

    closing: tuple[str, ...]
    cases: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class FirstContact:
    """Cases that one resource began and ended alone, and that were not reopened.

    Attributes
    ----------
    cases
        How many.
    told
        Cases in which it can be told: every event has a resource.
    share
        ``cases`` of ``told``; None where none can be told.
    """

    cases: int
    told: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class PingPong:
    """Work handed over and straight back: from A to B, and next to A again, however many events each had it.

    Attributes
    ----------
    between
        ``groups`` where the log names them, otherwise ``resources``.
    cases, returns
        Cases with at least one hand-back, and all hand-backs. Events without a group or resource are passed over.
    share
        Of all cases; None where there are none.
    """

    between: str
    cases: int
    returns: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """How a service works, as its log tells.

    ``edges``, ``handovers``, ``rework`` and ``activities`` are complete; ``variants`` are the commonest, and
    ``totals.variants`` says how many there are. ``flow`` is by ``flow_unit``, ``day`` or ``month``. ``filters`` are
    those applied, and ``decisions`` repeat them in words with every other assumption.
    """

    totals: Totals
    activities: tuple[ActivityUse, ...]
    edges: tuple[Edge, ...]
    bottlenecks: tuple[Bottleneck, ...]
    variants: tuple[Variant, ...]
    durations: Durations
    handovers: tuple[Handover, ...]
    rework: tuple[Rework, ...]
    flow: tuple[Flow, ...]
    flow_unit: str
    reopened: Reopened
    first_contact: FirstContact
    ping_pong: PingPong
    filters: Filters
    rejects: tuple[Reject, ...] = ()
    decisions: tuple[Decision, ...] = ()
    caveats: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)

"""How are the figures of a service said, so that anybody can follow?"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inhouse.core.durations import say_duration
from inhouse.process.discovery.records import Discovery, Flow, Handover, Variant
from inhouse.web.process.filters import SMALLEST_GROUP, way_key


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One large number; ``href`` leads to what is behind it."""

    label: str
    value: str
    note: str = ""
    href: str = ""


def headline(found: Discovery) -> str:
    """Say in two sentences how much work there was, and how long it took."""
    totals = found.totals
    if not totals.cases:
        return "No case is left in."
    words = f"{totals.cases:,} case{'s' * (totals.cases != 1)} from {day(totals.first_at)} to {day(totals.last_at)}."
    if found.durations.median is None or found.durations.p95 is None:
        return words
    return (
        f"{words} Half took less than {say_duration(found.durations.median)}; "
        f"one in twenty took more than {say_duration(found.durations.p95)}."
    )


def figures(found: Discovery, *, cases_href: str, longest_href: str, work_href: str) -> list[Figure]:
    """The headline figures of a service."""
    repeats, events = sum(each.repeats for each in found.rework), found.totals.events
    under_way = usually_in_progress(found.flow)
    return [
        Figure(label="Cases", value=f"{found.totals.cases:,}", note=f"{events:,} events", href=cases_href),
        Figure(label="Half took less than", value=_time(found.durations.median), note="the median", href=longest_href),
        Figure(label="1 in 20 took more than", value=_time(found.durations.p95), note="the 95th percentile",
               href=longest_href),
        Figure(label="In progress, usually", value="–" if under_way is None else f"{under_way:,.0f}",
               note=f"at the end of a {found.flow_unit}", href="#flow"),
        Figure(label="Solved by the first person", value=_share(found.first_contact.share),
               note=f"of {found.first_contact.told:,} cases where it can be told", href=work_href),
        Figure(label="Reopened", value=_share(found.reopened.share), note=f"{found.reopened.cases:,} cases",
               href=work_href),
        Figure(label="Events that repeat work", value=_share(repeats / events if events else None),
               note=f"{repeats:,} events", href=work_href),
        Figure(label="Handed straight back", value=_share(found.ping_pong.share),
               note=f"{found.ping_pong.cases:,} cases, between {found.ping_pong.between}", href=work_href),
    ]  # fmt: skip


def usually_in_progress(flow: Sequence[Flow]) -> float | None:
    """The median of cases under way at the ends of days or months; the last is left out, as the log ends there."""
    counted = [each.in_progress for each in (flow[:-1] or flow)]
    return statistics.median(counted) if counted else None


def day(at: dt.datetime | None) -> str:
    """A day in words; nothing for None."""
    return f"{at.day} {at:%B %Y}" if at else ""


def moment(at: dt.datetime | None) -> str:
    """A moment as in a log, to the second where it has one."""
    if at is None:
        return ""
    return f"{at.day} {at:%b %Y, %H:%M:%S}" if at.second or at.microsecond else f"{at.day} {at:%b %Y, %H:%M}"


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else say_duration(seconds)


def _share(share: float | None) -> str:
    return "Cannot be told" if share is None else f"{share:.1%}"


@dataclass(frozen=True, kw_only=True)
class WayLine:
    """One way through the service as shown; ``bar`` is its share of the commonest, 0 to 100."""

    rank: int
    steps: tuple[tuple[str, int], ...]
    cases: int
    share: float
    cumulative_share: float
    median: str
    bar: int
    key: str


def way_lines(variants: Sequence[Variant], first_rank: int, most: int) -> list[WayLine]:
    """Ways as shown; the same activity several times in a row stands once, with how often."""
    return [
        WayLine(
            rank=rank,
            steps=tuple(_runs(variant.activities)),
            cases=variant.cases,
            share=variant.share,
            cumulative_share=variant.cumulative_share,
            median=say_duration(variant.median_duration_seconds),
            bar=round(100 * variant.cases / most) if most else 0,
            key=way_key(variant.activities),
        )
        for rank, variant in enumerate(variants, start=first_rank)
    ]


def _runs(activities: Iterable[str]) -> list[tuple[str, int]]:
    runs: list[tuple[str, int]] = []
    for activity in activities:
        if runs and runs[-1][0] == activity:
            runs[-1] = (activity, runs[-1][1] + 1)
        else:
            runs.append((activity, 1))
    return runs


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """Who passes work to whom, as shown: a small number is not said."""

    from_resource: str
    to_resource: str
    count: str


def handover_lines(handovers: Iterable[Handover], limit: int) -> tuple[list[HandoverLine], int]:
    """The commonest hand-overs from one person to another, and how many rarer ones are not shown.

    Those who keep their work are left out. Numbers below :data:`SMALLEST_GROUP` are counted, not shown: a rare
    hand-over could tell who it was.
    """
    passed = [each for each in handovers if each.from_resource != each.to_resource]
    shown = [each for each in passed if each.count >= SMALLEST_GROUP][:limit]
    lines = [
        HandoverLine(from_resource=each.from_resource, to_resource=each.to_resource, count=f"{each.count:,}")
        for each in shown
    ]
    return lines, len(passed) - len(shown)

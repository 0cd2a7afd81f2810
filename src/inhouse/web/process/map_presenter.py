"""What is drawn on a process map, in which words, and where does each part of it lead?

A map of everything is a map of nothing: the commonest activities are drawn, with the steps between them that occur
most, and with those by which each activity is mostly reached and left. What is left out is counted, and stands in the
table beside the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inhouse.core.durations import say_duration, short_duration
from inhouse.process.discovery.records import ActivityUse, Discovery, Edge
from inhouse.publishers.process_map import END, START, MapEdge, MapNode, ProcessMap, draw_map, wait_class
from inhouse.publishers.process_map.records import WAIT_CLASSES

MOST_ACTIVITIES, MOST_STEPS, DRAWN_SHARE = 24, 48, 0.97


@dataclass(frozen=True, kw_only=True)
class Links:
    """Where a click leads: from an activity, and from a step."""

    activity: Callable[[str], str]
    step: Callable[[str, str], str]


@dataclass(frozen=True, kw_only=True)
class DrawnMap:
    """A map as shown: the drawing, and how much of the service it shows."""

    drawing: str
    activities: int
    all_activities: int
    steps: int
    all_steps: int
    summary: str
    legend: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.activities == self.all_activities and self.steps == self.all_steps


def drawn_map(found: Discovery, links: Links) -> DrawnMap:
    """Draw the commonest activities and steps of an answer."""
    activities = found.activities[:MOST_ACTIVITIES]
    steps = _steps({each.activity for each in activities}, found.edges)
    shown = ProcessMap(
        nodes=(
            MapNode(key=START, label="Start"),
            *(_node(each, links) for each in activities),
            MapNode(key=END, label="End"),
        ),
        edges=(*_starts(activities, found), *(_edge(each, links) for each in steps), *_ends(activities, found)),
    )
    summary = _summary(found)
    return DrawnMap(
        drawing=draw_map(shown, key="map", title="How work flows, as a map", description=summary),
        activities=len(activities),
        all_activities=len(found.activities),
        steps=len(steps),
        all_steps=len(found.edges),
        summary=summary,
        legend=tuple((each.colour, each.words) for each in WAIT_CLASSES),
    )


def _steps(shown: set[str], edges: Iterable[Edge]) -> list[Edge]:
    """Choose the steps to draw; edges come commonest first: the first to an activity is that by which most reach it."""
    between = [each for each in edges if each.from_activity in shown and each.to_activity in shown]
    kept: dict[tuple[str, str], Edge] = {}
    reached: dict[str, set[str]] = defaultdict(set)
    for each in (each for each in between if each.from_activity != each.to_activity):
        for way, activity in (("to", each.to_activity), ("from", each.from_activity)):
            if activity not in reached[way]:
                reached[way].add(activity)
                kept[each.from_activity, each.to_activity] = each
    enough, so_far = DRAWN_SHARE * sum(each.count for each in between), 0
    for each in between:
        if len(kept) >= MOST_STEPS or so_far >= enough:
            break
        kept[each.from_activity, each.to_activity] = each
        so_far += each.count
    return [each for each in between if (each.from_activity, each.to_activity) in kept]


def _node(use: ActivityUse, links: Links) -> MapNode:
    note = f"{use.cases:,} case{'s' * (use.cases != 1)}"
    return MapNode(
        key=_key(use.activity),
        label=use.activity,
        note=note,
        spoken=f"{use.activity} {note}, {use.events:,} events. Look only at cases with this activity.",
        href=links.activity(use.activity),
    )


def _edge(edge: Edge, links: Links) -> MapEdge:
    label = f"{edge.count:,} · {short_duration(edge.median_wait_seconds)}"
    return MapEdge(
        from_key=_key(edge.from_activity),
        to_key=_key(edge.to_activity),
        count=edge.count,
        wait_seconds=edge.median_wait_seconds,
        label=label,
        spoken=f"{label}: from {edge.from_activity} to {edge.to_activity}: {edge.count:,} times, "
        f"half waited less than {say_duration(edge.median_wait_seconds)}.",
        href=links.step(edge.from_activity, edge.to_activity),
    )


def _key(activity: str) -> str:
    """Name an activity on the map so that none is taken for the start or the end, whatever it is called."""
    return f"activity {activity}"


def _starts(activities: Iterable[ActivityUse], found: Discovery) -> Iterable[MapEdge]:
    least = found.totals.cases / 100
    return [
        MapEdge(from_key=START, to_key=_key(use.activity), count=use.starts, label=f"{use.starts:,}")
        for use in activities
        if use.starts and use.starts >= least
    ]


def _ends(activities: Iterable[ActivityUse], found: Discovery) -> Iterable[MapEdge]:
    least = found.totals.cases / 100
    return [
        MapEdge(from_key=_key(use.activity), to_key=END, count=use.ends, label=f"{use.ends:,}")
        for use in activities
        if use.ends and use.ends >= least
    ]


def _summary(found: Discovery) -> str:
    """Say what the map shows to those who do not see it."""
    if not found.activities:
        return "There is nothing to show."
    first = max(found.activities, key=lambda use: use.starts)
    last = max(found.activities, key=lambda use: use.ends)
    cases = max(found.totals.cases, 1)
    words = (
        f"{first.starts / cases:.0%} of cases begin with {first.activity}, and {last.ends / cases:.0%} end with "
        f"{last.activity}."
    )
    if found.edges:
        busiest = found.edges[0]
        words += (
            f" The step taken most is from {busiest.from_activity} to {busiest.to_activity}: {busiest.count:,} times."
        )
    if found.bottlenecks:
        worst = found.bottlenecks[0]
        words += (
            f" The step with most waiting, {worst.share:.0%} of all, is {worst.from_activity} to {worst.to_activity}."
        )
    return words


def class_words(seconds: float) -> str:
    """The class of waiting a wait is in, in words."""
    return wait_class(seconds).words

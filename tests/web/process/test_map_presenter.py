"""What a map of a service draws, what it leaves out, and what it says of that."""

from __future__ import annotations

from itertools import pairwise

import pytest

from inhouse.process.discovery import records
from inhouse.process.discovery.filters import Filters
from inhouse.web.process.filters import covering
from inhouse.web.process.map_presenter import MOST_ACTIVITIES, MOST_STEPS, Links, drawn_map

LINKS = Links(activity=lambda name: f"?activity={name}", step=lambda one, other: f"?{one}-{other}")
NO_TIME = records.Durations(mean=None, median=None, p95=None, shortest=None, longest=None)


def answer(counts: dict[tuple[str, str], int], cases: int = 1000, **more: object) -> records.Discovery:
    """An answer whose steps are counted so; the first activity named begins every case, the last ends it."""
    names = list(dict.fromkeys(name for pair in counts for name in pair))
    edges = [
        records.Edge(from_activity=one, to_activity=other, count=count, median_wait_seconds=7200.0,
                     p95_wait_seconds=9000.0, total_wait_seconds=7200.0 * count)
        for (one, other), count in sorted(counts.items(), key=lambda each: -each[1])
    ]  # fmt: skip
    uses = [
        records.ActivityUse(activity=name, events=cases, cases=cases, starts=cases * (name == names[0]),
                            ends=cases * (name == names[-1]))
        for name in names
    ]  # fmt: skip
    return records.Discovery(
        totals=records.Totals(cases=cases, events=len(edges), activities=len(names), variants=1, resources=0, groups=0,
                              first_at=None, last_at=None),
        activities=tuple(uses), edges=tuple(edges), bottlenecks=(), variants=(), durations=NO_TIME, handovers=(),
        rework=(), flow=(), flow_unit="day", reopened=records.Reopened(closing=(), cases=0, share=None),
        first_contact=records.FirstContact(cases=0, told=0, share=None),
        ping_pong=records.PingPong(between="groups", cases=0, returns=0, share=None), filters=Filters(),
        **more,
    )  # fmt: skip


def test_a_small_service_is_drawn_whole_and_read_aloud() -> None:
    shown = drawn_map(answer({("Log", "Work"): 900, ("Work", "Close"): 880, ("Work", "Work"): 100}), LINKS)
    assert shown.whole
    assert 'aria-label="900 · 2 h: from Log to Work: 900 times, half waited less than 2 hours."' in shown.drawing
    assert "Log 1,000 cases, 1,000 events." in shown.drawing
    assert shown.summary.startswith("100% of cases begin with Log, and 100% end with Close.")


def test_a_large_service_is_drawn_by_its_commonest_parts_and_says_how_many_are_left_out() -> None:
    names = [f"Step {number}" for number in range(40)]
    counts = {(one, other): 500 + 7 * n for n, (one, other) in enumerate(pairwise(names))}
    counts |= {(names[n], names[(n * 7) % 40]): 600 - n for n in range(40)}
    shown = drawn_map(answer(counts), LINKS)
    assert not shown.whole
    assert shown.activities == MOST_ACTIVITIES
    assert shown.steps <= MOST_STEPS
    assert (shown.all_activities, shown.all_steps) == (40, len(counts))


def test_rare_steps_are_left_out_but_every_activity_stays_connected() -> None:
    counts = {("A", "B"): 10_000, ("B", "C"): 9_900, ("A", "C"): 50, ("C", "B"): 40, ("B", "A"): 30, ("C", "Rare"): 2}
    shown = drawn_map(answer(counts), LINKS)
    for step in ("?A-B", "?B-C", "?C-Rare"):
        assert f'href="{step}"' in shown.drawing, step
    assert 'href="?B-A"' in shown.drawing  # the only way back to where cases begin
    assert 'href="?A-C"' not in shown.drawing


def test_a_service_without_events_has_an_empty_map() -> None:
    shown = drawn_map(answer({}, cases=0), LINKS)
    assert shown.summary == "There is nothing to show."
    assert "<svg" in shown.drawing


@pytest.mark.parametrize(("share", "expected"), [(0.3, (1, 0.5)), (0.5, (1, 0.5)), (0.6, (2, 0.7)), (0.99, (2, 0.7))])
def test_coverage_takes_as_many_ways_as_it_needs_or_all_that_are_listed(share, expected) -> None:
    ways = tuple(
        records.Variant(activities=(name,), cases=1, share=own, cumulative_share=so_far, median_duration_seconds=0)
        for name, own, so_far in (("A", 0.5, 0.5), ("B", 0.2, 0.7))
    )
    found = answer({("A", "B"): 1})
    listed = records.Discovery(**{**{f: getattr(found, f) for f in found.__dataclass_fields__}, "variants": ways})
    assert covering(listed, share) == expected

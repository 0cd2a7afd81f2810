"""Discovery against a slow, obvious second implementation: events in lists, cases in dictionaries, on both engines."""

import datetime as dt
from collections import Counter, defaultdict
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.process.discovery.discover import Asked, discover
from inhouse.process.working_time import office_hours, working_seconds
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.spark_store import SparkStore

START = dt.datetime(2024, 3, 29, 15, 0)
WORDS = st.sampled_from(["a", "B", "NA", "é ü", "a'b", "x+y", "long name"])
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "NA", "case é"]),
        WORDS,
        st.integers(0, 9).map(lambda n: START + dt.timedelta(minutes=431 * n, microseconds=n)),
        st.none() | st.sampled_from(["Ann", "Bob", "Cid"]),
        st.none() | st.sampled_from(["North", "South"]),
    ),
    max_size=24,
)


@pytest.fixture
def write(write_events):
    """Write events by hand; the last row was rejected and must count nowhere."""
    names = ("case_id", "activity", "timestamp", "resource", "org_group")

    def write_log(events, path):
        rows = [
            dict(zip(names, event, strict=True)) | {"row": row, "position": row}
            for row, event in enumerate(events, start=1)
        ]
        return write_events(path, [*rows, {"case_id": "gone", "row": 999, "reject_column": "activity"}])

    return write_log


def quantile(values, share):
    """Linear interpolation between the nearest ranks."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def slow(events, seconds):
    """Every figure by walking each case; ``seconds`` says how long it is from one instant to another."""
    cases = defaultdict(list)
    for event in events:
        cases[event[0]].append(event)
    traces = {case: sorted(held, key=lambda event: event[2]) for case, held in cases.items()}
    waits, hands, repeats, ways, took = defaultdict(list), Counter(), Counter(), Counter(), []
    for trace in traces.values():
        ways[tuple(event[1] for event in trace)] += 1
        took.append(seconds(trace[0][2], trace[-1][2]))
        for before, after in pairwise(trace):
            waits[before[1], after[1]].append(seconds(before[2], after[2]))
            if before[3] and after[3]:
                hands[before[3], after[3]] += 1
        for activity, times in Counter(event[1] for event in trace).items():
            repeats[activity] += times - 1
    return {
        "counts": (len(traces), len(events), len({event[1] for event in events}), len(ways)),
        "edges": {
            pair: (len(held), pytest.approx(quantile(held, 0.5)), pytest.approx(quantile(held, 0.95)))
            for pair, held in waits.items()
        },
        "starts": Counter(trace[0][1] for trace in traces.values()),
        "ends": Counter(trace[-1][1] for trace in traces.values()),
        "ways": ways,
        "took": (pytest.approx(sum(took) / len(took)), *(pytest.approx(quantile(took, share)) for share in (0.5, 0.95)))
        if took
        else (None, None, None),
        "hands": hands,
        "repeats": +repeats,
    }


def fast(store, calendar=None):
    found = discover(store, Asked(key=None, calendar=calendar))
    totals = found.totals
    return {
        "counts": (totals.cases, totals.events, totals.activities, totals.variants),
        "edges": {
            (e.from_activity, e.to_activity): (e.count, e.median_wait_seconds, e.p95_wait_seconds) for e in found.edges
        },
        "starts": Counter({use.activity: use.starts for use in found.activities if use.starts}),
        "ends": Counter({use.activity: use.ends for use in found.activities if use.ends}),
        "ways": Counter({each.activities: each.cases for each in found.variants}),
        "took": (found.durations.mean, found.durations.median, found.durations.p95),
        "hands": Counter({(each.from_resource, each.to_resource): each.count for each in found.handovers}),
        "repeats": Counter({each.activity: each.repeats for each in found.rework}),
    }


def elapsed(one, other):
    return (other - one).total_seconds()


@given(events=EVENTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_that_of_a_walk_through_the_cases(events, tmp_path, write):
    write(events, tmp_path / "log.parquet")
    with closing(DuckDBStore()) as store:
        store.attach("event_rows", [tmp_path / "log.parquet"])
        assert fast(store) == slow(events, elapsed)


@given(events=EVENTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_with_opening_hours_waits_and_durations_are_working_time(events, tmp_path, write):
    hours = office_hours()
    write(events, tmp_path / "log.parquet")
    with closing(DuckDBStore()) as store:
        store.attach("event_rows", [tmp_path / "log.parquet"])
        assert fast(store, hours) == slow(events, lambda one, other: working_seconds(hours, one, other))


@pytest.mark.spark
def test_spark_finds_what_the_walk_and_duckdb_find(tmp_path, write):
    drawn = []

    @given(events=EVENTS)
    @settings(max_examples=4, deadline=None, database=None, derandomize=True)
    def draw(events):
        drawn.append(events)

    draw()
    with closing(SparkStore()) as spark:
        for number, events in enumerate([*drawn[-3:], max(drawn, key=len)]):
            path = tmp_path / f"log{number}.parquet"
            write(events, path)
            spark.attach("event_rows", [path])
            with closing(DuckDBStore()) as duck:
                duck.attach("event_rows", [path])
                asked = Asked(key=b"secret")
                assert discover(spark, asked) == discover(duck, asked)
            assert fast(spark) == slow(events, elapsed)

"""The cases, steps and events behind a figure, on a log small enough to follow by hand; the same on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.process.discovery import behind
from inhouse.process.discovery.discover import Asked, discover
from inhouse.process.discovery.filters import Filters
from inhouse.process.discovery.prepare import prepare
from inhouse.stores import Store
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.workflows import events

LOG = """Case ID,Activity,Timestamp,Resource,Group,Channel
a,Log,2024-01-01 09:00,Ann,Desk,Web
a,Wait,2024-01-01 10:00,Ann,Desk,Web
a,Close,2024-01-03 10:00,Bob,Field,Web
b,Log,2024-01-02 09:00,Ann,Desk,Phone
b,Wait,2024-01-02 09:30,Ann,Desk,Phone
b,Close,2024-01-02 10:30,Ann,Desk,Phone
c,Log,2024-01-03 09:00,Cid,Desk,Web
c,Close,2024-01-03 09:10,Cid,Desk,Web
d,,2024-01-03 09:00,Cid,Desk,Web
"""


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    return events.load(folder / "log.csv", folder).parquet


@pytest.fixture(params=["duckdb"])
def store(request: pytest.FixtureRequest, parquet: Path) -> Iterator[Store]:
    """The log in each engine, prepared without filters."""
    if request.param == "spark":
        from inhouse.stores.spark_store import SparkStore

        made: Store = SparkStore()
    else:
        made = DuckDBStore()
    made.attach("event_rows", [parquet])
    prepare(made, Filters())
    yield made
    made.close()


def test_cases_come_in_the_order_asked_for_and_page_by_page(store: Store) -> None:
    assert [row.case_id for row in behind.cases(store)] == ["a", "b", "c"]
    assert [row.case_id for row in behind.cases(store, order="latest")] == ["c", "b", "a"]
    assert [row.case_id for row in behind.cases(store, order="longest")] == ["a", "b", "c"]
    assert [row.case_id for row in behind.cases(store, order="nonsense", limit=1, offset=1)] == ["b"]
    first = behind.cases(store)[0]
    assert (first.events, first.duration_seconds, first.started_at) == (3, 49 * 3600, dt.datetime(2024, 1, 1, 9))
    assert [row.variant for row in behind.cases(store)] == [1, 1, 2]


def test_a_step_counts_its_cases_and_lists_the_longest_wait_first(store: Store) -> None:
    found = behind.steps(store, "Wait", "Close", limit=1)
    assert (found.times, found.cases) == (2, 2)
    assert [(row.case_id, row.longest_wait_seconds, row.times) for row in found.rows] == [("a", 48 * 3600, 1)]
    assert [row.case_id for row in behind.steps(store, "Wait", "Close", limit=5, offset=1).rows] == ["b"]
    assert behind.steps(store, "Close", "Log") == behind.Steps(times=0, cases=0, rows=())


def test_the_events_of_a_case_know_their_row_in_the_file(store: Store) -> None:
    trace = behind.trace(store, "b")
    assert [(event.activity, event.row) for event in trace] == [("Log", 5), ("Wait", 6), ("Close", 7)]
    assert [event.resource for event in trace] == ["Ann"] * 3
    assert trace[0].attributes == {"Channel": "Phone"}
    assert trace[0].at == dt.datetime(2024, 1, 2, 9)
    assert behind.trace(store, "d") == ()


def test_dots_are_those_of_evenly_chosen_cases(store: Store) -> None:
    assert len(behind.dots(store)) == 8
    assert {dot.place for dot in behind.dots(store, every=2)} == {1, 3}
    assert [dot.activity for dot in behind.dots(store, every=3)] == ["Log", "Wait", "Close"]


def test_attributes_with_few_values_are_listed_with_their_cases(store: Store) -> None:
    found = behind.attributes(store)
    assert [(each.value, each.cases) for each in found["Channel"]] == [("Web", 2), ("Phone", 1)]
    assert [(each.value, each.cases) for each in found["org_group"]] == [("Desk", 3), ("Field", 1)]
    assert set(found) == {"Channel", "org_group"}
    assert behind.attributes(store, most=1) == {}


def test_one_way_can_be_looked_at_alone(store: Store) -> None:
    way = ("Log", "Close")
    found = discover(store, Asked(filters=Filters(way=way)))
    assert (found.totals.cases, found.totals.variants) == (1, 1)
    assert [variant.activities for variant in found.variants] == [way]
    assert [row.case_id for row in behind.cases(store)] == ["c"]
    assert discover(store, Asked(filters=Filters(way=("Close", "Log")))).totals.cases == 0
    assert discover(store, Asked(filters=Filters(way=way, variants=1))).totals.cases == 0
    assert discover(store, Asked(filters=Filters(way=way, shortest_seconds=3600))).totals.cases == 0

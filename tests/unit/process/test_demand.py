"""What a log tells of demand, by hand and on both engines."""

import datetime as dt

import pytest

from inhouse.core.errors import InputError
from inhouse.process.capacity.demand import demand_of_log
from inhouse.process.working_time import ALWAYS_OPEN, office_hours
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query
from inhouse.stores.spark_store import SparkStore

MONDAYS = ("2024-03-04", "2024-03-11")


def worked(case, begun, done, **more):
    return {"case_id": case, "activity": "Work", "start_timestamp": begun, "timestamp": done, **more}


LOG = [
    # Two Mondays: at 10 two cases on the first and one on the second; a printer case on Tuesday.
    worked("a", "2024-03-04 10:05", "2024-03-04 10:15", org_group="Passwords"),
    worked("b", "2024-03-04 10:50", "2024-03-04 11:20"),
    worked("b", "2024-03-04 16:50", "2024-03-05 09:10", org_group="Passwords"),
    worked("c", "2024-03-11 10:00", "2024-03-11 10:20", org_group="Passwords"),
    worked("d", "2024-03-12 09:00", "2024-03-12 10:00", org_group="Printers"),
    # Its first event does not say when it began, so how long it was in hand cannot be told.
    {"case_id": "e", "activity": "Ask", "timestamp": "2024-03-17 23:30", "org_group": "Printers"},
    worked("e", "2024-03-18 09:00", "2024-03-18 09:30", org_group="Passwords"),
    # Complete before it began, and in hand only at night.
    worked("f", "2024-03-15 12:00", "2024-03-15 11:00", org_group="Printers"),
    worked("g", "2024-03-15 22:00", "2024-03-15 23:00", org_group="Printers"),
    # Only a group that is not named.
    worked("h", "2024-03-13 09:00", "2024-03-13 09:40"),
]


def ask(store, parquet, *, calendar=None, **more):
    store.attach("event_rows", [parquet])
    store.view("events", load_query("process", "events_kept"))
    return demand_of_log(store, calendar or office_hours(), **more)


@pytest.fixture
def parquet(write_events, tmp_path):
    return write_events(tmp_path / "events.parquet", LOG)


@pytest.fixture
def store():
    made = DuckDBStore()
    yield made
    made.close()


def test_arrivals_are_means_of_each_hour_of_the_week(store, parquet):
    found = ask(store, parquet)
    (work,) = found.work
    assert (found.cases, found.first_date, found.last_date) == (8, dt.date(2024, 3, 4), dt.date(2024, 3, 17))
    assert work.arrivals_per_hour[10] == 3 / 2, "Monday at ten, two Mondays"
    assert work.arrivals_per_hour[24 + 9] == 1 / 2
    assert work.arrivals_per_hour[6 * 24 + 23] == 1 / 2, "when it came, not when it was begun"
    assert work.arrivals_per_week == 8 / 2


def test_hours_are_those_of_the_wall_clock(store, write_events, tmp_path):
    rows = [worked(str(n), f"2024-0{month}-01 09:00", f"2024-0{month}-01 09:30") for n, month in enumerate((4, 7))]
    found = ask(store, write_events(tmp_path / "summer.parquet", rows))
    assert [hour for hour, rate in enumerate(found.work[0].arrivals_per_hour) if rate] == [10]


def test_handling_is_working_time_of_cases_that_say_when_all_work_began(store, parquet):
    found = ask(store, parquet)
    assert found.cases_with_handle_time == 5
    assert [each.handle_seconds / 60 for each in found.work[0].handle_times] == [10, 20, 40, 50, 60]
    assert any("5 of 8 cases" in caveat for caveat in found.caveats)


def test_kinds_of_work_are_told_apart(store, parquet):
    found = {work.skill: work for work in ask(store, parquet, skill="org_group").work}
    assert set(found) == {"Passwords", "Printers", "not said"}
    assert found["Passwords"].arrivals_per_week == 3 / 2
    assert found["Printers"].handle_seconds == 3600
    assert found["not said"].handle_seconds == 40 * 60


def test_work_of_which_nothing_is_told_is_like_all_work(store, write_events, tmp_path):
    rows = [row | {"org_group": row.get("org_group", "x")} for row in LOG if row["case_id"] in "aeg"]
    found = {
        work.skill: work for work in ask(store, write_events(tmp_path / "e.parquet", rows), skill="org_group").work
    }
    assert found["Printers"].handle_seconds == found["Passwords"].handle_seconds == 600


def test_a_column_that_is_not_there_is_refused(store, parquet):
    with pytest.raises(InputError, match="does not tell kinds of work apart"):
        ask(store, parquet, skill="colour")


def test_a_log_that_says_only_when_things_were_done_is_refused(store, write_events, tmp_path):
    rows = [{**row, "start_timestamp": None} for row in LOG]
    parquet = write_events(tmp_path / "done.parquet", rows)
    with pytest.raises(InputError, match="cannot tell how long cases were in hand"):
        ask(store, parquet)
    found = ask(store, parquet, handle_seconds=600)
    assert found.work[0].handle_seconds == pytest.approx(600)
    assert found.cases_with_handle_time == 0


def test_a_log_shorter_than_a_week_is_refused(store, write_events, tmp_path):
    with pytest.raises(InputError, match="too short"):
        ask(store, write_events(tmp_path / "short.parquet", LOG[:3]))


def test_a_short_log_is_doubted(store, parquet):
    assert any("rests on 14 days only" in caveat for caveat in ask(store, parquet).caveats)


@pytest.mark.spark
def test_both_engines_tell_the_same(parquet):
    answers = []
    for made in (DuckDBStore(), SparkStore()):
        answers.append(
            [
                ask(made, parquet, skill=skill, calendar=hours)
                for skill in ("", "org_group", "activity")
                for hours in (None, ALWAYS_OPEN)
            ]
        )
        made.close()
    assert answers[0] == answers[1]

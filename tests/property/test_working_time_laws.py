"""Working time against a slow, obvious count of minutes, in Python and on both engines."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.core.working_days import Nation
from inhouse.process.working_time import Calendar, Opening, define_working_time, working_seconds
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.spark_store import SparkStore

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
MINUTE = dt.timedelta(minutes=1)


@st.composite
def calendars(draw):
    """Whole minutes, so that minutes can be counted; some days with several spans, some with none."""

    def day():
        edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=4)))
        return tuple(
            Opening(opens_second=a * 60, closes_second=b * 60) for a, b in zip(edges[::2], edges[1::2], strict=False)
        )

    weekdays = [day() for _ in range(7)]
    weekdays[draw(st.integers(0, 6))] = (Opening(opens_second=60 * 60, closes_second=3 * 60 * 60),)
    return Calendar(
        time_zone=draw(st.sampled_from(ZONES)),
        weekdays=tuple(weekdays),
        nation=draw(st.sampled_from([None, *Nation])),
        closed=frozenset(draw(st.lists(st.dates(dt.date(2024, 3, 1), dt.date(2024, 11, 30)), max_size=3))),
        other_hours={
            d: day() for d in draw(st.lists(st.dates(dt.date(2024, 3, 1), dt.date(2024, 11, 30)), max_size=2))
        },
    )


# Around the days on which clocks change in these zones, and Easter.
instants = st.builds(
    lambda start, minutes: start + minutes * MINUTE,
    st.sampled_from(
        [dt.datetime(2024, 3, 9), dt.datetime(2024, 3, 30), dt.datetime(2024, 10, 26), dt.datetime(2024, 11, 2)]
    ),
    st.integers(0, 4 * 1440),
)


def minute_by_minute(calendar, from_at, to_at):
    zone, worked = ZoneInfo(calendar.time_zone), 0
    while from_at < to_at:
        wall = from_at.replace(tzinfo=dt.UTC).astimezone(zone)
        second = wall.hour * 3600 + wall.minute * 60
        worked += any(each.opens_second <= second < each.closes_second for each in calendar.hours_on(wall.date()))
        from_at += MINUTE
    return worked * 60


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, st.integers(0, 2000))
def test_working_time_is_what_a_count_of_minutes_says(calendar, from_at, minutes):
    to_at = from_at + minutes * MINUTE
    assert working_seconds(calendar, from_at, to_at) == minute_by_minute(calendar, from_at, to_at)


@settings(max_examples=100, deadline=None)
@given(calendars(), st.lists(st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2025, 1, 1)), min_size=3, max_size=3))
def test_adjacent_spans_add_up_and_never_exceed_elapsed_time(calendar, moments):
    first, middle, last = sorted(moments)
    whole = working_seconds(calendar, first, last)
    parts = working_seconds(calendar, first, middle) + working_seconds(calendar, middle, last)
    assert whole == pytest.approx(parts, abs=1e-6)
    assert 0 <= whole <= (last - first).total_seconds()
    assert working_seconds(calendar, last, first) == -whole


@dataclass(frozen=True)
class Reading:
    row: int
    worked_us: int | None
    start_worked_us: int | None


READINGS = Query("test/readings", "SELECT row, worked_us, start_worked_us FROM events_worked ORDER BY row")


@pytest.fixture(scope="module")
def stores():
    opened = DuckDBStore(), SparkStore()
    yield opened
    for store in opened:
        store.close()


def readings(store, calendar, parquet):
    store.attach("events", [parquet])
    define_working_time(store, calendar)
    return [(each.worked_us, each.start_worked_us) for each in store.ask(READINGS, Reading)]


@pytest.mark.spark
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calendars(),
    st.lists(
        st.one_of(instants, st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2026, 1, 1))), min_size=2, max_size=30
    ),
)
def test_both_engines_read_the_same_clock_as_python(stores, write_events, tmp_path, calendar, moments):
    rows = [{"start_timestamp": begun, "timestamp": done} for begun, done in pairwise(moments)]
    parquet = write_events(tmp_path / "events.parquet", rows)
    duck, spark = (readings(store, calendar, parquet) for store in stores)
    assert duck == spark
    for row, (done_us, begun_us) in zip(rows, duck, strict=True):
        seconds = working_seconds(calendar, row["start_timestamp"], row["timestamp"])
        assert (done_us - begun_us) / 1_000_000 == seconds


@pytest.mark.spark
def test_a_day_that_no_calendar_knows_has_no_reading(stores, write_events, tmp_path):
    rows = [{"timestamp": "2024-03-04 10:00:00"}, {"timestamp": "9999-12-31 00:00:00"}, {"timestamp": None}]
    parquet = write_events(tmp_path / "events.parquet", rows)
    calendar = Calendar(time_zone="UTC", weekdays=((Opening(opens_second=32400, closes_second=61200),),) * 7)
    for store in stores:
        assert readings(store, calendar, parquet) == [(3600 * 1_000_000, None), (None, None), (None, None)]

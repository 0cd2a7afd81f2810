"""Targets judged by queries, against a slow, obvious walk along each case's events."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.process.targets.judge import judge
from inhouse.process.targets.records import Measure, Outcome, PriorityTarget, Reopened
from inhouse.process.working_time import office_hours, working_seconds
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query

OFFICE = office_hours()
AS_OF = dt.date(2024, 3, 12)
AS_OF_AT = dt.datetime(2024, 3, 13)
TARGET = 3 * 3600
ENDS, STOPS, IGNORES = ("Resolved", "Closed"), ("Wait",), ("Survey",)

moments = st.integers(0, 14 * 24 * 4).map(lambda quarter: dt.datetime(2024, 3, 1) + quarter * dt.timedelta(minutes=15))
events = st.tuples(moments, st.sampled_from(["New", "Active", "Wait", "Resolved", "Closed", "Survey"]))
logs = st.lists(st.lists(events, min_size=1, max_size=7), min_size=1, max_size=6)
measures = st.builds(
    Measure,
    name=st.just("m"),
    ends=st.just(ENDS),
    starts=st.sampled_from([(), ("New",)]),
    stops=st.sampled_from([STOPS, ()]),
    ignores=st.just(IGNORES),
    targets=st.just((PriorityTarget(priority="", target_seconds=TARGET),)),
    reopened=st.sampled_from(Reopened),
    working_time=st.booleans(),
)


def walk(case, measure):
    """What each span of one case comes to, in order: an outcome, and the seconds used."""
    seen = [event for event in sorted(case, key=lambda event: event[0]) if event[0] < AS_OF_AT and event[1] != "Survey"]
    groups, after_end = [[]], False
    for event in seen:
        if after_end and event[1] not in ENDS:
            groups.append([])
        groups[-1].append(event)
        after_end = event[1] in ENDS
    if measure.reopened is Reopened.AS_NEW:
        return [judged(group, group, measure, from_first=n > 0) for n, group in enumerate(groups)]
    if measure.reopened is Reopened.FIRST:
        return [judged(groups[0], groups[0], measure, from_first=False)]
    return [judged(seen, groups[-1], measure, from_first=False)]


def judged(span, last, measure, *, from_first):
    starts = [n for n, event in enumerate(span) if from_first or not measure.starts or event[1] in measure.starts]
    if not starts:
        return Outcome.NO_START, None
    before = len(span) - len(last)
    ends = [before + n for n, event in enumerate(last) if event[1] in ENDS]
    start = starts[0]
    if not ends and (others := [n for n, event in enumerate(span) if event[1] in ENDS]) and max(others) < start:
        return Outcome.BACKWARDS, None
    if ends and ends[0] < start:
        return Outcome.BACKWARDS, None
    until = span[ends[0]][0] if ends else AS_OF_AT
    used = 0.0
    for n in range(start, ends[0] if ends else len(span)):
        following = span[n + 1][0] if n + 1 < len(span) else until
        if span[n][1] not in measure.stops:
            used += (
                working_seconds(OFFICE, span[n][0], following)
                if measure.working_time
                else (following - span[n][0]).total_seconds()
            )
    if ends:
        return (Outcome.MET if used <= TARGET else Outcome.MISSED), used
    return (Outcome.OPEN if used <= TARGET else Outcome.LATE), used


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs, measures)
def test_every_case_is_judged_as_on_paper(write_events, tmp_path, log, measure):
    rows = [
        {"case_id": f"case {n}", "activity": activity, "timestamp": moment}
        for n, case in enumerate(log)
        for moment, activity in case
    ]
    expected = {
        f"case {n}": walk(case, measure) for n, case in enumerate(log) if any(moment < AS_OF_AT for moment, _ in case)
    }
    store = DuckDBStore()
    store.attach("event_rows", [write_events(tmp_path / "events.parquet", rows)])
    store.view("events", load_query("process", "events_kept"))
    if not any(moment.date() <= AS_OF for case in log for moment, _ in case):
        store.close()
        return
    (result,) = judge(store, [measure], OFFICE, AS_OF)
    found = {}
    for case, outcome, used in store.rows("SELECT case_id, outcome, used_us FROM target_cases ORDER BY case_id, spell"):
        found.setdefault(case, []).append((Outcome(outcome), None if used is None else used / 1_000_000))
    store.close()
    assert found == expected
    assert result.cases == sum(map(len, expected.values()))
    assert sum(month.closed for month in result.months) == result.met + result.missed
    assert sum(month.met for month in result.months) == result.met
    assert all(month.backlog_closed <= month.closed - month.met for month in result.months), "what is late is not met"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs)
def test_a_longer_target_never_lowers_the_share(write_events, tmp_path, log):
    rows = [
        {"case_id": f"case {n}", "activity": activity, "timestamp": moment}
        for n, case in enumerate(log)
        for moment, activity in case
    ]
    store = DuckDBStore()
    store.attach("event_rows", [write_events(tmp_path / "events.parquet", rows)])
    store.view("events", load_query("process", "events_kept"))
    promises = [
        Measure(name=str(hours), ends=ENDS, targets=(PriorityTarget(priority="", target_seconds=hours * 3600),))
        for hours in (1, 4, 40)
    ]
    results = judge(store, promises, OFFICE, dt.date(2024, 4, 30))
    store.close()
    assert [result.met for result in results] == sorted(result.met for result in results)
    assert len({result.cases for result in results}) == 1


def test_the_walk_itself_can_be_followed():
    case = [(dt.datetime(2024, 3, 4, 9), "New"), (dt.datetime(2024, 3, 4, 11), "Resolved")]
    measure = Measure(name="m", ends=ENDS, targets=(PriorityTarget(priority="", target_seconds=TARGET),))
    assert walk(case, measure) == [(Outcome.MET, pytest.approx(7200))]

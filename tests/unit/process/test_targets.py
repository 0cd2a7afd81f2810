"""A contract's targets, case by case, with answers worked out by hand."""

import datetime as dt

import pytest

from inhouse.core.errors import InputError
from inhouse.process.targets.judge import judge
from inhouse.process.targets.records import Measure, Merged, Outcome, PriorityTarget, Reopened
from inhouse.process.working_time import ALWAYS_OPEN, office_hours
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query
from inhouse.stores.spark_store import SparkStore

OFFICE = office_hours()
AS_OF = dt.date(2024, 4, 30)
FOUR_HOURS = (PriorityTarget(priority="", target_seconds=4 * 3600),)
BY_PRIORITY = (PriorityTarget(priority="1", target_seconds=3600), PriorityTarget(priority="2", target_seconds=8 * 3600))
ENDS = ("Resolved", "Closed")

# Monday 4 March 2024 begins a plain week; London is on UTC until the 31st.
LOG = {
    "in-time": [("New", "03-04 10:00"), ("Resolved", "03-04 13:00")],
    "just-in-time": [("New", "03-04 10:00"), ("Resolved", "03-04 14:00")],
    "over-night": [("New", "03-04 16:00"), ("Resolved", "03-05 11:00")],
    "over-weekend": [("New", "03-08 16:00"), ("Resolved", "03-11 12:00:00.000001")],
    "late": [("New", "03-04 09:00"), ("Resolved", "03-04 14:00")],
    "waiting": [
        ("New", "03-04 09:00"), ("Awaiting User Info", "03-04 10:00"), ("Active", "03-07 10:00"),
        ("Resolved", "03-07 12:00"),
    ],
    "reopened": [
        ("New", "03-04 09:00"), ("Resolved", "03-04 10:00"), ("Active", "03-05 09:00"), ("Closed", "03-05 16:00"),
    ],
    "closed-after": [("New", "03-04 09:00"), ("Resolved", "03-04 10:00"), ("Closed", "03-12 09:00")],
    "survey": [("New", "03-04 09:00"), ("Resolved", "03-04 10:00"), ("Survey", "03-12 09:00")],
    "open-late": [("New", "04-29 09:00")],
    "open": [("New", "04-30 15:00")],
    "open-waiting": [("New", "04-29 09:00"), ("Awaiting User Info", "04-29 10:00")],
    "never-new": [("Active", "03-04 09:00"), ("Resolved", "03-04 10:00")],
    "backwards": [("Resolved", "03-04 09:00"), ("New", "03-04 10:00")],
    "backlog": [("New", "02-01 09:00"), ("Resolved", "03-29 09:00")],
    "across": [("New", "02-29 16:00"), ("Resolved", "03-01 10:00")],
}  # fmt: skip


def rows(log, attributes=None):
    return [
        {
            "case_id": case, "activity": activity, "timestamp": f"2024-{when}",
            "attributes": (attributes or {}).get(case, {}),
        }
        for case, events in log.items()
        for activity, when in events
    ]  # fmt: skip


def open_log(store, parquet):
    store.attach("event_rows", [parquet])
    store.view("events", load_query("process", "events_kept"))
    return store


@pytest.fixture
def ask(write_events, tmp_path):
    store = DuckDBStore()

    def judged(measure, log=LOG, attributes=None, calendar=OFFICE, **more):
        open_log(store, write_events(tmp_path / "events.parquet", rows(log, attributes)))
        (result,) = judge(store, [measure], calendar, AS_OF, **more)
        return result, {case: (outcome, used) for case, outcome, used in cases(store)}

    def cases(store):
        found = store.rows(
            "SELECT case_id || CASE spell WHEN 0 THEN '' ELSE '/' || spell END, outcome, used_us FROM target_cases"
        )
        return [(case, Outcome(outcome), None if used is None else used / 3.6e9) for case, outcome, used in found]

    yield judged
    store.close()


RESOLVE = Measure(
    name="Resolve", ends=ENDS, starts=("New",), stops=("Awaiting User Info",), ignores=("Survey",), targets=FOUR_HOURS
)


def test_each_case_by_hand(ask):
    _, found = ask(RESOLVE)
    assert found == {
        "in-time": (Outcome.MET, 3),
        "just-in-time": (Outcome.MET, 4),
        "over-night": (Outcome.MET, 3),
        "over-weekend": (Outcome.MISSED, pytest.approx(4, abs=1e-9)),
        "late": (Outcome.MISSED, 5),
        "waiting": (Outcome.MET, 3),
        "reopened": (Outcome.MISSED, 8 + 7),
        "closed-after": (Outcome.MET, 1),
        "survey": (Outcome.MET, 1),
        "open-late": (Outcome.LATE, 15),  # 09:00 UTC is 10:00 in summer
        "open": (Outcome.OPEN, 1),
        "open-waiting": (Outcome.OPEN, 1),
        "never-new": (Outcome.NO_START, None),
        "backwards": (Outcome.BACKWARDS, None),
        "backlog": (Outcome.MISSED, 8 * 41),
        "across": (Outcome.MET, 2),
    }


def test_no_case_is_dropped(ask):
    result, found = ask(RESOLVE)
    assert result.cases == sum(each.cases for each in result.outcomes) == len(found) == len(LOG)
    assert (result.met, result.missed) == (7, 4)
    assert result.share == 7 / 11


def test_elapsed_time_has_no_nights(ask):
    measure = Measure(name="Elapsed", ends=ENDS, targets=FOUR_HOURS, working_time=False)
    _, found = ask(measure)
    assert found["over-night"] == (Outcome.MISSED, 19)
    assert found["never-new"] == (Outcome.MET, 1), "without a start the first event starts the clock"


@pytest.mark.parametrize(
    ("reopened", "expected"),
    [
        (Reopened.AS_ONE, {"reopened": (Outcome.MISSED, 15)}),
        (Reopened.FIRST, {"reopened": (Outcome.MET, 1)}),
        (Reopened.AS_NEW, {"reopened": (Outcome.MET, 1), "reopened/1": (Outcome.MISSED, 7)}),
    ],
)
def test_a_reopened_case_counts_as_the_contract_says(ask, reopened, expected):
    _, found = ask(Measure(name="r", ends=ENDS, targets=FOUR_HOURS, reopened=reopened), {"reopened": LOG["reopened"]})
    assert found == expected


def test_time_while_resolved_is_left_out_where_the_contract_says_so(ask):
    measure = Measure(name="r", ends=ENDS, stops=("Resolved",), targets=FOUR_HOURS)
    _, found = ask(measure, {"reopened": LOG["reopened"]})
    assert found == {"reopened": (Outcome.MISSED, 1 + 7)}


def test_targets_by_priority_and_cases_without_one(ask):
    log = dict.fromkeys(("first", "second", "none", "unknown", "changed"), LOG["in-time"])
    said = {
        "first": {"case:priority": "1"},
        "second": {"priority": "2"},
        "unknown": {"priority": "9"},
        "none": {"priority": ""},
    }
    measure = Measure(name="p", ends=ENDS, targets=BY_PRIORITY, priority="priority")
    result, found = ask(measure, log, said)
    assert [found[name][0] for name in ("first", "second", "none", "unknown")] == [
        Outcome.MISSED, Outcome.MET, Outcome.NO_PRIORITY, Outcome.NO_TARGET,
    ]  # fmt: skip
    assert {(each.priority, each.outcome): each.cases for each in result.outcomes}[("", Outcome.NO_PRIORITY)] == 2


@pytest.mark.parametrize(("last", "outcome"), [(True, Outcome.MET), (False, Outcome.MISSED)])
def test_the_first_or_the_last_priority_counts(write_events, tmp_path, last, outcome):
    store = DuckDBStore()
    events = rows({"a": LOG["in-time"]})
    events[0]["attributes"], events[1]["attributes"] = {"priority": "1"}, {"priority": "2"}
    open_log(store, write_events(tmp_path / "e.parquet", events))
    measure = Measure(name="p", ends=ENDS, targets=BY_PRIORITY, priority="priority", priority_last=last)
    (result,) = judge(store, [measure], OFFICE, AS_OF)
    assert [each.outcome for each in result.outcomes] == [outcome]


MERGED = {
    "parent": [("New", "03-04 09:00"), ("Resolved", "03-04 15:00")],
    "child": [("New", "03-04 14:00"), ("Closed", "03-04 14:01")],
    "orphan": [("New", "03-04 14:00"), ("Closed", "03-04 14:01")],
    "grandchild": [("New", "03-04 14:00"), ("Closed", "03-04 14:01")],
    "open-child": [("New", "03-04 14:00"), ("Closed", "03-04 14:01")],
    "open-parent": [("New", "03-04 14:00")],
}
INTO = {
    "child": {"parent": "parent"}, "orphan": {"parent": "elsewhere"}, "grandchild": {"parent": "child"},
    "open-child": {"parent": "open-parent"},
}  # fmt: skip


def test_merged_cases_are_left_out_or_followed(ask):
    left_out = Measure(name="m", ends=ENDS, targets=FOUR_HOURS, merged_into="parent")
    _, found = ask(left_out, MERGED, INTO)
    assert [found[name][0] for name in MERGED] == [Outcome.MISSED, *[Outcome.MERGED] * 4, Outcome.LATE]
    followed = Measure(name="m", ends=ENDS, targets=FOUR_HOURS, merged_into="parent", merged=Merged.FOLLOWED)
    _, found = ask(followed, MERGED, INTO)
    assert found["child"] == (Outcome.MET, 1), "it ends with its parent, at 15:00"
    assert [found[name][0] for name in ("orphan", "grandchild", "open-child")] == [
        Outcome.LOST,
        Outcome.LOST,
        Outcome.LATE,
    ]


def test_a_due_time_counts_to_the_microsecond(ask):
    log = {
        "on": [("Opened", "03-04 09:00"), ("Closed", "03-05 09:00"), ("Due", "03-05 09:00")],
        "after": [("Opened", "03-04 09:00"), ("Due", "03-05 09:00"), ("Closed", "03-05 09:00:00.000001")],
        "none": [("Opened", "03-04 09:00"), ("Closed", "03-05 09:00")],
        "open-late": [("Opened", "03-04 09:00"), ("Due", "04-05 09:00")],
        "open": [("Opened", "03-04 09:00"), ("Due", "05-30 09:00")],
    }
    measure = Measure(name="d", starts=("Opened",), ends=("Closed",), due="Due", working_time=False)
    _, found = ask(measure, log, calendar=ALWAYS_OPEN)
    assert [found[name][0] for name in log] == [
        Outcome.MET, Outcome.MISSED, Outcome.NO_DUE, Outcome.LATE, Outcome.OPEN,
    ]  # fmt: skip


def test_clearing_a_backlog_lowers_the_month_it_is_cleared_in_and_not_the_months_of_beginning(ask):
    """In February ten cases begin, two are met; the eight late ones end in March beside ten that are met."""
    log = {f"old-{n}": [("New", "02-05 09:00"), ("Resolved", "03-05 09:00")] for n in range(8)}
    log |= {f"quick-{n}": [("New", "02-05 09:00"), ("Resolved", "02-05 10:00")] for n in range(2)}
    log |= {f"new-{n}": [("New", "03-06 09:00"), ("Resolved", "03-06 10:00")] for n in range(10)}
    result, _ = ask(RESOLVE, log)
    february, march = result.months
    assert (february.closed, february.share, february.opened_share) == (2, 1.0, 0.2)
    assert (march.closed, march.share, march.opened_share) == (18, 10 / 18, 1.0)
    assert (march.backlog_closed, march.share_without_backlog) == (8, 1.0)


def test_a_case_that_becomes_late_within_the_month_is_no_backlog(ask):
    """Two working hours are used before March; the target passes within it."""
    result, _ = ask(RESOLVE, {"a": [("New", "02-29 15:00"), ("Resolved", "03-01 14:00")]})
    (month,) = [month for month in result.months if month.closed]
    assert (month.share, month.backlog_closed) == (0.0, 0)


def test_months_are_those_of_the_wall_clock(ask):
    log = {"a": [("New", "03-31 22:30"), ("Resolved", "03-31 23:30")]}
    result, _ = ask(Measure(name="m", ends=ENDS, targets=FOUR_HOURS), log)
    assert [(month.month, month.closed, month.opened) for month in result.months] == [
        (dt.date(2024, 3, 1), 0, 1), (dt.date(2024, 4, 1), 1, 0),
    ]  # fmt: skip


def test_what_was_reported_stands_beside(ask):
    log = {name: LOG[name] for name in ("in-time", "late", "over-night", "open", "closed-after")}
    said = {
        "in-time": {"sla": "true"},
        "late": {"sla": "TRUE"},
        "over-night": {"sla": "no"},
        "open": {"sla": "yes"},
        "closed-after": {"sla": "perhaps"},
    }
    measure = Measure(name="r", ends=ENDS, targets=FOUR_HOURS, reported_met="sla")
    result, _ = ask(measure, log, said, reported_shares={("r", dt.date(2024, 3, 1)): 0.95})
    told = result.reported
    assert (told.listed, told.agree, told.differ, told.unjudged, told.unreported, told.not_understood) == (
        4,
        1,
        2,
        1,
        1,
        1,
    )
    assert [(each.case_id, each.reported_met, each.outcome) for each in result.differing] == [
        ("late", True, Outcome.MISSED), ("over-night", False, Outcome.MET),
    ]  # fmt: skip
    march = result.months[0]
    assert (march.share, march.reported_share, march.difference) == (0.75, 0.95, pytest.approx(0.2))


def test_a_list_of_cases_takes_the_place_of_the_attribute(ask):
    log = {name: LOG[name] for name in ("in-time", "late")}
    measure = Measure(name="r", ends=ENDS, targets=FOUR_HOURS, reported_met="sla")
    result, _ = ask(
        measure, log, {"in-time": {"sla": "no"}}, reported_cases={"r": [("late", True), ("elsewhere", True)]}
    )
    told = result.reported
    assert (told.listed, told.agree, told.differ, told.unknown, told.unreported) == (2, 0, 1, 1, 1)


def test_only_the_cases_asked_for_are_looked_at(ask):
    log = dict.fromkeys("abc", LOG["in-time"])
    said = {"a": {"kind": "desk"}, "b": {"kind": "test"}}
    _, found = ask(Measure(name="o", ends=ENDS, targets=FOUR_HOURS, only=("kind", ("desk", "test"))), log, said)
    assert set(found) == {"a", "b"}
    _, found = ask(Measure(name="o", ends=ENDS, targets=FOUR_HOURS, leave_out=("kind", ("test",))), log, said)
    assert set(found) == {"a", "c"}


def test_states_of_a_lifecycle_are_words_too(write_events, tmp_path):
    store = DuckDBStore()
    events = [
        {"case_id": "a", "activity": "Fix", "lifecycle": state, "timestamp": f"2024-03-04 {hour}:00"}
        for state, hour in (("Queued", 9), ("Wait - User", 10), ("In Progress", 15), ("Completed", 16))
    ]
    open_log(store, write_events(tmp_path / "e.parquet", events))
    measure = Measure(name="s", ends=("Completed",), stops=("Wait - User",), targets=FOUR_HOURS)
    (result,) = judge(store, [measure], OFFICE, AS_OF)
    assert [each.outcome for each in result.outcomes] == [Outcome.MET]
    assert store.rows("SELECT used_us FROM target_cases") == [(2 * 3_600_000_000,)]


def test_events_after_the_day_asked_for_are_not_looked_at(ask):
    _, found = ask(RESOLVE, {"a": [("New", "04-30 09:00"), ("Resolved", "05-01 00:00")]})
    assert found["a"][0] is Outcome.LATE


def test_days_that_no_calendar_knows_are_told(write_events, tmp_path):
    store = DuckDBStore()
    events = [
        {"case_id": "a", "activity": activity, "timestamp": when}
        for activity, when in (("New", "1960-03-04 09:00"), ("Resolved", "2024-03-04 10:00"))
    ]
    open_log(store, write_events(tmp_path / "e.parquet", events))
    (result,) = judge(store, [RESOLVE], OFFICE, AS_OF)
    assert [each.outcome for each in result.outcomes] == [Outcome.OFF_CALENDAR]


def test_words_that_no_event_has_are_named(ask):
    measure = Measure(name="w", ends=("Resolved", "Resolvd"), stops=("Waiting",), targets=FOUR_HOURS)
    result, _ = ask(measure)
    assert result.unused_words == ("Resolvd", "Waiting")


def test_a_log_without_events_is_refused(ask):
    with pytest.raises(InputError, match="no events to judge"):
        ask(RESOLVE, {"a": [("New", "05-04 09:00")]})


MEASURES = [
    RESOLVE,
    *[
        Measure(
            name=f"{reopened.value} {merged.value} {working}", ends=ENDS, stops=("Awaiting User Info",),
            targets=BY_PRIORITY, priority="priority", reopened=reopened, merged=merged, merged_into="parent",
            working_time=working, reported_met="sla", leave_out=("kind", ("test",)),
        )
        for reopened, merged, working in (
            (Reopened.AS_ONE, Merged.FOLLOWED, True),
            (Reopened.AS_NEW, Merged.LEFT_OUT, False),
            (Reopened.FIRST, Merged.FOLLOWED, True),
        )
    ],
    Measure(name="due", ends=ENDS, due="Awaiting User Info", only=("kind", ("desk",)), working_time=False),
]  # fmt: skip


@pytest.mark.spark
@pytest.mark.slow
def test_both_engines_judge_alike(write_events, tmp_path):
    log = {**LOG, **MERGED}
    said = {
        name: {
            "priority": str(n % 3),
            "kind": ("desk", "test", "x")[n % 3 - 1],
            "sla": ("true", "no")[n % 2],
            **INTO.get(name, {}),
        }
        for n, name in enumerate(log)
    }  # fmt: skip
    parquet = write_events(tmp_path / "events.parquet", rows(log, said))
    more = {
        "reported_shares": {("Resolve", dt.date(2024, 3, 1)): 0.9},
        "reported_cases": {"Resolve": [("in-time", False), ("nowhere", True)]},
    }
    answers = []
    for store in (DuckDBStore(), SparkStore()):
        answers.append(judge(open_log(store, parquet), MEASURES, OFFICE, AS_OF, **more))
        store.close()
    duck, spark = answers
    assert duck == spark
    assert all(result.cases for result in duck)
    assert any(month.backlog_closed for result in duck for month in result.months)
    assert any(result.differing for result in duck)

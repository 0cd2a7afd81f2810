"""Published event logs: every figure of discovery equals those computed by PM4Py 2.7 and pandas.

The ordering is the one each truth file states: by time, equal times in file order; ServiceNow by time, then by
``sys_mod_count``, then file order (``default``), by time then file order, and in file order alone.
"""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from inhouse.process.discovery.discover import Asked
from inhouse.process.discovery.filters import Filters
from inhouse.readers.events import Said
from inhouse.workflows.discover import answer, open_log

pytestmark = pytest.mark.shared

LOGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "logs"
NAME, BOTH = {"activity": "concept:name"}, {"activity": "concept:name+lifecycle:transition"}
COMPLETE = {"lifecycle": "complete"}
SERVICENOW = {"case": "number", "activity": "incident_state", "timestamp": "sys_updated_at"}
BY_COUNT = {**SERVICENOW, "tie_break": "sys_mod_count"}
VIEWS = [
    ("bpic2013_volvo_problems", "default", NAME),
    ("bpic2013_volvo_problems", "name_plus_lifecycle", {}),
    ("bpic2015_municipality1_full", "default", {}),
    *[
        (log, view, said)
        for log in (
            "bpic2015_municipality1_startcomplete",
            "bpic2015_municipality2_startcomplete",
            "repairExample",
            "reviewing",
            "teleclaims",
        )
        for view, said in (("default", NAME), ("name_plus_lifecycle", BOTH), ("complete_only", NAME | COMPLETE))
    ],
    ("bpic2020_DomesticDeclarations", "default", {}),
    ("coselog_receipt", "default", {}),
    ("coselog_receipt_pm4py_csv", "default", {}),
    ("helpdesk_italian_encoded", "default", {}),
    ("road_traffic_fines_full", "default", {}),
    ("running-example", "default", {}),
    ("servicenow_incident_event_log", "default", BY_COUNT),
    ("servicenow_incident_event_log", "time_then_file_order", SERVICENOW),
    ("servicenow_incident_event_log", "file_order", SERVICENOW),
]
HANDOVERS = [
    (log, column, said)
    for log, columns, said in (
        ("bpic2013_volvo_problems", ("org:resource", "org:group", "org:role"), NAME),
        ("bpic2015_municipality1_full", ("org:resource",), {}),
        ("bpic2015_municipality1_startcomplete", ("org:resource",), NAME),
        ("bpic2015_municipality2_startcomplete", ("org:resource",), NAME),
        ("bpic2020_DomesticDeclarations", ("org:resource", "org:role"), {}),
        ("coselog_receipt", ("org:resource", "org:group"), {}),
        ("coselog_receipt_pm4py_csv", ("org:resource", "org:group"), {}),
        ("repairExample", ("org:resource",), NAME),
        ("reviewing", ("org:resource",), NAME),
        ("road_traffic_fines_full", ("resource",), {}),
        ("running-example", ("org:resource",), {}),
        ("servicenow_incident_event_log", ("sys_updated_by", "assignment_group", "assigned_to"), BY_COUNT),
        ("teleclaims", ("org:resource",), NAME),
    )
    for column in columns
]


def truth_of(log):
    return json.loads((LOGS / "truth" / f"{log}.json").read_text())


def discovered(log, into, said, **asked):
    opened = open_log([LOGS / truth_of(log)["file"]], into, Said(**said))
    with closing(opened.store):
        return answer(opened, Asked(**asked))


def test_every_view_of_every_truth_file_is_compared():
    there = {
        (path.stem, view) for path in (LOGS / "truth").glob("*.json") for view in truth_of(path.stem).get("views", {})
    }
    assert there == {(log, view) for log, view, _ in VIEWS}


def test_every_hand_over_of_every_truth_file_is_compared():
    there = {
        (path.stem, each["resource_column"])
        for path in (LOGS / "truth").glob("*.json")
        for each in truth_of(path.stem).get("handover", [])
    }
    assert there == {(log, column) for log, column, _ in HANDOVERS}


@pytest.mark.parametrize(("log", "view", "said"), VIEWS)
def test_every_figure_equals_the_published_one(log, view, said, tmp_path):
    truth = truth_of(log)["views"][view]
    found = discovered(log, tmp_path, said, by_time=view != "file_order")
    totals, took, published = found.totals, found.durations, truth["case_duration"]
    assert (totals.cases, totals.events, totals.activities, totals.variants) == (
        truth["cases"],
        truth["events"],
        truth["activities"],
        truth["variants"],
    )
    assert_counts({use.activity: use.events for use in found.activities}, truth["activity_counts"])
    for which in ("start", "end"):
        mine = {use.activity: getattr(use, f"{which}s") for use in found.activities if getattr(use, f"{which}s")}
        assert truth[f"{which}_activities"].items() <= mine.items()
        assert len(mine) == truth[f"{which}_activities_distinct"]
    assert_edges({(e.from_activity, e.to_activity): e.count for e in found.edges}, truth)
    assert_variants(found, truth)
    for mine, theirs in (
        (took.mean, "mean_s"),
        (took.median, "median_s"),
        (took.p95, "p95_s_linear"),
        (took.shortest, "min_s"),
        (took.longest, "max_s"),
    ):
        assert mine == pytest.approx(published[theirs], rel=1e-9), theirs
    assert [totals.first_at.isoformat(" "), totals.last_at.isoformat(" ")] == [
        each.replace("+00:00", "") for each in truth["time_span"]
    ]
    assert not found.rejects


def assert_counts(mine, published):
    """A long list is published as its 60 most frequent."""
    if "_top60" in published:
        assert published["_top60"].items() <= mine.items()
    else:
        assert mine == published


def assert_edges(mine, truth):
    """A long list is published as its 400 most frequent."""
    published = {(a, b): count for a, b, count in truth.get("df_edges", truth.get("df_edges_top400"))}
    assert published.items() <= mine.items()
    assert (len(mine), sum(mine.values())) == (truth["df_edges_distinct"], truth["df_relations_total"])
    assert sum(count for (a, b), count in mine.items() if a == b) == truth["self_loops_total"]


def assert_variants(found, truth):
    """Equal counts are in no defined order, and long variants are cut after 40 activities, with their length told."""
    mine = Counter((each.activities[:40], len(each.activities), each.cases) for each in found.variants)
    top = truth["top10_variants"]
    assert Counter((tuple(each["variant"][:40]), each["length"], each["cases"]) for each in top) <= mine
    assert [each.cases for each in found.variants[: len(top)]] == [each["cases"] for each in top]
    if found.totals.variants == len(found.variants):
        assert sum(each.cases == 1 for each in found.variants) == truth["singleton_variants"]


@pytest.mark.parametrize(("log", "column", "said"), HANDOVERS)
def test_hand_overs_equal_the_published_ones(log, column, said, tmp_path):
    (truth,) = (each for each in truth_of(log)["handover"] if each["resource_column"] == column)
    found = discovered(log, tmp_path, {**said, "resource": column}, key=None)
    between = {(each.from_resource, each.to_resource): each.count for each in found.handovers}
    passed = {pair: count for pair, count in between.items() if pair[0] != pair[1]}
    assert found.totals.resources == truth["resources"]
    assert (sum(between.values()), len(between)) == (truth["adjacent_pairs_both_known"], truth["pairs_distinct"])
    assert (sum(passed.values()), len(passed)) == (
        truth["handovers_between_different"],
        truth["different_pairs_distinct"],
    )
    assert {(a, b): count for a, b, count in truth["top20_different"]}.items() <= passed.items()


@pytest.mark.parametrize("log", ["bpic2013_volvo_problems", "coselog_receipt", "helpdesk_italian_encoded"])
def test_cases_of_no_length_are_found_by_the_filter(log, tmp_path):
    said = NAME if log.startswith("bpic2013") else {}
    found = discovered(log, tmp_path, said, filters=Filters(longest_seconds=0))
    assert found.totals.cases == truth_of(log)["views"]["default"]["zero_duration_cases"]

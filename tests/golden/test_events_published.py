"""Published event logs, against figures computed by pandas and PM4Py on the ordering that each truth file states."""

import json
from pathlib import Path

import pytest

from inhouse.core.errors import LayoutQuestion
from inhouse.readers.events import Said, read_events
from inhouse.stores.duckdb_store import DuckDBStore, literal

pytestmark = pytest.mark.shared

LOGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "logs"
NAME = {"activity": "concept:name"}
# What each truth file's definition implies: `default` is every event by concept:name, `complete_only` the completes,
# `name_plus_lifecycle` both keys joined. An option is given only where the log itself would say otherwise.
VIEWS = [
    ("bpic2013_volvo_problems", "default", NAME),
    ("bpic2013_volvo_problems", "name_plus_lifecycle", {}),
    ("bpic2015_municipality1_full", "default", {}),
    ("bpic2015_municipality1_startcomplete", "default", {}),
    ("bpic2015_municipality1_startcomplete", "complete_only", {"lifecycle": "complete"}),
    (
        "bpic2015_municipality1_startcomplete",
        "name_plus_lifecycle",
        {"activity": "concept:name+lifecycle:transition"},
    ),
    ("bpic2015_municipality2_startcomplete", "default", {}),
    ("bpic2015_municipality2_startcomplete", "complete_only", {"lifecycle": "complete"}),
    ("bpic2020_DomesticDeclarations", "default", {}),
    ("coselog_receipt", "default", {}),
    ("coselog_receipt_pm4py_csv", "default", {}),
    ("helpdesk_italian_encoded", "default", {}),
    ("repairExample", "default", {}),
    ("repairExample", "complete_only", {"lifecycle": "complete"}),
    ("reviewing", "default", {}),
    ("reviewing", "complete_only", {"lifecycle": "complete"}),
    ("road_traffic_fines_full", "default", {}),
    ("running-example", "default", {}),
    ("servicenow_incident_event_log", "default", {}),
    (
        "servicenow_incident_event_log",
        "default",
        {
            "case": "number",
            "activity": "incident_state",
            "timestamp": "sys_updated_at",
            "tie_break": "sys_mod_count",
        },
    ),
    ("teleclaims", "default", {}),
    ("teleclaims", "complete_only", {"lifecycle": "complete"}),
]


@pytest.fixture(scope="module")
def store():
    made = DuckDBStore()
    yield made
    made.close()


def figures(store, parquet):
    """Events, cases, events by activity, span, ties and the variants' count, from the kept rows."""
    kept = f"(SELECT * FROM read_parquet({literal(str(parquet))}) WHERE reject_column IS NULL)"
    ((events, cases, first, last),) = store.rows(
        f"SELECT count(*), count(DISTINCT case_id), min(timestamp), max(timestamp) FROM {kept}"
    )
    ((ties,),) = store.rows(
        f"SELECT count(*) FILTER (timestamp = before) FROM (SELECT timestamp, lag(timestamp) OVER"
        f" (PARTITION BY case_id ORDER BY timestamp, position) AS before FROM {kept})"
    )
    ((variants,),) = store.rows(
        "SELECT count(DISTINCT v) FROM"
        f" (SELECT list(activity ORDER BY timestamp, position) AS v FROM {kept} GROUP BY case_id)"
    )
    counts = dict(store.rows(f"SELECT activity, count(*) FROM {kept} GROUP BY activity"))
    return events, cases, [str(first), str(last)], ties, variants, counts


@pytest.mark.parametrize(("name", "view", "said"), VIEWS, ids=lambda value: value if isinstance(value, str) else "")
def test_log_reads_to_the_published_figures(name, view, said, store, tmp_path):
    truth = json.loads((LOGS / "truth" / f"{name}.json").read_text())
    expected = truth["views"][view]
    loaded = read_events(LOGS / truth["file"], tmp_path, Said(**said), store=store)
    events, cases, span, ties, variants, counts = figures(store, loaded.parquet)
    assert loaded.rows_in == loaded.rows_kept + loaded.rows_rejected + loaded.rows_set_aside
    assert (events, cases, variants) == (expected["events"], expected["cases"], expected["variants"])
    assert loaded.rows_rejected == truth["quality"]["missing_timestamps"] + truth["quality"]["missing_activity"]
    if "time_span" in expected:
        assert span == [text.removesuffix("+00:00") for text in expected["time_span"]]
    if view == "default":
        assert ties == truth["quality"]["adjacent_pairs_equal_timestamp_in_file"]
    published = expected["activity_counts"]
    assert len(counts) == expected["activities"]
    for activity, count in published.get("_top60", published).items():
        assert counts[activity] == count


def test_the_decision_on_order_says_how_many_ties_there_are(store, tmp_path):
    loaded = read_events(LOGS / "small" / "repairExample.xes.gz", tmp_path, Said(), store=store)
    (order,) = (decision for decision in loaded.decisions if decision.about == "order")
    assert "3,193" in order.decided
    assert order.change_with == "--tie-break"


@pytest.mark.parametrize(
    ("name", "opened", "closed"), [("boston_311_2015", 121_145, 101_272), ("nyc_311_sample_2024", 1_000, 677)]
)
def test_requests_are_opened_and_closed_as_often_as_published(name, opened, closed, store, tmp_path):
    truth = json.loads((LOGS / "truth" / f"{name}.json").read_text())
    assert (truth["distinct_ids"], truth["rows"] - truth["closed_missing_or_unparsed"]) == (opened, closed)
    loaded = read_events(LOGS / truth["file"], tmp_path, Said(), store=store)
    _, cases, _, _, _, counts = figures(store, loaded.parquet)
    assert (cases, counts, loaded.rows_rejected) == (opened, {"Opened": opened, "Closed": closed}, 0)
    ((first, last),) = store.rows(
        "SELECT min(timestamp), max(timestamp) FROM"
        f" read_parquet({literal(str(loaded.parquet))}) WHERE activity = 'Opened'"
    )
    assert [str(first), str(last)] == truth["open_span"]
    ((mean, median, backward, instant),) = store.rows(
        f"""
        WITH moments AS (
            SELECT case_id, max(timestamp) FILTER (activity = 'Opened') AS opened,
                max(timestamp) FILTER (activity = 'Closed') AS closed
            FROM read_parquet({literal(str(loaded.parquet))}) GROUP BY case_id
        )
        SELECT avg(s) FILTER (s >= 0), median(s) FILTER (s >= 0), count(*) FILTER (s < 0), count(*) FILTER (s = 0)
        FROM (SELECT epoch(closed - opened) AS s FROM moments)"""
    )
    assert mean == pytest.approx(truth["open_to_close"]["mean_s"])
    assert (median, backward, instant) == (
        truth["open_to_close"]["median_s"], truth["negative_durations"], truth["zero_durations"],
    )  # fmt: skip


def test_reports_of_residents_with_epoch_times_read_by_status(store, tmp_path):
    truth = json.loads((LOGS / "truth" / "publicstuff_nyc_2019.json").read_text())
    said = Said(case="ID", activity="Status", timestamp="Date Created")
    loaded = read_events(LOGS / truth["file"], tmp_path, said, store=store)
    events, cases, span, _, _, counts = figures(store, loaded.parquet)
    assert (events, cases, counts) == (truth["rows"], truth["distinct_ids"], truth["status"])
    assert span == [text.removesuffix("+00:00") for text in truth["created_span_utc"]]


def test_requests_without_a_closing_time_are_asked_about(store, tmp_path):
    with pytest.raises(LayoutQuestion):
        read_events(LOGS / "publicstuff_nyc_2019.csv.gz", tmp_path, Said(), store=store)


def test_monthly_counts_are_refused_as_counts(store, tmp_path):
    with pytest.raises(LayoutQuestion, match="counts, not events"):
        read_events(LOGS / "fixmystreet_lad_monthly_counts.csv.gz", tmp_path, Said(), store=store)
    assert not list(tmp_path.iterdir())


# Counted by hand in the example files of ocel-standard.org: events of the objects of one type.
OBJECTS = [("example_log", "order", 3, 12), ("ocel20_example", "Invoice", 3, 9)]


@pytest.mark.parametrize("suffix", ["jsonocel", "xmlocel", "sqlite"])
@pytest.mark.parametrize(("name", "kind", "cases", "events"), OBJECTS)
def test_object_centric_examples_flatten_alike_in_every_format(name, kind, cases, events, suffix, store, tmp_path):
    loaded = read_events(LOGS / "ocel" / f"{name}.{suffix}", tmp_path, Said(object_type=kind), store=store)
    found = figures(store, loaded.parquet)
    assert (found[0], found[1]) == (events, cases)


RESOURCES = [
    (name, entry["resource_column"])
    for name in (
        "bpic2013_volvo_problems",
        "coselog_receipt",
        "road_traffic_fines_full",
        "servicenow_incident_event_log",
    )
    if LOGS.is_dir()
    for entry in json.loads((LOGS / "truth" / f"{name}.json").read_text())["handover"]
]


@pytest.mark.parametrize(("name", "column"), RESOURCES)
def test_resources_are_known_as_often_as_published(name, column, store, tmp_path):
    truth = json.loads((LOGS / "truth" / f"{name}.json").read_text())
    (expected,) = [entry for entry in truth["handover"] if entry["resource_column"] == column]
    said = Said(activity=NAME["activity"] if truth["file"].endswith(".xes.gz") else None, resource=column)
    loaded = read_events(LOGS / truth["file"], tmp_path, said, store=store)
    found = store.rows(
        f"SELECT count(DISTINCT resource), count(*) - count(resource) FROM read_parquet({literal(str(loaded.parquet))})"
    )
    assert found == [(expected["resources"], expected["events_without_resource"])]

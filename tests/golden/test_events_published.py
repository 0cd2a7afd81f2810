"""Published event logs, against figures computed by pandas and PM4Py on the ordering that each truth file states."""

import json
from pathlib import Path

import pytest

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

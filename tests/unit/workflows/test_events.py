"""Logs loaded, previewed and scanned through the door that the command line and the web share."""

import pytest

from inhouse.readers.events import Said
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.workflows import events as workflow

TEXT = "case_id,activity,timestamp\n1,Open,2024-01-01\n1,Close,never\n"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(TEXT)
    return path


def test_a_log_is_previewed_then_loaded_and_its_rejects_listed(log, tmp_path):
    shown = workflow.preview(log, shown="our log")
    assert (shown.path, shown.ready, shown.parts[0].columns["activity"]) == ("our log", True, "activity")
    told = []
    loaded = workflow.load(log, tmp_path, shown="our log", progress=told.append)
    assert loaded.sha256 == shown.sha256
    assert told == sorted(told)
    assert told[-1] == 1
    (reject,) = workflow.rejects(loaded.parquet, "our log")
    assert (reject.file, reject.row, reject.found) == ("our log", 3, "never")


def test_a_parquet_log_is_scanned_in_place(tmp_path):
    path = tmp_path / "log.parquet"
    store = DuckDBStore()
    store.write("SELECT 'K' AS ref, 'A' AS step, TIMESTAMP '2024-01-01' AS done", path)
    scan = workflow.scan(path, Said(case="ref", activity="step", timestamp="done"))
    assert store.rows(f"SELECT case_id, activity FROM ({scan.sql})") == [("K", "A")]
    assert scan.path == path
    store.close()

"""Real payments files of councils and departments, against answers checked by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from inhouse.core.errors import InputError
from inhouse.readers.payments import read_payments, vocabulary
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.workflows import payments as workflow

pytestmark = pytest.mark.shared

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "payments"
TRUTH = json.loads((SHARED / "truth.json").read_text())["files"] if SHARED.is_dir() else {}
NOT_TABLES = {".json", ".md"}
WORDS = vocabulary()
# Pounds in millions paid to names with the whole word CAPITA: measured from Sheffield's published payments.
CAPITA = {
    2011: "44.1", 2012: "34.5", 2013: "37.5", 2014: "33.3", 2015: "59.7", 2016: "27.0", 2017: "24.9", 2018: "8.6",
    2019: "24.8", 2020: "7.7", 2021: "3.4",
}  # fmt: skip


@pytest.fixture(scope="module")
def store():
    made = DuckDBStore()
    yield made
    made.close()


@pytest.mark.parametrize("name", TRUTH)
def test_file_reads_as_checked_by_hand_or_asks(name, store, tmp_path):
    truth = TRUTH[name]
    try:
        loaded = read_payments(SHARED / name, tmp_path, WORDS, store=store)
    except InputError:
        assert truth["kind"] in {"ask", "law", "refuse"}
        return
    assert loaded.rows_in == loaded.rows_kept + loaded.rows_rejected
    assert loaded.amount_in_gbp == loaded.amount_kept_gbp + loaded.amount_rejected_gbp
    if truth["kind"] == "law":
        return
    assert (loaded.rows_kept, round(loaded.amount_kept_gbp * 100)) in [(a["rows"], a["pence"]) for a in truth["accept"]]
    for part in loaded.parts:
        assert part.header_row == truth["header_row"]
        assert {field: part.columns[field] for field in truth["columns"]} == truth["columns"]


def test_every_published_file_loads_with_the_law_holding_or_asks(store, tmp_path, capsys):
    loaded, asked = 0, []
    for path in sorted(SHARED.rglob("*")):
        if not path.is_file() or path.suffix in NOT_TABLES:
            continue
        try:
            result = read_payments(path, tmp_path, WORDS, store=store)
        except InputError as question:
            asked.append(question)
            continue
        loaded += 1
        assert result.rows_kept > 0, path
        for part in result.parts:
            assert part.rows_in == part.rows_kept + part.rows_rejected, path
            assert part.amount_in_gbp == part.amount_kept_gbp + part.amount_rejected_gbp, path
        result.parquet.unlink()
    with capsys.disabled():
        print(f"\n{loaded} published files loaded, {len(asked)} asked a question or were refused")
    assert loaded > 10 * len(asked)
    assert [question.wrong for question in asked if not (question.found and question.next_step)] == []


def test_sheffield_keeps_every_row_and_penny_and_finds_capita_by_the_whole_word(tmp_path):
    files = sorted((SHARED / "sheffield").glob("*.csv.gz"))
    loaded = workflow.load_all(files, tmp_path)
    summary = workflow.summarise(workflow.open_payments([f.parquet for f in loaded.files]), loaded.files)
    assert sum(f.rows_in for f in loaded.files) == 1_450_505
    assert sum(f.rows_rejected for f in loaded.files) == 7_607
    assert sum(f.amount_rejected_gbp for f in loaded.files) == 0
    assert summary.totals.amount_gbp == Decimal("8968181004.63")
    capita = workflow.summarise(
        workflow.open_payments([f.parquet for f in loaded.files]), loaded.files, supplier="capita"
    )
    assert {y.year: f"{y.amount_gbp / 1_000_000:.1f}" for y in capita.by_year} == CAPITA
    assert not [name for name in capita.matched_names if "CAPITAL" in name]

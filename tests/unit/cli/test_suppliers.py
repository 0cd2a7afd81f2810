"""`inhouse suppliers`, as a person meets it."""

import json

import pytest

NAMES = """Supplier,VAT Reg No,Company
Dovecote Timber Ltd,,
DOVECOTE TIMBER LIMITED,,
Gannelstone Group,123456789,
Gannelstone Group (Leeds),,
,987654321,
Zenith Care,,01234567
Zenith Care,,07654321
"""


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(NAMES, encoding="utf-8")
    return path


def test_json_has_every_row_the_doubts_and_what_was_left_out(run_inhouse, names):
    run = run_inhouse("suppliers", names, "--column", "supplier", "--company-number", "Company", "--json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert [line["row"] for line in found["names"]] == [2, 3, 4, 5, 7, 8]
    ids = [line["supplier_id"] for line in found["names"]]
    assert ids[0] == ids[1]
    assert ids[4:] == ["GB-COH-01234567", "GB-COH-07654321"]
    assert all(0 <= line["confidence"] <= 1 for line in found["names"])
    assert found["suppliers_count"] == len(set(ids)) == 5
    (doubt,) = found["needs_review"]
    assert {doubt["a"], doubt["b"]} == {"Gannelstone Group", "Gannelstone Group (Leeds)"}
    assert doubt["reasons"][0] == "The names say the same words."
    assert [(reject["row"], reject["expected"]) for reject in found["rejects"]] == [(6, "a name")]
    assert [(each["about"], each["decided"]) for each in found["decisions"]] == [("vat number column", "VAT Reg No")]
    assert found["homonyms"][0]["supplier_ids"] == ["GB-COH-01234567", "GB-COH-07654321"]


def test_a_column_can_be_left_out(run_inhouse, names):
    run = run_inhouse("suppliers", names, "--column", "Supplier", "--vat-number", "none", "--json")
    found = json.loads(run.stdout)
    assert found["decisions"] == []
    assert found["shared_vat_numbers"] == []


def test_a_missing_column_lists_the_columns_found(run_inhouse, names):
    run = run_inhouse("suppliers", names, "--column", "Payee")
    assert run.returncode == 10
    assert "no column «Payee»" in run.stderr
    assert "«Supplier», «VAT Reg No», «Company»" in run.stderr
    assert run.stdout == ""


def test_a_missing_file_is_bad_input(run_inhouse, tmp_path):
    run = run_inhouse("suppliers", tmp_path / "nothing.csv", "--column", "Supplier")
    assert run.returncode == 10
    assert "Traceback" not in run.stderr


def test_a_file_of_headings_alone_is_bad_input(run_inhouse, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("Supplier\n", encoding="utf-8")
    run = run_inhouse("suppliers", path, "--column", "Supplier")
    assert run.returncode == 10
    assert "holds no names" in run.stderr


def test_what_a_person_decided_is_kept(run_inhouse, names, tmp_path):
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "a,b,decision\nGannelstone Group,Gannelstone Group (Leeds),same\n"
        "Dovecote Timber Ltd,DOVECOTE TIMBER LIMITED,different\n",
        encoding="utf-8",
    )
    run = run_inhouse("suppliers", names, "--column", "Supplier", "--decisions", decisions, "--json")
    found = json.loads(run.stdout)
    of = {line["row"]: line["supplier_id"] for line in found["names"]}
    assert of[4] == of[5]
    assert of[2] != of[3]
    assert found["needs_review"] == []


def test_a_decision_must_be_same_or_different(run_inhouse, names, tmp_path):
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("a,b,decision\nAsh,Beech,perhaps\n", encoding="utf-8")
    run = run_inhouse("suppliers", names, "--column", "Supplier", "--decisions", decisions)
    assert run.returncode == 10
    assert "row 2 is not a decision" in run.stderr


def test_out_saves_tables(run_inhouse, names, tmp_path):
    assert run_inhouse("suppliers", names, "--column", "Supplier", "--out", tmp_path / "out").returncode == 0
    saved = {path.name for path in (tmp_path / "out").iterdir()}
    assert saved == {"names.csv", "needs_review.csv", "rejects.csv", "suppliers.xlsx"}


def test_a_person_reads_what_was_found(run_inhouse, names):
    run = run_inhouse("suppliers", names, "--column", "Supplier")
    assert "5 spellings of 4 suppliers; 1 pair needs review." in run.stdout
    assert "Taken as vat number column: «VAT Reg No»" in run.stderr

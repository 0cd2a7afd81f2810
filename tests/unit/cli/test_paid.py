"""`inhouse paid` keeps its contract."""

import json

import pytest

REGISTER = """Ref,Title,Supplier,Start date,End date,Contract value
C-1,Cleaning,Quenby Ltd,01/04/2023,31/03/2024,1000
C-2,Security,Nobody Paid Ltd,01/04/2023,31/03/2024,500
"""
SPEND = ("Date,Supplier,Amount\n05/05/2023,QUENBY,1200.10\n", "Date,Supplier,Amount\n05/06/2024,Zorbel Ltd,7000.25\n")


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("register.csv", "one.csv", "two.csv")]
    for path, text in zip(paths, (REGISTER, *SPEND), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def answer(run_inhouse):
    def ask(*arguments):
        ended = run_inhouse("paid", *arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return ask


def test_the_document_has_every_promised_field(files, answer):
    register, one, two = files
    found = answer("--contracts", register, "--payments", one, two, "--as-of", "2025-01-01")
    promised = {"id", "supplier", "value_gbp", "paid_gbp", "paid_in_period_gbp", "basis", "matched_names", "status"}
    assert all(promised <= line.keys() for line in found["contracts"])
    first, second = found["contracts"]
    assert (first["id"], first["value_gbp"], first["paid_gbp"], first["paid_in_period_gbp"], first["status"]) == (
        "C-1", 1000.0, 1200.1, 1200.1, "over value",
    )  # fmt: skip
    assert (first["supplier"], first["matched_names"]) == ("Quenby Ltd", ["QUENBY"])
    assert (second["status"], second["paid_gbp"]) == ("no payment found", 0.0)
    assert [each["id"] for each in found["unmatched_contracts"]] == ["C-2"]
    assert [(each["supplier"], each["amount_gbp"]) for each in found["off_contract_suppliers"]] == [
        ("Zorbel Ltd", 7000.25)
    ]  # fmt: skip
    assert [file["rows_kept"] for file in found["files"]] == [1, 1]
    assert [source["path"] for source in found["provenance"]["inputs"]] == [str(path) for path in files]
    assert found["caveats"]


def test_amounts_are_exact_to_the_penny(files, run_inhouse):
    ended = run_inhouse("paid", "--json", "--contracts", files[0], "--payments", *files[1:])
    assert '"paid_gbp": 1200.10' in ended.stdout


def test_options_may_repeat_and_globs_may_be_quoted(files, answer, tmp_path):
    one_by_one = answer("--payments", files[1], "--payments", files[2], "--contracts", files[0])
    as_glob = answer("--contracts", files[0], "--payments", tmp_path / "[ot][nw][eo].csv")
    assert one_by_one["contracts"] == as_glob["contracts"]


def test_people_read_tables_and_messages_stay_off_them(files, run_inhouse):
    ended = run_inhouse("paid", "--contracts", files[0], "--payments", *files[1:])
    assert ended.returncode == 0
    for said in ("Paid over value", "£200.10", "Nothing paid, or not sure", "without a contract in the register"):
        assert said in ended.stdout


def test_tables_are_saved(files, run_inhouse, tmp_path):
    ended = run_inhouse("paid", "--contracts", files[0], "--payments", *files[1:], "--out", tmp_path / "out", "--json")
    json.loads(ended.stdout)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"paid.csv", "matches.csv", "unmatched.csv", "off_contract.csv", "paid.xlsx"} <= names


def test_a_contract_in_two_registers_is_compared_once(files, answer, tmp_path):
    again = tmp_path / "register-later.csv"
    again.write_text(REGISTER.replace("31/03/2024,1000", "31/03/2024,1500"), encoding="utf-8")
    found = answer("--contracts", files[0], again, "--payments", files[1])
    assert [(line["id"], line["value_gbp"], line["status"]) for line in found["contracts"]] == [
        ("C-1", 1500.0, "within value"), ("C-2", 500.0, "no payment found"),
    ]  # fmt: skip
    assert found["caveats"][0].startswith("2 contracts stand in more than one register and count once, as ")


def test_a_missing_file_ends_with_exit_10(files, run_inhouse, tmp_path):
    ended = run_inhouse("paid", "--contracts", tmp_path / "no.csv", "--payments", files[1], "--json")
    assert (ended.returncode, ended.stdout) == (10, "")
    assert "no.csv" in ended.stderr


def test_without_payments_it_is_a_usage_error(files, run_inhouse):
    assert run_inhouse("paid", "--contracts", files[0]).returncode == 2

"""`inhouse payments` keeps its contract."""

import csv
import json

import pytest

ROWS = """Spend over £500,,,
,,,
Date Paid,Supplier,Amount,Directorate
04/01/2011,Capita Business Services Ltd,"£1,000.00",ICT
05/01/2011,RICOH CAPITAL LTD,250.00,ICT
06/02/2012,CAPITA BUS SVS-MOTO,(50.00),Housing
07/02/2012,Acme Ltd,,Housing
08/02/2012,,12.00,Housing
Grand Total,,1212.00,
"""


@pytest.fixture
def council_file(tmp_path):
    path = tmp_path / "council.csv"
    path.write_bytes(ROWS.encode("cp1252"))
    return path


@pytest.fixture
def answer(run_inhouse):
    def ask(*arguments):
        ended = run_inhouse("payments", *arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return ask


def test_says_of_each_file_what_was_kept_and_rejected(council_file, answer):
    (file,) = answer(council_file)["files"]
    wanted = {
        "path": str(council_file), "rows_in": 6, "rows_kept": 3, "rows_rejected": 3, "amount_in_gbp": 2424.0,
        "amount_kept_gbp": 1200.0, "amount_rejected_gbp": 1224.0, "header_row": 2, "encoding": "cp1252",
        "columns": {"date": 0, "supplier": 1, "amount": 2, "department": 3},
    }  # fmt: skip
    assert {key: file[key] for key in wanted} == wanted
    assert any("3 of 6 rows were rejected" in warning for warning in file["warnings"])


def test_totals_years_suppliers_and_concentration(council_file, answer):
    found = answer(council_file)
    assert found["totals"] == {
        "rows": 3, "amount_gbp": 1200.0, "suppliers": 3, "first_date": "2011-01-04", "last_date": "2012-02-06",
    }  # fmt: skip
    assert found["by_year"] == [
        {"year": 2011, "amount_gbp": 1250.0, "payments": 2},
        {"year": 2012, "amount_gbp": -50.0, "payments": 1},
    ]
    assert found["by_financial_year"] == [
        {"year": 2010, "label": "2010/11", "amount_gbp": 1250.0, "payments": 2},
        {"year": 2011, "label": "2011/12", "amount_gbp": -50.0, "payments": 1},
    ]
    assert [(s["supplier"], s["amount_gbp"], s["payments"]) for s in found["suppliers"]] == [
        ("Capita Business Services Ltd", 1000.0, 1),
        ("RICOH CAPITAL LTD", 250.0, 1),
        ("CAPITA BUS SVS-MOTO", -50.0, 1),
    ]
    assert found["suppliers"][0]["share"] == pytest.approx(1000 / 1200)
    assert found["concentration"]["top1_share"] == pytest.approx(found["suppliers"][0]["share"])
    assert found["concentration"]["top5_share"] == pytest.approx(1250 / 1200)
    assert found["concentration"]["hhi"] == pytest.approx((1000 / 1200) ** 2 + (250 / 1200) ** 2)


def test_a_supplier_is_found_by_the_whole_word(council_file, answer):
    found = answer(council_file, "--supplier", "capita")
    assert found["matched_names"] == ["CAPITA BUS SVS-MOTO", "Capita Business Services Ltd"]
    assert found["totals"]["amount_gbp"] == 950.0


def test_a_supplier_nobody_paid_answers_noughts(council_file, answer):
    found = answer(council_file, "--supplier", "Nobody")
    assert (found["matched_names"], found["totals"]["rows"], found["totals"]["amount_gbp"]) == ([], 0, 0.0)


def test_the_same_bytes_count_once(council_file, tmp_path, answer):
    copy = tmp_path / "copy.csv"
    copy.write_bytes(council_file.read_bytes())
    found = answer(council_file, copy)
    assert found["totals"]["amount_gbp"] == 1200.0
    assert "Not counted again" in found["files"][1]["warnings"][0]


def test_rejects_are_written_with_row_and_reason(council_file, tmp_path, answer):
    rejects = tmp_path / "rejects.csv"
    answer(council_file, "--rejects", rejects)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        found = [
            tuple(row[name] for name in ("row", "column", "expected", "amount_gbp")) for row in csv.DictReader(file)
        ]
    assert found == [
        ("7", "amount", "an amount in pounds, not a blank", ""),
        ("8", "supplier", "the name of who was paid", "12.00"),
        ("9", "supplier", "a payment, not a total", "1212.00"),
    ]


def test_columns_can_be_told(tmp_path, run_inhouse, answer):
    path = tmp_path / "bare.csv"
    path.write_text("Acme Ltd,5.00\nBolt Ltd,6.00\n")
    assert run_inhouse("payments", path).returncode == 10
    assert answer(path, "--columns", "supplier=1,amount=2,date=none")["totals"]["amount_gbp"] == 11.0


@pytest.mark.parametrize(
    "columns", ["supplier=1", "supplier=one,amount=2", "colour=1", "supplier=1,amount=9,date=none"]
)
def test_columns_that_cannot_be_are_refused(columns, council_file, run_inhouse):
    if columns == "supplier=1":
        council_file.write_text("Acme Ltd,5.00\nBolt Ltd,6.00\n")
    ended = run_inhouse("payments", council_file, "--columns", columns)
    assert (ended.returncode, ended.stdout) == (10, "")


def test_a_profile_adds_words_for_headings(tmp_path, answer):
    path, profile = tmp_path / "welsh.csv", tmp_path / "welsh.yaml"
    path.write_text("Dyddiad,Cyflenwr,Swm\n04/01/2011,Acme Ltd,5.00\n")
    profile.write_text("fields: {date: {heads: [dyddiad]}, supplier: {heads: [cyflenwr]}, amount: {heads: [swm]}}")
    assert answer(path, "--profile", profile)["totals"]["amount_gbp"] == 5.0


def test_tables_are_saved_where_asked(council_file, tmp_path, answer):
    answer(council_file, "--out", tmp_path / "saved")
    saved = tmp_path / "saved"
    assert {path.name for path in saved.iterdir()} == {
        "suppliers.csv", "by_year.csv", "by_financial_year.csv", "payments.xlsx", "suppliers.svg", "by_year.svg",
        "by_financial_year.svg",
    }  # fmt: skip
    assert "Capita Business Services" in (saved / "suppliers.svg").read_text(encoding="utf-8")


def test_a_part_that_is_not_installed_is_named(council_file, tmp_path, run_inhouse):
    (tmp_path / "xlsxwriter.py").write_text("raise ModuleNotFoundError('gone', name='xlsxwriter')")
    ended = run_inhouse("payments", council_file, "--out", tmp_path / "saved", path=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "inhouse[report]" in ended.stderr
    assert not (tmp_path / "saved").exists()


def test_pennies_are_exact_in_the_json_text(tmp_path, run_inhouse):
    path = tmp_path / "pennies.csv"
    path.write_text("Date,Supplier,Amount\n" + "04/01/2011,Acme,0.10\n" * 3)
    assert '"amount_gbp": 0.30' in run_inhouse("payments", path, "--json").stdout


def test_people_get_a_table_on_stdout_and_doubts_on_stderr(council_file, run_inhouse):
    ended = run_inhouse("payments", council_file)
    assert "£1,200.00 in 3 payments to 3 suppliers" in ended.stdout
    assert ended.stderr.count("3 of 6 rows were rejected") == 1


@pytest.mark.parametrize("arguments", [["payments"], ["payments", "--bad"], ["nonsense"]])
def test_a_wrong_question_ends_with_exit_code_2(arguments, run_inhouse):
    ended = run_inhouse(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")


@pytest.fixture
def long_file(tmp_path):
    path = tmp_path / "april.csv"
    lines = [f"{day:02}/04/2011,Supplier {day},{day}.50,ICT" for day in range(1, 31)]
    path.write_text("\n".join(["Date Paid,Supplier,Amount,Directorate", *lines]))
    return path


def test_payments_that_stand_in_two_files_are_said_to_count_twice(long_file, tmp_path, answer):
    quarter = tmp_path / "quarter.csv"
    quarter.write_text(long_file.read_text() + "\n01/05/2011,Acme,9.00,ICT\n")
    found = answer(long_file, quarter)
    (repeat,) = found["repeated"]
    assert (repeat["payments"], repeat["amount_gbp"]) == (30, 480.0)
    assert "480.00" in found["caveats"][0]
    assert "april.csv" in found["caveats"][0]


def test_files_of_other_months_do_not_repeat_each_other(long_file, tmp_path, answer):
    may = tmp_path / "may.csv"
    may.write_text(long_file.read_text().replace("/04/", "/05/"))
    assert answer(long_file, may)["repeated"] == []


@pytest.mark.parametrize("option", ["--rejects", "--out"])
def test_a_place_that_cannot_be_written_is_named(option, council_file, run_inhouse):
    ended = run_inhouse("payments", council_file, option, council_file / "x.csv")
    assert (ended.returncode, ended.stdout) == (10, "")
    assert "Traceback" not in ended.stderr
    assert str(council_file) in ended.stderr


def test_a_column_that_is_not_there_is_named(council_file, run_inhouse):
    ended = run_inhouse("payments", council_file, "--columns", "date=1,supplier=2,amount=9")
    assert "no column 9" in ended.stderr

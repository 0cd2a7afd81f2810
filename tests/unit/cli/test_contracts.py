import csv
import json
from pathlib import Path
from typing import Any

import pytest

from inhouse.cli import commands  # noqa: F401  # registers every command
from inhouse.cli.app import run
from tests.conftest import SHARED

REGISTERS = Path(__file__).parents[2] / "fixtures" / "registers"
GLPI = ["notice", "--start", "2018-09-27", "--months", "36"]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["inhouse", *map(str, arguments)])
        code = run()
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_contracts_print_one_json_document_with_the_promised_fields(cli: Any) -> None:
    code, out, _ = cli("contracts", REGISTERS / "tabs-cp1252.tsv", "--as-of", "2025-10-01", "--json")
    answer = json.loads(out)
    held = answer["contracts"][0]
    assert code == 0
    assert {"id", "title", "buyer", "supplier", "start_date", "end_date", "value_gbp", "notice_date"} <= held.keys()
    assert (held["id"], held["end_date"], held["notice_date"]) == ("P1", "2026-03-31", "2025-12-31")
    assert '"value_gbp": 150000.00' in out
    assert answer["as_of"] == "2025-10-01"
    by_choice = {option["choice"]: option for option in held["options"]}
    assert by_choice["extend"]["last_date"] == "2026-03-31"
    assert by_choice["extend"]["open"] is True
    assert (by_choice["break"]["open"], by_choice["break"]["known"]) == (False, False)


def test_a_contract_in_two_registers_is_listed_once_as_the_newest_has_it(cli: Any, tmp_path: Path) -> None:
    heads = "Reference,Title,Supplier,Start date,End date,Value\n"
    old, new = tmp_path / "register-2025-q4.csv", tmp_path / "register-2026-q1.csv"
    old.write_text(f"{heads}A1,Lifts,Quenby Ltd,01/04/2024,31/03/2026,100\nA2,Boilers,Zorbel,01/04/2024,31/03/2025,5\n")
    new.write_text(f"{heads}A1,LIFTS,Quenby Ltd.,01/04/2024,31/03/2027,150\n")
    code, out, err = cli("contracts", new, old, "--as-of", "2026-01-01", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    lifts, boilers = answer["contracts"]
    assert (lifts["end_date"], lifts["value_gbp"], lifts["source"]["file"]) == ("2027-03-31", 150.0, str(new))
    (earlier,) = lifts["earlier"]
    assert (earlier["end_date"], earlier["value_gbp"], earlier["source"]["row"]) == ("2026-03-31", 100.0, 2)
    assert (boilers["id"], boilers["earlier"]) == ("A2", [])
    assert answer["totals"]["value_gbp"] == 155.0
    said = f"1 contract stands in more than one register and counts once, as {new} has it."
    assert answer["caveats"] == [said]
    code, out, err = cli("contracts", new, old, "--as-of", "2026-01-01")
    assert said in err
    assert out.count("LIFTS") == 1


def test_rejects_name_file_row_column_found_and_expected(cli: Any) -> None:
    code, out, _ = cli("contracts", REGISTERS / "repeated-header.csv", "--as-of", "2026-01-01", "--json")
    answer = json.loads(out)
    assert code == 0
    assert len(answer["contracts"]) + len(answer["rejects"]) == answer["files"][0]["rows_in"] == 6
    assert answer["rejects"][2] == {
        "file": str(REGISTERS / "repeated-header.csv"),
        "row": 5,
        "column": "From",
        "found": "31/02/2024",
        "expected": "a date that exists, day first, such as 31/03/2026",
    }


def test_for_people_there_is_a_table_and_messages_apart(cli: Any) -> None:
    code, out, err = cli("contracts", REGISTERS / "title-rows.csv", "--as-of", "2026-01-01")
    assert code == 0
    assert "3 contracts on 2026-01-01: 2 running" in " ".join(out.split())
    assert out.index("Parking") < out.index("Leisure") < out.index("Street")
    assert "row 9" in err
    assert "row 9" not in out


def test_figures_and_dates_are_whole_at_80_columns(cli: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    register = tmp_path / "wide.csv"
    register.write_text(
        "Contract title,Supplier,Start,End,Value,Notice,Extension (months),Ward\n"
        "Managed technology and telephony for the whole council and all of its maintained schools,"
        'Capital Business Services Partnership Limited,01/04/2020,31/03/2030,"£1,252,500,000.00",12 months,2 x 12,N\n'
        "Stairs,Step Ltd,01/04/2020,31/03/2031,Rates only,see contract,n/a,N\n"
    )
    code, out, err = cli("contracts", register, "--as-of", "2026-01-01")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "£1,252,500,000.00" in out
    assert out.count("2030-03-31") == 2
    assert "2029-03-31" in out
    assert "…" not in out
    assert out.count("not read") == 2
    assert "not used: «Ward»" in err
    assert "«Rates only» (row 3)" in err
    answer = json.loads(cli("contracts", register, "--as-of", "2026-01-01", "--json")[1])
    assert answer["files"][0]["unused_headings"] == ["Ward"]
    notice = {option["choice"]: option for option in answer["contracts"][1]["options"]}["notice_to_end"]
    assert "was not read: «see contract»" in notice["why"]


def test_columns_and_profiles_can_be_told(cli: Any, tmp_path: Path) -> None:
    register = tmp_path / "odd.csv"
    register.write_text("Beth,Pwy,Hyd\nLifts,Up Ltd,31/03/2027\n")
    assert cli("contracts", register)[0] == 10
    answer = json.loads(cli("contracts", register, "--columns", "title=1,supplier=2,end_date=3", "--json")[1])
    assert answer["contracts"][0]["end_date"] == "2027-03-31"
    code, _, err = cli("contracts", register, "--columns", "colour=1")
    assert code == 10
    assert "end_date" in err
    profile = tmp_path / "words.yaml"
    profile.write_text("fields: {title: {heads: [beth]}, supplier: {heads: [pwy]}, end_date: {heads: [hyd]}}")
    assert json.loads(cli("contracts", register, "--profile", profile, "--json")[1])["contracts"][0]["title"] == "Lifts"


def test_tables_are_saved_when_asked(cli: Any, tmp_path: Path) -> None:
    code, _, _ = cli("contracts", REGISTERS / "title-rows.csv", "--as-of", "2026-01-01", "--out", tmp_path / "out")
    with (tmp_path / "out" / "contracts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert code == 0
    assert [row["id"] for row in rows] == ["C0014", "C0012", "C0013"]
    assert rows[1]["value_gbp"] == "12400000.00"
    assert (tmp_path / "out" / "contracts.xlsx").stat().st_size > 1000
    assert (tmp_path / "out" / "choices.csv").exists()


def test_a_missing_or_strange_file_ends_with_10_and_an_empty_stdout(cli: Any, tmp_path: Path) -> None:
    code, out, err = cli("contracts", tmp_path / "none.csv", "--json")
    assert (code, out) == (10, "")
    assert "none.csv" in err


def test_notice_answers_the_published_case(cli: Any) -> None:
    code, out, _ = cli(*GLPI, "--notice-months", "3", "--lead-days", "21", "--as-of", "2021-01-01", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["first_end_date"] == answer["current_end_date"] == "2021-09-27"
    assert (answer["notice_date"], answer["act_by_date"], answer["renewals_used"]) == ("2021-06-27", "2021-06-06", 0)
    assert "exclusive" in answer["rule"]


def test_notice_tells_the_last_day_and_remarks_on_a_notice_longer_than_the_term(cli: Any) -> None:
    arguments = [*GLPI, "--notice-months", "3", "--as-of", "2021-01-01"]
    answer = json.loads(cli(*arguments, "--json")[1])
    assert (answer["last_day"], answer["remarks"]) == ("2021-09-26", [])
    assert "2021-09-26" in cli(*arguments)[1]
    long = ["notice", "--start", "2024-01-01", "--months", "6", "--notice-months", "12", "--as-of", "2024-02-01"]
    assert "longer than the term" in " ".join(cli(*long)[1].split())
    assert "2023-07-01" in json.loads(cli(*long, "--json")[1])["remarks"][0]
    inclusive = [*long, "--inclusive", "--json"]
    assert json.loads(cli(*inclusive)[1])["last_day"] == "2024-06-30"


def test_notice_counts_renewals_used_and_tacit_ones(cli: Any) -> None:
    renewing = ["notice", "--start", "2020-03-01", "--months", "60", "--renewal-months", "12", "--notice-days", "90"]
    _, out, _ = cli(*renewing, "--renewals", "1", "--as-of", "2024-01-01", "--json")
    assert json.loads(out)["current_end_date"] == "2026-03-01"
    _, out, _ = cli(*renewing, "--tacit", "--as-of", "2027-03-01", "--json")
    assert (json.loads(out)["current_end_date"], json.loads(out)["renewals_used"]) == ("2028-03-01", 3)


def test_notice_counts_lead_time_in_working_days(cli: Any) -> None:
    arguments = [
        "notice",
        "--start",
        "2024-01-01",
        "--months",
        "12",
        "--notice-months",
        "1",
        "--lead-working-days",
        "5",
    ]
    _, out, _ = cli(*arguments, "--json", "--as-of", "2024-06-01")
    assert json.loads(out)["act_by_date"] == "2024-11-25"


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (["--notice-months", "3", "--tacit", "--renewal-months", "0"], 10),
        (["--notice-months", "3", "--tacit", "--renewals", "1", "--renewal-months", "12"], 2),
        (["--notice-months", "3", "--notice-days", "3"], 2),
        ([], 2),
        (["--notice-months", "3", "--lead-days", "1", "--lead-working-days", "1"], 2),
        (["--notice-days", "-3"], 2),
        (["--notice-months", "3", "--end", "2022-01-01"], 10),
        (["--notice-months", "3", "--meeting", "2021-06-01:2021-06-02"], 10),
        (["--notice-months", "3", "--nation", "france"], 2),
        (["--notice-months", "3", "--as-of", "31/03/2026"], 2),
    ],
)
def test_terms_that_contradict_each_other_are_refused(cli: Any, extra: list[str], code: int) -> None:
    found, out, err = cli(*GLPI, *extra, "--json")
    assert (found, out) == (code, "")
    assert "Next:" in err


def test_notice_takes_the_meeting_whose_papers_still_allow_it(cli: Any) -> None:
    meetings = ["--meeting", "2021-06-08:2021-05-28", "--meeting", "2021-07-13:2021-07-02"]
    code, out, _ = cli(*GLPI, "--notice-months", "3", *meetings, "--as-of", "2021-01-01", "--json")
    answer = json.loads(out)
    by_choice = {option["choice"]: option for option in answer["options"]}
    assert (code, answer["notice_date"], answer["act_by_date"]) == (0, "2021-06-27", "2021-05-28")
    assert by_choice["notice_to_end"]["act_by_date"] == "2021-05-28"
    assert by_choice["let_it_run_out"]["last_date"] == "2021-09-26"


def test_notice_takes_an_exact_end_and_tells_each_choice(cli: Any) -> None:
    terms = ["notice", "--start", "2020-03-10", "--end", "2023-07-04", "--inclusive", "--notice-clear-days", "90"]
    more = ["--break-date", "2022-03-10", "--procurement-months", "9", "--mobilisation-months", "3"]
    code, out, _ = cli(*terms, *more, "--as-of", "2022-04-01", "--json")
    answer = json.loads(out)
    by_choice = {option["choice"]: option for option in answer["options"]}
    assert (code, answer["current_end_date"], answer["notice_date"]) == (0, "2023-07-04", "2023-04-04")
    assert (by_choice["break"]["last_date"], by_choice["break"]["open"]) == ("2022-03-10", False)
    assert by_choice["re_procure"]["last_date"] == "2022-07-05"
    assert by_choice["bring_in_house"]["last_date"] == "2023-04-05"
    assert (by_choice["extend"]["open"], by_choice["extend"]["known"]) == (False, False)


def test_notice_for_people_says_which_days_have_passed(cli: Any) -> None:
    _, out, _ = cli(*GLPI, "--notice-months", "3", "--as-of", "2021-07-01")
    assert "2021-06-27" in out
    assert "passed" in out
    assert "2021-06-25" in out


@pytest.mark.shared
def test_exeters_register_prints_224_contracts(cli: Any) -> None:
    register = SHARED / "contracts" / "exeter_contracts_register_apr2026_reconstructed.csv"
    code, out, _ = cli("contracts", register, "--as-of", "2026-04-15", "--json")
    answer = json.loads(out)
    print(answer["totals"])
    assert (code, len(answer["contracts"]), answer["rejects"]) == (0, 224, [])

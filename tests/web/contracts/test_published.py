"""The register as open data, from the Contracts page and from the command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.web.contracts.small_programme import REGISTER

OCDS, CODE, BOOK = "contracts-ocds.json", "contracts-transparency-code.csv", "contracts-transparency-code.xlsx"


def content(response: object) -> bytes:
    assert response.status_code == 200
    return b"".join(response)


def test_the_whole_register_leaves_in_three_forms_with_the_same_contracts(loaded, programme, director) -> None:
    programme.about.write_text(json.dumps({"name": "Westfold", "ocid_prefix": "ocds-b5fd17"}), encoding="utf-8")
    package = json.loads(content(director.get(f"/contracts/published/{OCDS}")))
    assert (package["version"], package["publisher"]["name"]) == ("1.1", "Westfold")
    titles = sorted(each["title"] for release in package["releases"] for each in release["contracts"])
    assert {release["ocid"].split("-")[1] for release in package["releases"]} >= {"b5fd17"}
    rows = list(csv.DictReader(io.StringIO(content(director.get(f"/contracts/published/{CODE}")).decode("utf-8-sig"))))
    assert sorted(row["Title of agreement"] for row in rows) == titles
    book = openpyxl.load_workbook(io.BytesIO(content(director.get(f"/contracts/published/{BOOK}"))))
    sheet = list(book["Contracts register"].iter_rows(values_only=True))[1:]
    assert sorted(row[1] for row in sheet) == titles
    assert {type(row[5]).__name__ for row in sheet} <= {"int", "float", "NoneType"}
    assert {type(row[7]).__name__ for row in sheet} <= {"datetime", "NoneType"}


def test_what_is_made_up_is_never_given_out_as_open_data(load, director, today) -> None:
    load("contracts", "register.csv", REGISTER, illustrative=True)
    assert json.loads(content(director.get(f"/contracts/published/{OCDS}")))["releases"] == []
    assert len(content(director.get(f"/contracts/published/{CODE}")).decode().splitlines()) == 1


def test_the_page_leads_to_every_form(loaded, director) -> None:
    page = director.get("/contracts/").content.decode()
    for name in (OCDS, CODE, BOOK):
        assert f'href="/contracts/published/{name}"' in page


def test_no_other_name_is_given_out(loaded, director) -> None:
    assert director.get("/contracts/published/secret.key").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("staff", 200), ("seconded", 200), ("administrator", 403)])
def test_everybody_who_sees_contracts_as_published_may_have_them(loaded, visit, name: str, status: int) -> None:
    assert visit(name).get(f"/contracts/published/{CODE}").status_code == status


def inhouse(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inhouse.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_export_writes_the_register_and_the_map_of_control(tmp_path: Path) -> None:
    example, out = tmp_path / "birmingham", tmp_path / "out"
    assert inhouse("demo", example).returncode == 0
    run = inhouse("export", example, "--out", out, "--ocid-prefix", "ocds-b5fd17", "--json")
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert sorted(path.name for path in out.iterdir()) == sorted(Path(file["path"]).name for file in answer["files"])
    records = {Path(file["path"]).name: file["records"] for file in answer["files"]}
    assert records == {
        "contracts-ocds.json": 6, "contracts-transparency-code.csv": 6, "contracts.xlsx": 6,
        "control.csv": 32, "control.xlsx": 42,
    }  # fmt: skip
    amounts = [
        each["value"]["amount"]
        for release in json.loads((out / "contracts-ocds.json").read_text())["releases"]
        for each in release["contracts"]
        if "value" in each
    ]
    assert amounts == [475_000_000, 110_000_000]
    again = inhouse("contracts", out / "contracts-ocds.json", "--json", "--as-of", "2020-01-01")
    assert len(json.loads(again.stdout)["contracts"]) == 6
    wrong = inhouse("export", example, "--out", tmp_path / "none", "--ocid-prefix", "b5fd17")
    assert (wrong.returncode, (tmp_path / "none").exists()) == (10, False)
    assert "not registered" in inhouse("export", example).stderr

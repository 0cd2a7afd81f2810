"""`inhouse demo DIR` builds the example once, whole or not at all."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.workflows.example import birmingham


def demo(directory: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inhouse.cli", "demo", str(directory), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    directory = tmp_path_factory.mktemp("demo") / "birmingham"
    return directory, demo(directory, "--json")


def test_every_file_of_the_example_is_loaded_and_the_money_is_conserved(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    directory, run = built
    assert run.returncode == 0, run.stderr
    loads = {Path(load["path"]).name: load for load in json.loads(run.stdout)["loads"]}
    example = birmingham()
    files = (*example.contracts, *example.payments, *example.control, *example.events)
    assert sorted(loads) == sorted(path.name for path in files)
    assert {load["state"] for load in loads.values()} == {"loaded"}
    for load in loads.values():
        assert load["rows_in"] == load["rows_kept"] + load["rows_rejected"]
        assert load["amount_in_gbp"] == pytest.approx(load["amount_kept_gbp"] + load["amount_rejected_gbp"], abs=0.001)
    assert sum(load["rows_rejected"] for name, load in loads.items() if "payments" in name) == 5
    assert (directory / "facts.yaml").read_bytes() == example.facts.read_bytes()
    assert [path.name for path in directory.parent.iterdir()] == ["birmingham"], "no scratch folder is left"


def test_invented_payments_and_events_are_marked_illustrative_and_published_contracts_are_not(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    connection = sqlite3.connect(built[0] / "programme.sqlite3")
    marked = dict(connection.execute("SELECT filename, illustrative FROM sources_source"))
    connection.close()
    assert {name: bool(flag) for name, flag in marked.items()} == {
        "contracts.csv": False,
        "illustrative-payments-2011-2015.csv": True,
        "illustrative-payments-2016-2021.csv": True,
        "illustrative-service-desk-2018-2020.csv.gz": True,
    }


def test_building_again_changes_nothing(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    directory, _ = built
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    again = demo(directory, "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout) == {"path": str(directory), "built": False, "loads": []}
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == before


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("ours", encoding="utf-8")
    run = demo(tmp_path)
    assert run.returncode == 10
    assert "in use" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.txt"]

"""The example programme: generated files are what the script writes, and follow the published figures they name."""

import csv
import datetime as dt
import importlib.util
import io
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from inhouse.contracts.control import ControlStatement, control_map
from inhouse.readers.control import ControlRow, read_control
from inhouse.workflows.example import birmingham
from inhouse.workflows.facts import read_facts


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    path = birmingham().facts.parent / "generate.py"
    spec = importlib.util.spec_from_file_location("generate_birmingham", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_writes_the_committed_files_byte_for_byte(generate: ModuleType) -> None:
    written = generate.files()
    assert [path.name for path in birmingham().payments] == sorted(written)
    for path in birmingham().payments:
        assert path.read_bytes() == written[path.name], path.name


def test_yearly_totals_of_the_ict_supplier_follow_the_fact_they_name(generate: ModuleType) -> None:
    facts = {f.id: f for t in read_facts(birmingham().facts).topics for g in t.groups for f in g.facts}
    paid: dict[int, int] = {}
    for row in generate.payments():
        if row.supplier_number in (70001, 70002):
            paid[row.date[0]] = paid.get(row.date[0], 0) + row.pence
    followed = {year: note.partition(":")[0] for year, (_, note) in generate.YEARS.items() if note}
    assert sorted(followed) == list(range(2011, 2018))
    for year, fact_id in followed.items():
        fact = facts[fact_id]
        figure = fact.value or fact.low
        assert figure is not None
        assert Decimal(paid[year]) / 100 == figure * 1_000_000, year
        assert str(year) in fact.date


def test_every_invented_payment_says_that_it_is_illustrative() -> None:
    for path in birmingham().payments:
        text = path.read_bytes().decode("cp1252" if "2011" in path.name else "utf-8-sig")
        rows = [
            row for row in csv.reader(io.StringIO(text)) if any("service birmingham" in cell.lower() for cell in row)
        ]
        assert rows
        assert all("(illustrative)" in ",".join(row).lower() for row in rows)
        assert "illustrative" in path.name


def test_the_register_names_only_facts_that_are_there() -> None:
    example = birmingham()
    known = {f.id for t in read_facts(example.facts).topics for g in t.groups for f in g.facts}
    (path,) = example.contracts
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) == 6
    for row in rows:
        named = set(re.findall(r"B\d{3}", row["Description"]))
        assert named, row["Title of agreement"]
        assert named <= known


def test_who_holds_control_rests_on_facts_that_are_there_or_is_unknown() -> None:
    example = birmingham()
    known = {f.id for t in read_facts(example.facts).topics for g in t.groups for f in g.facts}
    (path,) = example.control
    read = read_control(path)
    assert read.rejects == ()
    assert len(read.rows) == 42
    for row in read.rows:
        named = set(re.findall(r"B\d{3}", row.source))
        assert named, row
        assert named <= known, row


def test_the_example_shows_control_lost_in_2006_and_regained_in_2019() -> None:
    said = [statement(number, row) for number, row in enumerate(read_control(birmingham().control[0]).rows)]
    held = {
        day: {cell.lever.value for cell in control_map(said, day).of_service("Core ICT") if cell.held_by == "authority"}
        for day in (dt.date(2006, 3, 31), dt.date(2006, 4, 1), dt.date(2019, 8, 1))
    }
    assert list(held.values()) == [
        {"strategy", "people", "supplier_choice"},
        set(),
        {"strategy", "people", "supplier_choice"},
    ]


def statement(order: int, row: ControlRow) -> ControlStatement:
    names = ("service", "lever", "held_by", "party", "from_date")
    return ControlStatement(id=str(order), order=order, **{name: getattr(row, name) for name in names})


def test_the_example_is_found_when_installed_without_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inhouse" / "examples" / "birmingham"
    folder.mkdir(parents=True)
    (folder / "facts.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr("inhouse.workflows.example._PACKAGE", tmp_path / "inhouse")
    assert birmingham().facts == folder / "facts.yaml"

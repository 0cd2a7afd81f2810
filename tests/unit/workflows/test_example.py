"""The example programme: generated files are what the script writes, and follow the published figures they name."""

import csv
import datetime as dt
import gzip
import importlib.util
import io
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from inhouse.contracts.control import ControlStatement, control_map
from inhouse.process.discovery.discover import Asked
from inhouse.process.discovery.filters import Filters
from inhouse.readers.control import ControlRow, read_control
from inhouse.readers.events import Said
from inhouse.workflows.discover import answer, open_log
from inhouse.workflows.example import birmingham
from inhouse.workflows.facts import read_facts


def script(name: str) -> ModuleType:
    path = birmingham().facts.parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"{name}_birmingham", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    return script("generate")


def test_the_script_writes_the_committed_files_byte_for_byte(generate: ModuleType) -> None:
    written = generate.files()
    assert [path.name for path in birmingham().payments] == sorted(written)
    for path in birmingham().payments:
        assert path.read_bytes() == written[path.name], path.name


def test_the_service_desk_is_what_its_script_writes_and_small() -> None:
    (path,) = birmingham().events
    written = script("generate_service_desk").files()
    assert list(written) == [path.name]
    # What is packed may differ with the version of zlib; what it says may not.
    assert gzip.decompress(path.read_bytes()) == gzip.decompress(written[path.name])
    assert path.stat().st_size < 150_000
    assert "illustrative" in path.name


def test_the_service_desk_tells_of_a_change_in_2019_and_a_rush_in_2020(tmp_path: Path) -> None:
    log = open_log(birmingham().events, tmp_path, Said(timezone="Europe/London", resource="Handled by"))
    periods = {
        "supplier": Filters(to_date=dt.date(2019, 7, 31)),
        "home": Filters(from_date=dt.date(2019, 8, 1), to_date=dt.date(2020, 3, 16)),
        "rush": Filters(from_date=dt.date(2020, 3, 17), to_date=dt.date(2020, 5, 31)),
        "after": Filters(from_date=dt.date(2020, 8, 1)),
    }
    found = {name: answer(log, Asked(filters=filters)) for name, filters in periods.items()}
    assert len(found["supplier"].rejects) == 4
    days = {name: (each.durations.median or 0) / 86_400 for name, each in found.items()}
    assert days["home"] < days["supplier"] / 2 < days["rush"] < days["supplier"]
    assert days["after"] < days["home"] * 1.1
    back = {name: each.ping_pong.share or 0 for name, each in found.items()}
    assert back["home"] < back["supplier"] * 0.6
    assert found["supplier"].bottlenecks[0].to_activity == "Approved"


def test_nobody_in_the_service_desk_has_a_name() -> None:
    (path,) = birmingham().events
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    assert all(re.fullmatch(r"(supplier|council)-(\d\d|approver)", row["Handled by"]) for row in rows)
    assert all(re.fullmatch(r"(ILL\d{6})?", row["Ticket ID"]) for row in rows)


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

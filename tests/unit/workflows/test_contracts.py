import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from inhouse.contracts.register.contract import Contract, Extension, Identifier, MayExtend, Origin, Statement, Supplier
from inhouse.contracts.register.editions import Current
from inhouse.contracts.terms.dates import Notice, Unit
from inhouse.core.errors import InputError, LayoutQuestion, UnreadableFile
from inhouse.workflows.contracts import load, open_contracts, open_loads, read_all, summarise
from inhouse.workflows.records import from_plain, to_plain

REGISTERS = Path(__file__).parents[2] / "fixtures" / "registers"
DAY = dt.date(2026, 1, 1)
FULL = Contract(
    id="C1",
    title="Cleaning «and» more",
    origin=Origin(file="register.csv", sha256="0" * 64, row=2, part="Live", path="awards[0]"),
    suppliers=(Supplier(name="Mop Ltd", identifiers=(Identifier(scheme="GB-COH", id="01234567"),)),),
    start_date=dt.date(2024, 2, 29),
    end_date=dt.date(2027, 3, 31),
    break_dates=(dt.date(2026, 3, 31),),
    notice=Notice(count=3, unit=Unit.MONTHS),
    extension=Extension(may_extend=MayExtend.YES, periods_months=(12, 12), text="2 x 12 months"),
    value_gbp=Decimal("1234.5600"),
    conflicts=(
        Statement(field="value_gbp", value="1", source="news"),
        Statement(field="value_gbp", value="2", source="x"),
    ),
    illustrative=True,
)


def test_a_contract_comes_back_from_json_as_it_was() -> None:
    assert from_plain(Contract, json.loads(json.dumps(to_plain(FULL)))) == FULL


def test_registers_and_notices_are_read_together(tmp_path: Path) -> None:
    notices = tmp_path / "notices.json"
    award = {"id": "a1", "suppliers": [{"name": "Acme Ltd"}], "contractPeriod": {"endDate": "2026-05-31"}}
    notices.write_text(json.dumps({"ocid": "ocds-test-1", "awards": [award]}))
    read = read_all([REGISTERS / "title-rows.csv", notices])
    assert len(read.contracts) == 4
    assert len(read.rejects) == 2
    assert [source.path for source in read.provenance.inputs] == [str(REGISTERS / "title-rows.csv"), str(notices)]


def test_a_file_given_twice_counts_once() -> None:
    path = REGISTERS / "title-rows.csv"
    read = read_all([path, path])
    assert len(read.contracts) == 3


def test_what_ends_next_comes_first_and_what_ended_last() -> None:
    ends = [dt.date(2026, 6, 1), dt.date(2025, 1, 1), None, dt.date(2026, 1, 1), dt.date(2025, 6, 1)]
    summary = summarise([Current(contract=replace(FULL, end_date=end)) for end in ends], DAY)
    assert [line.contract.end_date for line in summary.lines] == [
        dt.date(2026, 1, 1), dt.date(2026, 6, 1), None, dt.date(2025, 6, 1), dt.date(2025, 1, 1),
    ]  # fmt: skip
    assert (summary.running, summary.without_end, summary.ended) == (2, 1, 2)
    assert summary.value_gbp == Decimal("6172.80")
    assert summary.lines[0].notice_date == dt.date(2025, 10, 1)


def test_loading_keeps_contracts_and_rejects_under_the_hash_of_the_file(tmp_path: Path) -> None:
    loaded = load(REGISTERS / "title-rows.csv", tmp_path / "contracts", shown="Register.csv")
    assert loaded.file == tmp_path / "contracts" / f"{loaded.sha256}.json"
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_rejected) == (5, 3, 2)
    assert loaded.amount_in_gbp == loaded.amount_kept_gbp + loaded.amount_rejected_gbp == Decimal(27_650_000)
    assert loaded.parts[0].headings["end_date"] == "Contract End"
    held = open_contracts([loaded.file])
    assert tuple(each.contract for each in held) == read_all_named(REGISTERS / "title-rows.csv", "Register.csv")
    assert [reject.row for file in open_loads([loaded.file]) for reject in file.rejects] == [9, 10]
    assert [path.name for path in (tmp_path / "contracts").iterdir()] == [loaded.file.name]


def read_all_named(path: Path, shown: str) -> tuple[Contract, ...]:
    return tuple(replace(held, origin=replace(held.origin, file=shown)) for held in read_all([path]).contracts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("empty.csv", b""),
        ("cut.json", b'{"releases": [{"ocid": "x"'),
        ("cut.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
        ("notice.xml", b"<?xml version='1.0'?><notice/>"),
        ("page.csv", b"<!DOCTYPE html><html><body>Not found</body></html>"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")),
        ("other.json", b'{"type": "FeatureCollection", "features": 3}'),
    ],
)
def test_bad_input_is_one_message_with_the_file_and_nothing_written(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        load(path, tmp_path / "contracts")
    assert name in str(caught.value)
    assert caught.value.exit_code == 10
    assert not (tmp_path / "contracts").exists()


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_all([tmp_path / "none.csv"])


def test_a_question_leaves_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(LayoutQuestion):
        load(REGISTERS / "two-end-dates.csv", tmp_path / "contracts")
    assert not (tmp_path / "contracts").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"files": [{"path": 1}]}', '{"files": 3}'])
def test_a_load_changed_by_other_hands_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError, match="does not hold loaded contracts"):
        open_contracts([path])

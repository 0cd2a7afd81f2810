"""Statements about control from a table: every row kept, or rejected with its reason."""

from pathlib import Path

import pytest

from inhouse.contracts.control import Holder, Lever
from inhouse.core.errors import LayoutQuestion
from inhouse.readers.control import ControlRead, read_control

HEAD = "service,lever,held_by,party,from_date,evidence,source"
GOOD = "IT,people,supplier,Acme,2006-04,Posts moved,Minute 12"


def read(tmp_path: Path, *rows: str, head: str = HEAD) -> ControlRead:
    path = tmp_path / "control.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    found = read_control(path)
    assert found.rows_in == len(rows)
    return found


def test_a_row_is_read_as_it_says(tmp_path: Path) -> None:
    (row,) = read(tmp_path, GOOD).rows
    assert (row.row, row.service, row.lever, row.held_by, row.party) == (2, "IT", Lever.PEOPLE, Holder.SUPPLIER, "Acme")
    assert (row.from_date.isoformat(), row.from_written) == ("2006-04-01", "2006-04")
    assert (row.evidence, row.source) == ("Posts moved", "Minute 12")


def test_people_may_write_levers_and_holders_as_the_page_does(tmp_path: Path) -> None:
    rows = read(tmp_path, "IT,Choice of supplier,Council,,1/8/2019,Vote,Minute 1", "IT,DATA,Unknown,,2020,,").rows
    assert [(row.lever, row.held_by) for row in rows] == [
        (Lever.SUPPLIER_CHOICE, Holder.AUTHORITY),
        (Lever.DATA, Holder.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (GOOD.replace("IT,", ",", 1), "service", "nothing"),
        (GOOD.replace("people", "buildings"), "lever", "buildings"),
        (GOOD.replace("supplier", "us"), "held_by", "us"),
        (GOOD.replace("2006-04", "2006-13"), "from_date", "2006-13"),
        (GOOD.replace("2006-04", "soon"), "from_date", "soon"),
        (GOOD.replace("Acme", ""), "party", "nothing"),
        (GOOD.replace("supplier", "authority"), "party", "Acme"),
        (GOOD.replace("Posts moved", ""), "evidence", "nothing"),
        (GOOD.replace("Minute 12", ""), "source", "nothing"),
        ("IT,people", "held_by", "nothing"),
    ],
)
def test_a_row_that_says_too_little_is_rejected_and_the_next_is_kept(
    tmp_path: Path, row: str, column: str, found: str
) -> None:
    read_file = read(tmp_path, row, GOOD)
    (reject,) = read_file.rejects
    assert (reject.row, reject.column, reject.found) == (2, column, found)
    assert reject.expected
    assert [kept.row for kept in read_file.rows] == [3]


def test_another_table_is_refused_with_the_heading_to_give(tmp_path: Path) -> None:
    with pytest.raises(LayoutQuestion, match="no column named held_by, from_date"):
        read(tmp_path, head="service,lever,party,evidence,source")

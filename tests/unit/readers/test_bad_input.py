"""Files that hold no table: one clear message, exit code 10, and nothing written."""

import gzip
import io
import json
import zipfile

import pytest

from inhouse.core.errors import LayoutQuestion, UnreadableFile
from inhouse.readers.payments import read_payments, vocabulary
from inhouse.stores.duckdb_store import DuckDBStore

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = b"Date,Supplier,Amount\n" + b"04/01/2011,Acme Ltd,12.50\n" * 200


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


BAD = {
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "PNG"),
    "photo.csv": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "JPEG"),
    "letter.csv": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
    "truncated.csv.gz": (gzip.compress(GOOD * 50)[:-600], "damaged"),
    "garbled.csv.gz": (gzip.compress(GOOD)[:20] + b"garbage" * 9, "damaged"),
    "locked.xlsx": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "password"),
    "empty.csv": (b"", "empty"),
    "blank.csv": (b"\n \n\r\n", "empty"),
    "page.csv": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "data.csv": (b'{"payments": []}', "JSON"),
    "program.csv": (b"\x7fELF" + bytes(200), "program"),
    "noise.csv": (bytes((i * 37 + 11) % 256 for i in range(5000)), "binary"),
    "cut.xlsx": (zipped({"xl/workbook.xml": b"<x/>" * 900})[:-40], "damaged"),
    "hollow.xlsx": (zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "damaged"),
    "old.xls": (OLE + bytes(4000), "damaged"),
    "report.zip": (zipped({"word/document.xml": b"<x/>"}), "Word"),
    "readme.zip": (zipped({"README.txt.md": b"hello"}), "no table"),
    "bomb.zip": (zipped({"a.csv": b"0" * (1 << 27)}), "unpacks"),
    "endless.csv": (GOOD + b"04/01/2011," + b"x" * 2_000_000 + b",5\n", "quotation mark"),
    "unclosed.csv": (b'Date,Supplier,Amount\n04/01/2011,"Acme Ltd,12.50\n' + GOOD * 3, "quotation mark"),
}


@pytest.mark.parametrize("name", BAD)
def test_says_what_is_wrong_with_file_and_reason_and_leaves_nothing(name, tmp_path):
    data, reason = BAD[name]
    path, into = tmp_path / name, tmp_path / "into"
    path.write_bytes(data)
    into.mkdir()
    with pytest.raises(UnreadableFile) as caught:
        read_payments(path, into, vocabulary(), store=DuckDBStore())
    message = str(caught.value)
    assert name in message
    assert reason.lower() in message.lower()
    assert caught.value.exit_code == 10
    assert caught.value.next_step
    assert list(into.iterdir()) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match=r"nowhere\.csv"):
        read_payments(tmp_path / "nowhere.csv", tmp_path, vocabulary(), store=DuckDBStore())


@pytest.mark.parametrize(
    ("text", "asks_for"),
    [
        ("Supplier,Total\nAcme,5\nBolt,6\n", "date"),
        ("Date,Amount\n04/01/2011,5\n05/01/2011,6\n", "supplier"),
        ("Date,Supplier,Net 1,Net 2\n04/01/2011,Acme,5,6\n05/01/2011,Bolt,7,8\n", "amount"),
        ("04/01/2011,Acme Ltd,5.00\n05/01/2011,Bolt Ltd,6.00\n06/01/2011,Cog Ltd,7.00\n", "supplier, amount and date"),
        ("Colour,Shape\nred,round\nblue,square\n", "supplier, amount and date"),
    ],
)
def test_an_unclear_layout_asks_instead_of_guessing(text, asks_for, tmp_path):
    path = tmp_path / "unclear.csv"
    path.write_text(text)
    with pytest.raises(LayoutQuestion, match=asks_for) as caught:
        read_payments(path, tmp_path, vocabulary(), store=DuckDBStore())
    assert "--columns" in caught.value.next_step
    assert caught.value.exit_code == 10


def test_a_question_offers_the_columns_that_could_be_meant(tmp_path):
    path = tmp_path / "unclear.csv"
    path.write_text("Date,Supplier,Net 1,Net 2\n04/01/2011,Acme,5,6\n05/01/2011,Bolt,7,8\n")
    with pytest.raises(LayoutQuestion) as caught:
        read_payments(path, tmp_path, vocabulary(), store=DuckDBStore())
    assert [(c.field, c.column, c.header) for c in caught.value.candidates] == [
        ("amount", 2, "Net 1"),
        ("amount", 3, "Net 2"),
    ]


def test_a_question_offers_well_named_columns_even_where_their_cells_are_poor(tmp_path):
    path = tmp_path / "poor cells.csv"
    path.write_text(
        "Date,Supplier,Gross,VAT,Net\n04/01/2011,Acme,€ 7,1,€ 6\n05/01/2011,Bolt,12,2,10\n", encoding="utf-8"
    )
    with pytest.raises(LayoutQuestion) as caught:
        read_payments(path, tmp_path, vocabulary(), store=DuckDBStore())
    assert {c.header for c in caught.value.candidates} >= {"Gross", "Net"}
    assert caught.value.candidates[0].header == "Net"


def test_the_command_line_ends_with_exit_code_10_and_prints_no_answer(tmp_path, run_inhouse):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    ended = run_inhouse("payments", path, "--json", "--rejects", tmp_path / "rejects.csv")
    assert (ended.returncode, ended.stdout) == (10, "")
    assert "empty.csv" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "rejects.csv").exists()


def test_one_bad_file_among_good_ones_stops_the_answer(tmp_path, run_inhouse):
    (tmp_path / "good.csv").write_bytes(GOOD)
    (tmp_path / "bad.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    ended = run_inhouse("payments", tmp_path / "good.csv", tmp_path / "bad.csv", "--json")
    assert (ended.returncode, ended.stdout) == (10, "")
    assert "bad.csv" in ended.stderr


def test_good_input_of_the_same_shape_is_read(tmp_path, run_inhouse):
    (tmp_path / "good.csv").write_bytes(GOOD)
    ended = run_inhouse("payments", tmp_path / "good.csv", "--json")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["totals"]["rows"] == 200

"""How does a table of results leave the house, so that a spreadsheet shows it as it is and runs nothing in it?

One table, three files: CSV (text that looks like a formula is made harmless), XLSX (text stays text, numbers stay
numbers, an "About" sheet says where the figures come from) and JSON (pounds exact to the penny, ISO dates).
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inhouse.core.money import to_pence
from inhouse.core.results import Provenance

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_MARKED_POUNDS = re.compile(r'"\\u0000pounds:(-?\d+\.\d\d)"')


@dataclass(frozen=True, kw_only=True)
class Table:
    """Records of one dataclass under a title, with what a reader must know about them.

    Attributes
    ----------
    title
        What the table answers, in a few words.
    record
        The dataclass of the rows: its fields are the columns, also when there are no rows.
    rows
        The records, in the order to show them.
    caveats
        Doubts to read before using the figures.
    provenance
        The files and parameters behind them.
    """

    title: str
    record: type
    rows: Iterable[object]
    caveats: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(f.name for f in dataclasses.fields(self.record))


def csv_lines(table: Table) -> Iterator[str]:
    r"""Yield a table as lines of CSV, header first; memory does not grow with the number of rows.

    Examples
    --------
    >>> @dataclass(frozen=True)
    ... class Paid:
    ...     supplier: str
    ...     amount_gbp: Decimal
    >>> list(csv_lines(Table(title="Paid", record=Paid, rows=[Paid("=cmd()", Decimal("-1.5"))])))
    ['supplier,amount_gbp\r\n', "'=cmd(),-1.50\r\n"]
    """
    yield _csv_line(table.columns)
    for row in table.rows:
        yield _csv_line([_csv_cell(getattr(row, column)) for column in table.columns])


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """Make a workbook: a sheet for each table and a last one, "About", with titles, caveats and sources."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    for number, table in enumerate(tables, start=1):
        _write_table(book, book.add_worksheet(_sheet_name(table.title, number)), table)
    _write_about(book, tables)
    book.close()
    return buffer.getvalue()


def to_json(result: object) -> str:
    """Write a result as one JSON document; ``Decimal`` becomes a number of pounds with exactly two decimals.

    Examples
    --------
    >>> to_json({"amount_gbp": Decimal("1234.5"), "on": dt.date(2021, 3, 4), "names": ("a",)})
    '{"amount_gbp": 1234.50, "on": "2021-03-04", "names": ["a"]}'
    """
    text = json.dumps(result, default=_plain, ensure_ascii=False, allow_nan=False)
    return _MARKED_POUNDS.sub(r"\1", text)


def _plain(value: object) -> object:
    """Give the JSON encoder what it knows; pounds are marked, to be written as numbers with two decimals."""
    if isinstance(value, Decimal):
        return f"\0pounds:{to_pence(value)}"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def harmless(text: str) -> str:
    """Put an apostrophe before text a spreadsheet would run as a formula.

    Examples
    --------
    >>> harmless("=HYPERLINK(1)"), harmless("Acme Ltd")
    ("'=HYPERLINK(1)", 'Acme Ltd')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def money_text(amount: Decimal) -> str:
    """Write pounds in full with at least two decimals, and more only where the amount has them.

    Examples
    --------
    >>> money_text(Decimal("12.3000")), money_text(Decimal("0.1234"))
    ('12.30', '0.1234')
    """
    pence = to_pence(amount)
    return str(pence) if pence == amount else f"{amount.normalize():f}"


def heading(name: str) -> str:
    """Say a field name as a person would.

    Examples
    --------
    >>> heading("amount_gbp"), heading("payment_date")
    ('Amount (£)', 'Payment date')
    """
    words = name.removesuffix("_gbp").replace("_", " ")
    return words[:1].upper() + words[1:] + (" (£)" if name.endswith("_gbp") else "")


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    return harmless(_text(value))


def _text(value: object) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(_text(part) for part in value)
    return str(value)


def _write_table(book: Any, sheet: Any, table: Table) -> None:
    bold, money = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.00"})
    day, share = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"num_format": "0.0000"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, heading(column), bold)
        sheet.set_column(place, place, 40 if column in {"supplier", "title", "names", "description"} else 16)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, start=1):
        for place, column in enumerate(table.columns):
            value = getattr(row, column)
            if isinstance(value, Decimal):
                sheet.write_number(number, place, float(value), money)
            elif isinstance(value, float):
                sheet.write_number(number, place, value, share)
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(number, place, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write_string(number, place, _text(value))


def _write_about(book: Any, tables: Sequence[Table]) -> None:
    sheet, bold = book.add_worksheet("About"), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    lines: list[tuple[str, str]] = []
    for table in tables:
        lines.append(("Table", table.title))
        lines += [("Read this first", caveat) for caveat in table.caveats]
        lines += _provenance_lines(table.provenance)
    for number, (what, text) in enumerate(lines):
        sheet.write_string(number, 0, what, bold)
        sheet.write_string(number, 1, text)


def _provenance_lines(provenance: Provenance) -> list[tuple[str, str]]:
    lines = [("As of", provenance.as_of.isoformat())] if provenance.as_of else []
    lines += [("Source file", f"{source.path} (SHA-256 {source.sha256})") for source in provenance.inputs]
    lines += [
        ("Parameter", f"{use.id} = {use.value} {use.unit}, from {use.from_date.isoformat()}, {use.source}")
        for use in provenance.parameters
    ]
    return lines + ([("Made by", f"inhouse {provenance.version}")] if provenance.version else [])


def _sheet_name(title: str, number: int) -> str:
    """Fit a title to Excel: 31 characters, no brackets or slashes; the number keeps names different."""
    allowed = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return f"{allowed[:28].strip()} {number}" if number > 1 else allowed[:31].strip()

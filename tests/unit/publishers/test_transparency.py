"""The register as the Transparency Code asks, read back by our own reader."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from inhouse.contracts.register.contract import Contract, Identifier, Origin, Supplier
from inhouse.core.results import SourceFile
from inhouse.publishers.transparency import transparency_lines
from inhouse.readers.registers import read_register

CONTRACT = Contract(
    id="C/1",
    title="Cleaning",
    origin=Origin(file="register.csv", sha256="0", row=2),
    description="All sites",
    suppliers=(Supplier(name="Acme Ltd", identifiers=(Identifier(scheme="GB-COH", id="01234567"),)),),
    start_date=dt.date(2024, 4, 1),
    end_date=dt.date(2027, 3, 31),
    review_date=dt.date(2026, 10, 1),
    value_gbp=Decimal("125000.5000"),
    vat_not_recovered_gbp=Decimal("0.00"),
    department="Environment",
    procurement_method="Invitation to tender",
    supplier_kind="SME",
)
IN_THE_CODES_ORDER = [
    "reference", "title", "department", "description", "supplier", "sum", "value added tax", "start", "end", "review",
    "invitation", "small",
]  # fmt: skip


def test_the_columns_are_those_of_the_code_in_its_order() -> None:
    (heading,) = csv.reader(transparency_lines([]))
    assert len(heading) == 13
    for column, word in zip(heading, IN_THE_CODES_ORDER, strict=False):
        assert word in column.lower()


def test_what_leaves_comes_back_equal(tmp_path: Path) -> None:
    other = replace(CONTRACT, id="C/2", suppliers=(Supplier(name="Bolt plc"),), end_date=None, value_gbp=None)
    path = tmp_path / "register.csv"
    path.write_text("".join(transparency_lines([CONTRACT, other])), encoding="utf-8", newline="")
    (found,) = read_register(path, SourceFile(path="register.csv", sha256="0"))
    assert found.rejects == ()
    for held, expected in zip(found.contracts, (CONTRACT, other), strict=True):
        assert replace(held, value_basis="", doubts=()) == replace(expected, origin=held.origin)


def test_text_that_a_spreadsheet_would_run_is_harmless() -> None:
    lines = "".join(transparency_lines([replace(CONTRACT, title="=cmd()", department="@x", description="-1+1")]))
    (row,) = list(csv.DictReader(io.StringIO(lines)))
    assert [cell[0] for cell in row.values() if cell and cell.lstrip("'")[0] in "=@-+"] == ["'", "'", "'"]

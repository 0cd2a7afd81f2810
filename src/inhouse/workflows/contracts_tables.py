"""How do contracts leave as tables: one row a contract, one row a choice, one row a reject?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inhouse.core.results import Reject
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.workflows.contracts import ContractLine, ContractsRead, ContractsSummary


@dataclass(frozen=True, kw_only=True)
class ContractRow:
    """One contract; ``open_choices`` names what can still be done on the day asked."""

    id: str
    title: str
    buyer: str | None
    supplier: str | None
    company_number: str | None
    start_date: dt.date | None
    end_date: dt.date | None
    latest_end_date: dt.date | None
    notice_date: dt.date | None
    review_date: dt.date | None
    value_gbp: Decimal | None
    department: str | None
    procurement_method: str | None
    open_choices: tuple[str, ...]
    illustrative: bool
    file: str
    row: int


@dataclass(frozen=True, kw_only=True)
class ChoiceRow:
    """One choice about one contract; ``open`` is yes, no or not known."""

    id: str
    title: str
    choice: str
    last_date: dt.date | None
    open: str
    why: str


def save_tables(read: ContractsRead, summary: ContractsSummary, folder: Path) -> None:
    """Write contracts, choices and rejects as CSV, and all three as one workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "contracts": Table(
            title="Contracts",
            record=ContractRow,
            rows=[_contract(line) for line in summary.lines],
            caveats=(*read.warnings, *read.caveats),
            provenance=read.provenance,
        ),
        "choices": Table(
            title=f"Choices on {summary.as_of.isoformat()}",
            record=ChoiceRow,
            rows=[choice for line in summary.lines for choice in _choices(line)],
            caveats=("Choices are told from published data. «Not known» means: read the contract.",),
            provenance=read.provenance,
        ),
        "contract-rejects": Table(
            title="Rows that gave no contract", record=Reject, rows=read.rejects, provenance=read.provenance
        ),
    }
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as out:
            out.writelines(csv_lines(table))
    (folder / "contracts.xlsx").write_bytes(to_xlsx(list(tables.values())))


def _contract(line: ContractLine) -> ContractRow:
    held = line.contract
    return ContractRow(
        id=held.id,
        title=held.title,
        buyer=held.buyer,
        supplier=held.supplier,
        company_number=next((known.company_number for known in held.suppliers if known.company_number), None),
        start_date=held.start_date,
        end_date=held.end_date,
        latest_end_date=held.latest_end_date,
        notice_date=line.notice_date,
        review_date=held.review_date,
        value_gbp=held.value_gbp,
        department=held.department,
        procurement_method=held.procurement_method,
        open_choices=tuple(option.choice.value for option in line.options if option.open),
        illustrative=held.illustrative,
        file=held.origin.file,
        row=held.origin.row,
    )


def _choices(line: ContractLine) -> list[ChoiceRow]:
    said = {True: "yes", False: "no", None: "not known"}
    return [
        ChoiceRow(
            id=line.contract.id,
            title=line.contract.title,
            choice=option.choice.value,
            last_date=option.last_date,
            open=said[option.open],
            why=option.why,
        )
        for option in line.options
    ]

"""What was paid against what was agreed? Contracts and payments in, one answer out, for command line and web alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import inhouse
from inhouse.contracts.paid.answer import paid_against_agreed
from inhouse.contracts.paid.records import (
    Hole,
    LargeLine,
    OffContract,
    Paid,
    PaidContract,
    SharedSupplier,
    UnmatchedContract,
    Year,
)
from inhouse.contracts.register.contract import Contract
from inhouse.core.results import Provenance, SourceFile
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.readers.payments import LoadedPayments
from inhouse.stores import Store


@dataclass(frozen=True, kw_only=True)
class PaidRow:
    """One contract as a row of a table; the words are those of :class:`inhouse.contracts.paid.records.PaidContract`."""

    id: str
    title: str
    supplier: str | None
    start_date: dt.date | None
    end_date: dt.date | None
    value_gbp: Decimal | None
    paid_gbp: Decimal
    paid_before_gbp: Decimal | None
    paid_in_period_gbp: Decimal | None
    paid_after_gbp: Decimal | None
    paid_untold_gbp: Decimal
    over_value_gbp: Decimal | None
    status: str
    matched_names: tuple[str, ...]
    possible_names: tuple[str, ...]
    shares_with: tuple[str, ...]
    basis: str
    file: str
    row: int


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """One payee that is, or may be, a contract's supplier, with its confidence (0 to 1) and the evidence."""

    id: str
    name: str
    payee: str
    confidence: float
    counted: bool
    evidence: str


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """Payments of one contract in one year; ``kind`` is calendar, or financial (from April of that year)."""

    id: str
    title: str
    kind: str
    year: int | None
    payments: int
    amount_gbp: Decimal


def summarise(
    store: Store,
    contracts: Sequence[Contract],
    as_of: dt.date,
    amount_headings: Iterable[str],
    caveats: tuple[str, ...] = (),
) -> Paid:
    """Answer `inhouse paid`.

    Parameters
    ----------
    store
        From :func:`inhouse.workflows.payments.open_payments`; for one answer at a time.
    amount_headings
        The headings of the columns of amounts, for what they say about VAT: see :func:`amount_headings_of`.
    caveats
        What to know about the contracts.
    """
    headings = sorted(set(amount_headings))
    paid = paid_against_agreed(store, contracts, as_of, amount_headings=headings)
    return replace(paid, caveats=caveats + paid.caveats)


def amount_headings_of(files: Iterable[LoadedPayments]) -> list[str]:
    """Give the headings of the columns of amounts."""
    return [part.headings.get("amount", "") for file in files for part in file.parts]


def provenance(paid: Paid, contracts: Provenance, files: Iterable[LoadedPayments]) -> Provenance:
    """Say which files and parameters an answer rests on."""
    payments = tuple(SourceFile(path=file.path, sha256=file.sha256) for file in files)
    return Provenance(
        inputs=contracts.inputs + payments, parameters=paid.parameters, as_of=paid.as_of, version=inhouse.__version__
    )


def tables(paid: Paid, origin: Provenance, caveats: tuple[str, ...] = ()) -> dict[str, Table]:
    """Give every table of the answer, by the name of its file; ``caveats`` come before the answer's own."""
    listed: dict[str, tuple[str, type, Sequence[object]]] = {
        "paid": ("Paid against agreed", PaidRow, [paid_row(line) for line in paid.contracts]),
        "matches": ("Who was matched, and why", MatchRow, _matches(paid)),
        "unmatched": ("Contracts without a payment", UnmatchedContract, paid.unmatched_contracts),
        "off_contract": ("Paid without a contract", OffContract, paid.off_contract_suppliers),
        "shared_suppliers": ("Contracts with one supplier", SharedSupplier, paid.shared_suppliers),
        "large_lines": ("Large single payments", LargeLine, paid.large_lines),
        "years": ("Year on year", YearRow, _years(paid)),
        "register_holes": ("What cannot be told", Hole, paid.holes),
    }
    return {
        name: Table(title=title, record=record, rows=rows, caveats=caveats + paid.caveats, provenance=origin)
        for name, (title, record, rows) in listed.items()
    }


def save_tables(paid: Paid, origin: Provenance, folder: Path) -> None:
    """Write every table of the answer as CSV, and all of them as one workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(paid, origin)
    for name, table in made.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_lines(table))
    (folder / "paid.xlsx").write_bytes(to_xlsx(tuple(made.values())))


def paid_row(line: PaidContract) -> PaidRow:
    """Turn a contract into a row of a table."""
    return PaidRow(**{name: getattr(line, name) for name in PaidRow.__dataclass_fields__})


def _matches(paid: Paid) -> list[MatchRow]:
    return [
        MatchRow(
            id=line.id,
            name=match.name,
            payee=match.payee,
            confidence=match.confidence,
            counted=match.counted,
            evidence=match.evidence,
        )
        for line in paid.contracts
        for match in line.matches
    ]


def _years(paid: Paid) -> list[YearRow]:
    kinds: list[tuple[str, str]] = [("calendar", "by_year"), ("financial", "by_financial_year")]
    found = []
    for line in paid.contracts:
        for kind, name in kinds:
            years: tuple[Year, ...] = getattr(line, name)
            found += [
                YearRow(
                    id=line.id,
                    title=line.title,
                    kind=kind,
                    year=each.year,
                    payments=each.payments,
                    amount_gbp=each.amount_gbp,
                )
                for each in years
            ]
    return found

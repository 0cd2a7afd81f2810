"""How does the contracts register leave as open data: OCDS 1.1, Transparency Code CSV, workbook with typed cells?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inhouse.contracts.register.contract import Contract
from inhouse.core.results import Provenance
from inhouse.publishers.ocds import Publication, to_ocds
from inhouse.publishers.tables import Table, to_xlsx
from inhouse.publishers.transparency import TransparencyRow, transparency_lines, transparency_row


@dataclass(frozen=True, kw_only=True)
class ExportedFile:
    """A file that was written: what it is, and how many records it holds."""

    path: str
    kind: str
    records: int


def export_register(
    contracts: Sequence[Contract], folder: Path, publication: Publication, provenance: Provenance
) -> tuple[ExportedFile, ...]:
    """Write the register as ``contracts-ocds.json``, ``contracts-transparency-code.csv`` and ``contracts.xlsx``.

    Raises
    ------
    InputError
        The ocid prefix is not one; nothing is written then.
    """
    package = to_ocds(contracts, publication)
    folder.mkdir(parents=True, exist_ok=True)
    ocds, code, book = (
        folder / name for name in ("contracts-ocds.json", "contracts-transparency-code.csv", "contracts.xlsx")
    )
    ocds.write_text(package, encoding="utf-8")
    with code.open("w", encoding="utf-8-sig", newline="") as out:
        out.writelines(transparency_lines(contracts))
    book.write_bytes(register_workbook(contracts, provenance))
    kinds = {ocds: "OCDS 1.1 release package", code: "Transparency Code CSV", book: "workbook"}
    return tuple(ExportedFile(path=str(path), kind=kind, records=len(contracts)) for path, kind in kinds.items())


def register_workbook(contracts: Sequence[Contract], provenance: Provenance) -> bytes:
    """Make a workbook of the register: dates are dates, amounts numbers, text text."""
    rows = [transparency_row(held) for held in contracts]
    return to_xlsx([Table(title="Contracts register", record=TransparencyRow, rows=rows, provenance=provenance)])

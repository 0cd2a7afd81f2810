"""What of a programme leaves as files for others? The register as open data, and who holds control."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from inhouse.publishers.ocds import UNREGISTERED_PREFIX, Publication
from inhouse.publishers.tables import csv_lines, to_xlsx
from inhouse.web.programme import open_programme
from inhouse.workflows.register_export import ExportedFile, export_register


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The files written, and how many contracts stayed behind because they are made up."""

    files: tuple[ExportedFile, ...]
    left_out_illustrative: int
    ocid_prefix: str
    warnings: tuple[str, ...]


def export(directory: Path, out: Path, at: dt.datetime, *, buyer: str = "", ocid_prefix: str = "") -> Exported:
    """Write the register and the map of control of a programme into a folder.

    Parameters
    ----------
    at
        The instant of publication; control and open choices are those of its day.
    buyer
        Who buys, where the register does not say; it is the publisher too.
    ocid_prefix
        Of the contracting processes; by default the one in ``programme.json``.

    Raises
    ------
    InputError
        When the folder is not a programme, or the prefix is none.
    """
    folder = open_programme(directory)
    from inhouse.web.contracts.downloads import provenance
    from inhouse.web.contracts.queries import held_contracts
    from inhouse.web.sources.opened import loaded

    held = held_contracts(at.date())
    public = [each.contract for each in held if not each.illustrative]
    prefix = ocid_prefix or folder.ocid_prefix() or UNREGISTERED_PREFIX
    publication = Publication(published_at=at, publisher=buyer or folder.name(), buyer=buyer, ocid_prefix=prefix)
    origin = provenance(file for file in loaded("contracts") if not file.illustrative).provenance
    files = export_register(public, out, publication, origin)
    return Exported(
        files=(*files, *_export_control(out, at.date())),
        left_out_illustrative=len(held) - len(public),
        ocid_prefix=prefix,
        warnings=_warnings(prefix, len(held) - len(public)),
    )


def _export_control(out: Path, day: dt.date) -> tuple[ExportedFile, ...]:
    from inhouse.contracts.control import control_history, control_map
    from inhouse.contracts.control_dependence import concentration
    from inhouse.web.control import downloads, queries

    said, statements = queries.standing(), queries.everything()
    if not said:
        return ()
    shown = control_map(said, day)
    table, book = out / "control.csv", out / "control.xlsx"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(csv_lines(downloads.map_table(shown, statements)))
    tables = downloads.workbook_tables(shown, control_history(said), concentration(shown), statements)
    book.write_bytes(to_xlsx(tables))
    return (
        ExportedFile(path=str(table), kind="who holds control, CSV", records=len(shown.cells)),
        ExportedFile(path=str(book), kind="who holds control, workbook", records=len(statements)),
    )


def _warnings(prefix: str, left_out: int) -> tuple[str, ...]:
    unregistered = (
        "The ocid prefix is not registered. Ask the Open Contracting Partnership for one before you publish, and give "
        "it with --ocid-prefix, or as ocid_prefix in programme.json."
    )
    made_up = f"{left_out} contracts were left out: they are illustrative."
    return (unregistered,) * (prefix == UNREGISTERED_PREFIX) + (made_up,) * bool(left_out)

"""`inhouse contracts`: what ends when, and which choices are still open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.app import AsJson, Files, Out, app, err, expand, out
from inhouse.cli.days import AsOf, as_of_day

if TYPE_CHECKING:
    from inhouse.contracts.options import Option
    from inhouse.workflows.contracts import ContractLine, ContractsRead, ContractsSummary

_REJECTS_SHOWN = 10


@app.command(epilog="Example: inhouse contracts register.csv notices.json --as-of 2026-04-01")
def contracts(
    files: Files,
    as_of: AsOf = None,
    profile: Annotated[list[Path] | None, typer.Option(help="A YAML file with more words for headings.")] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say what ends when and which choices are still open, from contracts registers and OCDS notices."""
    from inhouse.publishers.tables import to_json
    from inhouse.workflows.contracts import read_all, summarise

    read = read_all(expand(files), profiles=profile or ())
    summary = summarise(read.contracts, as_of_day(as_of))
    if save:
        from inhouse.workflows.contracts_tables import save_tables

        save_tables(read, summary, save)
    if as_json:
        typer.echo(to_json(_document(read, summary)))
    else:
        _print(read, summary)


def _document(read: ContractsRead, summary: ContractsSummary) -> dict[str, Any]:
    return {
        "as_of": summary.as_of,
        "contracts": [_entry(line) for line in summary.lines],
        "rejects": read.rejects,
        "files": [
            {
                "path": f"{file.path} » {file.part}" if file.part else file.path,
                "sha256": file.sha256,
                "kind": file.kind,
                "rows_in": file.rows_in,
                "rows_kept": file.rows_kept,
                "rows_rejected": file.rows_rejected,
                "header_row": file.header_row,
                "encoding": file.encoding,
                "columns": file.columns,
                "warnings": file.warnings,
            }
            for file in read.files
        ],
        "totals": {
            "contracts": len(summary.lines),
            "running": summary.running,
            "without_end": summary.without_end,
            "ended": summary.ended,
            "value_gbp": summary.value_gbp,
            "without_value": summary.without_value,
        },
        "provenance": read.provenance,
    }


def _entry(line: ContractLine) -> dict[str, Any]:
    held = line.contract
    return {
        "id": held.id,
        "title": held.title,
        "buyer": held.buyer,
        "supplier": held.supplier,
        "suppliers": held.suppliers,
        "start_date": held.start_date,
        "end_date": held.end_date,
        "latest_end_date": held.latest_end_date,
        "review_date": held.review_date,
        "rolling": held.rolling,
        "value_gbp": held.value_gbp,
        "value_basis": held.value_basis,
        "notice": str(held.notice) if held.notice else None,
        "notice_date": line.notice_date,
        "extension": held.extension,
        "options": [option_entry(option) for option in line.options],
        "department": held.department,
        "procurement_method": held.procurement_method,
        "supplier_kind": held.supplier_kind,
        "category": held.category,
        "status": held.status,
        "ocid": held.ocid,
        "illustrative": held.illustrative,
        "conflicts": held.conflicts,
        "doubts": held.doubts,
        "source": held.origin,
    }


def option_entry(option: Option) -> dict[str, Any]:
    """Say an option; one that cannot be told is not open and not known."""
    return {
        "choice": option.choice,
        "last_date": option.last_date,
        "open": option.open is True,
        "known": option.open is not None,
        "why": option.why,
        "closed_by": option.closed_by,
        "act_by_date": option.act_by_date,
        "cost_gbp": option.cost_gbp,
        "cost": option.cost,
    }


def _print(read: ContractsRead, summary: ContractsSummary) -> None:
    from rich.table import Table

    from inhouse.core.money import format_gbp

    for warning in read.warnings:
        err().print(warning, markup=False)
    for reject in read.rejects[:_REJECTS_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}, {reject.column}: found «{reject.found}», expected {reject.expected}.",
            markup=False,
        )
    if len(read.rejects) > _REJECTS_SHOWN:
        err().print(f"{len(read.rejects) - _REJECTS_SHOWN} more rejects; --json or --out lists them all.")
    console = out()
    console.print(
        f"{len(summary.lines):,} contracts on {summary.as_of.isoformat()}: {summary.running:,} running, "
        f"{summary.without_end:,} without a published end, {summary.ended:,} ended. "
        f"Published values come to {format_gbp(summary.value_gbp)}; {summary.without_value:,} have none."
    )
    table = Table("Ends", "Contract", "Supplier", "Value", "Notice by", "Still open, until")
    table.columns[3].justify = "right"
    for line in summary.lines:
        held = line.contract
        table.add_row(
            held.end_date.isoformat() if held.end_date else "not published",
            _escaped(held.title),
            _escaped(held.supplier or "not published"),
            format_gbp(held.value_gbp) if held.value_gbp is not None else "not published",
            line.notice_date.isoformat() if line.notice_date else "not published",
            _open_choices(line),
        )
    console.print(table)


def _open_choices(line: ContractLine) -> str:
    still_open = [
        f"{option.choice.value.replace('_', ' ')} ({option.last_date})" for option in line.options if option.open
    ]
    return "; ".join(still_open) or ("none" if all(o.open is False for o in line.options) else "not known")


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)

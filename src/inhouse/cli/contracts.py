"""`inhouse contracts`: what ends when, and which choices are still open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.app import AsJson, Files, Out, app, err, expand, out
from inhouse.cli.days import AsOf, as_of_day

if TYPE_CHECKING:
    import datetime as dt

    from rich.table import Table

    from inhouse.contracts.options.choices import Option
    from inhouse.contracts.register.contract import Contract
    from inhouse.workflows.contracts import ContractLine, ContractsRead, ContractsSummary

_REJECTS_SHOWN = 10
_LEAST_WIDTH = 80
_WIDTH_OF_A_DAY = 10


@app.command(epilog="Example: inhouse contracts register.csv notices.json --as-of 2026-04-01")
def contracts(
    files: Files,
    as_of: AsOf = None,
    columns: Annotated[
        str | None, typer.Option(help="What a register's columns mean, counted from 1: title=1,supplier=3,end_date=5.")
    ] = None,
    profile: Annotated[list[Path] | None, typer.Option(help="A YAML file with more words for headings.")] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say what ends when and which choices are still open, from contracts registers and OCDS notices."""
    from inhouse.publishers.tables import to_json
    from inhouse.workflows.contracts import parse_columns, read_all, summarise

    told = parse_columns(columns) if columns else None
    read = read_all(expand(files), profiles=profile or (), columns=told)
    summary = summarise(read.current, as_of_day(as_of))
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
                "unused_headings": file.unused_headings,
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
        "caveats": read.caveats,
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
        "earlier": [
            {
                "start_date": each.start_date,
                "end_date": each.end_date,
                "value_gbp": each.value_gbp,
                "source": each.origin,
            }
            for each in line.earlier
        ],
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
    from inhouse.core.money import format_gbp

    _print_doubts(read)
    console = out()
    console.print(
        f"{len(summary.lines):,} contracts on {summary.as_of.isoformat()}: {summary.running:,} running, "
        f"{summary.without_end:,} without a known end, {summary.ended:,} ended. "
        f"Published values come to {format_gbp(summary.value_gbp)}; {summary.without_value:,} have none."
    )
    console.width = max(console.width, _LEAST_WIDTH)  # a narrower terminal wraps lines, and cuts no figure
    console.print(_table(summary))


def _print_doubts(read: ContractsRead) -> None:
    """Say on standard error what was rejected, doubted or not used."""
    for warning in (*read.warnings, *read.caveats):
        err().print(warning, markup=False)
    for file in read.files:
        if file.unused_headings:
            unused = ", ".join(f"«{heading}»" for heading in file.unused_headings)
            err().print(f"{file.path}: not used: {unused}.", markup=False)
    for reject in read.rejects[:_REJECTS_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}, {reject.column}: found «{reject.found}», expected {reject.expected}.",
            markup=False,
        )
    if len(read.rejects) > _REJECTS_SHOWN:
        err().print(f"{len(read.rejects) - _REJECTS_SHOWN} more rejects; --json or --out lists them all.")


def _table(summary: ContractsSummary) -> Table:
    """Lay contracts out so that words wrap, and no date or amount is ever cut."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from inhouse.core.money import format_gbp

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Ends", no_wrap=True)
    table.add_column("Contract and supplier")
    table.add_column("Value", no_wrap=True, justify="right")
    table.add_column("Notice by", no_wrap=True)
    table.add_column("Open until", min_width=_WIDTH_OF_A_DAY)
    for line in summary.lines:
        held = line.contract
        table.add_row(
            _day(held.end_date) or ("runs on" if held.rolling else _missing(held, "end_date")),
            f"{_escaped(held.title)}\n[dim]{_escaped(held.supplier or 'Supplier not published')}[/dim]",
            format_gbp(held.value_gbp) if held.value_gbp is not None else _missing(held, "value_gbp"),
            _day(line.notice_date) or _missing(held, "notice"),
            _open_choices(line),
        )
    return table


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _missing(contract: Contract, field: str) -> str:
    """Say why a field is empty: nothing was published, or what was published was not understood."""
    if contract.not_read(field):
        return "not read"
    return "not\npublished" if not getattr(contract, field) else "not known"


def _open_choices(line: ContractLine) -> str:
    """List the days until which choices are open, each with its choices below it."""
    by_day: dict[str, list[str]] = {}
    for option in line.options:
        if option.open:
            by_day.setdefault(_day(option.last_date) or "no last day", []).append(option.choice.value.replace("_", " "))
    if by_day:
        return "\n".join(f"{day}\n" + "\n".join(f"  {choice}" for choice in chosen) for day, chosen in by_day.items())
    return "none" if all(option.open is False for option in line.options) else "not known"


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)

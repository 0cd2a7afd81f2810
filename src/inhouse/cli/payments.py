"""`inhouse payments`: what was paid to whom."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inhouse.cli.app import AsJson, Files, Out, app, counted, err, expand, out, percent, progress

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from inhouse.contracts.payments import FinancialYearTotal, YearTotal
    from inhouse.readers.payments import LoadedPayments
    from inhouse.workflows.payments import Loaded, PaymentsSummary

_SUPPLIERS_SHOWN = 15


@app.command(epilog="Example: inhouse payments spend-2024.csv --supplier CAPITA")
def payments(
    files: Files,
    supplier: Annotated[
        str | None, typer.Option(help="Only suppliers whose name holds these words whole; CAPITA is not in CAPITAL.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(help="What the columns mean, counted from 1: date=1,supplier=3,amount=5.")
    ] = None,
    profile: Annotated[list[Path] | None, typer.Option(help="A YAML file with more words for headings.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Write the rejected rows and their reasons to this CSV.")] = None,
    resolve: Annotated[
        bool, typer.Option("--resolve", help="Count spellings that are surely one organisation as one supplier.")
    ] = False,
    engine: Annotated[
        Literal["duckdb", "spark"], typer.Option(help="Who answers: DuckDB in this process, or Spark.")
    ] = "duckdb",
    master: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where Spark runs: local[2] unless said, or a cluster, spark://host:7077."),
    ] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say what was paid to whom, from payments files in any layout."""
    from inhouse.core.errors import UsageError
    from inhouse.publishers.tables import to_json
    from inhouse.workflows import payments as workflow

    if master and engine != "spark":
        raise UsageError(
            "Only Spark has a master.",
            found=f"--master {master}",
            next_step="Add --engine spark, or leave out --master.",
        )
    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder, progress("Reading") as tell:
        loaded = workflow.load_all(
            expand(files),
            Path(folder),
            columns=workflow.parse_columns(columns) if columns else None,
            profiles=profile or (),
            progress=tell,
        )
        parquet = [file.parquet for file in loaded.files]
        where = master or workflow.LOCAL
        with closing(workflow.open_payments(parquet, resolve=resolve, engine=engine, master=where)) as store:
            summary = workflow.summarise(store, loaded.files, supplier=supplier, resolved=resolve)
        if rejects:
            workflow.save_rejects(loaded.files, rejects)
        if save:
            workflow.save_answer(summary, save)
    if as_json:
        typer.echo(to_json(_document(loaded, summary)))
    else:
        _print(loaded, summary)


def _document(loaded: Loaded, summary: PaymentsSummary) -> dict[str, Any]:
    document: dict[str, Any] = {
        "files": [part for file in loaded.files for part in file_entries(file)] + repeat_entries(loaded),
        "totals": summary.totals,
        "suppliers": summary.suppliers,
        "by_year": summary.by_year,
        "by_financial_year": summary.by_financial_year,
        "concentration": summary.concentration,
        "repeated": summary.repeated,
        "caveats": summary.caveats,
        "provenance": summary.provenance,
    }
    if summary.matched_names is not None:
        document["matched_names"] = summary.matched_names
    return document


def file_entries(file: LoadedPayments) -> list[dict[str, Any]]:
    """Say what each part of a payments file came to."""
    return [
        {
            "path": f"{file.path} » {part.name}" if part.name else file.path,
            "sha256": file.sha256,
            "rows_in": part.rows_in,
            "rows_kept": part.rows_kept,
            "rows_rejected": part.rows_rejected,
            "amount_in_gbp": part.amount_in_gbp,
            "amount_kept_gbp": part.amount_kept_gbp,
            "amount_rejected_gbp": part.amount_rejected_gbp,
            "amount_totals_gbp": part.amount_totals_gbp,
            "header_row": part.header_row,
            "encoding": part.encoding,
            "columns": part.columns,
            "headings": part.headings,
            "warnings": part.warnings,
        }
        for part in file.parts
    ]


def repeat_entries(loaded: Loaded) -> list[dict[str, Any]]:
    """Say which files were left out, because their bytes were read before."""
    from decimal import Decimal

    nought = dict.fromkeys(("amount_in_gbp", "amount_kept_gbp", "amount_rejected_gbp"), Decimal(0))
    rows = dict.fromkeys(("rows_in", "rows_kept", "rows_rejected"), 0)
    return [
        {"path": path, **rows, **nought, "header_row": -1, "encoding": "", "columns": {}, "headings": {},
         "warnings": [f"Not counted again: its bytes are those of {first}."]}
        for path, first in loaded.repeats.items()
    ]  # fmt: skip


def _print(loaded: Loaded, summary: PaymentsSummary) -> None:
    from inhouse.core.money import format_gbp

    print_doubts(loaded)
    console, totals = out(), summary.totals
    if summary.matched_names is not None:
        if not summary.matched_names:
            console.print("No supplier has these words in its name.")
            return
        names = "; ".join(summary.matched_names)
        console.print(f"{counted(len(summary.matched_names), 'name')} found: {names}", markup=False)
    console.print(
        f"{format_gbp(totals.amount_gbp)} in {counted(totals.rows, 'payment')}"
        f" to {counted(totals.suppliers, 'supplier')},"
        f" {totals.first_date or 'no date'} to {totals.last_date or 'no date'}"
    )
    calendar = [(str(each.year or "no date"), each) for each in summary.by_year]
    financial = [(each.label, each) for each in summary.by_financial_year]
    for table in (_years("April to March", financial), _years("By calendar year", calendar), _largest(summary)):
        for column in table.columns[1:]:
            column.justify = "right"
        console.print(table)
    for caveat in summary.caveats:
        console.print(caveat, markup=False)


def print_doubts(loaded: Loaded) -> None:
    """Say on standard error what was rejected, doubted or left out."""
    for file in loaded.files:
        for part in file.parts:
            label = f"{file.path} » {part.name}" if part.name else file.path
            if part.rows_rejected and not any("rows were rejected" in warning for warning in part.warnings):
                err().print(f"{label}: {part.rows_rejected:,} of {part.rows_in:,} rows rejected.", markup=False)
            for warning in part.warnings:
                err().print(f"{label}: {warning}", markup=False)
    for path, first in loaded.repeats.items():
        err().print(f"{path}: not counted again, its bytes are those of {first}.", markup=False)


def _years(title: str, years: Sequence[tuple[str, YearTotal | FinancialYearTotal]]) -> RichTable:
    from rich.table import Table

    from inhouse.core.money import format_gbp

    table = Table("Year", "Payments", "Paid", title=title, title_justify="left")
    for label, year in years:
        table.add_row(label, f"{year.payments:,}", format_gbp(year.amount_gbp))
    return table


def _largest(summary: PaymentsSummary) -> RichTable:
    from rich.table import Table

    from inhouse.core.money import format_gbp

    table = Table("Supplier", "Names", "Payments", "Paid", "Share", title="Largest suppliers", title_justify="left")
    for each in summary.suppliers[:_SUPPLIERS_SHOWN]:
        paid = format_gbp(each.amount_gbp)
        table.add_row(each.supplier, str(len(each.names)), f"{each.payments:,}", paid, percent(each.share))
    return table

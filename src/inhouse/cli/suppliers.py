"""`inhouse suppliers`: which spellings are one organisation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.app import AsJson, Out, app, err, out

if TYPE_CHECKING:
    from inhouse.workflows.suppliers import SuppliersSummary

_SHOWN = 15


@app.command(epilog="Example: inhouse suppliers names.csv --column Supplier --vat-number 'VAT Reg No'")
def suppliers(
    file: Annotated[Path, typer.Argument(metavar="NAMES", help="A CSV or workbook with names; .gz and .zip are fine.")],
    column: Annotated[str, typer.Option(help="The heading of the names.")],
    company_number: Annotated[
        str | None, typer.Option(help="The heading of company numbers; none leaves them out.")
    ] = None,
    vat_number: Annotated[str | None, typer.Option(help="The heading of VAT numbers; none leaves them out.")] = None,
    supplier_id: Annotated[str | None, typer.Option(help="The heading of the publisher's own supplier ids.")] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="What people said: a CSV with columns a, b and decision (same or different).")
    ] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say which spellings are one organisation, and which pairs a person must judge."""
    from inhouse.publishers.tables import to_json
    from inhouse.workflows import suppliers as workflow

    headings = {"company_number": company_number, "vat_number": vat_number, "supplier_ref": supplier_id}
    ids = {name: heading for name, heading in headings.items() if heading}
    summary = workflow.resolve_file(file, column, ids=ids, decisions=decisions)
    if save:
        workflow.save_tables(summary, save)
    if as_json:
        typer.echo(to_json(_document(summary)))
    else:
        _print(summary)


def _document(summary: SuppliersSummary) -> dict[str, Any]:
    return {
        "names": summary.names,
        "suppliers_count": len(summary.suppliers),
        "suppliers": [
            {
                "supplier_id": each.supplier_id,
                "supplier": each.name,
                "names": list(dict.fromkeys(member.spelling.name for member in each.members)),
            }
            for each in summary.suppliers
        ],
        "needs_review": summary.needs_review,
        "homonyms": summary.homonyms,
        "shared_vat_numbers": summary.shared_vat_numbers,
        "rejects": summary.rejects,
        "decisions": summary.decisions,
        "caveats": summary.caveats,
        "provenance": summary.provenance,
    }


def _print(summary: SuppliersSummary) -> None:
    from rich.markup import escape
    from rich.table import Table

    for reject in summary.rejects[:_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}: found «{reject.found}», expected {reject.expected}.", markup=False
        )
    if len(summary.rejects) > _SHOWN:
        err().print(f"{len(summary.rejects) - _SHOWN:,} more rows without a name; --json or --out lists them all.")
    for decision in summary.decisions:
        err().print(f"Taken as {decision.about}: «{decision.decided}»; {decision.because}.", markup=False)
    console = out()
    spellings = {line.name for line in summary.names}
    doubtful = len(summary.needs_review)
    review = "1 pair needs review" if doubtful == 1 else f"{doubtful:,} pairs need review"
    console.print(f"{len(spellings):,} spellings of {len(summary.suppliers):,} suppliers; {review}.")
    most = sorted(summary.suppliers, key=lambda each: (-len(each.members), each.name))[:_SHOWN]
    table = Table("Supplier", "Spellings", title="Most spellings", title_justify="left")
    for each in most:
        names = dict.fromkeys(member.spelling.name for member in each.members)
        if len(names) > 1:
            table.add_row(escape(each.name), escape("; ".join(names)))
    console.print(table)
    doubts = Table("Score", "One?", "Or two?", "Because", title="Likeliest pairs to review", title_justify="left")
    for doubt in summary.needs_review[:_SHOWN]:
        doubts.add_row(f"{doubt.score:.2f}", escape(doubt.a), escape(doubt.b), escape(" ".join(doubt.reasons)))
    console.print(doubts)
    for caveat in summary.caveats:
        console.print(caveat, markup=False)

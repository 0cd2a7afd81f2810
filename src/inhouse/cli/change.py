"""`inhouse change`: when it changed, and by how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inhouse.cli.app import AsJson, Out, app, out
from inhouse.cli.spc import print_doubts

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from inhouse.workflows.change import ChangeSummary


@app.command(epilog="Example: inhouse change calls.csv --date Month --value Answered --intervention 2019-08-01")
def change(
    file: Annotated[Path, typer.Argument(metavar="SERIES", help="A CSV or workbook; .gz and .zip are fine.")],
    date: Annotated[str, typer.Option(help="The heading of the dates; year+month joins two columns.")],
    value: Annotated[str, typer.Option(help="The heading of the values.")],
    intervention: Annotated[
        str | None, typer.Option(metavar="DATE", help="When something was done: its effect is estimated.")
    ] = None,
    denominator: Annotated[
        str | None, typer.Option(help="The heading of what counts are out of; values are counts then.")
    ] = None,
    control: Annotated[
        list[str] | None, typer.Option(help="The heading of something to allow for, such as volume; may be repeated.")
    ] = None,
    impact: Annotated[
        Literal["both", "level"],
        typer.Option(help="What the intervention can have changed: level and trend, or level alone."),
    ] = "both",
    seasons: Annotated[
        Literal["auto", "none"], typer.Option(help="Allow for seasons where the data show them, or never.")
    ] = "auto",
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say when a series changed and how sure that is, and by how much at a known intervention."""
    from inhouse.process.change import Impact, Seasons
    from inhouse.publishers.tables import to_json
    from inhouse.readers.series import Columns
    from inhouse.workflows import change as workflow

    columns = Columns(date=date, value=value, denominator=denominator, others=tuple(control or ()))
    summary = workflow.change_file(
        file, columns, intervention=intervention, impact=Impact(impact), seasons=Seasons(seasons)
    )
    if save:
        workflow.save_change(summary, save)
    if as_json:
        typer.echo(to_json(_document(summary)))
    else:
        _print(summary)


def _document(summary: ChangeSummary) -> dict[str, Any]:
    document: dict[str, Any] = {
        "changepoints": summary.changepoints,
        "fitted": summary.fitted,
        "rows_in": summary.rows_in,
        "rejects": summary.rejects,
        "decisions": summary.decisions,
        "caveats": summary.caveats,
        "provenance": summary.provenance,
    }
    if summary.interrupted is not None:
        document |= {"effect": summary.interrupted.effect, "sentence": summary.interrupted.sentence}
    return document


def _print(summary: ChangeSummary) -> None:
    print_doubts(summary.rejects, summary.decisions)
    console = out()
    if summary.interrupted is not None:
        console.print(summary.interrupted.sentence, markup=False)
    if summary.changepoints:
        console.print(_changes(summary))
    for caveat in summary.caveats:
        console.print(caveat, markup=False)


def _changes(summary: ChangeSummary) -> RichTable:
    from rich.table import Table

    from inhouse.process.series import shown
    from inhouse.publishers.spc_words import figure

    title = f"Changes of {summary.name}, whatever their cause"
    table = Table(
        "From", "What", "Before", "After", "Confidence", "Between", title=title, title_justify="left"
    )  # fmt: skip
    for each in summary.changepoints:
        between = f"{shown(each.earliest_date)} and {shown(each.latest_date)}"
        confidence = f"{min(each.confidence, 0.999):.1%}"
        what = shown(each.date), each.shape.value, figure(each.before), figure(each.after)
        table.add_row(*what, confidence, between)
    return table

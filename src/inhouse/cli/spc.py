"""`inhouse spc`: signal or noise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inhouse.cli.app import AsJson, Out, app, counted, err, out

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from inhouse.core.results import Decision, Reject
    from inhouse.process.spc import Chart
    from inhouse.workflows.spc import SpcSummary

_SHOWN = 15


@app.command(
    epilog="Example: inhouse spc calls.csv --date Month --value Answered --target 90 --better up --rebase 2019-08-01"
)
def spc(
    file: Annotated[Path, typer.Argument(metavar="SERIES", help="A CSV or workbook; .gz and .zip are fine.")],
    date: Annotated[str, typer.Option(help="The heading of the dates; year+month joins two columns.")],
    value: Annotated[str, typer.Option(help="The heading of the values; counts for p, u and c charts.")],
    chart: Annotated[
        Literal["xmr", "p", "u", "c", "t", "g"],
        typer.Option(
            help="xmr: single measures; p: share of cases; u: rate; c: count; t: time, g: cases between rare events."
        ),
    ] = "xmr",
    denominator: Annotated[str | None, typer.Option(help="The heading of what counts are out of, for p and u.")] = None,
    limits: Annotated[
        Literal["nhs", "excel"],
        typer.Option(help="nhs leaves out very large moving ranges once; excel, the official spreadsheet, keeps all."),
    ] = "nhs",
    target: Annotated[float | None, typer.Option(help="What the measure should reach, in its own unit.")] = None,
    better: Annotated[Literal["up", "down"] | None, typer.Option(help="Which direction is better.")] = None,
    rebase: Annotated[
        list[str] | None, typer.Option(metavar="DATE", help="The first point of a new phase; may be repeated.")
    ] = None,
    fix_after: Annotated[
        int | None, typer.Option(help="Rest limits on the first so many points of each phase.")
    ] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Tell signal from noise in a series: a control chart by the NHS Making Data Count rules."""
    from inhouse.core.errors import UsageError
    from inhouse.process.spc import Better, ChartKind, Limits
    from inhouse.publishers.tables import to_json
    from inhouse.readers.series import Columns
    from inhouse.workflows import spc as workflow

    if denominator and chart not in ("p", "u"):
        raise UsageError(
            f"A {chart} chart has no denominator.",
            found=f"--denominator {denominator}",
            next_step="Use --chart p or u.",
        )
    asked = workflow.Asked(
        kind=ChartKind(chart),
        limits=Limits(limits),
        target=target,
        better=Better(better) if better else None,
        rebases=tuple(rebase or ()),
        fix_after=fix_after,
    )
    summary = workflow.chart_file(file, Columns(date=date, value=value, denominator=denominator), asked)
    if save:
        workflow.save_chart(summary, save)
    if as_json:
        typer.echo(to_json(_document(summary)))
    else:
        _print(summary)


def _document(summary: SpcSummary) -> dict[str, Any]:
    made = summary.chart
    return {
        "chart": made.kind,
        "limits": made.limits,
        "better": made.better,
        "target": made.target,
        "points": made.points,
        "phases": made.phases,
        "variation": made.variation,
        "assurance": made.assurance,
        "rows_in": summary.rows_in,
        "rejects": summary.rejects,
        "decisions": summary.decisions,
        "caveats": summary.caveats,
        "provenance": summary.provenance,
    }


def _print(summary: SpcSummary) -> None:
    from inhouse.publishers.spc_words import in_words

    print_doubts(summary.rejects, summary.decisions)
    console, signals = out(), [point for point in summary.chart.points if point.special_cause]
    console.print(in_words(summary.chart, summary.name), markup=False)
    console.print(_phases(summary.chart))
    if signals:
        console.print(_signals(summary.chart))
    for caveat in summary.caveats:
        console.print(caveat, markup=False)


def print_doubts(rejects: tuple[Reject, ...], decisions: tuple[Decision, ...]) -> None:
    """Say on standard error which rows of a series were left out, and what was assumed."""
    for reject in rejects[:_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}: found «{reject.found}», expected {reject.expected}.", markup=False
        )
    if len(rejects) > _SHOWN:
        err().print(f"{counted(len(rejects) - _SHOWN, 'more row')} not used; --json or --out lists them all.")
    for decision in decisions:
        change = f" Change with {decision.change_with}." if decision.change_with else ""
        err().print(f"{decision.about}: {decision.decided}; {decision.because}.{change}", markup=False)


def _phases(made: Chart) -> RichTable:
    from rich.table import Table

    from inhouse.process.series import shown
    from inhouse.publishers.spc_words import figure

    table = Table("Phase", "From", "To", "Points", "Centre line", "Lower limit", "Upper limit")
    for phase in made.phases:
        last = [point for point in made.points if point.phase == phase.number][-1]
        lines = (figure(line) for line in (last.centre_line, last.lower_limit, last.upper_limit))
        dates = shown(phase.first_date), shown(phase.last_date)
        table.add_row(str(phase.number), *dates, str(phase.points), *lines)
    for column in table.columns[3:]:
        column.justify = "right"
    return table


def _signals(made: Chart) -> RichTable:
    from rich.table import Table

    from inhouse.process.series import shown
    from inhouse.publishers.spc_words import POINT_WORDS, figure

    signals = [point for point in made.points if point.special_cause]
    title = f"Signals: {len(signals)} of {counted(len(made.points), 'point')}"
    if len(signals) > _SHOWN:
        title += f", the last {_SHOWN} shown"
    table = Table("Date", "Value", "Rules", "Means", title=title, title_justify="left")
    for point in signals[-_SHOWN:]:
        rules = "; ".join(rule.value for rule in point.rules)
        table.add_row(shown(point.date), figure(point.value), rules, POINT_WORDS[point.point_type])
    table.columns[1].justify = "right"
    return table

"""`inhouse targets`: was the target really met?"""

from __future__ import annotations

import tempfile
from contextlib import closing as closed_after
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli import discover_options as may
from inhouse.cli.app import AsJson, Out, app, counted, err, expand, out, percent, progress
from inhouse.cli.days import AsOf, as_of_day
from inhouse.core.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from rich.table import Table

    from inhouse.process.targets.records import MeasureResult
    from inhouse.workflows.targets import TargetsAnswer

_SHOWN = 10


@app.command(
    epilog="Example: inhouse targets incidents.csv --targets targets.yaml --reported kpi.csv --calendar hours.yaml"
)
def targets(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="LOG...", help="Event logs, read as one; .gz and globs are fine.")
    ] = None,
    targets_file: Annotated[
        Path | None, typer.Option("--targets", metavar="FILE", help="What the contract promises, as YAML.")
    ] = None,
    reported: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="What the supplier reported, by month or by case; repeat.")
    ] = None,
    calendar: Annotated[Path | None, typer.Option(metavar="FILE", help="Opening hours, as YAML.")] = None,
    template: Annotated[bool, typer.Option("--template", help="Print a commented file of targets and stop.")] = False,
    calendar_template: Annotated[
        bool, typer.Option("--calendar-template", help="Print a commented calendar and stop.")
    ] = False,
    case: may.Case = None,
    activity: may.Activity = None,
    timestamp: may.Timestamp = None,
    lifecycle: may.Lifecycle = None,
    tie_break: may.TieBreak = None,
    timezone: may.Timezone = None,
    profile: may.Profile = None,
    engine: may.Engine = "duckdb",
    master: may.Master = None,
    as_of: AsOf = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Judge every case by the contract's targets, from its events, and put the supplier's report beside it."""
    if template or calendar_template:
        typer.echo(_template(calendar_template), nl=False)
        return
    if not files or not targets_file:
        raise UsageError(
            "A log and a file of targets are needed.",
            found="no log" if not files else "no --targets",
            next_step="Write inhouse targets LOG --targets FILE; --template prints a file to begin with.",
        )
    may.require_fitting(engine=engine, master=master, order="time", tie_break=tie_break)
    said = {
        "case": case, "activity": activity, "timestamp": timestamp, "lifecycle": lifecycle, "tie_break": tie_break,
        "timezone": timezone, "profile": profile,
    }  # fmt: skip
    where = {"engine": engine, **({"master": master} if master else {})}
    found, warnings = _answer(files, targets_file, calendar, reported or [], said, where, as_of_day(as_of))
    if save:
        from inhouse.workflows.targets import save_answer

        save_answer(found, save)
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json(document(found, warnings)))
    else:
        _print(found, warnings)


def _template(of_calendar: bool) -> str:
    if of_calendar:
        from inhouse.readers.working_calendar import TEMPLATE
    else:
        from inhouse.readers.contract_targets import TEMPLATE
    return TEMPLATE


def _answer(
    files: list[Path], targets_file: Path, calendar: Path | None, reported: list[Path], said: dict[str, Any],
    where: dict[str, Any], as_of: dt.date,
) -> tuple[TargetsAnswer, tuple[str, ...]]:  # fmt: skip
    from inhouse.readers.events import Said
    from inhouse.workflows import targets as workflow
    from inhouse.workflows.discover import open_log

    asked = workflow.ask(targets_file, calendar=calendar, reported=reported)
    if asked.calendar and not said["timezone"]:
        said = said | {"timezone": asked.calendar.time_zone}  # a desk's own export has its own clock
    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder:
        with progress("Reading") as tell:
            log = open_log(expand(files), Path(folder), Said(**said), **where, progress=tell)
        with closed_after(log.store):
            return workflow.answer(log, asked, as_of), log.warnings


def document(found: TargetsAnswer, warnings: tuple[str, ...]) -> dict[str, Any]:
    """Put an answer into JSON: months by their first day, cases by their own name."""
    return {
        "as_of": found.as_of,
        "measures": [
            {
                "name": each.measure.name,
                "cases": each.cases,
                "met": each.met,
                "missed": each.missed,
                "share": each.share,
                "share_required": each.measure.share_required,
                "kept": each.kept,
                "outcomes": each.outcomes,
                "months": each.months,
                "reported_cases": each.reported,
                "differing": each.differing,
                "measure": each.measure,
            }
            for each in found.measures
        ],
        "rejects": found.rejects,
        "decisions": found.decisions,
        "warnings": warnings,
        "caveats": found.caveats,
        "provenance": found.provenance,
    }


def _print(found: TargetsAnswer, warnings: tuple[str, ...]) -> None:
    for reject in found.rejects[:_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}, {reject.column}: found «{reject.found}», expected {reject.expected}.",
            markup=False,
        )
    for warning in warnings:
        err().print(warning, markup=False)
    console = out()
    for each in found.measures:
        console.print(_sentence(each), markup=False)
        console.print(_months(each))
        if any(month.backlog_closed for month in each.months):
            console.print("Backlog: cases that ended in the month and were late already when it began.")
        if each.differing:
            console.print(_differing(each))
    for caveat in found.caveats:
        console.print(caveat, markup=False)
    for decision in found.decisions:
        console.print(f"Assumed, {decision.about}: {decision.decided.rstrip('.')}.", markup=False)


def _sentence(each: MeasureResult) -> str:
    if each.share is None:
        return f"{each.measure.name}: cannot be told; of {counted(each.cases, 'case')} none ended and can be judged."
    required = "" if each.kept is None else f", {percent(each.measure.share_required or 0)} required"
    kept = {True: "kept", False: "not kept", None: "no share required"}[each.kept]
    beside = ""
    if each.reported and each.reported.listed:
        beside = f" The supplier says otherwise of {counted(each.reported.differ, 'case')} of {each.reported.listed:,}."
    return (
        f"{each.measure.name}: {kept}. {percent(each.share)} of {each.met + each.missed:,} ended cases met the target"
        f"{required}; {counted(each.cases, 'case')} in all.{beside}"
    )


def _months(each: MeasureResult) -> Table:
    from rich.table import Table

    table = Table(title="Share met, by month of ending and of beginning", title_justify="left")
    table.add_column("Month", no_wrap=True)
    for heading in ("Ended", "Met", "Report", "Gap", "Backlog", "Without", "Begun", "Of begun"):
        table.add_column(heading, justify="right")
    for month in each.months:
        table.add_row(
            f"{month.month:%Y-%m}",
            f"{month.closed:,}",
            _share(month.share),
            _share(month.reported_share),
            "" if month.difference is None else f"{month.difference * 100:+.1f}",
            f"{month.backlog_closed:,}",
            _share(month.share_without_backlog),
            f"{month.opened:,}",
            _share(month.opened_share),
        )
    return table


def _differing(each: MeasureResult) -> Table:
    from rich.table import Table

    table = Table("Case", "Reported", "Events say", "Hours used", "Target", title="Differs", title_justify="left")
    for case in each.differing[:_SHOWN]:
        table.add_row(
            case.case_id, "met" if case.reported_met else "missed", case.outcome.value, _hours(case.used_seconds),
            _hours(case.target_seconds),
        )  # fmt: skip
    if len(each.differing) > _SHOWN:
        table.caption = f"{len(each.differing) - _SHOWN:,} more with --json or --out."
    return table


def _share(share: float | None) -> str:
    return "" if share is None else percent(share)


def _hours(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:,.1f}"

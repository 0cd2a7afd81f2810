"""`inhouse discover`: how a service really works."""

from __future__ import annotations

import tempfile
from contextlib import closing as closed_after
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inhouse.cli import discover_options as may
from inhouse.cli.app import AsJson, Out, app, expand, progress

if TYPE_CHECKING:
    from inhouse.process.discovery.records import Discovery


@app.command(epilog="Example: inhouse discover incidents.csv --activity State --with-activity Resolved")
def discover(
    files: may.Logs,
    case: may.Case = None,
    activity: may.Activity = None,
    timestamp: may.Timestamp = None,
    resource: may.Resource = None,
    lifecycle: may.Lifecycle = None,
    tie_break: may.TieBreak = None,
    order: may.Order = "time",
    timezone: may.Timezone = None,
    object_type: may.ObjectType = None,
    profile: may.Profile = None,
    calendar: may.Calendar = None,
    closing: may.Closing = None,
    from_date: may.From = None,
    to_date: may.To = None,
    with_activity: may.WithActivity = None,
    with_attribute: may.WithAttribute = None,
    at_least_hours: may.AtLeast = None,
    at_most_hours: may.AtMost = None,
    variants: may.Variants = None,
    names: may.Names = False,
    engine: may.Engine = "duckdb",
    master: may.Master = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say how a service really works, from the log of its events."""
    from inhouse.readers.events import Said

    may.require_fitting(engine=engine, master=master, order=order, tie_break=tie_break)
    hours = may.calendar(calendar)
    said = Said(
        case=case, activity=activity, timestamp=timestamp, resource=resource, lifecycle=lifecycle,
        tie_break=tie_break, object_type=object_type, profile=profile,
        timezone=timezone or (hours.time_zone if hours else None),  # a desk's own export has its own clock
    )  # fmt: skip
    filters = may.filters(
        period=(from_date, to_date), activities=with_activity, attribute=with_attribute,
        hours=(at_least_hours, at_most_hours), variants=variants,
    )  # fmt: skip
    asked = {"filters": filters, "by_time": order == "time", "closing": tuple(closing or ()), "calendar": hours}
    where = {"engine": engine, **({"master": master} if master else {})}
    found, warnings = _answer(files, said, where, asked, names=names)
    if save:
        from inhouse.workflows.discover_tables import save_answer

        save_answer(found, save)
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json(document(found, warnings)))
    else:
        from inhouse.cli.discover_told import tell

        tell(found, warnings)


def _answer(
    files: list[Path], said: Any, where: dict[str, Any], asked: dict[str, Any], *, names: bool
) -> tuple[Discovery, tuple[str, ...]]:
    from inhouse.process.discovery.discover import Asked
    from inhouse.workflows import discover as workflow

    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder:
        with progress("Reading") as tell:
            log = workflow.open_log(expand(files), Path(folder), said, **where, progress=tell)
        with closed_after(log.store), progress("Following cases") as tell:
            key = None if names else log.key
            return workflow.answer(log, Asked(**asked, key=key), progress=tell), log.warnings


def document(found: Discovery, warnings: tuple[str, ...]) -> dict[str, Any]:
    """Put an answer into the words of the command line's contract."""
    totals = found.totals
    return {
        "cases": totals.cases,
        "events": totals.events,
        "activities": totals.activities,
        "variants_count": totals.variants,
        "first_at": totals.first_at,
        "last_at": totals.last_at,
        "edges": [
            {
                "from": edge.from_activity,
                "to": edge.to_activity,
                "count": edge.count,
                "median_wait_seconds": edge.median_wait_seconds,
                "p95_wait_seconds": edge.p95_wait_seconds,
                "total_wait_seconds": edge.total_wait_seconds,
            }
            for edge in found.edges
        ],
        "start_activities": {use.activity: use.starts for use in found.activities if use.starts},
        "end_activities": {use.activity: use.ends for use in found.activities if use.ends},
        "activity_counts": [
            {"activity": use.activity, "events": use.events, "cases": use.cases} for use in found.activities
        ],
        "variants": found.variants,
        "duration_seconds": found.durations,
        "handovers": [
            {"from": each.from_resource, "to": each.to_resource, "count": each.count} for each in found.handovers
        ],
        "rework": found.rework,
        "bottlenecks": [
            {
                "from": each.from_activity,
                "to": each.to_activity,
                "count": each.count,
                "median_wait_seconds": each.median_wait_seconds,
                "total_wait_seconds": each.total_wait_seconds,
                "share": each.share,
            }
            for each in found.bottlenecks
        ],
        "flow_unit": found.flow_unit,
        "flow": found.flow,
        "reopened": found.reopened,
        "first_contact": found.first_contact,
        "ping_pong": found.ping_pong,
        "filters": found.filters,
        "rejects": found.rejects,
        "decisions": found.decisions,
        "warnings": warnings,
        "caveats": found.caveats,
        "provenance": found.provenance,
    }

"""`inhouse capacity`: will the desk cope, and with how many agents?"""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inhouse.cli import capacity_options as ask
from inhouse.cli import discover_options as may
from inhouse.cli.app import AsJson, Out, app, expand, progress
from inhouse.core.errors import UsageError

if TYPE_CHECKING:
    from inhouse.process.capacity.desk import Coping, Desk
    from inhouse.workflows.capacity import Simulation

_MINUTE = 60.0


@app.command(
    epilog="Example: inhouse capacity --arrivals-per-hour 200 --handle-minutes 3 --agents 14 --shock 2 --shock 6.25"
)
def capacity(
    arrivals_per_hour: ask.ArrivalsPerHour = None,
    handle_minutes: ask.HandleMinutes = None,
    agents: ask.Agents = None,
    patience_minutes: ask.PatienceMinutes = None,
    target_seconds: ask.TargetSeconds = 20,
    target_share: ask.TargetShare = 0.8,
    shock: ask.Shock = None,
    log: ask.Log = None,
    calendar: ask.Calendar = None,
    skill: ask.Skill = "",
    team: ask.Team = None,
    days: ask.Days = 60,
    shock_days: ask.ShockDays = None,
    runs: ask.Runs = 20,
    seed: ask.Seed = 0,
    case: may.Case = None,
    activity: may.Activity = None,
    timestamp: may.Timestamp = None,
    timezone: may.Timezone = None,
    profile: may.Profile = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say how long people wait, how many give up, and how many agents are needed, now and under each shock."""
    from inhouse.publishers.tables import to_json
    from inhouse.workflows import capacity as workflow

    _require_fitting(log, arrivals_per_hour, {"--calendar": calendar, "--skill": skill, "--team": team})
    handle = None if handle_minutes is None else handle_minutes * _MINUTE
    patience = None if patience_minutes is None else patience_minutes * _MINUTE
    simulation = None
    if log:
        said = {"case": case, "activity": activity, "timestamp": timestamp, "timezone": timezone, "profile": profile}
        plan = {
            "days": days, "shock_days": shock_days, "runs": runs, "patience_seconds": patience,
            "target_seconds": target_seconds, "target_share": target_share,
        }  # fmt: skip
        simulation = _simulate(log, said, plan, calendar, (skill, handle), (agents, team or []), shock or [], seed)
        desk = workflow.desk_of(simulation.demand, sum(each.agents for each in simulation.teams), simulation.plan)
    else:
        desk = _desk(arrivals_per_hour, handle, agents, patience, target_seconds, target_share)
    coping = workflow.cope(desk, shock or ())
    if save:
        workflow.save_answer(coping, save, simulation)
    if as_json:
        typer.echo(to_json(document(coping, simulation)))
    else:
        from inhouse.cli.capacity_told import tell

        tell(coping, simulation)


def _require_fitting(log: list[Path] | None, arrivals: float | None, of_log: dict[str, object]) -> None:
    given = [option for option, value in of_log.items() if value]
    if log and arrivals is not None:
        raise UsageError(
            "A log tells by itself how many people ask for help.",
            found="--log and --arrivals-per-hour",
            next_step="Leave one of them out; --shock multiplies what the log tells.",
        )
    if given and not log:
        raise UsageError(
            f"{' and '.join(given)} can only be used with a log.", found="no --log", next_step="Add --log LOG."
        )


def _desk(
    arrivals: float | None, handle: float | None, agents: int | None, patience: float | None, seconds: float,
    share: float,
) -> Desk:  # fmt: skip
    from inhouse.process.capacity.desk import Desk

    if arrivals is None or handle is None or agents is None:
        given = {"--arrivals-per-hour": arrivals, "--handle-minutes": handle, "--agents": agents}
        raise UsageError(
            "Something about the desk is missing.",
            found="no " + ", no ".join(option for option, value in given.items() if value is None),
            next_step="Give all three, or --log with an event log and --agents.",
        )
    return Desk(
        arrivals_per_hour=arrivals, handle_seconds=handle, agents=agents, patience_seconds=patience,
        target_seconds=seconds, target_share=share,
    )  # fmt: skip


def _simulate(
    logs: list[Path], said: dict[str, Any], plan: dict[str, Any], calendar: Path | None,
    work: tuple[str, float | None], staff: tuple[int | None, list[str]], factors: list[float], seed: int,
) -> Simulation:  # fmt: skip
    from inhouse.process.capacity.plan import Plan
    from inhouse.readers.events import Said
    from inhouse.readers.working_calendar import read_calendar
    from inhouse.workflows import capacity as workflow
    from inhouse.workflows.discover import open_log

    hours = read_calendar(calendar) if calendar else None
    if hours and not said["timezone"]:
        said = said | {"timezone": hours.time_zone}  # a desk's own export has its own clock
    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder, progress("Reading") as tell:
        opened = open_log(expand(logs), Path(folder), Said(**said), progress=tell)
        with closing(opened.store) as store:
            demand = workflow.demand_of(store, hours, skill=work[0], handle_seconds=work[1])
    return workflow.simulate_log(
        demand,
        workflow.teams_for(demand, *staff),
        Plan(start_date=workflow.next_monday(demand.last_date), **plan),
        factors,
        calendar=hours,
        seed=seed,
        sources=opened.sources,
        decisions=opened.decisions,
    )


def document(coping: Coping, simulation: Simulation | None) -> dict[str, Any]:
    """Put an answer into the words of the command line's contract."""
    found = {
        **asdict(coping.outlook),
        "shocks": coping.shocks,
        "staffing": coping.staffing,
        "desk": coping.desk,
        "decisions": coping.decisions,
    }
    if simulation is None:
        return found
    return found | {
        "demand": {
            "cases": simulation.demand.cases,
            "first_date": simulation.demand.first_date,
            "last_date": simulation.demand.last_date,
            "work": [
                {
                    "skill": work.skill,
                    "arrivals_per_week": work.arrivals_per_week,
                    "handle_seconds": work.handle_seconds,
                    "arrivals_per_hour": work.arrivals_per_hour,
                }
                for work in simulation.demand.work
            ],
        },
        "teams": simulation.teams,
        "plan": simulation.plan,
        "simulated": simulation.outcomes,
        "decisions": (*coping.decisions, *simulation.decisions),
        "caveats": simulation.caveats,
        "provenance": simulation.provenance,
    }

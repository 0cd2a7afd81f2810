"""Will the desk cope? Numbers or a log in, an answer with tables and charts out; for the command line and the web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import inhouse
from inhouse.core.errors import InputError
from inhouse.core.results import Decision, Provenance, SourceFile
from inhouse.process.capacity.demand import Demand, demand_of_log
from inhouse.process.capacity.desk import Coping, Desk, Outlook, Staffing, cope
from inhouse.process.capacity.plan import Plan
from inhouse.process.capacity.scenario import BacklogDay, ShockOutcome, simulate
from inhouse.process.capacity.simulation import Team
from inhouse.process.working_time import ALWAYS_OPEN, Calendar
from inhouse.publishers.capacity_charts import backlog_by_day, waiting_by_agents
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.stores import Store
from inhouse.stores.query import load_query

__all__ = ["Coping", "Demand", "Desk", "Plan", "Simulation", "Team", "cope", "demand_of", "save_answer", "simulate_log"]


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """How a desk fares through a shock, with the demand that a log tells."""

    demand: Demand
    teams: tuple[Team, ...]
    plan: Plan
    outcomes: tuple[ShockOutcome, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]
    provenance: Provenance

    def busiest_hour(self) -> float:
        """Arrivals in the hour of the week that has most."""
        return busiest_hour(self.demand)


def demand_of(
    store: Store, calendar: Calendar | None = None, *, skill: str = "", handle_seconds: float | None = None
) -> Demand:
    """Ask an open log for demand by hour of the week and handling times.

    Parameters
    ----------
    store
        Of a log opened by :func:`inhouse.workflows.discover.open_log`.
    calendar, skill, handle_seconds
        As for :func:`inhouse.process.capacity.demand.demand_of_log`; without a calendar the desk never shuts.

    Raises
    ------
    InputError
        The log cannot tell.
    """
    store.view("events", load_query("process", "events_kept"))
    return demand_of_log(store, calendar or ALWAYS_OPEN, skill=skill, handle_seconds=handle_seconds)


def busiest_hour(demand: Demand) -> float:
    """Arrivals in the hour of the week that has most, all kinds of work together."""
    return max(map(sum, zip(*(work.arrivals_per_hour for work in demand.work), strict=True)))


def desk_of(demand: Demand, agents: int, plan: Plan) -> Desk:
    """The desk in its busiest hour, for the formulas: who copes then in the long run copes always."""
    weekly = sum(work.arrivals_per_week for work in demand.work)
    handled = sum(work.arrivals_per_week * work.handle_seconds for work in demand.work)
    return Desk(
        arrivals_per_hour=busiest_hour(demand),
        handle_seconds=handled / weekly,
        agents=agents,
        patience_seconds=plan.patience_seconds,
        target_seconds=plan.target_seconds,
        target_share=plan.target_share,
    )


def next_monday(day: dt.date) -> dt.date:
    """The first Monday after a day: where a simulation begins, unless somebody says otherwise.

    Examples
    --------
    >>> next_monday(dt.date(2024, 3, 4))
    datetime.date(2024, 3, 11)
    """
    return day + dt.timedelta(days=7 - day.weekday())


def simulate_log(
    demand: Demand,
    teams: Sequence[Team],
    plan: Plan,
    factors: Sequence[float],
    *,
    calendar: Calendar | None = None,
    seed: int = 0,
    sources: Iterable[SourceFile] = (),
    decisions: Iterable[Decision] = (),
) -> Simulation:
    """Simulate a desk with the demand of a log, without a shock and under each factor.

    Parameters
    ----------
    demand, calendar
        From :func:`demand_of`, with the calendar given there.
    factors
        How many times usual demand; the first outcome is always that without a shock.
    seed
        Fixes chance.
    sources, decisions
        What the log was read from, and what was assumed in reading it.

    Raises
    ------
    ParameterError
        A number is impossible.
    """
    import numpy as np

    asked = [1.0, *(factor for factor in factors if factor != 1)]
    outcomes = simulate(demand, teams, calendar or ALWAYS_OPEN, plan, asked, np.random.default_rng(seed))
    return Simulation(
        demand=demand,
        teams=tuple(teams),
        plan=plan,
        outcomes=outcomes,
        decisions=(*decisions, *demand.decisions, *_decisions(plan, calendar)),
        caveats=demand.caveats,
        provenance=Provenance(inputs=tuple(sources), seed=seed, version=inhouse.__version__),
    )


def parse_team(text: str) -> Team:
    """Read a team as a person writes it: ``NAME=AGENTS`` for all work, or ``NAME=AGENTS:SKILL,SKILL``.

    Raises
    ------
    InputError
        It is not written so.

    Examples
    --------
    >>> parse_team("First line=6:Password,Printer").skills
    ('Password', 'Printer')
    """
    name, _, rest = text.partition("=")
    number, _, skills = rest.partition(":")
    if not (name.strip() and number.strip().isdecimal()):
        raise InputError(
            "A team is not understood.", found=text, next_step="Write it as NAME=AGENTS:SKILL,SKILL, or as NAME=AGENTS."
        )
    named = tuple(skill.strip() for skill in skills.split(",") if skill.strip())
    return Team(name=name.strip(), agents=int(number), skills=named)


def teams_for(demand: Demand, agents: int | None, written: Iterable[str]) -> tuple[Team, ...]:
    """The teams a person named, or one of so many agents who can do all work; a team without skills can do all.

    Raises
    ------
    InputError
        Neither is given.
    """
    every = tuple(work.skill for work in demand.work)
    teams = tuple(parse_team(text) for text in written)
    if not teams and agents is None:
        raise InputError("A log does not tell how many agents are at work.", next_step="Give --agents, or --team.")
    teams = teams or (Team(name="Desk", agents=agents or 0),)
    return tuple(Team(name=team.name, agents=team.agents, skills=team.skills or every) for team in teams)


def _decisions(plan: Plan, calendar: Calendar | None) -> tuple[Decision, ...]:
    patience = (
        "nobody gives up while waiting"
        if plan.patience_seconds is None
        else f"people give up after {plan.patience_seconds:,.6g} seconds of working time on average"
    )
    lasts = "to the end" if plan.shock_days is None else f"for {plan.shock_days} days"
    return (
        Decision(
            about="opening hours",
            decided="waits and handling are in working time; work in hand goes on the next morning"
            if calendar
            else "the desk never shuts",
            because="a calendar was given" if calendar else "no calendar was given",
            change_with="--calendar",
        ),
        Decision(about="patience", decided=patience, because="as asked", change_with="--patience-minutes"),
        Decision(
            about="shock",
            decided=f"demand grows over {plan.ramp_days} days from day {plan.shock_day + 1} and stays {lasts}",
            because="as asked",
            change_with="--shock-days",
        ),
        Decision(
            about="staff",
            decided="as many agents are at work at every hour the desk is open",
            because="the log does not say who was at work when",
            change_with="--agents or --team",
        ),
    )


def save_answer(coping: Coping, folder: Path, simulation: Simulation | None = None) -> None:
    """Write the long run, the shocks and the staffing into a folder, and a simulation: CSV, a workbook and charts."""
    caveats = tuple(f"Assumed: {decision.decided}." for decision in coping.decisions)

    def table(title: str, record: type, rows: Iterable[object]) -> Table:
        return Table(
            title=title, record=record, rows=tuple(rows), caveats=caveats,
            provenance=Provenance(version=inhouse.__version__),
        )  # fmt: skip

    tables = {
        "demand": table("Now and under each shock", Outlook, (coping.outlook, *coping.shocks)),
        "staffing": table("With more or fewer agents", Staffing, coping.staffing),
    }
    if simulation:
        tables["backlog"] = Table(
            title="Backlog by day", record=Backlog, rows=backlog_rows(simulation), caveats=simulation.caveats,
            provenance=simulation.provenance,
        )  # fmt: skip
    write_all(
        folder,
        {
            **({"backlog.svg": backlog_chart(simulation).encode()} if simulation else {}),
            "capacity.xlsx": to_xlsx(tuple(tables.values())),
            "waiting.svg": staffing_chart(coping).encode(),
            **{f"{name}.csv": "".join(csv_lines(each)).encode("utf-8-sig") for name, each in tables.items()},
        },
    )


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """One day of one factor, as in :class:`inhouse.process.capacity.scenario.BacklogDay`."""

    factor: float
    date: dt.date
    day: int
    median: float
    low: float
    high: float


def backlog_rows(simulation: Simulation) -> tuple[Backlog, ...]:
    """The backlog of every factor and day, as one table."""
    return tuple(_backlog(outcome.factor, day) for outcome in simulation.outcomes for day in outcome.backlog)


def _backlog(factor: float, day: BacklogDay) -> Backlog:
    return Backlog(factor=factor, date=day.date, day=day.day, median=day.median, low=day.low, high=day.high)


def backlog_chart(simulation: Simulation) -> str:
    """Draw how many wait at the end of each day, for each factor."""
    return backlog_by_day(
        simulation.outcomes,
        shock_date=simulation.plan.start_date + dt.timedelta(days=simulation.plan.shock_day),
        key="backlog",
        title="How many wait at the end of each day",
    )


def staffing_chart(coping: Coping) -> str:
    """Draw the mean wait against the number of agents."""
    return waiting_by_agents(
        coping.staffing,
        agents=coping.desk.agents,
        agents_needed=coping.outlook.agents_needed,
        key="waiting",
        title="Mean wait with fewer and more agents",
    )


def write_all(folder: Path, written: dict[str, bytes]) -> None:
    """Write files into a folder, all of them made before the first is written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        (folder / name).write_bytes(data)

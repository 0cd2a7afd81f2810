"""What does a person read who asks `inhouse capacity`?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.table import Table

from inhouse.cli.app import out, percent

if TYPE_CHECKING:
    from inhouse.process.capacity.desk import Coping, Outlook
    from inhouse.process.capacity.scenario import Interval, ShockOutcome
    from inhouse.workflows.capacity import Simulation


def tell(coping: Coping, simulation: Simulation | None) -> None:
    """Print the answer: a sentence first, then tables, then what was assumed."""
    console = out()
    desk, now = coping.desk, coping.outlook
    console.print(_answer(coping) if simulation is None else _answer_simulated(simulation), markup=False)
    if simulation:
        console.print(_simulated(simulation))
        console.print("Below: the busiest hour of the week, if it went on for ever.")
    console.print(_outlooks(coping))
    console.print(_staffing(coping))
    for each in (now, *coping.shocks):
        if each.reason:
            console.print(f"Demand × {each.factor:g}: {each.reason}", markup=False)
    for decision in (*coping.decisions, *(simulation.decisions if simulation else ())):
        console.print(f"Assumed, {decision.about}: {decision.decided.rstrip('.')}.", markup=False)
    if desk.patience_seconds is not None:
        console.print("Who must wait is told as if nobody gave up.", markup=False)
    for caveat in simulation.caveats if simulation else ():
        console.print(caveat, markup=False)


def _answer(coping: Coping) -> str:
    desk, now = coping.desk, coping.outlook
    met = now.service_level >= desk.target_share
    wait = (
        "waits grow without end"
        if now.mean_wait_seconds is None
        else f"the mean wait is {_seconds(now.mean_wait_seconds)}"
    )
    return (
        f"{'Yes' if met else 'No'}: with {now.agents:,} agents {percent(now.service_level)} are answered within "
        f"{desk.target_seconds:g} seconds (target {percent(desk.target_share)}), and {wait}. "
        f"{now.agents_needed:,} agents are needed."
    )


def _answer_simulated(simulation: Simulation) -> str:
    usual, plan = simulation.outcomes[0], simulation.plan
    met = usual.service_level.mean >= plan.target_share
    return (
        f"{'Yes' if met else 'No'}: with {sum(team.agents for team in simulation.teams):,} agents and usual demand "
        f"{percent(usual.service_level.mean)} are answered within {plan.target_seconds:g} seconds of working time "
        f"(target {percent(plan.target_share)}), and the mean wait is {_time(usual.mean_wait_seconds.mean)}."
    )


def _outlooks(coping: Coping) -> Table:
    table = Table(
        "Demand", "An hour", "Wait", "In time", "Mean wait", "Give up", "Busy", "Needed",
        title="In the long run", title_justify="left",
    )  # fmt: skip
    for column in table.columns:
        column.justify = "right"
    for each in (coping.outlook, *coping.shocks):
        table.add_row(*_cells(each))
    return table


def _cells(each: Outlook) -> tuple[str, ...]:
    return (
        f"× {each.factor:g}",
        f"{each.arrivals_per_hour:,.6g}",
        percent(each.erlang_c),
        percent(each.service_level),
        _seconds(each.mean_wait_seconds),
        percent(each.abandon_share),
        percent(each.occupancy),
        f"{each.agents_needed:,}",
    )


def _staffing(coping: Coping) -> Table:
    table = Table(
        "Agents", "In time", "Mean wait", "Give up", "Busy", title="With more or fewer agents",
        title_justify="left",
    )  # fmt: skip
    for column in table.columns:
        column.justify = "right"
    for each in coping.staffing:
        table.add_row(
            f"{each.agents:,}",
            percent(each.service_level),
            _seconds(each.mean_wait_seconds),
            percent(each.abandon_share),
            percent(each.occupancy),
        )
    return table


def _seconds(seconds: float | None) -> str:
    return "no end" if seconds is None else f"{seconds:,.1f} s"


def _simulated(simulation: Simulation) -> Table:
    plan = simulation.plan
    table = Table(
        "Demand", "Mean wait", "In time", "Give up", "Most waiting", "Back to usual", "Needed",
        title=f"{plan.days} days with a shock on day {plan.shock_day + 1}: {plan.runs} runs, intervals of 95%",
        title_justify="left",
    )  # fmt: skip
    for column in table.columns:
        column.justify = "right"
    for each in simulation.outcomes:
        table.add_row(
            f"× {each.factor:g}",
            _span(each.mean_wait_seconds, _time),
            _span(each.service_level, percent),
            percent(each.abandon_share.mean),
            _span(each.peak_backlog, lambda value: f"{value:,.0f}"),
            _back(each),
            "more than 1,000 ×" if each.agents_needed is None else f"{each.agents_needed:,}",
        )
    return table


def _time(seconds: float) -> str:
    """Say a time in the unit that suits it."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} s"


def _span(interval: Interval, say: Callable[[float], str]) -> str:
    return f"{say(interval.mean)}\n{say(interval.low)} – {say(interval.high)}"


def _back(outcome: ShockOutcome) -> str:
    back = outcome.recovery
    if back.median_days is None:
        return f"not yet\n({back.recovered_share:.0%} of runs)"
    return "at once" if back.median_days == 0 else f"{back.median_days} days"

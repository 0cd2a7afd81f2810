"""`inhouse capacity`: will the desk cope, and with how many agents?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.app import AsJson, Out, app, out, percent

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from inhouse.process.capacity.desk import Coping, Outlook

_MINUTE = 60


@app.command(
    epilog="Example: inhouse capacity --arrivals-per-hour 200 --handle-minutes 3 --agents 14 --shock 2 --shock 6.25"
)
def capacity(
    arrivals_per_hour: Annotated[float, typer.Option(metavar="X", help="How many people ask for help in an hour.")],
    handle_minutes: Annotated[float, typer.Option(metavar="Y", help="The mean time an agent needs, in minutes.")],
    agents: Annotated[int, typer.Option(metavar="N", help="Agents at work at the same time.")],
    patience_minutes: Annotated[
        float | None,
        typer.Option(metavar="Z", help="The mean time after which people give up; nobody does if left out."),
    ] = None,
    target_seconds: Annotated[float, typer.Option(metavar="S", help="Answer within so many seconds.")] = 20,
    target_share: Annotated[float, typer.Option(metavar="P", help="This share of people, 0 to 1.")] = 0.8,
    shock: Annotated[list[float] | None, typer.Option(metavar="K", help="So many times the demand; repeat.")] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say how long people wait, how many give up, and how many agents are needed, now and under each shock."""
    from inhouse.process.capacity.desk import Desk
    from inhouse.publishers.tables import to_json
    from inhouse.workflows import capacity as workflow

    desk = Desk(
        arrivals_per_hour=arrivals_per_hour,
        handle_seconds=handle_minutes * _MINUTE,
        agents=agents,
        patience_seconds=None if patience_minutes is None else patience_minutes * _MINUTE,
        target_seconds=target_seconds,
        target_share=target_share,
    )
    coping = workflow.cope(desk, shock or ())
    if save:
        workflow.save_answer(coping, save)
    if as_json:
        typer.echo(to_json(_document(coping)))
    else:
        _print(coping)


def _document(coping: Coping) -> dict[str, Any]:
    return {
        **asdict(coping.outlook),
        "shocks": coping.shocks,
        "staffing": coping.staffing,
        "desk": coping.desk,
        "decisions": coping.decisions,
    }


def _print(coping: Coping) -> None:
    console = out()
    desk, now = coping.desk, coping.outlook
    console.print(_answer(coping), markup=False)
    console.print(_outlooks(coping))
    console.print(_staffing(coping))
    for each in (now, *coping.shocks):
        if each.reason:
            console.print(f"Demand × {each.factor:g}: {each.reason}", markup=False)
    for decision in coping.decisions:
        console.print(f"Assumed: {decision.decided}.", markup=False)
    if desk.patience_seconds is not None:
        console.print("Who must wait is told as if nobody gave up.", markup=False)


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


def _outlooks(coping: Coping) -> RichTable:
    from rich.table import Table

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


def _staffing(coping: Coping) -> RichTable:
    from rich.table import Table

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

"""`inhouse notice`: the dates of one contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inhouse.cli.app import AsJson, app, out
from inhouse.cli.days import AsOf, as_of_day, day
from inhouse.core.errors import UsageError

if TYPE_CHECKING:
    from inhouse.contracts.terms import Span, TermDates, Terms

_MOST = 1_000_000


@app.command(
    epilog="Example: inhouse notice --start 2018-09-27 --months 36 --notice-months 3 --lead-days 21 --as-of 2021-01-01"
)
def notice(
    start: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="First day of the contract.")],
    months: Annotated[int, typer.Option(help="Length of the first term in months.")],
    renewal_months: Annotated[int, typer.Option(help="Length of each renewal in months.")] = 0,
    renewals: Annotated[int | None, typer.Option(help="Renewals already used.")] = None,
    tacit: Annotated[bool, typer.Option("--tacit", help="It renews itself unless notice is given.")] = False,
    notice_months: Annotated[int | None, typer.Option(help="Notice in months.")] = None,
    notice_days: Annotated[int | None, typer.Option(help="Notice in calendar days.")] = None,
    lead_days: Annotated[int | None, typer.Option(help="Days your own approval takes.")] = None,
    lead_working_days: Annotated[int | None, typer.Option(help="Working days your own approval takes.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say when a contract ends, by when to give notice and by when to act."""
    from inhouse.contracts.terms import Terms, term_dates
    from inhouse.publishers.tables import to_json

    if tacit and renewals is not None:
        raise UsageError(
            "Renewals already used and a tacit renewal cannot both be given.",
            found=f"--renewals {renewals} and --tacit",
            next_step="Leave out --renewals: with --tacit they follow from the day asked.",
        )
    terms = Terms(
        start_date=day(start, "--start"),
        initial_months=months,
        renewal_months=renewal_months,
        renewals_used=renewals or 0,
        tacit=tacit,
        notice=_span("--notice-months", notice_months, "--notice-days", notice_days),
        lead=_lead(lead_days, lead_working_days),
    )
    dates = term_dates(terms, as_of_day(as_of))
    if as_json:
        typer.echo(to_json(dates))
    else:
        _print(terms, dates)


def _span(months_name: str, months: int | None, days_name: str, days: int | None) -> Span:
    """Give the notice period, of which exactly one unit must be given."""
    from inhouse.contracts.terms import Span, Unit

    if (months is None) == (days is None):
        raise UsageError(
            f"Give the notice period either as {months_name} or as {days_name}.",
            found="neither" if months is None else "both",
            next_step="Add one of them; 0 if no notice is needed." if months is None else "Leave one out.",
        )
    if months is not None:
        return Span(count=_bounded(months, months_name), unit=Unit.MONTHS)
    return Span(count=_bounded(days or 0, days_name), unit=Unit.DAYS)


def _lead(days: int | None, working_days: int | None) -> Span:
    from inhouse.contracts.terms import Span, Unit

    if days is not None and working_days is not None:
        raise UsageError(
            "Give the lead time either as --lead-days or as --lead-working-days.",
            found="both",
            next_step="Leave one out.",
        )
    if working_days is not None:
        return Span(count=_bounded(working_days, "--lead-working-days"), unit=Unit.WORKING_DAYS)
    return Span(count=_bounded(days or 0, "--lead-days"), unit=Unit.DAYS)


def _bounded(count: int, name: str) -> int:
    if not 0 <= count <= _MOST:
        raise UsageError(f"{name} is out of range.", found=str(count), next_step=f"Give 0 to {_MOST:,}.")
    return count


def _print(terms: Terms, dates: TermDates) -> None:
    from rich.table import Table

    table = Table("What", "Date", "", show_header=False)
    table.add_row("First end", dates.first_end_date.isoformat(), "")
    used = f"{dates.renewals_used} renewals used" if dates.renewals_used != 1 else "1 renewal used"
    table.add_row("Current end", dates.current_end_date.isoformat(), used)
    if dates.notice_date and dates.act_by_date:
        table.add_row("Give notice by", dates.notice_date.isoformat(), _still(dates.notice_open))
        table.add_row("Act by", dates.act_by_date.isoformat(), _still(dates.act_open))
    console = out()
    console.print(table)
    console.print(f"The end dates are {dates.rule}. Notice: {terms.notice}. Lead time: {terms.lead}.", markup=False)
    if dates.notice_working_date and dates.notice_working_date != dates.notice_date:
        console.print(f"The last working day to give notice is {dates.notice_working_date.isoformat()}.")


def _still(is_open: bool | None) -> str:
    return "still open" if is_open else "passed"

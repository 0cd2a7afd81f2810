"""`inhouse notice`: the dates and choices of one contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.app import AsJson, app, out
from inhouse.cli.days import AsOf, as_of_day, day
from inhouse.core.errors import UsageError

if TYPE_CHECKING:
    from inhouse.contracts.lead_times import LeadTimes, Meeting
    from inhouse.contracts.options.outlook import Outlook
    from inhouse.contracts.terms.agreed import Agreed
    from inhouse.contracts.terms.dates import Span

_MOST = 1_000_000
_DAY = "YYYY-MM-DD"


@app.command(
    epilog="Example: inhouse notice --start 2018-09-27 --months 36 --notice-months 3 --lead-days 21 --as-of 2021-01-01"
)
def notice(
    start: Annotated[str, typer.Option(metavar=_DAY, help="First day of the contract.")],
    months: Annotated[int | None, typer.Option(help="Length of the first term in months.")] = None,
    end: Annotated[str | None, typer.Option(metavar=_DAY, help="Or the exact end of the first term.")] = None,
    inclusive: Annotated[
        bool, typer.Option("--inclusive", help="End dates are the last day of the term, not the day after.")
    ] = False,
    renewal_months: Annotated[int, typer.Option(help="Length of each renewal in months.")] = 0,
    renewals: Annotated[int | None, typer.Option(help="Renewals already used.")] = None,
    tacit: Annotated[bool, typer.Option("--tacit", help="It renews itself unless notice is given.")] = False,
    notice_months: Annotated[int | None, typer.Option(help="Notice in months.")] = None,
    notice_days: Annotated[int | None, typer.Option(help="Notice in calendar days.")] = None,
    notice_clear_days: Annotated[int | None, typer.Option(help="Notice in clear days.")] = None,
    notice_working_days: Annotated[int | None, typer.Option(help="Notice in working days.")] = None,
    lead_days: Annotated[int | None, typer.Option(help="Days your own approval takes.")] = None,
    lead_working_days: Annotated[int | None, typer.Option(help="Working days your own approval takes.")] = None,
    meeting: Annotated[
        list[str] | None,
        typer.Option(metavar="DAY[:PAPERS]", help="A decision meeting, and the day its papers are due; repeat."),
    ] = None,
    break_date: Annotated[list[str] | None, typer.Option(metavar=_DAY, help="A break date; repeat.")] = None,
    procurement_months: Annotated[int | None, typer.Option(help="Months a procurement takes.")] = None,
    mobilisation_months: Annotated[int | None, typer.Option(help="Months to start a new service.")] = None,
    nation: Annotated[str, typer.Option(help="Whose bank holidays count.")] = "england-and-wales",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say when a contract ends, by when to give notice and act, and which choices are still open."""
    from inhouse.contracts.options.outlook import agreed_outlook

    _refuse_both(tacit, renewals)
    agreed = _agreed(
        start_date=day(start, "--start"),
        months=months,
        end=end,
        inclusive=inclusive,
        renewal_months=renewal_months,
        renewals=renewals,
        tacit=tacit,
        notice=_span("notice", notice_months, notice_days, notice_clear_days, notice_working_days),
        break_dates=break_date or (),
        nation=nation,
    )
    lead = _lead_times(_lead(lead_days, lead_working_days), procurement_months, mobilisation_months)
    outlook = agreed_outlook(agreed, as_of_day(as_of), lead, [_meeting(each) for each in meeting or ()])
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json(_document(agreed, outlook)))
    else:
        _print(agreed, lead, outlook)


def _agreed(
    *, start_date: Any, months: int | None, end: str | None, inclusive: bool, renewal_months: int,
    renewals: int | None, tacit: bool, notice: Span, break_dates: Any, nation: str,
) -> Agreed:  # fmt: skip
    from inhouse.contracts.terms.agreed import Agreed, Side
    from inhouse.contracts.terms.dates import EndRule, Terms, term_dates

    rule = EndRule.INCLUSIVE if inclusive else EndRule.EXCLUSIVE
    first_end = day(end, "--end") if end else None
    # Refuses contradictions in the words of this command: one length for all renewals.
    plain = Terms(
        start_date=start_date, initial_months=months, first_end_date=first_end, renewal_months=renewal_months,
        renewals_used=renewals or 0, tacit=tacit, end_rule=rule,
    )  # fmt: skip
    term_dates(plain, start_date)
    used = renewals or 0
    return Agreed(
        start_date=start_date,
        initial_months=months,
        first_end_date=first_end,
        end_rule=rule,
        extended_by=Side.ITSELF if tacit else Side.BUYER if renewal_months and not used else Side.NOT_STATED,
        extension_months=(renewal_months,) * max(used, 1) if renewal_months else (),
        extensions_used=used,
        notice=notice,
        break_dates=tuple(day(each, "--break-date") for each in break_dates),
        nation=_nation(nation),
    )


def _refuse_both(tacit: bool, renewals: int | None) -> None:
    if tacit and renewals is not None:
        raise UsageError(
            "Renewals already used and a tacit renewal cannot both be given.",
            found=f"--renewals {renewals} and --tacit",
            next_step="Leave out --renewals: with --tacit they follow from the day asked.",
        )


def _span(name: str, months: int | None, days: int | None, clear: int | None, working: int | None) -> Span:
    """Give the notice period, of which exactly one unit must be given."""
    from inhouse.contracts.terms.dates import Span, Unit

    units = {
        f"--{name}-months": (months, Unit.MONTHS),
        f"--{name}-days": (days, Unit.DAYS),
        f"--{name}-clear-days": (clear, Unit.CLEAR_DAYS),
        f"--{name}-working-days": (working, Unit.WORKING_DAYS),
    }
    given = [(option, count, unit) for option, (count, unit) in units.items() if count is not None]
    if len(given) != 1:
        raise UsageError(
            f"Give the {name} period once: as {' or '.join(units)}.",
            found=" and ".join(option for option, _, _ in given) or "neither",
            next_step="Leave all but one out." if given else "Add one of them; 0 if no notice is needed.",
        )
    option, count, unit = given[0]
    return Span(count=_bounded(count, option), unit=unit)


def _lead(days: int | None, working_days: int | None) -> Span:
    from inhouse.contracts.terms.dates import Span, Unit

    if days is not None and working_days is not None:
        raise UsageError(
            "Give the lead time either as --lead-days or as --lead-working-days.",
            found="both",
            next_step="Leave one out.",
        )
    if working_days is not None:
        return Span(count=_bounded(working_days, "--lead-working-days"), unit=Unit.WORKING_DAYS)
    return Span(count=_bounded(days or 0, "--lead-days"), unit=Unit.DAYS)


def _lead_times(decision: Span, procurement: int | None, mobilisation: int | None) -> LeadTimes:
    from inhouse.contracts.lead_times import LeadTimes
    from inhouse.contracts.terms.dates import Span, Unit

    def months(count: int | None, option: str) -> Span | None:
        return None if count is None else Span(count=_bounded(count, option), unit=Unit.MONTHS)

    return LeadTimes(
        decision=decision,
        procurement=months(procurement, "--procurement-months"),
        mobilisation=months(mobilisation, "--mobilisation-months"),
    )


def _meeting(text: str) -> Meeting:
    from inhouse.contracts.lead_times import Meeting

    held, _, papers = text.partition(":")
    meeting_date = day(held, "--meeting")
    return Meeting(
        name="Meeting", meeting_date=meeting_date, papers_date=day(papers, "--meeting") if papers else meeting_date
    )


def _nation(text: str) -> Any:
    from inhouse.core.working_days import Nation

    try:
        return Nation(text)
    except ValueError:
        raise UsageError("--nation is not known.", found=text, next_step=f"Give one of: {', '.join(Nation)}.") from None


def _bounded(count: int, name: str) -> int:
    if not 0 <= count <= _MOST:
        raise UsageError(f"{name} is out of range.", found=str(count), next_step=f"Give 0 to {_MOST:,}.")
    return count


def _document(agreed: Agreed, outlook: Outlook) -> dict[str, Any]:
    from inhouse.cli.contracts import option_entry

    dates = asdict(outlook.dates) if outlook.dates else {}
    act_by = outlook.act_by_date
    return dates | {
        "last_day": outlook.last_date,
        "remarks": _remarks(agreed, outlook),
        "act_by_date": act_by,
        "act_open": None if act_by is None else outlook.as_of <= act_by,
        "options": [option_entry(option) for option in outlook.options],
    }


def _print(agreed: Agreed, lead: LeadTimes, outlook: Outlook) -> None:
    from rich.table import Table

    dates = outlook.dates
    assert dates is not None  # noqa: S101  # terms were given, so there are dates
    table = Table("What", "Date", "", show_header=False)
    table.add_row("First end", dates.first_end_date.isoformat(), "")
    used = f"{dates.renewals_used} renewals used" if dates.renewals_used != 1 else "1 renewal used"
    table.add_row("Current end", dates.current_end_date.isoformat(), used)
    table.add_row("Last day of the term", dates.last_day_date.isoformat(), "")
    if dates.notice_date and outlook.act_by_date:
        table.add_row("Give notice by", dates.notice_date.isoformat(), _still(dates.notice_open))
        table.add_row("Act by", outlook.act_by_date.isoformat(), _still(outlook.as_of <= outlook.act_by_date))
    console = out()
    console.print(table)
    told = Table("Choice", "Last day", "", "Act by")
    for option in outlook.options:
        state = {True: "open", False: "closed", None: "cannot be told"}[option.open]
        days = [each.isoformat() if each else "" for each in (option.last_date, option.act_by_date)]
        told.add_row(option.choice.value.replace("_", " "), days[0], state, days[1])
    console.print(told)
    console.print(f"The end dates are {dates.rule}. Notice: {agreed.notice}. Lead time: {lead.decision}.", markup=False)
    if dates.notice_working_date and dates.notice_working_date != dates.notice_date:
        console.print(f"The last working day to give notice is {dates.notice_working_date.isoformat()}.")
    for remark in _remarks(agreed, outlook):
        console.print(remark, markup=False)


def _remarks(agreed: Agreed, outlook: Outlook) -> list[str]:
    """Say what is odd about the terms, although they contradict nothing."""
    day = outlook.notice_date
    if day is None or day >= agreed.start_date:
        return []
    start = agreed.start_date.isoformat()
    return [f"The notice period is longer than the term: notice by {day} would be before the start, {start}."]


def _still(is_open: bool | None) -> str:
    return "still open" if is_open else "passed"

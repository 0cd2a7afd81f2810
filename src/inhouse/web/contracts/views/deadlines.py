"""Deadlines: what must be done by when, week by week, and whether anybody still looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from inhouse.contracts.calendar_deadlines import Kind, Weeks, by_week
from inhouse.contracts.lead_times import next_meeting
from inhouse.web.contracts.deadlines.forms import DeadlinesForm, asked_day
from inhouse.web.contracts.deadlines.queries import Due, as_events, due, heartbeat
from inhouse.web.contracts.downloads import as_calendar
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.contracts.terms.queries import entered
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import illustrative, loaded

COLOURS = {
    Kind.ACT_BY: "orange",
    Kind.LAST_DAY: "red",
    Kind.ENDS: "blue",
    Kind.RENEWS: "purple",
    Kind.INFORMATION: "yellow",
}
KIND_WORDS = {
    Kind.ACT_BY: "Act by",
    Kind.LAST_DAY: "Last day",
    Kind.ENDS: "Ends",
    Kind.RENEWS: "Renews",
    Kind.INFORMATION: "TUPE",
}


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One deadline as drawn."""

    due: Due
    tag: str
    colour: str
    what: str
    days: str


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """One week with its deadlines, or several without any; ``this`` marks the present week."""

    weeks: Weeks
    lines: tuple[DueLine, ...]
    this: bool


@permission("contracts.terms")
def deadlines_calendar(request: HttpRequest) -> HttpResponse:
    """List deadlines by week; weeks without any are one line."""
    today = asked_day(request.GET.get("on"), timezone.localdate())
    held = held_contracts(today, terms=True)
    everything = due(held)
    form = DeadlinesForm(request.GET, deadlines=everything)
    found = form.select(everything)
    weeks = int(form.asked.get("weeks") or 52)
    meetings = entered().meetings
    context: dict[str, Any] = {
        "form": form,
        "files": loaded("contracts"),
        "illustrative": illustrative(loaded("contracts")),
        "today": today,
        "back": today != timezone.localdate(),
        "filtered": any(form.asked.get(name) for name in ("what", "department", "who", "weeks", "on")),
        "late": [_line(each, today) for each in found if each.late],
        "weeks": _weeks(found, today, weeks),
        "further": sum(not each.late and each.date > _last(today, weeks) for each in found),
        "in_30_days": sum(not each.late and (each.date - today).days <= 30 for each in found),
        "without_terms": sum(each.terms is None and not each.ended(today) for each in held),
        "meeting": next_meeting(meetings, today),
        "meetings": len(meetings),
        "heartbeat": heartbeat(),
    }
    return render(request, "contracts/deadlines.html", context)


@permission("contracts.terms")
def download_deadlines(request: HttpRequest) -> HttpResponseBase:
    """Give every deadline as a calendar file."""
    today = timezone.localdate()
    return as_calendar(as_events(due(held_contracts(today, terms=True))), "contract-deadlines.ics", today)


def _weeks(found: list[Due], today: dt.date, weeks: int) -> list[WeekLine]:
    ahead = [each for each in found if not each.late]
    return [
        WeekLine(
            weeks=week,
            lines=tuple(_line(ahead[place], today) for place in week.positions),
            this=week.first_date <= today <= week.last_date,
        )
        for week in by_week([each.date for each in ahead], today, weeks)
    ]


def _last(today: dt.date, weeks: int) -> dt.date:
    return today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7 * weeks - 1)


def _line(each: Due, today: dt.date) -> DueLine:
    _, _, choices = each.what.partition(": ")
    return DueLine(
        due=each,
        tag="Late" if each.late else KIND_WORDS[each.kind],
        colour="red" if each.late else COLOURS[each.kind],
        what=choices.capitalize()
        if choices
        else {Kind.ENDS: "The contract ends", Kind.RENEWS: "It renews itself"}[each.kind],
        days=each.days_words(today),
    )

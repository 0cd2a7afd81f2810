"""Who holds control on a day, how did that come about, and how is more said about it?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from inhouse.contracts.control import ControlMap, Lever, control_history, control_map
from inhouse.contracts.control_dependence import concentration, dependences, gaps
from inhouse.core.errors import InputError
from inhouse.publishers.control_chart import HOLDER_WORDS, draw_history
from inhouse.web.contracts.contract_lines import CHOICE_WORDS
from inhouse.web.contracts.downloads import as_csv, as_xlsx
from inhouse.web.control import actions, downloads, queries
from inhouse.web.control import presenters as shown
from inhouse.web.control.forms import CorrectionForm, DayForm, StatementForm, WithdrawalForm
from inhouse.web.control.models import LEVER_WORDS, Statement
from inhouse.web.permissions import permission


@permission("control.view")
@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """Show the map on a day, its history, on whom the council depends, and what can be done."""
    today, said = timezone.localdate(), queries.standing()
    form = DayForm(request.GET or None, initial={"on": today})
    day = form.day(today)
    if not said:
        return render(request, "control/none.html")
    found, steps = control_map(said, day), control_history(said)
    history = shown.step_lines(steps)
    context = {
        "form": form,
        "day": day,
        "today": today,
        "counts": found.counts,
        "headline": shown.headline(found.counts, past=day < today),
        "lines": shown.map_lines(found),
        "lever_totals": shown.lever_totals(found),
        "holders": [(holder.value, words) for holder, words in HOLDER_WORDS.items()],
        "steps": history,
        "earlier": next((line for line in reversed(history) if line.date < day), None),
        "later": next((line for line in history if line.date > day), None),
        "chart": draw_history(steps, until=today, as_of=day, key="control", title="Levers by holder over time"),
        "holds": concentration(found),
        "dependences": [shown.dependence_words(each) for each in dependences(found)],
    }
    return render(request, "control/control.html", context | _regain(request, found))


def _regain(request: HttpRequest, found: ControlMap) -> dict[str, Any]:
    """What it would take to hold each lever; choices about contracts only for those who may see terms."""
    terms = request.user.may("contracts.terms")
    listed = gaps(found, queries.running_contracts(found.as_of) if terms else ())
    return {
        "terms": terms,
        "gaps": shown.gap_lines(listed, CHOICE_WORDS),
        "unknown": shown.unknown_lines(listed),
    }


@permission("control.view")
@require_safe
def lever_page(request: HttpRequest, lever: str) -> HttpResponse:
    """Show all that was said of one lever of one service, taken back or not."""
    service = request.GET.get("service", "")
    if lever not in set(Lever) or service not in queries.services():
        raise Http404
    today, facts = timezone.localdate(), queries.fact_ids()
    said = queries.of_lever(service, Lever(lever))
    cells = control_map(queries.standing(), today, [service]).cells
    now = next(cell for cell in cells if cell.lever == lever)
    context = {
        "service": service,
        "lever": lever,
        "words": LEVER_WORDS[Lever(lever)],
        "now": shown.cell_shown(now),
        "today": today,
        "lines": [shown.statement_line(each, now, facts) for each in said],
    }
    return render(request, "control/lever.html", context)


@permission("control.view")
@require_safe
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the map of a day as CSV, or with its counts, changes and statements as a workbook."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    day, said = DayForm(request.GET).day(timezone.localdate()), queries.standing()
    found, statements = control_map(said, day), queries.everything()
    name = f"control-{day.isoformat()}.{form}"
    if form == "csv":
        return as_csv(downloads.map_table(found, statements), name)
    tables = downloads.workbook_tables(found, control_history(said), concentration(found), statements)
    return as_xlsx(tables, name)


@permission("control.state")
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Say who holds a lever from a day on."""
    services = queries.services()
    asked = {name: request.GET.get(name, "") for name in ("service", "lever")}
    form = StatementForm(request.POST or None, initial=asked, services=services)
    if request.method == "POST" and form.is_valid():
        statement = actions.state(form.details(), by=request.user)
        messages.success(request, "It is on the map.")
        return redirect(statement)
    return render(request, "control/say.html", {"form": form})


@permission("control.state")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Take a statement back and say what is right in its place."""
    wrong, services = get_object_or_404(Statement, pk=number), queries.services()
    form = CorrectionForm(request.POST or None, initial=StatementForm.of(wrong), services=services)
    if request.method == "POST" and form.is_valid():
        try:
            statement = actions.correct(wrong, form.details(), form.cleaned_data["reason"], by=request.user)
        except InputError as error:
            form.add_error(None, f"{error.wrong} {error.next_step}")
        else:
            messages.success(request, "The correction is on the map. The earlier statement stays in the history.")
            return redirect(statement)
    return render(request, "control/say.html", {"form": form, "wrong": wrong})


@permission("control.state")
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a statement back, with a reason."""
    statement = get_object_or_404(Statement, pk=number)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(statement, form.cleaned_data["reason"], by=request.user)
        except InputError as error:
            form.add_error(None, f"{error.wrong} {error.next_step}")
        else:
            messages.success(request, "The statement is taken back. It stays in the history with your reason.")
            return redirect(statement)
    return render(request, "control/take_back.html", {"form": form, "statement": statement})

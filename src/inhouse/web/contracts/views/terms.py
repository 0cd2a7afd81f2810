"""How does a contract manager enter terms, see what they do to the dates, and undo?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from inhouse.contracts.options.outlook import Outlook
from inhouse.core.errors import InputError, StaleError
from inhouse.web.accounts.models import User
from inhouse.web.contracts.queries import Held, held_contracts, held_under
from inhouse.web.contracts.terms import actions, page
from inhouse.web.contracts.terms.forms import (
    AGREED_SPANS,
    LEAD_SPANS,
    LeadTimesForm,
    MeetingForm,
    TermsForm,
    proposed_terms,
    shown_terms,
)
from inhouse.web.contracts.terms.models import DecisionMeeting
from inhouse.web.contracts.terms.queries import (
    EVERY_CONTRACT,
    entered,
    lead_times_versions,
    newest_version,
    versions,
)
from inhouse.web.permissions import permission

get_or_post = require_http_methods(["GET", "POST"])


@permission("contracts.enter")
@get_or_post
def edit_terms(request: HttpRequest, key: str) -> HttpResponse:
    """Enter or correct the terms of a contract; shows what they do to its dates before they are kept."""
    held = _held(key)
    form = _terms_form(request, held)
    showing = request.method != "POST" or "show" in request.POST
    before, after = held.outlook, held.outlook
    if request.method == "POST" and form.is_valid():
        try:
            agreed = form.agreed()
            after = page.look(held.contract, agreed, held.identity, entered(), timezone.localdate())
            if not showing:
                actions.enter_terms(
                    held.identity, held.contract.title or held.contract.id, agreed, by=request.user,
                    expected=form.cleaned_data["expected"], owner=form.owner_chosen(),
                    evidence=form.cleaned_data["evidence"], reason=form.cleaned_data["reason"],
                )  # fmt: skip
                messages.success(request, "The terms are kept, and every date follows from them.")
                return redirect("contract", key)
        except (InputError, StaleError) as error:
            form.add_error(None, _words(error))
    context = _terms_context(request, held, form, before, after)
    only_changes = request.headers.get("X-Part") == "changes"
    return render(request, "contracts/_changes.html" if only_changes else "contracts/terms.html", context)


@permission("contracts.terms")
@require_safe
def terms_history(request: HttpRequest, key: str) -> HttpResponse:
    """Show every version of the terms of a contract."""
    held, today = _held(key), timezone.localdate()
    lines = page.version_lines(versions(held.identity), today)
    context = {
        "held": held, "title": held.contract.title or held.contract.id, "versions": lines, "today": today,
        "expected": lines[0].kept.version if lines else 0,
    }  # fmt: skip
    return render(request, "contracts/terms_history.html", context)


@permission("contracts.enter")
@require_http_methods(["POST"])
def restore_terms(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Undo: make an earlier version count again, or with version 0 the register alone."""
    held = _held(key)
    seen = request.POST.get("expected", "")
    expected = int(seen) if seen.isdigit() else newest_version(held.identity)
    try:
        if version == 0:
            title = held.contract.title or held.contract.id
            actions.enter_terms(held.identity, title, None, by=request.user, expected=expected)
        else:
            actions.restore_terms(held.identity, version, by=request.user, expected=expected)
    except (InputError, StaleError) as error:
        messages.warning(request, _words(error))
    else:
        said = f"Version {version} counts again." if version else "The register alone counts again."
        messages.success(request, said)
    return redirect("terms_history", key)


@permission("contracts.enter")
@get_or_post
def lead_times(request: HttpRequest) -> HttpResponse:
    """Say how long the council takes, for every contract that has no lead times of its own."""
    kept = lead_times_versions(EVERY_CONTRACT)
    form = LeadTimesForm(
        request.POST if request.method == "POST" else None,
        initial=LeadTimesForm.shown(kept[0].lead_times() if kept else None),
    )
    if request.method == "POST" and form.is_valid():
        actions.enter_lead_times(EVERY_CONTRACT, form.lead_times(), by=request.user)
        messages.success(request, "The lead times are kept, and every day to act by follows from them.")
        return redirect("lead_times")
    context = {"form": form, "pairs": [form.pair(name) for name in LEAD_SPANS], "versions": kept, "held": None}
    return render(request, "contracts/lead_times.html", context)


@permission("contracts.enter")
@get_or_post
def contract_lead_times(request: HttpRequest, key: str) -> HttpResponse:
    """Say how long the council takes for one contract; empty fields all through go back to those of all contracts."""
    held = _held(key)
    kept = lead_times_versions(held.identity)
    form = LeadTimesForm(
        request.POST if request.method == "POST" else None,
        initial=LeadTimesForm.shown(kept[0].lead_times() if kept else None),
    )
    if request.method == "POST" and form.is_valid():
        times = form.lead_times()
        own = any(getattr(times, name) for name in LEAD_SPANS)
        actions.enter_lead_times(held.identity, times if own else None, by=request.user)
        messages.success(request, "The lead times of this contract are kept.")
        return redirect("contract", key)
    context = {"form": form, "pairs": [form.pair(name) for name in LEAD_SPANS], "versions": kept, "held": held}
    return render(request, "contracts/lead_times.html", context)


@permission("contracts.enter")
@require_http_methods(["POST"])
def restore_lead_times(request: HttpRequest, version: int) -> HttpResponse:
    """Undo: make earlier lead times count again."""
    try:
        actions.restore_lead_times(EVERY_CONTRACT, version, by=request.user)
    except InputError as error:
        messages.warning(request, _words(error))
    else:
        messages.success(request, f"Version {version} counts again.")
    return redirect("lead_times")


@permission("contracts.enter")
@get_or_post
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings that can decide, and add to them."""
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = actions.add_meeting(by=request.user, **form.cleaned_data)
        messages.success(request, f"{kept.name} on {kept.meeting_date:%-d %B %Y} is listed.")
        return redirect("meetings")
    everything = DecisionMeeting.objects.all()
    context = {
        "form": form, "listed": [each for each in everything if not each.removed_at],
        "removed": [each for each in everything if each.removed_at], "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "contracts/meetings.html", context)


@permission("contracts.enter")
@require_http_methods(["POST"])
def remove_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take a meeting off the list."""
    meeting = get_object_or_404(DecisionMeeting, pk=meeting_id)
    actions.remove_meeting(meeting, by=request.user)
    messages.success(request, f"{meeting.name} on {meeting.meeting_date:%-d %B %Y} is removed. You can put it back.")
    return redirect("meetings")


@permission("contracts.enter")
@require_http_methods(["POST"])
def put_back_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Undo the removal of a meeting."""
    meeting = get_object_or_404(DecisionMeeting, pk=meeting_id)
    actions.put_back_meeting(meeting, by=request.user)
    messages.success(request, f"{meeting.name} on {meeting.meeting_date:%-d %B %Y} is listed again.")
    return redirect("meetings")


def _held(key: str) -> Held:
    held = held_under(held_contracts(timezone.localdate(), terms=True), key)
    if held is None:
        raise Http404
    return held


def _terms_form(request: HttpRequest, held: Held) -> TermsForm:
    people = page.may_look_after(User.objects.prefetch_related("roles"))
    kept = held.terms
    agreed = kept.agreed() if kept else None
    shown = shown_terms(agreed) if agreed else proposed_terms(held.contract)
    first = {
        **shown, "expected": newest_version(held.identity),
        "owner": str(kept.owner_id) if kept and kept.owner_id else "", "evidence": kept.evidence if kept else "",
    }  # fmt: skip
    return TermsForm(request.POST if request.method == "POST" else None, initial=first, people=people)


def _terms_context(
    request: HttpRequest, held: Held, form: TermsForm, before: Outlook, after: Outlook
) -> dict[str, Any]:
    return {
        "held": held,
        "title": held.contract.title or held.contract.id,
        "form": form,
        "spans": {name: form.pair(name) for name in AGREED_SPANS},
        "changes": page.changes(before, after),
        "typed": request.method == "POST",
        "wrong": bool(form.errors),
        "today": timezone.localdate(),
    }


def _words(error: InputError | StaleError) -> str:
    found = f" Found: {error.found}." if error.found else ""
    return f"{error.wrong}{found} {error.next_step}".strip()

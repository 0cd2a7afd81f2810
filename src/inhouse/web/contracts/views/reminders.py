"""How is a person reminded? The page of their own choices, the calendar feed, and the way out of e-mails."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from inhouse.publishers.ical import to_ical
from inhouse.web.config.email import CONSOLE
from inhouse.web.contracts.deadlines.queries import as_events, due, heartbeat
from inhouse.web.contracts.digests import actions as digests
from inhouse.web.contracts.digests.forms import DigestForm
from inhouse.web.contracts.digests.models import DigestChoice, DigestSent
from inhouse.web.contracts.feeds import actions as feeds
from inhouse.web.contracts.feeds.models import CalendarFeed
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.permissions import open_page, permission


@permission("contracts.terms")
@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """Show a person's reminders, and take their choice about e-mails."""
    choice = DigestChoice.objects.filter(user=request.user).first()
    form = DigestForm(request.POST if request.method == "POST" else None, initial=DigestForm.of(choice))
    if request.method == "POST" and form.is_valid():
        digests.choose(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, "Your choice is kept.")
        return redirect("reminders")
    return render(request, "contracts/reminders.html", _context(request, form))


@permission("contracts.terms")
@require_http_methods(["POST"])
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make a new calendar address and show it, this once."""
    token = feeds.make_feed(request.user, by=request.user)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    form = DigestForm(initial=DigestForm.of(DigestChoice.objects.filter(user=request.user).first()))
    return render(request, "contracts/reminders.html", _context(request, form) | {"address": address})


@permission("contracts.terms")
@require_http_methods(["POST"])
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Make the calendar address useless."""
    feeds.revoke_feed(request.user, by=request.user)
    messages.success(request, "Your calendar address no longer works.")
    return redirect("reminders")


@open_page
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's deadlines to their calendar program, which cannot sign in."""
    reader = feeds.reader_of(token)
    if reader is None:
        raise Http404
    today = timezone.localdate()
    events = as_events(due(held_contracts(today, terms=True)), settings.PROGRAMME_ADDRESS)
    text = to_ical(events, name=f"Contract deadlines: {settings.PROGRAMME.name()}", as_of=today)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@open_page
@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the e-mails of whoever holds the link. Opening it asks first: e-mail programs open links by themselves."""
    choice = digests.choice_of(token)
    if choice is not None and request.method == "POST":
        digests.unsubscribe(choice)
        return render(request, "contracts/unsubscribe.html", {"done": True})
    return render(request, "contracts/unsubscribe.html", {"choice": choice}, status=200 if choice else 404)


def _context(request: HttpRequest, form: DigestForm) -> dict[str, object]:
    return {
        "form": form,
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "last_sent": DigestSent.objects.filter(user=request.user).order_by("-day").first(),
        "printed": settings.EMAIL_BACKEND == CONSOLE,
        "heartbeat": heartbeat(),
    }

"""What is shown when a page cannot be? Plain words and a way on; never a traceback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that this account may not see the page."""
    return render(request, "design/not_allowed.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that there is no such page."""
    return render(request, "design/not_found.html", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Show that the fault is ours."""
    return render(request, "design/went_wrong.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a form was open too long, or came from elsewhere."""
    return render(request, "design/form_expired.html", status=403)

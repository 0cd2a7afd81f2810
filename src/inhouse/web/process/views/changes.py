"""How do people name services, change, remove and put them back, and keep their logs for a handover?"""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from inhouse.core.errors import InhouseError, InputError
from inhouse.web.permissions import permission
from inhouse.web.process import actions
from inhouse.web.process.forms import ServiceForm
from inhouse.web.process.handover import contents, write_snapshot
from inhouse.web.process.models import Service

get_or_post = require_http_methods(["GET", "POST"])


@permission("process.name")
@get_or_post
def name_service(request: HttpRequest) -> HttpResponse:
    """Name a service."""
    form = ServiceForm(request.POST or None)
    if len(form.sources) == 1:
        form.initial["logs"] = list(form.sources)
    if request.method == "POST" and form.is_valid():
        try:
            service = actions.name_service(form.cleaned_data["name"], form.chosen_logs(), by=request.user)  # type: ignore[arg-type]
        except InputError as error:
            form.add_error("name", f"{error.wrong} {error.next_step}")
        else:
            messages.success(request, f"{service.name} is here.")
            return redirect(service)
    return render(request, "process/name.html", {"form": form})


@permission("process.name")
@get_or_post
def change_service(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the name of a service, and its logs."""
    service = get_object_or_404(Service, slug=slug, removed_at=None)
    current = {"name": service.name, "logs": [str(log.source_id) for log in service.logs.all()]}
    form = ServiceForm(request.POST or None, initial=current)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_service(service, form.cleaned_data["name"], form.chosen_logs(), by=request.user)  # type: ignore[arg-type]
        except InputError as error:
            form.add_error("name", f"{error.wrong} {error.next_step}")
        else:
            messages.success(request, "The service was changed.")
            return redirect(service)
    return render(request, "process/name.html", {"form": form, "service": service})


@permission("process.name")
@get_or_post
def remove_service(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a service off the pages, after asking."""
    service = get_object_or_404(Service, slug=slug, removed_at=None)
    if request.method != "POST":
        return render(request, "process/remove.html", {"service": service})
    actions.remove_service(service, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{service.name} was removed. It can be put back below.")
    return redirect("services")


@permission("process.name")
@require_http_methods(["POST"])
def put_back_service(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a removed service back."""
    service = get_object_or_404(Service, slug=slug)
    try:
        actions.put_back_service(service, by=request.user)  # type: ignore[arg-type]
    except InhouseError as error:
        messages.warning(request, f"{error.wrong} {error.next_step}")
        return redirect("services")
    messages.success(request, f"{service.name} is back.")
    return redirect(service)


@permission("process.keep")
@get_or_post
def keep_logs(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what a handover snapshot of a service holds, and make one."""
    service = get_object_or_404(Service, slug=slug, removed_at=None)
    listed = contents(service)
    if request.method != "POST" or not listed:
        return render(request, "process/keep.html", {"service": service, "contents": listed})
    file, sha256 = write_snapshot(service)
    actions.note_handover(service, [each.source for each in listed], sha256, by=request.user)  # type: ignore[arg-type]
    return FileResponse(file, as_attachment=True, filename=f"{service.slug}-logs.zip", content_type="application/zip")

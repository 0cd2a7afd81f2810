"""What do people see of the files that were brought in?"""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inhouse.web.permissions import permission
from inhouse.web.sources import presenters, queries
from inhouse.web.sources.models import Kind, Source, State
from inhouse.web.sources.rows import ROWS_A_PAGE, kept_rows, rejected_rows, rejects_csv

SOURCES_A_PAGE = 50
REJECTS_SHOWN = 20


@permission("sources.view")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List every file, or those with rejected rows, the latest first, and say what needs an answer."""
    rejected = request.GET.get("rejected") == "yes"
    listed = queries.files_with_rejects() if rejected else Source.objects.all()
    page = Paginator(listed.select_related("uploaded_by"), SOURCES_A_PAGE).get_page(request.GET.get("page"))
    states = list(Source.objects.values_list("state", flat=True))
    context = {
        "page": page,
        "rejected": rejected,
        "lines": [(source, presenters.colour(source)) for source in page.object_list],
        "waiting": states.count(State.WAITING),
        "failed": states.count(State.FAILED),
        "busy": states.count(State.QUEUED) + states.count(State.LOADING),
        "loaded": states.count(State.LOADED),
    }
    return render(request, "sources/sources.html", context)


def _may_see_rows(request: HttpRequest, source: Source) -> bool:
    """Whether a person may see single rows of a file: a log names people, and not everybody who sees files may."""
    return bool(request.user.may(source.about_kind.rows_permission))  # type: ignore[union-attr]


def _source_with_rows(request: HttpRequest, source_id: uuid.UUID) -> Source:
    source = get_object_or_404(Source, pk=source_id)
    if not _may_see_rows(request, source):
        raise PermissionDenied(source.about_kind.rows_permission)
    return source


@permission("sources.view")
@require_safe
def source(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Show one file: its state, what was kept and rejected, and what can be done."""
    source = get_object_or_404(Source.objects.select_related("uploaded_by", "accepted_by", "undone_by"), pk=source_id)
    sees_rows, parts = _may_see_rows(request, source), presenters.part_lines(source)
    context = {
        "source": source,
        "colour": presenters.colour(source),
        "size": presenters.size_words(source.size),
        "parts": parts,
        "rejects": rejected_rows(source)[:REJECTS_SHOWN] if source.rows_rejected and sees_rows else (),
        "sees_rows": sees_rows,
        "money": presenters.money_read(source),
        "set_aside": sum(part.rows_set_aside for part in parts),
        "rejects_shown": REJECTS_SHOWN,
    }
    return render(request, "sources/source.html", context)


@permission("sources.view")
@require_safe
def source_rows(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """List the kept rows of one payments file, in the order of the file."""
    source = get_object_or_404(Source, pk=source_id, kind=Kind.PAYMENTS, loaded_at__isnull=False)
    page = Paginator(range(source.rows_kept or 0), ROWS_A_PAGE).get_page(request.GET.get("page"))
    kept = kept_rows(source, limit=ROWS_A_PAGE, offset=max(page.start_index() - 1, 0))
    return render(request, "sources/rows.html", {"source": source, "page": page, "rows": kept})


@permission("sources.view")
@require_safe
def progress(request: HttpRequest, source_id: uuid.UUID) -> JsonResponse:
    """Say how far one file has come, for a page that is being watched."""
    source = get_object_or_404(Source, pk=source_id)
    state = {"state": source.state, "words": source.get_state_display(), "colour": presenters.colour(source)}
    return JsonResponse(state | {"percent": source.percent, "busy": source.busy})


@permission("sources.view")
@require_safe
def rejects(request: HttpRequest, source_id: uuid.UUID) -> StreamingHttpResponse:
    """Download the rejected rows of one file, each with its reason."""
    source = _source_with_rows(request, source_id)
    if source.loaded_at is None:
        raise Http404
    response = StreamingHttpResponse(rejects_csv(source), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejects-{source.sha256[:12]}.csv"'
    return response


@permission("sources.view")
@require_safe
def original(request: HttpRequest, source_id: uuid.UUID) -> FileResponse:
    """Download a file as it was brought in."""
    source = _source_with_rows(request, source_id)
    if not source.original.is_file():
        raise Http404
    return FileResponse(
        source.original.open("rb"),
        as_attachment=True,
        filename=source.filename,
        content_type="application/octet-stream",
    )

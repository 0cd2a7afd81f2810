"""How do people bring files in, say what they mean, undo and redo them?"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from inhouse.core.errors import InhouseError, InputError, StaleError, UnreadableFile
from inhouse.web.permissions import permission
from inhouse.web.sources import actions, presenters, queries, reading
from inhouse.web.sources.forms import UploadForm
from inhouse.web.sources.grids import letter
from inhouse.web.sources.kinds.file_kind import TellingForm
from inhouse.web.sources.models import Kind, Source, State
from inhouse.web.sources.originals import keep

get_or_post = require_http_methods(["GET", "POST"])


@permission("sources.load")
@get_or_post
def upload(request: HttpRequest) -> HttpResponse:
    """Take files in: one leads to its columns, several to the list."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "sources/upload.html", {"form": form})
    kind = Kind(form.cleaned_data["kind"])
    taken, refused = _take(request, form.cleaned_data["files"], kind)
    if not taken:
        form.refuse((*form.refused, *refused))
        return render(request, "sources/upload.html", {"form": form})
    fresh = [source for source, new in taken if new]
    each = form.cleaned_data["check"] == "each"
    actions.accept_all([source for source in fresh if not (each and source.shown_first)], by=request.user)
    _say_known(request, [source for source, new in taken if not new])
    _say_refused(request, (*form.refused, *refused))
    if len(taken) > 1:
        if fresh:
            messages.success(request, f"{len(fresh)} file{'s are' if len(fresh) > 1 else ' is'} here.")
        return redirect("sources")
    first = taken[0][0]
    waiting = fresh and each and first.shown_first
    return redirect("source_columns" if waiting else "source", first.pk)


@permission("sources.load")
@get_or_post
def columns(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Show what the columns of a file are taken for, and take corrections."""
    source = get_object_or_404(Source, pk=source_id)
    if not source.can_be_told:
        if request.method == "POST" and source.has_columns:
            messages.warning(request, presenters.answered_before(source))
        return redirect("source", source.pk)
    try:
        grids = reading.look(source)
    except InputError as error:
        return render(request, "sources/unreadable.html", {"source": source, "error": error})
    asked = [grid for grid in grids if not grid.hopeless] or list(grids)
    typed, about = request.POST if request.method == "POST" else None, source.about_kind
    forms = [about.form(typed, grid=grid, kind=about, prefix=f"table{number}") for number, grid in enumerate(asked)]
    accepting = request.method == "POST" and "show" not in request.POST
    complete = [form.is_valid() for form in forms] if accepting else [False]
    if all(complete):
        layouts = [form.layout() for form in forms]
        return _accepted(request, source, layouts)
    context = {
        "source": source,
        "size": presenters.size_words(source.size),
        "tables": [(form, _sample(form)) for form in forms],
        "passed_over": [name for grid in grids if grid not in asked for name in grid.names],
        "checked": accepting,
    }
    return render(request, "sources/columns.html", context)


@permission("sources.undo")
@get_or_post
def undo(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Stop counting a file, after asking."""
    source = get_object_or_404(Source, pk=source_id)
    if request.method != "POST":
        return render(request, "sources/undo.html", {"source": source})
    done = f"{source.filename} no longer counts in any figure."
    return _then(request, source, lambda: actions.undo(source, by=request.user), done)


@permission("sources.undo")
@require_http_methods(["POST"])
def redo(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Count an undone file again."""
    source = get_object_or_404(Source, pk=source_id)
    done = f"{source.filename} counts again."
    return _then(request, source, lambda: actions.redo(source, by=request.user), done)


@permission("sources.load")
@require_http_methods(["POST"])
def retry(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Try again to load a file."""
    source = get_object_or_404(Source, pk=source_id)
    return _then(request, source, lambda: actions.retry(source, by=request.user), "")


@permission("sources.load")
@get_or_post
def discard(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Forget a file that never counted, after asking."""
    source = get_object_or_404(Source, pk=source_id)
    if request.method != "POST":
        return render(request, "sources/discard.html", {"source": source})
    name, key = source.filename, source.pk
    _then(request, source, lambda: actions.discard(source, by=request.user), f"{name} was discarded.")
    return redirect("source", key) if Source.objects.filter(pk=key).exists() else redirect("sources")


def _take(request: HttpRequest, files: list[UploadedFile], kind: Kind) -> tuple[list[tuple[Source, bool]], list[str]]:
    """Keep each file that is what it says, with whether it is new, and say of each other why it is refused."""
    taken: list[tuple[Source, bool]] = []
    refused: list[str] = []
    for file in files:
        kept = keep(file.chunks(), PurePath(file.name or "file").name, settings.PROGRAMME.originals)
        try:
            if queries.source_of(kind, kept.sha256) is None:
                reading.check(kept, kind)
        except UnreadableFile as error:
            actions.drop(kept)
            refused.append(f"{error.wrong} Found: {error.found}.")
        else:
            taken.append(actions.add(kept, kind, by=request.user))
    return taken, refused


def _say_known(request: HttpRequest, known: list[Source]) -> None:
    if len(known) == 1:
        state = State(known[0].state).label.lower()
        messages.info(request, f"This file was brought in before ({known[0].filename}: {state}). Nothing changed.")
    elif known:
        messages.info(request, f"{len(known)} of these files were brought in before. Nothing changed for them.")


def _say_refused(request: HttpRequest, refused: tuple[str, ...]) -> None:
    if refused:
        count = "1 file was" if len(refused) == 1 else f"{len(refused)} files were"
        reasons = format_html_join("", "<br>{}", ((reason,) for reason in refused))
        messages.warning(request, format_html("{} refused, and not kept:{}", count, reasons))


def _accepted(request: HttpRequest, source: Source, layouts: list[dict[str, Any]]) -> HttpResponse:
    """Accept what the columns mean; where somebody else was quicker, say what they answered."""
    try:
        actions.accept(source, layouts, by=request.user)
    except StaleError as error:
        source = Source.objects.filter(pk=source.pk).first()
        messages.warning(request, presenters.answered_before(source) if source else error.wrong)
    return redirect("source", source.pk) if source else redirect("sources")


def _then(request: HttpRequest, source: Source, act: Callable[[], None], done: str) -> HttpResponse:
    """Act, say what came of it, and go to the file's page."""
    try:
        act()
    except StaleError as error:
        messages.warning(request, f"{error.wrong} {error.next_step}")
    except InhouseError as error:
        messages.warning(request, error.wrong)
    else:
        if done:
            messages.success(request, done)
    return redirect("source", source.pk)


def _sample(form: TellingForm) -> dict[str, object]:
    """The first rows of a table, under the meaning each column has been given; columns with a meaning come first."""
    meanings = form.meanings()
    order = [*meanings, *(column for column in range(form.grid.width) if column not in meanings)]
    headers = form.grid.headers(form.header_row)
    return {
        "columns": [(letter(c), headers[c], meanings.get(c, "")) for c in order],
        "rows": [
            (number, [(row[c].strip() if c < len(row) else "", c in meanings) for c in order])
            for number, row in form.grid.below(form.header_row)
        ],
        "header_row": form.header_row + 1,
    }

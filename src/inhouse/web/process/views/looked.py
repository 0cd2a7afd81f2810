"""What has every page of a service in common? The service, its logs, the filters that are on, and their answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from inhouse.core.errors import InhouseError
from inhouse.process.discovery.records import Discovery
from inhouse.stores.query import load_query
from inhouse.web.design.made import ShownQuery, show_query
from inhouse.web.process import presenters as shown
from inhouse.web.process.filters import SMALLEST_GROUP, Chosen, FilterForm, chosen
from inhouse.web.process.models import Service
from inhouse.web.process.opened import Book, Opened, open_service
from inhouse.web.process.sections import section_links
from inhouse.web.sources.opened import illustrative

PREPARED = ("events_kept", "cases_all", "steps", "case_ways", "variants", "variant_steps")
"""The queries that make the tables other queries read."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A service that is looked at, with the filters of the address and the answer to them."""

    opened: Opened
    book: Book
    chosen: Chosen
    form: FilterForm
    found: Discovery
    sees_rows: bool

    @property
    def service(self) -> Service:
        """The service."""
        return self.opened.service

    @property
    def too_few(self) -> bool:
        """Whether so few cases are left in that figures could tell of one of them."""
        return not self.sees_rows and 0 < self.found.totals.cases < SMALLEST_GROUP

    def address(self, name: str, **more: object) -> str:
        """The address of another page of the service, filters kept."""
        return self.chosen.address(reverse(name, args=[self.service.slug]), **more)


def look(request: HttpRequest, slug: str) -> Looked | HttpResponse:
    """Open a service and answer the filters of the address; a page that says what is missing where that cannot be."""
    service = get_object_or_404(Service, slug=slug, removed_at=None)
    try:
        opened = open_service(service)
        if opened.book is None:
            return render(request, "process/no_logs.html", {"service": service, "logs": service.logs.all()})
        selected, form = chosen(request.GET, opened.book)
        found = opened.book.answer(selected.filters)
    except InhouseError as error:
        return render(request, "process/no_logs.html", {"service": service, "error": error}, status=500)
    sees_rows = request.user.may("process.rows")  # type: ignore[union-attr]
    return Looked(
        opened=opened, book=opened.book, chosen=selected, form=form, found=found, sees_rows=bool(sees_rows)
    )  # fmt: skip


def page(request: HttpRequest, looked: Looked, section: str, template: str, more: dict[str, Any]) -> HttpResponse:
    """Render one page of a service: what all have in common, and what is its own."""
    path = reverse(section, args=[looked.service.slug])
    context = {
        "service": looked.service,
        "sections": section_links(looked.service, looked.chosen, section, request.user),  # type: ignore[arg-type]
        "tags": looked.chosen.tags(path),
        "clear_href": path,
        "form": looked.form,
        "kept": looked.chosen.kept,
        "found": looked.found,
        "headline": shown.headline(looked.found),
        "too_few": looked.too_few,
        "smallest": SMALLEST_GROUP,
        "sees_rows": looked.sees_rows,
        "illustrative": illustrative(looked.opened.files),
        "files": looked.opened.files,
        "decisions": (*looked.opened.decisions, *looked.found.decisions),
    }
    if looked.too_few or not looked.found.totals.cases:
        template, more = "process/nothing.html", {}
    return render(request, template, context | more)


def made_by(names: tuple[str, ...], **values: object) -> tuple[ShownQuery, ...]:
    """The queries behind a page, and those that make the tables they read."""
    return tuple(show_query(load_query("process", name), values) for name in (*names, *PREPARED))

"""Paid against agreed: what we are paying, what we should be paying, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from inhouse.publishers.tables import Table
from inhouse.web.contracts.downloads import MADE_UP, as_csv, as_xlsx, provenance
from inhouse.web.contracts.paid.answers import Answer, answer
from inhouse.web.contracts.paid.forms import PaidForm
from inhouse.web.contracts.paid.lines import draw, lines_of
from inhouse.web.contracts.paid.sections import SECTION_WORDS, counts, section
from inhouse.web.contracts.paid.words import headline, where_it_went
from inhouse.web.contracts.presenters import same_choice
from inhouse.web.contracts.queries import how_made
from inhouse.web.contracts.years import kind_links
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import LoadedFile, illustrative, loaded
from inhouse.workflows.paid import PaidRow, paid_row, tables

LINES_A_PAGE, ROWS_A_PAGE = 25, 50
TABLES = ("paid_rows", "paid_links", "payments_identified", "supplier_identities", "payments_kept")
QUERIES = ("paid_by_contract", "paid_totals")


@permission("payments.view")
@require_safe
def paid(request: HttpRequest) -> HttpResponse:
    """List contracts with what was paid, below the answer in a few words."""
    found = _answer(request)
    if found is None:
        return render(request, "contracts/paid.html", _nothing())
    form = PaidForm(request.GET, lines=found.lines)
    chosen = form.chosen(found.lines)
    page = Paginator(chosen, LINES_A_PAGE).get_page(request.GET.get("page"))
    (threshold,) = found.paid.parameters
    context = {
        "answer": found.paid,
        "headline": headline(found.paid.contracts),
        "went": where_it_went(found.paid),
        "sections": counts(found),
        "form": form,
        "found": len(chosen),
        "lines": lines_of(page.object_list),
        "chart": draw(chosen),
        "page": page,
        "caption": f"Contracts {page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}",
        "download_csv": same_choice("paid_download", request, "csv"),
        "queries": how_made(QUERIES, {"threshold_gbp": threshold.value}, TABLES),
        **_files(),
    }
    return render(request, "contracts/paid.html", context)


@permission("payments.view")
@require_safe
def paid_section(request: HttpRequest, name: str) -> HttpResponse:
    """Show one table of the answer."""
    if name not in SECTION_WORDS:
        raise Http404
    found = _answer(request)
    if found is None:
        return render(request, "contracts/paid.html", _nothing())
    shown = section(name, found, request)
    page = Paginator(shown.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "answer": found.paid,
        "name": name,
        "section": shown,
        "sections": counts(found),
        "page": page,
        "caption": f"{page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}",
        "kinds": kind_links(request) if shown.by_year else [],
        **_files(),
    }
    return render(request, "contracts/paid_section.html", context)


@permission("payments.view")
@require_safe
def download_paid(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the contracts listed as CSV, or every table of the answer as a workbook."""
    found = _answer(request)
    if found is None or form not in {"csv", "xlsx"}:
        raise Http404
    made = _tables(found)
    if form == "xlsx":
        return as_xlsx(list(made.values()), "paid.xlsx")
    chosen = PaidForm(request.GET, lines=found.lines).chosen(found.lines)
    rows = [paid_row(line.paid) for line in chosen]
    return as_csv(_origin(found).table("Paid against agreed", PaidRow, rows), "paid.csv")


@permission("payments.view")
@require_safe
def download_paid_table(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give one table of the answer as CSV."""
    found = _answer(request)
    made = _tables(found) if found else {}
    if name not in made:
        raise Http404
    return as_csv(made[name], f"{name.replace('_', '-')}.csv")


def _answer(request: HttpRequest) -> Answer | None:
    return answer(timezone.localdate(), terms=request.user.may("contracts.terms"))


def _nothing() -> dict[str, Any]:
    return {"answer": None, "payments": loaded("payments"), "contracts": loaded("contracts")}


def _files() -> dict[str, Any]:
    files = _loaded()
    return {"files": files, "illustrative": illustrative(files)}


def _loaded() -> tuple[LoadedFile, ...]:
    return (*loaded("contracts"), *loaded("payments"))


def _origin(found: Answer) -> Any:
    return provenance(_loaded(), *found.paid.caveats)


def _tables(found: Answer) -> dict[str, Table]:
    origin = _origin(found)
    made_up = (MADE_UP,) if MADE_UP in origin.caveats else ()
    whole = replace(origin.provenance, parameters=found.paid.parameters, as_of=found.paid.as_of)
    return tables(found.paid, whole, made_up)

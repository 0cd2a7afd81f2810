"""Contracts: what ends when, and which choices about it are still open."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from inhouse.contracts.register.editions import Current, said_of
from inhouse.web.contracts import contract_lines as lines
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.contract_page import contract_page
from inhouse.web.contracts.deadlines.forms import asked_day
from inhouse.web.contracts.downloads import as_csv, as_xlsx, provenance
from inhouse.web.contracts.forms import ContractsForm
from inhouse.web.contracts.queries import held_contracts, held_under
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import illustrative, loaded

CONTRACTS_A_PAGE = 50


@permission("contracts.view")
def contracts(request: HttpRequest) -> HttpResponse:
    """List contracts, those that end next first, and draw them in time."""
    today, terms, files = _as_on(request), request.user.may("contracts.terms"), loaded("contracts")
    form = ContractsForm(request.GET, terms=terms)
    held, asked = held_contracts(today, terms=terms), form.asked()
    found = lines.select(held, asked, today)
    ahead = [each for each in found if not each.ended(today)]
    page = Paginator(found, CONTRACTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "files": files,
        "illustrative": illustrative(files),
        "filtered": any(value for name, value in asked.items() if name != "sort"),
        "found": len(found),
        "several_registers": said_of(Current(contract=each.contract, earlier=each.earlier) for each in held),
        "running": sum(each.running(today) for each in found),
        "without_end": f"and {sum(each.end_date is None for each in found):,} without an end date",
        "next_end": next((each for each in lines.select(ahead, {}, today) if each.end_date), None),
        "open_choices": sum(len(each.open_choices) for each in found) if terms else None,
        "timeline": lines.draw(page.object_list, today, terms=terms),
        "most_drawn": lines.MOST_DRAWN,
        "contracts": lines.contract_lines(page.object_list, today, terms=terms, on=_on(today)),
        "caption": f"Contracts {page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}",
        "page": page,
        "terms": terms,
        "today": today,
        "back": bool(_on(today)),
        "download_csv": shown.same_choice("contracts_download", request, "csv"),
        "download_xlsx": shown.same_choice("contracts_download", request, "xlsx"),
    }
    return render(request, "contracts/contracts.html", context)


@permission("contracts.view")
def contract(request: HttpRequest, key: str) -> HttpResponse:
    """Show one contract: dates, choices, payments to its supplier, and where each fact came from."""
    today, terms = _as_on(request), request.user.may("contracts.terms")
    held = held_under(held_contracts(today, terms=terms), key)
    if held is None:
        raise Http404
    return render(request, "contracts/contract.html", contract_page(request, held, today))


@permission("contracts.view")
def download_contracts(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the contracts listed, as CSV or as a workbook with its sources."""
    today, terms = _as_on(request), request.user.may("contracts.terms")
    if form not in {"csv", "xlsx"}:
        raise Http404
    found = lines.select(held_contracts(today, terms=terms), ContractsForm(request.GET, terms=terms).asked(), today)
    rows = [lines.for_download(each, terms=terms) for each in found]
    origin = provenance(loaded("contracts"), f"Open choices are as they stood on {today.isoformat()}.")
    table = origin.table("Contracts", lines.ContractForDownload, rows)
    return as_csv(table, "contracts.csv") if form == "csv" else as_xlsx([table], "contracts.xlsx")


def _as_on(request: HttpRequest) -> dt.date:
    """The day to look from: the one asked for, else today."""
    return asked_day(request.GET.get("on"), timezone.localdate())


def _on(day: dt.date) -> str:
    """The day as it stands in an address; empty for today."""
    return "" if day == timezone.localdate() else day.isoformat()

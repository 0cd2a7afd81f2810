"""The rows behind a figure: every payment, with its file and row number, and the query that added them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from inhouse.contracts.payments import PaymentRow
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.behind import Behind, rows_asked
from inhouse.web.contracts.downloads import as_csv, provenance
from inhouse.web.contracts.forms import RowsForm
from inhouse.web.contracts.queries import Ledger, how_made, ledger
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import LoadedFile, illustrative, loaded

ROWS_A_PAGE = 50
ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, kw_only=True)
class RowLine:
    """One payment with the file it came from."""

    payment: PaymentRow
    file: LoadedFile
    part: str
    purpose: str


@permission("payments.view")
def rows(request: HttpRequest) -> HttpResponse:
    """Show the rows of a choice, fifty at a time, and what they add up to."""
    form, book, files = RowsForm(request.GET), ledger(), loaded("payments")
    if book is None:
        return render(request, "contracts/payments.html", {"files": ()})
    behind = _behind(request, form, book)
    page = Paginator(range(behind.totals.rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
    asked = {"order": form.order, "limit": ROWS_A_PAGE, "offset": ROWS_A_PAGE * (page.number - 1)}
    lines = _lines(behind.fetch(**asked), files)
    context = {
        "heading": behind.heading,
        "amount_gbp": behind.totals.amount_gbp,
        "matching": behind.totals.rows,
        "files_note": "each with its file and row number",
        "rows": lines,
        "has_department": any(line.payment.department for line in lines),
        "has_purpose": any(line.purpose or line.payment.invoice_number for line in lines),
        "page": page,
        "orders": [
            {"words": words, "current": form.order == order, "href": behind.href(sort=order)}
            for order, words in RowsForm.ORDERS
        ],
        "download_href": behind.href("rows_download", sort=form.order),
        "back_href": behind.back_href,
        "back_words": behind.back_words,
        "queries": how_made(behind.queries, behind.parameters | asked, behind.tables),
        "files": files,
        "illustrative": illustrative(files),
        "mixed": len({file.illustrative for file in files}) > 1,
    }
    return render(request, "contracts/rows.html", context)


@permission("payments.view")
def download_rows(request: HttpRequest) -> HttpResponseBase:
    """Give every row of a choice as CSV, with the name of its file."""
    form, book, files = RowsForm(request.GET), ledger(), loaded("payments")
    if book is None:
        raise Http404
    found = _all_rows(_behind(request, form, book), form.order, files)
    table = provenance(files).table("Payments", shown.RowForDownload, found)
    return as_csv(table, "payments-rows.csv")


def _behind(request: HttpRequest, form: RowsForm, book: Ledger) -> Behind:
    behind = rows_asked(request, form, book)
    if behind is None:
        raise Http404
    return behind


def _all_rows(behind: Behind, order: str, files: tuple[LoadedFile, ...]) -> Iterator[shown.RowForDownload]:
    names = {file.sha256: file.name for file in files}
    offset = 0
    while found := behind.fetch(order=order, limit=ROWS_AT_ONCE, offset=offset):
        yield from (shown.row_for_download(row, names.get(row.source, "")) for row in found)
        offset += ROWS_AT_ONCE


def _lines(found: tuple[PaymentRow, ...], files: tuple[LoadedFile, ...]) -> list[RowLine]:
    by_hash = {file.sha256: file for file in files}
    return [
        RowLine(
            payment=row,
            file=by_hash[row.source],
            part="" if row.part in ("", by_hash[row.source].name) else row.part,
            purpose="; ".join(dict.fromkeys(filter(None, (row.description, row.expense_area)))),
        )
        for row in found
    ]

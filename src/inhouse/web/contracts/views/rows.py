"""The rows behind a figure: every payment, with its file and row number, and the query that added them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from inhouse.contracts.payments import Chosen, PaymentRow
from inhouse.web.contracts import presenters as shown
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
    chosen = form.chosen(request.GET.getlist("supplier"))
    if book is None:
        return render(request, "contracts/payments.html", {"files": ()})
    totals = book.totals(chosen)
    page = Paginator(range(totals.rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
    found = book.rows(chosen, order=form.order, limit=ROWS_A_PAGE, offset=ROWS_A_PAGE * (page.number - 1))
    lines = _lines(found, files)
    single = chosen.supplier_ids if chosen.supplier_ids and len(chosen.supplier_ids) == 1 else None
    context = {
        "heading": f"Payments {_about(book, chosen)}".strip(),
        "amount_gbp": totals.amount_gbp,
        "matching": totals.rows,
        "files_note": "each with its file and row number",
        "rows": lines,
        "has_department": any(line.payment.department for line in lines),
        "has_purpose": any(line.purpose or line.payment.invoice_number for line in lines),
        "page": page,
        "orders": [
            {"words": words, "current": form.order == order, "href": shown.rows_address(chosen, sort=order)}
            for order, words in RowsForm.ORDERS
        ],
        "download_href": shown.rows_address(chosen, "rows_download", sort=form.order),
        "supplier_id": single[0] if single and book.supplier(single[0]) else "",
        "queries": how_made(("payment_totals", "payment_rows"), _values(chosen, form.order, page.number)),
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
    chosen = form.chosen(request.GET.getlist("supplier"))
    table = provenance(files).table("Payments", shown.RowForDownload, _all_rows(book, chosen, form.order, files))
    return as_csv(table, "payments-rows.csv")


def _all_rows(
    book: Ledger, chosen: Chosen, order: str, files: tuple[LoadedFile, ...]
) -> Iterator[shown.RowForDownload]:
    names = {file.sha256: file.name for file in files}
    offset = 0
    while found := book.rows(chosen, order=order, limit=ROWS_AT_ONCE, offset=offset):
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


def _about(book: Ledger, chosen: Chosen) -> str:
    names = ""
    if chosen.supplier_ids is not None:
        known = {s.supplier_id: s.supplier for s in book.figures().suppliers}
        listed = [known.get(each, each) for each in chosen.supplier_ids]
        names = "to " + (listed[0] if len(listed) == 1 else f"{len(listed)} suppliers")
    return " ".join(filter(None, (names, shown.chosen_in_words(chosen, ""))))


def _values(chosen: Chosen, order: str, page: int) -> dict[str, object]:
    return chosen.parameters() | {"order": order, "limit": ROWS_A_PAGE, "offset": ROWS_A_PAGE * (page - 1)}

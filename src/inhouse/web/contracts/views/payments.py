"""Payments: who is paid how much, by year, and how concentrated that is."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from inhouse.contracts.payments import ALL, Chosen, FinancialYearTotal, SupplierTotal, YearTotal
from inhouse.core.years import NamedYear, YearKind
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.downloads import as_csv, as_xlsx, provenance
from inhouse.web.contracts.forms import PaymentsForm
from inhouse.web.contracts.queries import Ledger, how_made, ledger
from inhouse.web.contracts.years import rows_of_year, years_parameters, years_shown
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import illustrative, loaded

QUERIES = ("payment_totals", "payments_by_year", "payments_by_supplier", "payment_concentration")
SUPPLIERS_A_PAGE, SUPPLIERS_DRAWN = 25, 10


@permission("payments.view")
def payments(request: HttpRequest) -> HttpResponse:
    """Show totals, years, suppliers and concentration of the payments chosen."""
    book, files = ledger(), loaded("payments")
    if book is None:
        return render(request, "contracts/payments.html", {"files": ()})
    form = _form(request, book)
    chosen = _chosen(form, book)
    figures, everything = book.figures(chosen), book.figures(ALL)
    page = Paginator(figures.suppliers, SUPPLIERS_A_PAGE).get_page(request.GET.get("page"))
    top = figures.suppliers[:1]
    context = {
        "form": form,
        "files": files,
        "illustrative": illustrative(files),
        "all_period": shown.period(everything.totals),
        "shown_period": shown.period(figures.totals),
        "filtered": shown.chosen_in_words(chosen, form.search),
        "matched": chosen.supplier_ids if form.search else (),
        "totals": figures.totals,
        "rows_href": shown.rows_address(chosen),
        "concentration": figures.concentration,
        "concentration_sentence": shown.concentration_sentence(figures.concentration),
        "top_name": top[0].supplier if top else "",
        "top_href": shown.address("supplier", top[0].supplier_id) if top else "",
        "years": years_shown(request, figures.years, rows_of_year(chosen)),
        "suppliers": shown.supplier_lines(page.object_list, chosen, top[0].amount_gbp if top else Decimal(0)),
        "suppliers_caption": f"Suppliers {page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}",
        "suppliers_chart": shown.suppliers_chart(
            figures.suppliers[:SUPPLIERS_DRAWN], key="suppliers", title="The ten suppliers paid most"
        ),
        "withheld": any(each.supplier_id == "redacted" for each in figures.suppliers),
        "page": page,
        "download_csv": shown.same_choice("payments_download", request, "csv"),
        "download_xlsx": shown.same_choice("payments_download", request, "xlsx"),
        "download_rows": shown.rows_address(chosen, "rows_download"),
        "queries": how_made(QUERIES, chosen.parameters() | years_parameters(request)),
    }
    return render(request, "contracts/payments.html", context)


@permission("payments.view")
def download_suppliers(request: HttpRequest, form: str) -> HttpResponse:
    """Give every supplier of the payments chosen as CSV, or with the years and the sources as a workbook."""
    book, files = ledger(), loaded("payments")
    if book is None or form not in {"csv", "xlsx"}:
        raise Http404
    chosen = _chosen(_form(request, book), book)
    figures, origin = book.figures(chosen), provenance(files)
    suppliers = origin.table("Suppliers", SupplierTotal, figures.suppliers)
    if form == "csv":
        return as_csv(suppliers, "suppliers.csv")
    years = [
        origin.table("April to March", FinancialYearTotal, figures.by_financial_year),
        origin.table("Calendar years", YearTotal, figures.by_year),
    ]
    return as_xlsx([suppliers, *years], "payments.xlsx")


def _form(request: HttpRequest, book: Ledger) -> PaymentsForm:
    every = book.figures(ALL).years
    years = [total.year and NamedYear(kind, total.year) for kind in YearKind for total in every[kind]]
    return PaymentsForm(request.GET, years=years, departments=book.departments())


def _chosen(form: PaymentsForm, book: Ledger) -> Chosen:
    chosen = form.chosen()
    return dataclasses.replace(chosen, supplier_ids=book.named(form.search)) if form.search else chosen

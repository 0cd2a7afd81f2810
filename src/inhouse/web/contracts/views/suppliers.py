"""A supplier: its names in the files, its years, its contracts, and the rows behind them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inhouse.contracts.payments import Chosen
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.contract_lines import contract_lines
from inhouse.web.contracts.paid.answers import answer
from inhouse.web.contracts.queries import how_made, ledger
from inhouse.web.contracts.years import rows_of_year, years_parameters, years_shown
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import illustrative, loaded

QUERIES = ("payment_totals", "payments_by_year", "supplier_spellings")


@permission("payments.view")
def supplier(request: HttpRequest, supplier_id: str) -> HttpResponse:
    """Show what one supplier was paid, under which names, and its contracts."""
    book, files, today = ledger(), loaded("payments"), timezone.localdate()
    if book is None:
        raise Http404
    everything = book.figures()
    places = {each.supplier_id: place for place, each in enumerate(everything.suppliers, start=1)}
    if supplier_id not in places:
        raise Http404
    place = places[supplier_id]
    total, chosen = everything.suppliers[place - 1], Chosen(supplier_ids=(supplier_id,))
    figures, terms = book.figures(chosen), request.user.may("contracts.terms")
    agreed = answer(today, terms=terms)
    context = {
        "name": total.supplier,
        "files": files,
        "illustrative": illustrative(files),
        "totals": figures.totals,
        "share": total.share,
        "rank": f"number {place:,} of {len(places):,} suppliers",
        "paid_period": shown.period(figures.totals),
        "rows_href": shown.rows_address(chosen),
        "years": years_shown(request, figures.years, rows_of_year(chosen), title=f"Payments to {total.supplier}"),
        "spellings": [(each, shown.BASIS_WORDS.get(each.basis, each.basis)) for each in book.spellings(supplier_id)],
        "spellings_note": "counted as one supplier" if len(total.names) > 1 else "in all files",
        "why_one": shown.why_one(len(total.names)),
        "contracts": contract_lines(agreed.contracts_with(supplier_id), today, terms=terms) if agreed else [],
        "terms": terms,
        "queries": how_made(QUERIES, chosen.parameters() | years_parameters(request) | {"supplier_id": supplier_id}),
    }
    return render(request, "contracts/supplier.html", context)

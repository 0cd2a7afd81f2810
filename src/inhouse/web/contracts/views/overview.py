"""Overview: what needs a decision this week, and where the programme stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inhouse.contracts.payments import ALL
from inhouse.web.contracts import contract_lines as lines
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.attention import needs
from inhouse.web.contracts.deadlines.queries import heartbeat
from inhouse.web.contracts.queries import Ledger, held_contracts, how_made, ledger, published_facts
from inhouse.web.contracts.years import rows_of_year, years_parameters, years_shown
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import illustrative, loaded

NEEDS_SHOWN, SUPPLIERS_SHOWN = 8, 10
QUERIES = ("payment_totals", "payments_by_year", "payments_by_supplier", "payment_concentration")


@permission("overview.view")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the home page of the programme, as far as this reader may see."""
    today, user = timezone.localdate(), request.user
    held = held_contracts(today, terms=user.may("contracts.terms")) if user.may("contracts.view") else ()
    book = ledger() if user.may("payments.view") else None
    facts = published_facts(settings.PROGRAMME.facts)
    ahead = [each for each in held if not each.ended(today)]
    next_end = next((each for each in lines.select(ahead, {}, today) if each.end_date), None)
    waiting = needs(user, book, held, today)
    context = {
        "today": today,
        "about": facts.about if facts else "",
        "facts": sum(len(group.facts) for topic in facts.topics for group in topic.groups) if facts else 0,
        "disagreements": sum(group.disagrees for topic in facts.topics for group in topic.groups) if facts else 0,
        "needs": waiting[:NEEDS_SHOWN],
        "more_needs": max(len(waiting) - NEEDS_SHOWN, 0),
        "may_act": (book or held) and any(map(user.may, ("sources.view", "contracts.terms", "payments.view"))),
        "held": held,
        "registers": loaded("contracts"),
        "heartbeat": heartbeat() if held and user.may("contracts.terms") else None,
        "held_words": f"of {len(held):,} in the registers",
        "running": sum(each.running(today) for each in held),
        "next_end": next_end,
        "next_end_words": f"{next_end.contract.title}{' (illustrative)' * next_end.illustrative}" if next_end else "",
        "book": book,
        **(_money(request, book) if book else {}),
    }
    return render(request, "contracts/overview.html", context)


def _money(request: HttpRequest, book: Ledger) -> dict[str, Any]:
    figures, files = book.figures(), loaded("payments")
    suppliers = figures.suppliers[:SUPPLIERS_SHOWN]
    top = suppliers[0] if suppliers else None
    return {
        "files": files,
        "illustrative": illustrative(files),
        "totals": figures.totals,
        "period": shown.period(figures.totals),
        "rows_href": shown.rows_address(ALL),
        "top": top,
        "top_href": shown.address("supplier", top.supplier_id) if top else "",
        "years": years_shown(request, figures.years, rows_of_year(ALL)),
        "suppliers": shown.supplier_lines(suppliers, ALL, top.amount_gbp if top else figures.totals.amount_gbp),
        "queries": how_made(QUERIES, ALL.parameters() | years_parameters(request)),
    }

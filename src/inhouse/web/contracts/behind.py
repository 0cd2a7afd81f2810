"""Which rows are behind a figure? Those of a choice among all payments, or those of one contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from inhouse.contracts.paid.rows import ChosenOfContract, Place
from inhouse.contracts.payments import Chosen, PaymentRow, Totals
from inhouse.web.contracts import presenters as shown
from inhouse.web.contracts.forms import RowsForm
from inhouse.web.contracts.paid.answers import Answer, Line, answer
from inhouse.web.contracts.queries import TABLES, Ledger

PLACE_WORDS = {
    Place.BEFORE: "before the term",
    Place.INSIDE: "inside the term",
    Place.AFTER: "after the term",
    Place.UNTOLD: "that cannot be placed by the term",
}


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The rows of one figure: what they are, how they are asked for, and the page above them.

    ``fetch`` takes order, limit and offset; ``href`` the name of an address and what else it asks for.
    """

    heading: str
    totals: Totals
    fetch: Callable[..., tuple[PaymentRow, ...]]
    href: Callable[..., str]
    queries: tuple[str, ...]
    tables: tuple[str, ...]
    parameters: dict[str, object]
    back_href: str
    back_words: str


def rows_asked(request: HttpRequest, form: RowsForm, book: Ledger) -> Behind | None:
    """Give the rows that the address asks for; None where it names a contract that is not there."""
    key = request.GET.get("contract")
    if not key:
        return _of_choice(book, form.chosen(request.GET.getlist("supplier")))
    found = answer(timezone.localdate(), terms=request.user.may("contracts.terms"))
    line = found.line(key) if found else None
    return _of_contract(found, line, form) if found and line else None


def _of_choice(book: Ledger, chosen: Chosen) -> Behind:
    single = chosen.supplier_ids if chosen.supplier_ids and len(chosen.supplier_ids) == 1 else None
    supplier = book.supplier(single[0]) if single else None

    def href(name: str = "rows", **more: object) -> str:
        return shown.rows_address(chosen, name, **more)

    return Behind(
        heading=f"Payments {_about(book, chosen)}".strip(),
        totals=book.totals(chosen),
        fetch=lambda **asked: book.rows(chosen, **asked),
        href=href,
        queries=("payment_totals", "payment_rows"),
        tables=TABLES,
        parameters=chosen.parameters(),
        back_href=reverse("supplier", args=[supplier.supplier_id]) if supplier else reverse("payments"),
        back_words="Supplier" if supplier else "Payments",
    )


def _of_contract(found: Answer, line: Line, form: RowsForm) -> Behind:
    days = form.chosen([])
    place = form.place_asked
    chosen = ChosenOfContract(
        contract=line.paid.place,
        place=place,
        from_date=days.from_date,
        to_date=days.to_date,
        undated=days.undated,
    )
    asked = {**shown.days_asked(days), "place": place.value if place else None}
    words = [PLACE_WORDS[place]] if place else []
    words += [shown.days_in_words(days.from_date, days.to_date, undated=days.undated)]

    def href(name: str = "rows", **more: object) -> str:
        return shown.address(name, contract=line.held.key, **asked, **more)

    return Behind(
        heading=f"Payments for {line.paid.title or line.paid.id} {', '.join(filter(None, words))}".strip(),
        totals=found.totals(chosen),
        fetch=lambda **wanted: found.rows(chosen, **wanted),
        href=href,
        queries=("paid_contract_totals", "paid_contract_rows"),
        tables=("paid_rows", "paid_links", *TABLES),
        parameters=chosen.parameters(),
        back_href=f"{shown.address('contract', line.held.key)}#paid",
        back_words="Contract",
    )


def _about(book: Ledger, chosen: Chosen) -> str:
    names = ""
    if chosen.supplier_ids is not None:
        listed = [found.supplier if (found := book.supplier(each)) else each for each in chosen.supplier_ids]
        names = "to " + (listed[0] if len(listed) == 1 else f"{len(listed)} suppliers")
    return " ".join(filter(None, (names, shown.chosen_in_words(chosen, ""))))

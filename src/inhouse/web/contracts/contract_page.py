"""What does one contract's page say, and to whom?

Terms (notice, choices, extension) are for those who may see terms; payments for those who may see payments.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from inhouse.contracts.register.contract import Contract, Statement
from inhouse.core.money import format_gbp
from inhouse.web.contracts.contract_lines import state
from inhouse.web.contracts.paid.answers import answer
from inhouse.web.contracts.paid.lines import ContractPaid, contract_paid
from inhouse.web.contracts.queries import Held
from inhouse.web.contracts.terms.page import choice_lines, draw
from inhouse.web.sources.opened import LoadedFile, illustrative, loaded

FIELD_WORDS = {
    "value_gbp": "Value",
    "start_date": "Start date",
    "end_date": "End date",
    "title": "Title",
    "supplier": "Supplier",
}


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One thing that sources say differently: what each says, and where, side by side."""

    about: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What one older register told of the contract, and which row of which file that was."""

    value: str
    term: str
    href: str
    source: str


def contract_page(request: HttpRequest, held: Held, today: dt.date) -> dict[str, Any]:
    """Gather what one reader may see of a contract."""
    contract, user = held.contract, request.user
    terms, files = user.may("contracts.terms"), {file.sha256: file for file in loaded("contracts")}
    return {
        "held": held,
        "contract": contract,
        "title": contract.title or contract.id,
        "state": state(held, today),
        "days_words": _days_words(held.end_date, today, back=today != timezone.localdate()),
        "facts": _published(contract, terms=terms),
        "terms": terms,
        "outlook": held.outlook,
        "choices": choice_lines(held.choices, today) if terms else [],
        "in_time": draw(held.start_date, held.outlook, contract.title or contract.id) if terms else "",
        "back": today != timezone.localdate(),
        "disagreements": disagreements(contract),
        "may_see_paid": user.may("payments.view"),
        "paid": _paid(request, held) if user.may("payments.view") else None,
        "paid_is_made_up": illustrative(loaded("payments")),
        "origin": files.get(contract.origin.sha256),
        "editions": [_edition(each, files) for each in held.earlier],
        "illustrative": held.illustrative,
        "today": today,
    }


def disagreements(contract: Contract) -> list[Disagreement]:
    """Put statements about the same thing beside each other; they are never added or averaged."""
    ordered = sorted(contract.conflicts, key=lambda statement: statement.field)
    return [
        Disagreement(
            about=FIELD_WORDS.get(field, field.replace("_", " ").capitalize()),
            said=tuple((_as_read(each), each.source) for each in statements),
        )
        for field, statements in groupby(ordered, key=lambda statement: statement.field)
    ]


def _as_read(statement: Statement) -> str:
    """Money as pounds and dates in words, where the record holds them plainly; else as published."""
    try:
        if statement.field.endswith("_gbp"):
            return format_gbp(Decimal(statement.value))
        return _day(dt.date.fromisoformat(statement.value)) if statement.field.endswith("_date") else statement.value
    except (ArithmeticError, ValueError):
        return statement.value


def _days_words(end: dt.date | None, today: dt.date, *, back: bool) -> str:
    if end is None:
        return ""
    days, passed = abs((end - today).days), end < today
    place = ("before that day" if passed else "after that day") if back else ("ago" if passed else "from today")
    return f"{days:,} day{'s' * (days != 1)} {place}"


def _published(contract: Contract, *, terms: bool) -> list[tuple[str, str]]:
    """The facts of the record that have a value, in words, in the order to read them."""
    extension = contract.extension
    facts = [
        ("Supplier", contract.supplier),
        ("Company number", ", ".join(filter(None, (supplier.company_number for supplier in contract.suppliers)))),
        ("Kind of supplier", contract.supplier_kind),
        ("Buyer", contract.buyer),
        ("Department", contract.department),
        ("Description", contract.description),
        ("Category", contract.category),
        ("Starts", _day(contract.start_date)),
        ("Ends", _day(contract.end_date) or ("Runs on without an end date" if contract.rolling else "")),
        ("Could run until", _day(contract.latest_end_date)),
        ("Value", format_gbp(contract.value_gbp) if contract.value_gbp is not None else ""),
        ("What the value takes in", contract.value_basis if contract.value_basis.casefold() != "value" else ""),
        (
            "VAT that cannot be recovered",
            format_gbp(contract.vat_not_recovered_gbp) if contract.vat_not_recovered_gbp else "",
        ),
        ("How it was bought", contract.procurement_method),
        ("Status", contract.status),
        ("OCID", contract.ocid),
    ]
    closed = [
        ("Review date", _day(contract.review_date)),
        ("Break dates", ", ".join(_day(day) for day in contract.break_dates)),
        ("Notice", str(contract.notice or "")),
        ("Extension", extension.text or ("" if extension.may_extend == "not stated" else extension.may_extend.value)),
    ]
    return [(what, text) for what, text in [*facts, *(closed if terms else [])] if text]


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _paid(request: HttpRequest, held: Held) -> ContractPaid | None:
    found = answer(timezone.localdate(), terms=request.user.may("contracts.terms"))
    line = found.line(held.key) if found else None
    return contract_paid(request, found, line) if found and line else None


def _edition(earlier: Contract, files: dict[str, LoadedFile]) -> Edition:
    file = files.get(earlier.origin.sha256)
    start, end = _day(earlier.start_date), _day(earlier.end_date)
    part = f", {earlier.origin.part}" if earlier.origin.part else ""
    return Edition(
        value=format_gbp(earlier.value_gbp) if earlier.value_gbp is not None else "Not published",
        term=f"{start or 'no start'} to {end or ('no end' if not earlier.rolling else 'runs on')}",
        href=file.href if file else "",
        source=f"{file.name if file else earlier.origin.file}{part}, row {earlier.origin.row}",
    )

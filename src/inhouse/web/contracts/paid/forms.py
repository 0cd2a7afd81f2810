"""Which contracts does the list of what was paid show, in which order? Read from the address."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from inhouse.contracts.paid.records import Status
from inhouse.web.contracts.paid.answers import Line
from inhouse.web.contracts.paid.words import STATUS_WORDS, slug


class PaidForm(forms.Form):
    """Filter and order of the list; a status shows every contract of which it holds, whatever else does."""

    ORDERS = (
        ("over", "Most over value"),
        ("after", "Most paid after end"),
        ("paid", "Most paid in term"),
        ("value", "Value, largest first"),
        ("supplier", "Supplier"),
        ("title", "Title"),
    )
    search = forms.CharField(label="Title, supplier or payee", required=False, max_length=200)
    status = forms.ChoiceField(label="What was found", required=False)
    sort = forms.ChoiceField(label="Order by", choices=ORDERS, required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = {status: sum(status in line.paid.findings for line in lines) for status in STATUS_WORDS}
        choices = [(slug(status), f"{words} ({counts[status]:,})") for status, (words, _) in STATUS_WORDS.items()]
        self.fields["status"].choices = [("", f"Anything ({len(lines):,})"), *choices]  # type: ignore[attr-defined]

    def chosen(self, lines: Sequence[Line]) -> list[Line]:
        """Keep the contracts asked for, in the order asked for; all where the question cannot be understood."""
        asked = self.cleaned_data if self.is_valid() else {}
        words = asked.get("search", "").casefold().split()
        status = next((each for each in Status if slug(each) == asked.get("status")), None)
        kept = [
            line
            for line in lines
            if (status is None or status in line.paid.findings) and all(word in _searched(line) for word in words)
        ]
        order = asked.get("sort") or ("after" if status is Status.AFTER else "over")
        return sorted(kept, key=lambda line: _place(line, order))

    @property
    def filtered(self) -> bool:
        """Whether anything but an order was asked for."""
        return self.is_valid() and bool(self.cleaned_data["search"] or self.cleaned_data["status"])


def _searched(line: Line) -> str:
    paid = line.paid
    parts = (paid.id, paid.title, paid.supplier or "", *paid.matched_names, *paid.possible_names)
    return " ".join(parts).casefold()


def _place(line: Line, order: str) -> tuple[object, ...]:
    """Largest amounts first, unknown ones last; ties by how much was paid."""
    paid, nought = line.paid, Decimal(0)
    amounts = {
        "over": paid.over_value_gbp,
        "after": paid.paid_after_gbp,
        "paid": paid.paid_in_period_gbp,
        "value": paid.value_gbp,
    }
    tail = (-(paid.paid_gbp or nought), paid.title.casefold(), paid.id, paid.place)
    if order in amounts:
        return (amounts[order] is None, -(amounts[order] or nought), *tail)
    text = ((paid.supplier if order == "supplier" else paid.title) or "").casefold()
    return (not text, text, *tail)

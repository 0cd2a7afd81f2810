"""How are numbers, form fields and states drawn? See the package's docstring for the list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.widgets import ClearableFileInput, Textarea
from django.urls import reverse

from inhouse.core.money import format_gbp
from inhouse.web.accounts.models import User

register = template.Library()


@register.filter
def gbp(amount: Decimal | None) -> str:
    """Write an amount in pounds and pence; nothing for None."""
    return "" if amount is None else format_gbp(Decimal(amount))


@register.filter
def gbp_short(amount: Decimal | None) -> str:
    """Write an amount for reading aloud: ``£1.2 million``, ``£34,500``."""
    if amount is None:
        return ""
    amount = Decimal(amount)
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if abs(amount) >= size:
            return f"{'-' if amount < 0 else ''}£{abs(amount) / size:,.1f} {word}"
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.0f}"


@register.filter
def count(number: int | None) -> str:
    """Write a whole number with commas; nothing for None."""
    return "" if number is None else f"{number:,}"


@register.filter
def share(part: float | None) -> str:
    """Write a share from 0 to 1 as a percentage with one decimal."""
    return "" if part is None else f"{part * 100:.1f}%"


@register.filter
def percent(part: float) -> int:
    """Turn a share from 0 to 1 into a whole number from 0 to 100, for the length of a bar."""
    return round(part * 100)


@register.filter
def may(user: User, permission: str) -> bool:
    """Say whether a person may do something."""
    return bool(user.is_authenticated and user.may(permission))


@register.inclusion_tag("design/form_field.html")
def form_field(field: BoundField, classes: str = "") -> dict[str, Any]:
    """Draw one field of a form: label, hint, error and widget, joined for screen readers."""
    widget = field.field.widget
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = [f"{field.id_for_label or field.auto_id}-{part}" for part in _parts(field)]
    attrs = {"class": f"{_widget_class(widget)} {classes}".strip()}
    if field.errors:
        attrs["class"] += f" {attrs['class'].split()[0]}--error"
    if described and not group:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "field": field,
        "id": field.id_for_label or field.auto_id,
        "group": group,
        "kind": "checkboxes" if isinstance(widget, CheckboxSelectMultiple) else "radios",
        "checkbox": isinstance(widget, CheckboxInput),
        "described": " ".join(described),
        "widget": "" if group else field.as_widget(attrs=attrs),
    }


def _parts(field: BoundField) -> list[str]:
    return [name for name, present in (("hint", field.help_text), ("error", field.errors)) if present]


def _widget_class(widget: Any) -> str:
    kinds = (
        (CheckboxInput, "govuk-checkboxes__input"), (Select, "govuk-select"),
        (Textarea, "govuk-textarea"), (ClearableFileInput, "govuk-file-upload"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(widget, kind)), "govuk-input")


@register.inclusion_tag("design/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what is wrong with a form, each linked to its field."""
    listed = [(field.id_for_label or field.auto_id, error) for field in form for error in field.errors]
    return {"errors": [*(("", error) for error in form.non_field_errors()), *listed]}


@register.inclusion_tag("design/status_tag.html")
def status_tag(words: str, colour: str = "grey") -> dict[str, str]:
    """Draw a state as a coloured tag."""
    return {"words": words, "colour": colour}


@register.inclusion_tag("design/figure.html")
def figure(label: str, value: str, note: str = "", href: str = "") -> dict[str, str]:
    """Draw one large number with its label, inside ``<dl class="app-figures">``."""
    return {"label": label, "value": value, "note": note, "href": href}


@register.inclusion_tag("design/back_link.html")
def back_link(address: str, words: str = "Back", *args: Any) -> dict[str, str]:
    """Draw a link to the page above."""
    return {"href": reverse(address, args=args), "words": words}


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Draw links to the previous and next page; keeps what else the address asks for."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }

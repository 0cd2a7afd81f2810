"""Which choices may a reader make? All are optional and read from the address, so that a page can be sent to others."""

from __future__ import annotations

from typing import Any

from django import forms

from inhouse.contracts.paid.rows import Place
from inhouse.contracts.payments import Chosen
from inhouse.core.years import NamedYear, YearKind, read_year
from inhouse.web.contracts.deadlines.forms import DayField
from inhouse.web.contracts.presenters import NO_DATE, UNDATED
from inhouse.web.contracts.years import KIND_WORDS

MOST_LISTED = 100


class PaymentsForm(forms.Form):
    """Filter of the Payments page.

    Parameters
    ----------
    years
        Years in which there are payments, of both kinds; None stands for payments without a date.
    departments
        Departments as written in the files: a list to choose from, or where there are very many a box to type into.
    """

    supplier = forms.CharField(label="Supplier name", required=False, max_length=200)
    year = forms.ChoiceField(label="Year of payment", required=False)
    department = forms.CharField(label="Department", required=False, max_length=500)

    def __init__(self, *args: Any, years: list[NamedYear | None], departments: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: list[Any] = [
            (KIND_WORDS[kind], [(each.code, each.label) for each in years if each and each.kind is kind])
            for kind in YearKind
        ]
        undated = [(UNDATED, NO_DATE)] if None in years else []
        self.fields["year"].choices = [("", "All years"), *groups, *undated]  # type: ignore[attr-defined]
        self.departments = departments
        if not departments:
            del self.fields["department"]
        elif len(departments) <= MOST_LISTED:
            listed = [("", "All departments"), *((name, name) for name in departments)]
            self.fields["department"] = forms.ChoiceField(label="Department", choices=listed, required=False)

    def clean_department(self) -> str:
        """Find the department as written, whatever its capitals; a part of its name is not enough, but is a hint."""
        typed = str(self.cleaned_data["department"]).strip()
        if not typed or typed in self.departments:
            return typed
        same = [name for name in self.departments if name.casefold() == typed.casefold()]
        if same:
            return same[0]
        near = [name for name in self.departments if typed.casefold() in name.casefold()][:3]
        hint = f" Did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""
        raise forms.ValidationError(f"No department is called “{typed}”.{hint}")

    def chosen(self) -> Chosen:
        """The choice, without the supplier's name: that one must first be looked up."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Chosen(**_days_of(asked.get("year", "")), department=asked.get("department") or None)

    @property
    def search(self) -> str:
        """The supplier's name as typed."""
        return str(self.cleaned_data.get("supplier", "")).strip() if self.is_valid() else ""


class RowsForm(forms.Form):
    """Which rows, in which order."""

    ORDERS = (
        ("-date", "Newest first"),
        ("date", "Oldest first"),
        ("-amount", "Largest first"),
        ("amount", "Smallest first"),
    )
    year = forms.CharField(required=False, max_length=10)
    to = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    place = forms.ChoiceField(choices=[(each.value, each.value) for each in Place], required=False)
    department = forms.CharField(required=False, max_length=500)
    sort = forms.ChoiceField(choices=ORDERS, required=False, initial="-date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def chosen(self, supplier_ids: list[str]) -> Chosen:
        """The choice; what cannot be understood is left out."""
        self.is_valid()
        asked = self.cleaned_data
        days = _days_of(asked.get("year", "")) or {"from_date": asked.get("from"), "to_date": asked.get("to")}
        return Chosen(
            supplier_ids=tuple(sorted(set(supplier_ids))) or None, **days, department=asked.get("department") or None
        )

    @property
    def place_asked(self) -> Place | None:
        """The place by a contract's term; None for all."""
        return Place(self.cleaned_data["place"]) if self.is_valid() and self.cleaned_data["place"] else None

    @property
    def order(self) -> str:
        """The order asked for, newest first unless said otherwise."""
        return self.cleaned_data.get("sort") or "-date"


def _days_of(code: str) -> dict[str, Any]:
    """The days that a year in an address stands for; nothing where it is no year."""
    if code == UNDATED:
        return {"undated": True}
    year = read_year(code)
    return {"from_date": year.first_date, "to_date": year.last_date} if year else {}


class ContractsForm(forms.Form):
    """Filter and order of the list of contracts."""

    ENDS = (("", "Any time"), ("ended", "Already ended"), ("6", "Within 6 months"), ("12", "Within 12 months"),
            ("24", "Within 24 months"), ("none", "No end date"))  # fmt: skip
    CHOICES = (("", "Any"), ("open", "A choice is still open"), ("lapsed", "Every choice has lapsed"))
    ORDERS = (("end", "End date"), ("value", "Value, largest first"), ("supplier", "Supplier"), ("title", "Title"))

    search = forms.CharField(label="Title or supplier", required=False, max_length=200)
    ends = forms.ChoiceField(label="Ends", choices=ENDS, required=False)
    choices = forms.ChoiceField(label="Choices", choices=CHOICES, required=False)
    sort = forms.ChoiceField(label="Order by", choices=ORDERS, required=False)
    on = DayField()

    def __init__(self, *args: Any, terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not terms:
            del self.fields["choices"]

    def asked(self) -> dict[str, str]:
        """What was asked; nothing where it cannot be understood."""
        return dict(self.cleaned_data) if self.is_valid() else {}

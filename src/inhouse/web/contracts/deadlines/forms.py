"""Which deadlines does a reader want to see, and as on which day?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from inhouse.contracts.calendar_deadlines import Kind
from inhouse.web.contracts.deadlines.queries import NOBODY, Due

KINDS = (
    ("", "Everything"),
    (Kind.ACT_BY.value, "Days to act by"),
    (Kind.LAST_DAY.value, "Last days of choices"),
    (Kind.ENDS.value, "Ends"),
    (Kind.RENEWS.value, "Renewals"),
    (Kind.INFORMATION.value, "Information about people (TUPE)"),
)
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


class DayField(forms.DateField):
    """A day to look from; the same on every page that can look back or ahead."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="As on",
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Enter a day such as 31/12/2013."},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Refuse a day that no contract here can be about."""
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(f"Enter a day between {EARLIEST.year} and {LATEST.year}.")
        return day


class DeadlinesForm(forms.Form):
    """Filter of the deadlines page; departments and people are those that have deadlines."""

    WEEKS = (("", "A year"), ("13", "13 weeks"), ("26", "26 weeks"), ("104", "2 years"), ("260", "5 years"))

    what = forms.ChoiceField(label="What", choices=KINDS, required=False)
    department = forms.ChoiceField(label="Department", required=False)
    who = forms.ChoiceField(label="Looked after by", required=False)
    weeks = forms.ChoiceField(label="How far ahead", choices=WEEKS, required=False)
    on = DayField()

    def __init__(self, *args: Any, deadlines: Iterable[Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(deadlines)
        departments = sorted({each.department for each in listed if each.department})
        people = sorted({(each.owner_name, each.owner) for each in listed if each.owner})
        self._choose("department", [("", "All"), *((name, name) for name in departments)])
        self._choose("who", [("", "Anybody"), (NOBODY, "Nobody yet"), *((key, name) for name, key in people)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        if len(choices) <= (2 if name == "who" else 1):
            del self.fields[name]
            return
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked; nothing where it cannot be understood."""
        return self.cleaned_data if self.is_valid() else {}

    def select(self, deadlines: Iterable[Due]) -> list[Due]:
        """Keep the deadlines asked for."""
        what, department, who = (self.asked.get(name) for name in ("what", "department", "who"))
        return [
            each
            for each in deadlines
            if (not what or each.kind == what)
            and (not department or each.department == department)
            and (not who or each.owner == ("" if who == NOBODY else who))
        ]


def asked_day(text: str | None, today: dt.date) -> dt.date:
    """Return the day that an address asks for; today where it asks for none, or for none that can be understood."""
    try:
        return DayField().clean(text or "") or today
    except forms.ValidationError:
        return today

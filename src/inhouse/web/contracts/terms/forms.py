"""What may be typed about terms, lead times and meetings? Plain fields, turned into the engine's own records."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from inhouse.contracts.lead_times import LeadTimes
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.terms.agreed import Agreed, Answer, Side
from inhouse.contracts.terms.dates import EndRule, Span, Unit
from inhouse.core.dates import parse_date
from inhouse.core.working_days import Nation
from inhouse.web.accounts.models import User

MOST_COUNT, MOST_MONTHS, MOST_PERIODS = 3650, 1200, 20
ANSWERS = ((Answer.NOT_STATED, "Not known"), (Answer.YES, "Yes"), (Answer.NO, "No"))
SIDES = (
    (Side.NOT_STATED, "Not known"),
    (Side.BUYER, "The council may extend it"),
    (Side.BOTH, "Both sides must agree"),
    (Side.SUPPLIER, "The supplier may extend it"),
    (Side.ITSELF, "It renews itself unless notice is given"),
    (Side.NOBODY, "It cannot be extended"),
)
UNITS = tuple((unit.value, unit.value.capitalize()) for unit in Unit)
NATIONS = (
    (Nation.ENGLAND_AND_WALES, "England and Wales"),
    (Nation.SCOTLAND, "Scotland"),
    (Nation.NORTHERN_IRELAND, "Northern Ireland"),
)
RULES = ((EndRule.INCLUSIVE, "Is the last day of the contract"), (EndRule.EXCLUSIVE, "Is the day after the last day"))
AGREED_SPANS = {
    "notice": "Notice to end it",
    "extension_notice": "Notice to extend it",
    "break_notice": "Notice to use a break",
    "partial_notice": "Notice to end a part",
}
LEAD_SPANS = {
    "decision": ("Preparing a decision", "Until the papers of a meeting are due."),
    "call_in": ("Call-in", "From the decision until it may be acted on."),
    "consultation": ("Consultation", "Of staff and users, before buying again or taking over."),
    "procurement": ("Procurement", "From its start to the award."),
    "mobilisation": ("Mobilisation", "From the award, or the end of consultation, to the first day."),
}


class DayInput(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Enter a day such as 31/3/2027.", "required": f"Enter: {label.lower()}."},
            **kwargs,
        )


class SpansForm(forms.Form):
    """A form with lengths of time: each is a number and a unit, and an empty number means not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words: dict[str, tuple[str, str]] = {}

    def add_span(self, name: str, label: str, help_text: str = "") -> None:
        """Add the two fields of one length of time."""
        self.words[name] = (label, help_text)
        self.fields[f"{name}_count"] = forms.IntegerField(
            label="How many", required=False, min_value=0, max_value=MOST_COUNT,
            error_messages={
                "min_value": f"{label}: enter 0 or more.",
                "max_value": f"{label}: enter {MOST_COUNT} or less.",
                "invalid": f"{label}: enter a whole number.",
            },
        )  # fmt: skip
        self.fields[f"{name}_unit"] = forms.ChoiceField(label="Counted in", choices=UNITS, required=False)

    def span(self, name: str) -> Span | None:
        """Give a length of time as typed; None where it was left empty."""
        count, unit = self.cleaned_data.get(f"{name}_count"), self.cleaned_data.get(f"{name}_unit")
        return None if count is None else Span(count=count, unit=Unit(unit or Unit.MONTHS))

    def pair(self, name: str) -> dict[str, Any]:
        """Give one length of time to be drawn: its words, its hint, and its two fields side by side."""
        words, hint = self.words[name]
        return {"words": words, "hint": hint, "count": self[f"{name}_count"], "unit": self[f"{name}_unit"]}

    @staticmethod
    def typed(name: str, span: Span | None) -> dict[str, Any]:
        """What a form shows for a length of time."""
        return {
            f"{name}_count": span.count if span else None,
            f"{name}_unit": (span.unit if span else Unit.MONTHS).value,
        }


class TermsForm(SpansForm):
    """The terms of one contract."""

    start_date = DayInput("First day")
    initial_months = forms.IntegerField(
        label="Length of the first term in months", required=False, min_value=1, max_value=MOST_MONTHS,
        help_text="Or leave it empty and give the exact end.",
        error_messages={"min_value": "The first term must be at least 1 month."},
    )  # fmt: skip
    first_end_date = DayInput("Exact end of the first term", required=False)
    end_rule = forms.ChoiceField(label="The end date", choices=RULES, widget=forms.RadioSelect)
    extended_by = forms.ChoiceField(label="Can it be extended?", choices=SIDES)
    extension_months = forms.CharField(
        label="Months of each extension", required=False, max_length=100,
        help_text="In order, with commas: 12, 12. One number where it renews itself.",
    )  # fmt: skip
    extensions_used = forms.IntegerField(
        label="Extensions already used", required=False, min_value=0, max_value=MOST_PERIODS,
        help_text="Not needed where it renews itself.",
    )  # fmt: skip
    most_renewals = forms.IntegerField(
        label="How often it renews itself at most", required=False, min_value=0, max_value=1000,
        help_text="Leave it empty if there is no limit.",
    )  # fmt: skip
    break_dates = forms.CharField(
        label="Break dates", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, such as 31/3/2027.",
    )  # fmt: skip
    partial = forms.ChoiceField(label="May a part be ended alone?", choices=ANSWERS)
    staff_transfer = forms.ChoiceField(label="Would people move with the service (TUPE)?", choices=ANSWERS)
    nation = forms.ChoiceField(label="Bank holidays of", choices=NATIONS)
    annual_value_gbp = forms.DecimalField(
        label="What a year costs, in pounds", required=False, min_value=0, max_digits=14, decimal_places=2,
        localize=True,
    )  # fmt: skip
    exit_price_gbp = forms.DecimalField(
        label="What leaving early costs, in pounds", required=False, min_value=0, max_digits=14, decimal_places=2,
        localize=True,
    )  # fmt: skip
    owner = forms.ChoiceField(label="Who looks after it?", required=False)
    evidence = forms.CharField(
        label="Where you read this", required=False, max_length=300, help_text="Such as: schedule 2, clause 12.3."
    )
    reason = forms.CharField(label="Why you change it", required=False, max_length=500)
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in AGREED_SPANS.items():
            self.add_span(name, label, "Leave it empty if you do not know." if name == "notice" else "")
        self.people = {str(person.pk): person for person in people}
        listed = [("", "Nobody yet"), *((key, str(person)) for key, person in self.people.items())]
        self.fields["owner"].choices = listed  # type: ignore[attr-defined]

    def clean_extension_months(self) -> tuple[int, ...]:
        """Read lengths such as ``12, 12``."""
        typed = str(self.cleaned_data["extension_months"])
        parts = [part for part in re.split(r"[\s,;+]+", typed.strip()) if part]
        if not all(re.fullmatch(r"\d{1,4}", part) for part in parts) or len(parts) > MOST_PERIODS:
            raise forms.ValidationError(f"Enter whole months with commas, such as 12, 12. Found “{typed}”.")
        return tuple(map(int, parts))

    def clean_break_dates(self) -> tuple[dt.date, ...]:
        """Read one date a line."""
        lines = [line.strip() for line in re.split(r"[\n,;]+", self.cleaned_data["break_dates"]) if line.strip()]
        days = [(line, parse_date(line)) for line in lines]
        wrong = [line for line, day in days if day is None]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0]}” is not a date. Enter one a line, such as 31/3/2027.")
        return tuple(sorted(day for _, day in days if day))

    def agreed(self) -> Agreed:
        """Give the terms as typed; only after the form was found valid.

        Raises
        ------
        InputError
            A length is out of range.
        """
        typed = self.cleaned_data
        return Agreed(
            start_date=typed["start_date"],
            initial_months=typed["initial_months"],
            first_end_date=typed["first_end_date"],
            end_rule=EndRule(typed["end_rule"]),
            extended_by=Side(typed["extended_by"]),
            extension_months=typed["extension_months"],
            extensions_used=typed["extensions_used"] or 0,
            most_renewals=typed["most_renewals"],
            break_dates=typed["break_dates"],
            partial=Answer(typed["partial"]),
            staff_transfer=Answer(typed["staff_transfer"]),
            nation=Nation(typed["nation"]),
            annual_value_gbp=typed["annual_value_gbp"],
            exit_price_gbp=typed["exit_price_gbp"],
            **{name: self.span(name) for name in AGREED_SPANS},
        )

    def owner_chosen(self) -> User | None:
        """Give who looks after the contract."""
        return self.people.get(self.cleaned_data["owner"])


def shown_terms(agreed: Agreed) -> dict[str, Any]:
    """Say terms as the form shows them."""
    plain = ("start_date", "initial_months", "first_end_date", "extensions_used", "most_renewals", "annual_value_gbp",
             "exit_price_gbp")  # fmt: skip
    named = ("end_rule", "extended_by", "partial", "staff_transfer", "nation")
    spans = [SpansForm.typed(name, getattr(agreed, name)) for name in AGREED_SPANS]
    return {
        **{name: getattr(agreed, name) for name in plain},
        **{name: getattr(agreed, name).value for name in named},
        "extension_months": ", ".join(map(str, agreed.extension_months)),
        "break_dates": "\n".join(day.isoformat() for day in agreed.break_dates),
        **{key: value for span in spans for key, value in span.items()},
    }


def proposed_terms(contract: Contract) -> dict[str, Any]:
    """Say what the register tells, as a start for whoever enters the terms."""
    told = contract.extension
    start = {
        "start_date": contract.start_date,
        "first_end_date": contract.end_date,
        "end_rule": EndRule.INCLUSIVE.value,
        "extended_by": {"yes": Side.BUYER, "no": Side.NOBODY}.get(told.may_extend.value, Side.NOT_STATED).value,
        "extension_months": ", ".join(map(str, told.periods_months)),
        "break_dates": "\n".join(day.isoformat() for day in contract.break_dates),
        "partial": Answer.NOT_STATED.value,
        "staff_transfer": Answer.NOT_STATED.value,
        "nation": Nation.ENGLAND_AND_WALES.value,
    }
    return start | SpansForm.typed("notice", contract.notice)


class LeadTimesForm(SpansForm):
    """How long the council takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in LEAD_SPANS.items():
            self.add_span(name, label, help_text)

    def lead_times(self) -> LeadTimes:
        """Give the lead times as typed; only after the form was found valid."""
        return LeadTimes(**{name: self.span(name) for name in LEAD_SPANS})

    @staticmethod
    def shown(times: LeadTimes | None) -> dict[str, Any]:
        """Say lead times as the form shows them."""
        spans = [SpansForm.typed(name, getattr(times, name) if times else None) for name in LEAD_SPANS]
        return {key: value for span in spans for key, value in span.items()}


class MeetingForm(forms.Form):
    """A meeting that can decide."""

    name = forms.CharField(
        label="Name", max_length=100, initial="Cabinet", error_messages={"required": "Enter a name, such as Cabinet."}
    )
    meeting_date = DayInput("Day of the meeting")
    papers_date = DayInput("Papers due by")

    def clean(self) -> dict[str, Any]:
        """Refuse papers that are due after the meeting."""
        typed: dict[str, Any] = super().clean() or {}
        held, papers = typed.get("meeting_date"), typed.get("papers_date")
        if held and papers and papers > held:
            self.add_error("papers_date", "Papers are due before the meeting, not after it.")
        return typed

"""What may be asked of the map, and what may be said about a lever? Only the fields named here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inhouse.contracts.control import NAMES_A_PARTY, Holder, Lever
from inhouse.readers.control import read_day
from inhouse.readers.control.read import LONGEST
from inhouse.web.control.actions import StatementDetails
from inhouse.web.control.models import HOLDER_SENTENCES, LEVER_WORDS, Statement

_DAY = "Enter a day such as 1/8/2019, a month such as 2019-08, or a year."


class DayForm(forms.Form):
    """The day to show the map for."""

    on = forms.DateField(
        label="Show who held control on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a date such as 31/3/2021."},
    )

    def day(self, today: dt.date) -> dt.date:
        """The day asked for; today where none can be understood."""
        asked: dt.date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return asked or today


class StatementForm(forms.Form):
    """What a person says about one lever of one service."""

    service = forms.CharField(
        label="Service", max_length=LONGEST["service"], error_messages={"required": "Enter the name of the service."}
    )
    lever = forms.ChoiceField(
        label="Lever",
        choices=[("", "Choose a lever"), *((lever.value, words) for lever, words in LEVER_WORDS.items())],
        error_messages={"required": "Choose a lever."},
    )
    held_by = forms.ChoiceField(
        label="Who holds it?",
        choices=[(holder.value, words) for holder, words in HOLDER_SENTENCES.items()],
        widget=forms.RadioSelect,
        help_text="Choose “Unknown” when nothing shows who holds it. Unknown counts as not held.",
        error_messages={"required": "Say who holds it, or that it is unknown."},
    )
    party = forms.CharField(
        label="Name of the other organisation",
        max_length=LONGEST["party"],
        required=False,
        help_text="Leave empty if the council holds it alone, or if it is unknown.",
    )
    from_date = forms.CharField(
        label="From when?",
        max_length=40,
        help_text="As exactly as you know it: 1/8/2019, 2019-08 or 2019.",
        error_messages={"required": _DAY},
    )
    evidence = forms.CharField(
        label="What shows it?",
        max_length=LONGEST["evidence"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In a sentence or two. Everybody who may see this page reads it: name a clause, do not quote prices.",
    )
    source = forms.CharField(
        label="Where can that be read?",
        max_length=LONGEST["source"],
        required=False,
        help_text="A file, clause, decision or published fact, so that others can find it.",
    )

    def __init__(self, *args: Any, services: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = services
        if services:
            self.fields["service"].help_text = f"Spoken of so far: {', '.join(services)}."

    @classmethod
    def of(cls, statement: Statement) -> dict[str, Any]:
        """What a form shows of a statement that is to be corrected."""
        names = ("service", "lever", "held_by", "party", "evidence", "source")
        return {name: getattr(statement, name) for name in names} | {"from_date": statement.from_written}

    def clean_service(self) -> str:
        """Take the spelling used before, whatever the capitals."""
        typed = " ".join(str(self.cleaned_data["service"]).split())
        return next((known for known in self.services if known.casefold() == typed.casefold()), typed)

    def clean_from_date(self) -> tuple[dt.date, str]:
        """Read a day, a month or a year."""
        day = read_day(self.cleaned_data["from_date"])
        if day is None:
            raise ValidationError(_DAY)
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for what the holder makes necessary."""
        answers = super().clean() or self.cleaned_data
        holder = answers.get("held_by")
        if holder in set(NAMES_A_PARTY) and not answers.get("party"):
            self.add_error("party", "Name the organisation that holds or shares it.")
        if holder in (Holder.AUTHORITY, Holder.UNKNOWN) and answers.get("party"):
            self.add_error("party", "Take this name out, or say that the organisation holds or shares the lever.")
        if holder and holder != Holder.UNKNOWN:
            for name, words in (("evidence", "Say what shows it."), ("source", "Say where that can be read.")):
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, f"{words} If nothing does, choose “Unknown”.")
        return answers

    def details(self) -> StatementDetails:
        """What was said."""
        said = self.cleaned_data
        return StatementDetails(
            service=said["service"],
            lever=Lever(said["lever"]),
            held_by=Holder(said["held_by"]),
            party=said["party"],
            from_date=said["from_date"][0],
            from_written=said["from_date"][1],
            evidence=said["evidence"],
            source=said["source"],
        )


class CorrectionForm(StatementForm):
    """What is right, and why the earlier statement was not."""

    reason = forms.CharField(
        label="Why was it wrong?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the earlier statement was wrong."},
    )


class WithdrawalForm(forms.Form):
    """Why a statement is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The statement stays readable with this reason, your name and the time.",
        error_messages={"required": "Say why it is taken back."},
    )

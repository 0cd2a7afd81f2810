"""What may be said of a service: its name, and the logs that tell of it?"""

from __future__ import annotations

from typing import Any

from django import forms

from inhouse.web.sources.models import Kind, Source
from inhouse.web.sources.queries import loaded_sources


class ServiceForm(forms.Form):
    """Name a service and choose its logs among those that count now."""

    name = forms.CharField(
        label="Name of the service",
        max_length=120,
        help_text="As people in the council call it, such as IT service desk.",
        error_messages={"required": "Enter a name."},
    )
    logs = forms.MultipleChoiceField(
        label="Logs that tell of it",
        widget=forms.CheckboxSelectMultiple,
        help_text="Several logs are read as one: a case that stands in two of them is one case.",
        error_messages={"required": "Choose at least one log."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(source.pk): source for source in loaded_sources(Kind.EVENTS)}
        self.fields["logs"].choices = [  # type: ignore[attr-defined]
            (key, f"{source.filename} ({source.rows_kept:,} events)") for key, source in self.sources.items()
        ]

    def chosen_logs(self) -> list[Source]:
        """The logs that were chosen."""
        return [self.sources[key] for key in self.cleaned_data["logs"]]

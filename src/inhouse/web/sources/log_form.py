"""What is in an event log, and what may be assumed of it? What a person leaves alone stays as the reader finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from inhouse.readers.events.said import PACKAGED
from inhouse.web.sources.grids import Grid
from inhouse.web.sources.layout_form import NOT_SAID, column_labels, likely_first

if TYPE_CHECKING:
    from inhouse.web.sources.kinds.file_kind import FileKind

_FIRST_ZONES = ("Europe/London", "UTC")
_ROWS = (("all", "Every row"), ("complete", "Only rows that say complete"), ("start", "Only rows that say start"))
_HELP = {
    "lifecycle": "Some systems write a row when work starts and another when it is complete.",
    "tie_break": "Without a column, they stay in the order of the file.",
    "timezone": "For times that do not say their own, such as 2024-03-01 09:15.",
    "object_type": "A log of several kinds of things is followed by one of them.",
}
_BY_COLUMN = ("case", "activity", "timestamp", "start_timestamp", "resource", "tie_break")


class LogForm(forms.Form):
    """What a person says about a log; every field may be left as it was found."""

    def __init__(self, *args: Any, grid: Grid, kind: FileKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid, self.kind = grid, kind
        self.header_row = grid.header_row
        self.headings = grid.headers(grid.header_row)
        self.words = {name: words for name, words in kind.fields.items() if self._choices(name)}
        for name, words in self.words.items():
            self.fields[name] = forms.ChoiceField(
                label=words, choices=self._choices(name), required=False, initial=self._initial(name),
                help_text=_HELP.get(name, ""),
            )  # fmt: skip

    more_words = "More columns, and what is assumed"

    def main_fields(self) -> list[forms.BoundField]:
        """The fields that matter most."""
        return [self[name] for name in self.words if self._matters(name)]

    def optional_fields(self) -> list[forms.BoundField]:
        """The fields that add to these."""
        return [self[name] for name in self.words if not self._matters(name)]

    def _matters(self, name: str) -> bool:
        return name in self.kind.main or (name == "object_type" and not self.headings)

    def clean(self) -> dict[str, Any]:
        """Insist on what makes an event, unless the reader knows it or a profile may."""
        cleaned: dict[str, Any] = super().clean() or {}
        known = {name for name, said in cleaned.items() if said} | set(self.grid.columns)
        if self.grid.question and not cleaned.get("profile"):
            for name in (each for each in self.kind.lacking(known) if each in self.words):
                self.add_error(name, f"Choose the column with the {self.kind.fields[name].lower()}.")
            if not self.headings and not cleaned.get("object_type"):
                self.add_error("object_type", "Choose what is followed.")
        return cleaned

    def layout(self) -> dict[str, Any]:
        """What was said, as it is stored with the source: nothing of what is as the reader found it."""
        if not self.is_valid():
            raise ValidationError("What was said is not complete.")
        said = {name: self.cleaned_data.get(name, NOT_SAID) for name in self.words}
        return {
            "fingerprint": self.grid.fingerprint,
            "header_row": self.grid.header_row,
            "columns": {name: value for name, value in said.items() if value and not self._as_found(name, value)},
        }

    def meanings(self) -> dict[int, str]:
        """What each column has been given to mean, in words."""
        place = {heading: number for number, heading in reversed(list(enumerate(self.headings))) if heading}
        found: dict[int, str] = {}
        for name in (each for each in _BY_COLUMN if each in self.words):
            if (said := str(self[name].value())) in place:
                found.setdefault(place[said], self.words[name])
        return found

    def _as_found(self, name: str, value: str) -> bool:
        """Whether this is the reader's own finding, and not the answer to a question of the reader."""
        return not self.grid.question and name not in self.grid.said and value == self._found(name)

    def _found(self, name: str) -> str:
        column = self.grid.columns.get(name)
        return "" if column is None else self.headings[column]

    def _initial(self, name: str) -> str:
        return str(self.grid.said.get(name, "")) or self._found(name)

    def _choices(self, name: str) -> list[Any]:
        if name in _BY_COLUMN:
            return self.headings and [(NOT_SAID, self._nothing(name)), *self._columns(name)]
        if name == "lifecycle" and self.headings:
            return [(NOT_SAID, "As the log says"), *_ROWS, ("The column that says it", self._labelled())]
        if name == "timezone":
            rest = sorted(available_timezones() - {*_FIRST_ZONES})
            return [(NOT_SAID, "As they stand"), *((zone, zone) for zone in (*_FIRST_ZONES, *rest))]
        if name == "object_type":
            types = [(each, each) for each in self.grid.object_types]
            return [(NOT_SAID, "The reader chooses"), *types] if types else []
        if name == "profile":
            own = [self.grid.said["profile"]] if "profile" in self.grid.said else []
            named = dict.fromkeys((*own, *(path.stem for path in sorted(PACKAGED.glob("*.yaml")))))
            return [(NOT_SAID, "As its headings say"), *((each, each) for each in named)]
        return []

    def _columns(self, name: str) -> list[Any]:
        likely = [self.headings[column] for column in self.grid.candidates.get(name, ()) if self.headings[column]]
        labels = dict(self._labelled())
        found = self._initial(name)
        joined = [(found, found)] if found and found not in labels else []
        others = [(heading, label) for heading, label in labels.items() if heading not in likely]
        return [*joined, *likely_first([(heading, labels[heading]) for heading in likely], others)]

    def _labelled(self) -> list[tuple[str, str]]:
        labels = column_labels(self.grid, self.header_row)
        return [(heading, label) for heading, label in zip(self.headings, labels, strict=True) if heading]

    def _nothing(self, name: str) -> str:
        if name not in self.kind.main[:3]:
            return "Not in this log"
        return "Choose a column" if self.grid.question and name not in self.grid.columns else "As the log says"

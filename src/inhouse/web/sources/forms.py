"""What may be said about a file: which files, what they are about, and which column means what?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from inhouse.readers.payments import NO_COLUMN
from inhouse.web.sources.field_words import MAIN, WORDS
from inhouse.web.sources.models import Kind
from inhouse.web.sources.presenters import letter
from inhouse.web.sources.reading import NO_HEADER, Grid

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz")
OPEN_DATA = (".json", ".jsonl", ".ndjson")
READABLE = {Kind.PAYMENTS: TABLES, Kind.CONTRACTS: (*TABLES, *OPEN_DATA)}
TABLES_WORDS = "CSV, TSV, TXT, XLSX, XLSM, XLS or ODS, also in ZIP or GZ"
OPEN_DATA_WORDS = "JSON, JSONL or NDJSON"
READABLE_WORDS = {Kind.PAYMENTS: TABLES_WORDS, Kind.CONTRACTS: f"{TABLES_WORDS}; or {OPEN_DATA_WORDS}"}
NOT_SAID = ""


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, at least one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Insist on a file; what each is worth is judged one by one, so that one does not spoil the others."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        return files or [super().clean(None, initial)]


class UploadForm(forms.Form):
    """Which files, and what they are about; ``refused`` says of each file that cannot be taken why."""

    refused: tuple[str, ...] = ()

    kind = forms.ChoiceField(
        label="What is in the files?",
        choices=[
            (Kind.PAYMENTS, "Payments to suppliers, such as spending over £500"),
            (Kind.CONTRACTS, "A contracts register, or contracts as open data (OCDS)"),
        ],
        initial=Kind.PAYMENTS,
        widget=forms.RadioSelect,
    )
    files = FilesField(
        label="Files",
        help_text=f"{TABLES_WORDS}. For contracts also {OPEN_DATA_WORDS}. You can choose several.",
        error_messages={"required": "Choose at least one file."},
    )
    check = forms.ChoiceField(
        label="How do you want to go on?",
        choices=[
            ("each", "Show me the columns of each file before it is loaded"),
            ("unclear", "Load what is clear, and ask me about the rest"),
        ],
        initial="each",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Set aside files of a kind that nothing here reads, and empty ones; with none left, the form is refused."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "kind" not in cleaned or "files" not in cleaned:
            return cleaned
        reasons = [(file, _unusable(file, Kind(cleaned["kind"]))) for file in cleaned["files"]]
        self.refused = tuple(reason for _, reason in reasons if reason)
        cleaned["files"] = [file for file, reason in reasons if not reason]
        if not cleaned["files"]:
            self.refuse(self.refused)
        return cleaned

    def refuse(self, reasons: Iterable[str]) -> None:
        """Refuse the whole form, because no file of it can be taken."""
        for reason in reasons:
            self.add_error("files", reason)


def _unusable(file: UploadedFile, kind: Kind) -> str:
    """Say why a file cannot be taken, going by its name and size; nothing where it can."""
    if Path(file.name or "").suffix.lower() not in READABLE[kind]:
        return f"«{file.name}» is not a kind of file that can be read here. Give {READABLE_WORDS[kind]}."
    return "" if file.size else f"«{file.name}» is empty."


class LayoutForm(forms.Form):
    """What the columns of one grid mean; fields are named like the fields of a payment or a contract."""

    def __init__(self, *args: Any, grid: Grid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid, self.words = grid, WORDS[grid.kind]
        self.header_row = self._asked_header_row()
        self.fields["header_row"] = forms.IntegerField(
            label="Row with the headings",
            min_value=0,
            max_value=len(grid.rows),
            initial=grid.header_row + 1,
            help_text="As a spreadsheet counts. Write 0 if there are no headings.",
            error_messages={
                "required": "Say which row has the headings, or write 0.",
                "max_value": f"Choose one of the rows shown: 0 to {len(grid.rows)}.",
            },
        )
        for name, words in self.words.items():
            self.fields[name] = forms.ChoiceField(
                label=words, choices=self._choices(name), required=False, initial=self._proposal(name)
            )

    def main_fields(self) -> list[forms.BoundField]:
        """The fields that matter most."""
        return [self[name] for name in self.words if name in MAIN[self.grid.kind]]

    def optional_fields(self) -> list[forms.BoundField]:
        """The fields that add to these."""
        return [self[name] for name in self.words if name not in MAIN[self.grid.kind]]

    def clean(self) -> dict[str, Any]:
        """Insist on what makes a payment or a contract, each field from a column of its own."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self._lacking({name for name, column in cleaned.items() if column != NOT_SAID}):
            self.add_error(name, f"Choose the column with the {self._small(name)}.")
        taken: dict[str, str] = {}
        for name in (name for name in self.words if cleaned.get(name, NOT_SAID) not in (NOT_SAID, str(NO_COLUMN))):
            other = taken.setdefault(cleaned[name], name)
            if other != name:
                self.add_error(name, f"That column is already the {self._small(other)}.")
        return cleaned

    def _lacking(self, said: set[str]) -> list[str]:
        """List the fields without which no payment or contract can be read."""
        if self.grid.kind == Kind.PAYMENTS:
            return [name for name in MAIN[Kind.PAYMENTS] if name not in said]
        lacking = [] if said & {"title", "description"} else ["title"]
        dated = {"start_date", "award_date", "review_date", "latest_end_date", "term", "period"}
        return lacking if "end_date" in said or ("supplier" in said and said & dated) else [*lacking, "end_date"]

    def _small(self, name: str) -> str:
        words = self.words[name]
        return words if words[:3].isupper() else words[0].lower() + words[1:]

    def layout(self) -> dict[str, Any]:
        """What was accepted, as it is stored with the source."""
        if not self.is_valid():
            raise ValidationError("The layout is not complete.")
        header_row = self.cleaned_data["header_row"] - 1
        return {
            "fingerprint": self.grid.fingerprint,
            "header_row": header_row,
            "header_fixed": header_row != self.grid.header_row,
            "columns": {name: int(said) for name in self.words if (said := self.cleaned_data.get(name, NOT_SAID))},
        }

    def _asked_header_row(self) -> int:
        """The header row to show: what was typed if it is usable, else what was proposed."""
        typed = str(self.data.get(self.add_prefix("header_row"), "")) if self.is_bound else ""
        row = int(typed) - 1 if typed.isdigit() else self.grid.header_row
        return row if NO_HEADER <= row < len(self.grid.rows) else self.grid.header_row

    def _proposal(self, name: str) -> str:
        column = self.grid.columns.get(name)
        return NOT_SAID if column is None else str(column)

    def _choices(self, name: str) -> list[Any]:
        likely = [c for c in self.grid.candidates.get(name, ()) if c < self.grid.width]
        others = [c for c in range(self.grid.width) if c not in likely]
        labels = self._labels()
        nothing = [(NOT_SAID, "Choose a column" if name in self._lacking(set()) else "Not in this file")]
        if name == "date":
            nothing.append((str(NO_COLUMN), "This file has no dates"))
        if not likely:
            return [*nothing, *((str(c), labels[c]) for c in others)]
        return [
            *nothing,
            ("Likely", [(str(c), labels[c]) for c in likely]),
            ("Other columns", [(str(c), labels[c]) for c in others]),
        ]

    def _labels(self) -> list[str]:
        headers, below = self.grid.headers(self.header_row), self.grid.below(self.header_row)
        labels = []
        for column in range(self.grid.width):
            cells = (row[column].strip() for _, row in below if column < len(row))
            example = next(filter(None, cells), "")[:40]
            heading = headers[column] or "no heading"
            labels.append(f"{letter(column)}: {heading}" + (f" (such as {example})" if example else ""))
        return labels

"""Which column of a table means what?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from inhouse.readers.payments import NO_COLUMN
from inhouse.web.sources.grids import Grid, letter

if TYPE_CHECKING:
    from inhouse.web.sources.kinds.file_kind import FileKind

NOT_SAID = ""
NO_HEADER = -1


class LayoutForm(forms.Form):
    """What the columns of one grid mean; fields are named like the fields of a payment or a contract."""

    def __init__(self, *args: Any, grid: Grid, kind: FileKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grid, self.kind, self.words = grid, kind, kind.fields
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

    more_words = "More columns, and the row with the headings"

    @property
    def header_row_field(self) -> forms.BoundField:
        """Where a person says which row has the headings."""
        return self["header_row"]

    def main_fields(self) -> list[forms.BoundField]:
        """The fields that matter most."""
        return [self[name] for name in self.words if name in self.kind.main]

    def optional_fields(self) -> list[forms.BoundField]:
        """The fields that add to these."""
        return [self[name] for name in self.words if name not in self.kind.main]

    def clean(self) -> dict[str, Any]:
        """Insist on what makes a payment or a contract, each field from a column of its own."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.kind.lacking({name for name, column in cleaned.items() if column != NOT_SAID}):
            self.add_error(name, f"Choose the column with the {self._small(name)}.")
        taken: dict[str, str] = {}
        for name in (name for name in self.words if cleaned.get(name, NOT_SAID) not in (NOT_SAID, str(NO_COLUMN))):
            other = taken.setdefault(cleaned[name], name)
            if other != name:
                self.add_error(name, f"That column is already the {self._small(other)}.")
        return cleaned

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
        labels = column_labels(self.grid, self.header_row)
        nothing = [(NOT_SAID, "Choose a column" if name in self.kind.lacking(set()) else "Not in this file")]
        if name in self.kind.absent:
            nothing.append((str(NO_COLUMN), self.kind.absent[name]))
        return [*nothing, *likely_first([(str(c), labels[c]) for c in likely], [(str(c), labels[c]) for c in others])]

    def meanings(self) -> dict[int, str]:
        """What each column has been given to mean, in words."""
        said = ((str(self[name].value()), words) for name, words in self.words.items())
        return {int(column): words for column, words in said if column.isdigit() and int(column) < self.grid.width}


def column_labels(grid: Grid, header_row: int) -> list[str]:
    """Name each column by letter, heading and an example."""
    headers, below = grid.headers(header_row), grid.below(header_row)
    labels = []
    for column in range(grid.width):
        cells = (row[column].strip() for _, row in below if column < len(row))
        example = next(filter(None, cells), "")[:40]
        heading = headers[column] or "no heading"
        labels.append(f"{letter(column)}: {heading}" + (f" (such as {example})" if example else ""))
    return labels


def likely_first(likely: list[tuple[str, str]], others: list[tuple[str, str]]) -> list[Any]:
    """Offer likely columns in a group of their own, where there are any."""
    return [("Likely", likely), ("Other columns", others)] if likely else list(others)

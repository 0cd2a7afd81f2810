"""Which files does a person bring in, and what are they about?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from inhouse.web.sources.kinds import FILE_KINDS, file_kind
from inhouse.web.sources.kinds.file_kind import TABLES_WORDS
from inhouse.web.sources.models import Kind


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
        choices=[(kind, about.choice) for kind, about in FILE_KINDS.items()],
        initial=Kind.PAYMENTS,
        widget=forms.RadioSelect,
    )
    files = FilesField(
        label="Files",
        help_text=f"{TABLES_WORDS}. For contracts also {FILE_KINDS[Kind.CONTRACTS].open_words}. "
        f"For event logs also {FILE_KINDS[Kind.EVENTS].open_words}. You can choose several.",
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
    about = file_kind(kind)
    if Path(file.name or "").suffix.lower() not in about.endings:
        also = f"; or {about.open_words}" if about.open_words else ""
        return f"«{file.name}» is not a kind of file that can be read here. Give {TABLES_WORDS}{also}."
    return "" if file.size else f"«{file.name}» is empty."

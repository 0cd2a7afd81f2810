"""What is known of a file that was brought in: whose, which bytes, what was kept, whether it counts now?"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from inhouse.web.accounts.models import User
from inhouse.web.sources.kind import Kind

if TYPE_CHECKING:
    from inhouse.web.sources.kinds.file_kind import FileKind


class State(models.TextChoices):
    """How far a file has come; only a loaded file counts in any figure."""

    WAITING = "waiting", "Needs your answer"
    QUEUED = "queued", "In the queue"
    LOADING = "loading", "Loading"
    LOADED = "loaded", "Loaded"
    FAILED = "failed", "Could not be loaded"
    UNDONE = "undone", "Undone"


class Source(models.Model):
    """One file, known by its bytes: the same bytes are the same source, whatever the file is called.

    ``layouts`` is what a person accepted: a list of ``{"fingerprint", "header_row", "columns"}``, one for each way the
    file's parts are laid out. ``parts`` is what loading found, one entry for each sheet or member.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    illustrative = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    message = models.TextField(blank=True)

    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    layouts = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    progress = models.FloatField(default=0)
    loaded_at = models.DateTimeField(null=True)
    rows_in = models.BigIntegerField(null=True)
    rows_kept = models.BigIntegerField(null=True)
    rows_rejected = models.BigIntegerField(null=True)
    amount_in_gbp = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    amount_kept_gbp = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    amount_rejected_gbp = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    parts = models.JSONField(default=list)

    personal_fields: ClassVar[set[str]] = {"uploaded_by", "accepted_by", "undone_by", "filename"}
    other_fields: ClassVar[set[str]] = {
        "id", "kind", "sha256", "size", "illustrative", "state", "message", "uploaded_at", "layouts", "accepted_at",
        "undone_at", "progress", "loaded_at", "rows_in", "rows_kept", "rows_rejected", "amount_in_gbp",
        "amount_kept_gbp", "amount_rejected_gbp", "parts",
    }  # fmt: skip

    class Meta:
        ordering = ("-uploaded_at", "filename")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("kind", "sha256"), name="the_same_bytes_are_one_source"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="a_source_has_a_known_state"),
            models.CheckConstraint(
                condition=~models.Q(state=State.LOADED) | models.Q(loaded_at__isnull=False),
                name="a_loaded_source_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        """The source's page."""
        return reverse("source", args=[self.pk])

    @property
    def original(self) -> Path:
        """The file as it was brought in."""
        return settings.PROGRAMME.originals / f"{self.sha256}{suffix_of(self.filename)}"

    @property
    def loaded_file(self) -> Path:
        """What loading wrote; it counts only while the source is loaded."""
        return settings.PROGRAMME.loaded(self.kind) / f"{self.sha256}{self.about_kind.loaded_ending}"

    @property
    def about_kind(self) -> FileKind:
        """What is special about files of its kind."""
        from inhouse.web.sources.kinds import file_kind

        return file_kind(self.kind)

    @property
    def has_columns(self) -> bool:
        """Whether a person can say what is in it; open data say it themselves."""
        return self.about_kind.told_again or self.shown_first

    @property
    def shown_first(self) -> bool:
        """Whether a person is shown its columns before it is loaded."""
        return not set(self.about_kind.say_themselves) & set(Path(self.filename.lower()).suffixes[-2:])

    @property
    def can_be_told(self) -> bool:
        """Whether a person may say something of it now."""
        told_while = (State.LOADED,) if self.about_kind.told_again else ()
        return self.has_columns and self.state in (State.WAITING, State.FAILED, State.UNDONE, *told_while)

    @property
    def busy(self) -> bool:
        """Whether it waits for, or is with, the worker."""
        return self.state in (State.QUEUED, State.LOADING)

    @property
    def percent(self) -> int:
        """How far loading has come, as a whole percentage."""
        return int(self.progress * 100)


class RememberedLayout(models.Model):
    """Which columns hold what in files with these headings, as a person accepted it; proposed next time."""

    kind = models.CharField(max_length=20, choices=Kind)
    fingerprint = models.TextField()
    header_row = models.IntegerField()
    columns = models.JSONField()
    accepted_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_fields: ClassVar[set[str]] = {"accepted_by"}
    other_fields: ClassVar[set[str]] = {"id", "kind", "fingerprint", "header_row", "columns", "accepted_at"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("kind", "fingerprint"), name="one_memory_for_each_set_of_headings")
        ]

    def __str__(self) -> str:
        return self.fingerprint[:80]


def suffix_of(filename: str) -> str:
    """Return what kind of file a name says it is, wrapping included.

    Examples
    --------
    >>> suffix_of("Spend May 2021.CSV.gz"), suffix_of("spend v1.2.xlsx"), suffix_of("README")
    ('.csv.gz', '.xlsx', '')
    """
    suffixes = [part.lower() for part in Path(filename).suffixes]
    if suffixes[-1:] == [".gz"] and len(suffixes) > 1:
        return "".join(suffixes[-2:])
    return suffixes[-1] if suffixes else ""

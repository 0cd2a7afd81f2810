"""What does one line of the audit record hold? Identifiers only: never a name, an amount or a reason in words.

Values are kept as the exact text that was hashed, so that a change of one byte shows. The database refuses to change
or remove a line (see the migrations).
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, ClassVar

from django.db import models

from inhouse.web.audit.chain import Entry


class AuditEvent(models.Model):
    """One thing that was done: by whom, to what, when; chained to the line before."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    by = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    target_kind = models.CharField(max_length=64)
    target_id = models.CharField(max_length=64)
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    personal_fields: ClassVar[set[str]] = {"by", "target_id"}
    other_fields: ClassVar[set[str]] = {
        "sequence", "at", "verb", "target_kind", "payload", "previous", "hash",
    }  # fmt: skip

    class Meta:
        ordering = ("-sequence",)

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"

    def entry(self) -> Entry:
        """Return the line as the chain sees it."""
        return Entry(
            self.sequence, self.at, self.by, self.verb, self.target_kind, self.target_id, self.payload, self.previous
        )

    def happened_at(self) -> dt.datetime:
        """When it was done, as an instant."""
        return dt.datetime.fromisoformat(self.at)

    def details(self) -> dict[str, Any]:
        """The payload as values."""
        values: dict[str, Any] = json.loads(self.payload)
        return values

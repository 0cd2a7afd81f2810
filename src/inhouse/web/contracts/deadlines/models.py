"""When were deadlines last checked? Alerts that stop without a word are worse than none: each check leaves a trace."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class DeadlineCheck(models.Model):
    """One check of every deadline: for which day, how many there were, and how many e-mails went out."""

    checked_at = models.DateTimeField(default=timezone.now)
    as_of = models.DateField()
    contracts = models.PositiveIntegerField()
    deadlines = models.PositiveIntegerField()
    digests = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    personal_fields: ClassVar[set[str]] = set()
    other_fields: ClassVar[set[str]] = {"id", "checked_at", "as_of", "contracts", "deadlines", "digests", "failed"}

    class Meta:
        ordering = ("-checked_at",)

    def __str__(self) -> str:
        return f"{self.as_of}: {self.deadlines} deadlines"

"""Which private calendar address belongs to whom? Only a hash of it is kept: the address itself is shown once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """A person's calendar feed; a new address makes the old one useless."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    personal_fields: ClassVar[set[str]] = {"user", "token_hash", "read_at"}
    other_fields: ClassVar[set[str]] = {"made_at"}

    def __str__(self) -> str:
        return f"calendar feed of {self.user_id}"

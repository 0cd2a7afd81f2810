"""Who wants an e-mail about deadlines, how often, and what was sent?"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Often(models.TextChoices):
    """How often a person is sent what is due."""

    OFF = "off", "Never"
    DAILY = "daily", "Every day on which something is due, and every Monday"
    WEEKLY = "weekly", "Every Monday"


def new_nonce() -> str:
    """Return what makes a person's unsubscribe link theirs."""
    return secrets.token_urlsafe(16)


class DigestChoice(models.Model):
    """A person's choice; without one, nothing is sent. ``nonce`` is part of the signed unsubscribe link."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="digest_choice"
    )
    often = models.CharField(max_length=10, choices=Often, default=Often.OFF)
    mine_only = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, default=new_nonce)
    changed_at = models.DateTimeField(default=timezone.now)

    personal_fields: ClassVar[set[str]] = {"user", "often", "mine_only", "nonce"}
    other_fields: ClassVar[set[str]] = {"changed_at"}

    def __str__(self) -> str:
        return f"{self.user_id}: {self.often}"


class DigestSent(models.Model):
    """One e-mail to one person for one day. The line is written before the e-mail leaves, so none leaves twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests_sent")
    day = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    personal_fields: ClassVar[set[str]] = {"user", "day", "sent_at"}
    other_fields: ClassVar[set[str]] = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("user", "day"), name="a_digest_is_sent_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"

"""What may a file be about?"""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a file is about."""

    PAYMENTS = "payments", "Payments"
    CONTRACTS = "contracts", "Contracts"
    EVENTS = "events", "Event log"

"""Which services are looked at, and which logs tell of them?"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from inhouse.web.accounts.models import User
from inhouse.web.sources.models import Source


class Service(models.Model):
    """A service as people call it, told of by one or more loaded logs.

    ``slug`` stands in its address and stays when the name changes. A service that was removed stays readable in the
    audit record and can be put back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_fields: ClassVar[set[str]] = {"named_by", "removed_by"}
    other_fields: ClassVar[set[str]] = {"id", "name", "slug", "named_at", "removed_at"}

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(removed_at__isnull=True), name="one_service_of_each_name"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_service_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The service's page."""
        return reverse("service", args=[self.slug])


class ServiceLog(models.Model):
    """A log that tells of a service; one log may tell of several services."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="logs")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_fields: ClassVar[set[str]] = {"added_by"}
    other_fields: ClassVar[set[str]] = {"id", "service", "source", "added_at"}

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("service", "source"), name="a_log_tells_once_of_a_service"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.source_id}"

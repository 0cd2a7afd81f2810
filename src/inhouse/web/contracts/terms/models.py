"""Which terms did people read in contracts, how long does the council take, and when do its meetings decide?

Terms and lead times are kept as versions that are never changed: the newest counts, and restoring an earlier one adds a
version with the same content. What a version says is kept as the engine's own record, written as JSON.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from inhouse.contracts.lead_times import LeadTimes, Meeting
from inhouse.contracts.terms.agreed import Agreed
from inhouse.workflows.records import from_plain


class ContractTerms(models.Model):
    """One version of the terms of one contract; without ``terms`` the register alone counts again.

    ``identity`` stays the same when a later edition of the register is loaded (see ``Held.identity``). ``owner`` is who
    looks after the contract.
    """

    identity = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    terms = models.JSONField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contracts_kept"
    )
    restored_from = models.PositiveIntegerField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    personal_fields: ClassVar[set[str]] = {"owner", "entered_by", "reason"}
    other_fields: ClassVar[set[str]] = {
        "id", "identity", "version", "title", "terms", "evidence", "restored_from", "entered_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("identity", "version"), name="a_version_of_terms_is_kept_once")
        ]
        ordering = ("identity", "version")

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def agreed(self) -> Agreed | None:
        """Return the terms as the engine knows them; None where the register alone counts."""
        return None if self.terms is None else from_plain(Agreed, self.terms)


class LeadTimesKept(models.Model):
    """One version of how long the council takes: for one contract, or with an empty ``identity`` for all others."""

    identity = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField()
    times = models.JSONField(null=True)
    restored_from = models.PositiveIntegerField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    personal_fields: ClassVar[set[str]] = {"entered_by"}
    other_fields: ClassVar[set[str]] = {"id", "identity", "version", "times", "restored_from", "entered_at"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("identity", "version"), name="a_version_of_lead_times_is_kept_once")
        ]
        ordering = ("identity", "version")

    def __str__(self) -> str:
        return f"lead times {self.identity}, version {self.version}"

    def lead_times(self) -> LeadTimes | None:
        """Return the lead times as the engine knows them; None where those of all contracts count again."""
        return None if self.times is None else from_plain(LeadTimes, self.times)


class DecisionMeeting(models.Model):
    """A meeting that can decide about contracts; one that is removed stays on record and can be put back."""

    name = models.CharField(max_length=100)
    meeting_date = models.DateField()
    papers_date = models.DateField()
    removed_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_fields: ClassVar[set[str]] = {"added_by"}
    other_fields: ClassVar[set[str]] = {"id", "name", "meeting_date", "papers_date", "removed_at"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("name", "meeting_date"), name="a_meeting_is_listed_once"),
            models.CheckConstraint(
                condition=models.Q(papers_date__lte=models.F("meeting_date")), name="papers_are_due_before_the_meeting"
            ),
        ]
        ordering = ("meeting_date", "name")

    def __str__(self) -> str:
        return f"{self.name}, {self.meeting_date}"

    def meeting(self) -> Meeting:
        """Return the meeting as the engine knows it."""
        return Meeting(name=self.name, meeting_date=self.meeting_date, papers_date=self.papers_date)

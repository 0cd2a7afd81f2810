"""What was said about who holds a lever, by whom and when? Rows are written once; one taken back gets a second row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from inhouse.contracts.control import NAMES_A_PARTY, ControlStatement, Holder, Lever
from inhouse.web.accounts.models import User

LEVER_WORDS = {
    Lever.STRATEGY: "Strategy and direction",
    Lever.MONEY: "Money and prices",
    Lever.PEOPLE: "People",
    Lever.ASSETS: "Technology assets",
    Lever.LICENCES: "Licences and contracts",
    Lever.DATA: "Data",
    Lever.KNOWLEDGE: "Knowledge and documentation",
    Lever.SUPPLIER_CHOICE: "Choice of supplier",
}
HOLDER_SENTENCES = {
    Holder.AUTHORITY: "The council",
    Holder.SHARED: "The council and another organisation share it",
    Holder.SUPPLIER: "A supplier",
    Holder.OTHER: "Another party, such as a partner authority",
    Holder.UNKNOWN: "Unknown",
}

_LEVERS, _HOLDERS = [each.value for each in Lever], [each.value for each in Holder]
_NAMED = sorted(holder.value for holder in NAMES_A_PARTY)


class Statement(models.Model):
    """One person's word that a lever is held by somebody from a day on.

    The key gives the order in which statements were said. ``origin_…`` is the file and row, where it came from one;
    ``corrects`` the statement it takes the place of.
    """

    service = models.CharField(max_length=200)
    lever = models.CharField(max_length=20, choices=[(lever.value, words) for lever, words in LEVER_WORDS.items()])
    held_by = models.CharField(max_length=12, choices=[(each.value, words) for each, words in HOLDER_SENTENCES.items()])
    party = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    from_written = models.CharField(max_length=10)
    evidence = models.TextField(blank=True)
    source = models.TextField(blank=True)
    origin_file = models.CharField(max_length=255, blank=True)
    origin_sha256 = models.CharField(max_length=64, blank=True)
    origin_row = models.BigIntegerField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    stated_at = models.DateTimeField(default=timezone.now)
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    personal_fields: ClassVar[set[str]] = {"stated_by", "party", "evidence", "source", "origin_file"}
    other_fields: ClassVar[set[str]] = {
        "id", "service", "lever", "held_by", "from_date", "from_written", "origin_sha256", "origin_row", "corrects",
        "stated_at",
    }  # fmt: skip

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(lever__in=_LEVERS), name="a_statement_names_a_known_lever"),
            models.CheckConstraint(condition=Q(held_by__in=_HOLDERS), name="a_statement_names_a_known_holder"),
            models.CheckConstraint(
                condition=Q(held_by__in=_NAMED) & ~Q(party="") | ~Q(held_by__in=_NAMED) & Q(party=""),
                name="a_statement_names_the_organisation_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(held_by=Holder.UNKNOWN.value) | ~Q(evidence="") & ~Q(source=""),
                name="what_is_known_has_evidence_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_lever_display()}"

    def get_absolute_url(self) -> str:
        """The page of its lever."""
        return f"{reverse('control_lever', args=[self.lever])}?service={self.service}"

    def said(self) -> ControlStatement:
        """Return it as the engine reads it."""
        return ControlStatement(
            id=str(self.pk),
            order=self.pk,
            service=self.service,
            lever=Lever(self.lever),
            held_by=Holder(self.held_by),
            party=self.party,
            from_date=self.from_date,
            from_written=self.from_written,
            evidence=self.evidence,
            source=self.source,
        )


class Withdrawal(models.Model):
    """A statement taken back, with the reason; the statement stays readable."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    personal_fields: ClassVar[set[str]] = {"withdrawn_by", "reason"}
    other_fields: ClassVar[set[str]] = {"id", "statement", "withdrawn_at"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}"

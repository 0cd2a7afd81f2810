"""Who is a person to the programme: name, employer, roles, and the day they leave?"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from inhouse.web.permissions import Employer, Role, granted


class UserManager(BaseUserManager["User"]):
    """Finds accounts by the name people type."""

    def by_sign_in(self, typed: str) -> User | None:
        """Return the account with this user name or email address, in any mix of capitals."""
        typed = typed.strip()
        found = self.filter(models.Q(username__iexact=typed) | models.Q(email__iexact=typed) & ~models.Q(email=""))
        return found.first()


class User(AbstractBaseUser):
    """A person's account.

    Whether the account may be used today is asked at every request (:meth:`is_current`), so a leaver date in the past
    or a change of employer counts at once, in sessions that are already open too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField("user name", max_length=150)
    email = models.EmailField("email address", blank=True)
    full_name = models.CharField("full name", max_length=200)
    employer = models.CharField(max_length=20, choices=Employer, default=Employer.COUNCIL)
    organisation = models.CharField(max_length=200, blank=True)
    leaver_date = models.DateField("last day", null=True, blank=True)
    is_active = models.BooleanField("account is open", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields: ClassVar[set[str]] = {
        "username", "email", "full_name", "employer", "organisation", "leaver_date", "password", "last_login",
    }  # fmt: skip
    other_fields: ClassVar[set[str]] = {"id", "is_active", "created_at"}

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("username"), name="one_account_a_user_name", violation_error_message="That user name is taken."
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_an_email_address",
                violation_error_message="Another account has that email address.",
            ),
        ]
        ordering = ("full_name", "username")

    def __str__(self) -> str:
        return self.full_name or self.username

    def role_ids(self) -> set[str]:
        """The roles held, as identifiers."""
        return {grant.role for grant in self.roles.all()}

    def role_names(self) -> list[str]:
        """The roles held, as words, in the order of the table."""
        held = self.role_ids()
        return [str(role.label) for role in Role if role.value in held]

    def may(self, permission: str) -> bool:
        """Say whether this person may do something, today, for this employer."""
        return self.is_current() and permission in granted(self.role_ids(), self.employer)

    def is_current(self, on: dt.date | None = None) -> bool:
        """Say whether the account is open on a day; the last day at work still counts."""
        return self.is_active and (self.leaver_date is None or (on or timezone.localdate()) <= self.leaver_date)


class RoleGrant(models.Model):
    """One role held by one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=40, choices=Role)

    personal_fields: ClassVar[set[str]] = {"user", "role"}
    other_fields: ClassVar[set[str]] = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("user", "role"), name="a_role_is_held_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

"""How do accounts change? Every change is one transaction, names who made it, and leaves an audit event.

``by`` is the account that acts; None means the person at the command line of the machine itself.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inhouse.core.errors import NotAllowedError
from inhouse.web.accounts.models import RoleGrant, User
from inhouse.web.audit.actions import record
from inhouse.web.permissions import Employer, Role


@dataclass(frozen=True, kw_only=True)
class AccountDetails:
    """What an administrator may say about a person."""

    username: str
    full_name: str
    email: str = ""
    employer: str = Employer.COUNCIL
    organisation: str = ""
    leaver_date: dt.date | None = None
    is_active: bool = True


def new_password() -> str:
    """Return a password of 20 characters that is hard to guess and easy to copy."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


@transaction.atomic
def add_account(details: AccountDetails, roles: set[str], password: str | None, *, by: User | None) -> User:
    """Open an account; without a password nobody can sign in to it yet.

    Raises
    ------
    django.core.exceptions.ValidationError
        When the user name or email address is taken, or a role is unknown.
    """
    user = User(**asdict(details))
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    _hold(user, roles)
    record("account.added", user, by=by, roles=sorted(roles), employer=user.employer)
    return user


@transaction.atomic
def change_account(user: User, details: AccountDetails, roles: set[str], *, by: User | None) -> User:
    """Change what is known of a person, and their roles; the event names the fields that changed, not their contents.

    Raises
    ------
    NotAllowedError
        When this would leave the programme without anybody who can manage accounts.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = user.role_ids()
    changed = sorted(name for name, value in asdict(details).items() if getattr(user, name) != value)
    for name in changed:
        setattr(user, name, getattr(details, name))
    user.full_clean()
    user.save()
    _hold(user, roles)
    _require_administrator()
    if changed or roles != before:
        record(
            "account.changed", user, by=by, fields=changed,
            roles_added=sorted(roles - before), roles_removed=sorted(before - roles), employer=user.employer,
        )  # fmt: skip
    return user


@transaction.atomic
def set_password(user: User, password: str, *, by: User | None) -> None:
    """Replace a password; every other session of that person ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("account.password_changed", user, by=by)


@transaction.atomic
def note_sign_in(sender: type[User], user: User, **_: object) -> None:
    """Remember that a person signed in."""
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    record("account.signed_in", user, by=user)


def _hold(user: User, roles: set[str]) -> None:
    unknown = roles - set(Role.values)
    if unknown:
        raise ValidationError({"roles": f"There is no role called {', '.join(sorted(unknown))}."})
    user.roles.exclude(role__in=roles).delete()
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role) for role in sorted(roles - _held(user))])
    user._prefetched_objects_cache = {}


def _held(user: User) -> set[str]:
    return set(user.roles.values_list("role", flat=True))


def _require_administrator() -> None:
    holders = User.objects.filter(roles__role=Role.SYSTEM_ADMINISTRATOR).prefetch_related("roles")
    if not any(user.may("accounts.manage") for user in holders):
        raise NotAllowedError(
            "This would leave nobody who can manage accounts.",
            next_step="Give another person the role of system administrator first.",
        )

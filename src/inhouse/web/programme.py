"""What can be done with a whole programme, from the command line or a test: open, make, look, verify, keep accounts?

Loading is in :mod:`inhouse.web.programme_load`, serving in :mod:`inhouse.web.programme_serve`. Django is started when a
programme is opened and not before, so that the other commands stay quick.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inhouse.core.errors import InputError, UsageError
from inhouse.web.audit.chain import Verification, check_root, verify_file
from inhouse.web.programme_folder import ProgrammeFolder

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

FIRST_USER = "admin"


@dataclass(frozen=True, kw_only=True)
class Account:
    """How a person signs in; the password is readable this once only, and None where it was not changed."""

    username: str
    password: str | None


def open_programme(directory: Path) -> ProgrammeFolder:
    """Start Django for an existing programme; one programme for the life of the process.

    Raises
    ------
    InputError
        When the folder is not a programme.
    UsageError
        When this process has another programme open.
    """
    folder = ProgrammeFolder(directory.resolve()).require()
    _start(folder)
    return folder


def init(directory: Path, name: str) -> ProgrammeFolder:
    """Make a programme: folder, database and first account; an existing one keeps all it has.

    The first account has no password until the programme is first served.
    """
    folder = ProgrammeFolder(directory.resolve())
    if folder.path.is_file():
        raise InputError("A programme is a folder, and there is a file of that name.", found=str(directory))
    folder.create(name)
    _start(folder)
    bring_up_to_date()
    _add_first_account()
    return folder


def bring_up_to_date() -> None:
    """Apply the migrations that the database of the open programme lacks."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def close_programme() -> None:
    """Close the database of the open programme, so that its folder can be moved."""
    from django.db import connections

    connections.close_all()


def first_sign_in() -> Account:
    """Return the first account, with a password if it never had one."""
    from inhouse.web.accounts.actions import new_password, set_password
    from inhouse.web.accounts.models import User

    user = User.objects.filter(username=FIRST_USER).first()
    if user is None or user.has_usable_password():
        return Account(username=FIRST_USER if user else "your own", password=None)
    password = new_password()
    set_password(user, password, by=None)
    return Account(username=user.username, password=password)


def add_user(directory: Path, details: dict[str, Any], roles: set[str]) -> Account:
    """Open an account with a first password.

    Parameters
    ----------
    details
        The fields of :class:`inhouse.web.accounts.actions.AccountDetails`.
    roles
        Identifiers of roles, such as ``finance_partner``.

    Raises
    ------
    InputError
        When a name is taken, or a role or employer is unknown.
    """
    open_programme(directory)
    from django.core.exceptions import ValidationError

    from inhouse.web.accounts.actions import AccountDetails, add_account, new_password

    password = new_password()
    try:
        add_account(AccountDetails(**details), roles, password, by=None)
    except ValidationError as error:
        raise InputError("The account cannot be opened.", found=" ".join(error.messages)) from error
    return Account(username=details["username"], password=password)


def reset_password(directory: Path, username: str) -> Account:
    """Give a person a new password.

    Raises
    ------
    InputError
        When there is no such account.
    """
    user = find_user(directory, username)
    from inhouse.web.accounts.actions import new_password, set_password

    password = new_password()
    set_password(user, password, by=None)
    return Account(username=user.username, password=password)


def find_user(directory: Path, username: str) -> User:
    """Return the account with a user name or email address.

    Raises
    ------
    InputError
        When there is no such account.
    """
    open_programme(directory)
    from inhouse.web.accounts.models import User

    user = User.objects.by_sign_in(username)
    if user is None:
        raise InputError("There is no such account.", found=username, next_step="See the Accounts page for the names.")
    return user


def verify_audit(place: Path, expected_root: str | None = None) -> Verification:
    """Verify the audit record of a programme folder or of a database file, without starting Django for SQLite.

    Raises
    ------
    InputError
        When there is no audit record at that place.
    """
    if os.environ.get("INHOUSE_DATABASE") and place.is_dir():
        open_programme(place)
        from inhouse.web.audit.queries import verify

        return verify(check_root(expected_root))
    return verify_file(ProgrammeFolder(place).require().database if place.is_dir() else place, expected_root)


def _start(folder: ProgrammeFolder) -> None:
    import django
    from django.apps import apps

    opened = os.environ.get("INHOUSE_PROGRAMME", "")
    if apps.ready and Path(opened) != folder.path:
        raise UsageError("Another programme is open.", found=opened, next_step="Use one process for each programme.")
    os.environ["INHOUSE_PROGRAMME"] = str(folder.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "inhouse.web.config.settings"
    if not apps.ready:
        django.setup()


def _add_first_account() -> None:
    """Open the account of the person who set the programme up: they may do everything, and give it away."""
    from inhouse.web.accounts.actions import AccountDetails, add_account
    from inhouse.web.accounts.models import User
    from inhouse.web.permissions import Role

    if not User.objects.exists():
        roles = {Role.SYSTEM_ADMINISTRATOR, Role.DIGITAL_DIRECTOR, Role.CONTRACT_MANAGER}
        details = AccountDetails(username=FIRST_USER, full_name="First administrator")
        add_account(details, {role.value for role in roles}, None, by=None)

"""What can be done with a whole programme, from the command line or a test: open, make, load, look, serve?

Nothing here needs Django until a programme is opened, so that the other commands stay quick.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import UsageError
from inhouse.web.programme_folder import ProgrammeFolder

FIRST_USER = "admin"


@dataclass(frozen=True, kw_only=True)
class FirstAccount:
    """How the first person signs in; the password is known this once only."""

    username: str
    password: str


def open_programme(directory: Path) -> ProgrammeFolder:
    """Point Django at a programme folder; one folder for the life of the process.

    Raises
    ------
    UsageError
        When this process has another programme open.
    """
    import django
    from django.apps import apps

    folder = ProgrammeFolder(directory.resolve())
    opened = os.environ.get("INHOUSE_PROGRAMME", "")
    if apps.ready and Path(opened) != folder.path:
        raise UsageError("Another programme is open.", found=opened, next_step="Use one process for each programme.")
    os.environ["INHOUSE_PROGRAMME"] = str(folder.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "inhouse.web.config.settings"
    if not apps.ready:
        django.setup()
    return folder


def init(directory: Path, name: str) -> FirstAccount | None:
    """Make a programme: folder, database and first account.

    Returns
    -------
    FirstAccount or None
        None when the programme has accounts already; nothing of it is changed but its database brought up to date.
    """
    ProgrammeFolder(directory.resolve()).create(name)
    open_programme(directory)
    bring_up_to_date()
    return first_account()


def bring_up_to_date() -> None:
    """Apply the migrations that the database of the open programme lacks."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def first_account() -> FirstAccount | None:
    """Open the first account of a programme that has none: its owner may do everything and give it away."""
    from inhouse.web.accounts.actions import AccountDetails, add_account, new_password
    from inhouse.web.accounts.models import User
    from inhouse.web.accounts.permissions import Role

    if User.objects.exists():
        return None
    account = FirstAccount(username=FIRST_USER, password=new_password())
    roles = {Role.SYSTEM_ADMINISTRATOR, Role.DIGITAL_DIRECTOR, Role.CONTRACT_MANAGER}
    details = AccountDetails(username=account.username, full_name="First administrator")
    add_account(details, {role.value for role in roles}, account.password, by=None)
    return account

"""People with roles, a fresh programme folder, and files to bring in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from django.test import Client

from inhouse.web.programme_folder import ProgrammeFolder

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

BACKEND = "inhouse.web.accounts.sign_in.NameOrEmailBackend"
PAYMENTS = (
    """Date,Supplier,Amount,Department
01/04/2021,Acme Ltd,"1,200.50",IT
02/04/2021,Bolt plc,99.50,IT
03/04/2021,Crane Ltd,,IT
04/04/2021,Dove Ltd,=1+1,IT
"""
    + "05/04/2021,Echo Ltd,10.00,IT\n" * 8
)


@pytest.fixture
def programme(tmp_path: Path, settings: django_settings, db: None) -> ProgrammeFolder:
    """An empty programme folder, in use."""
    folder = ProgrammeFolder(tmp_path / "programme")
    folder.create("Test council")
    settings.PROGRAMME = folder
    return folder


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Make people: ``person("auditor", employer="supplier")``."""
    from inhouse.web.accounts.actions import AccountDetails, add_account

    numbers = itertools.count(1)

    def make(*roles: str, employer: str = "council", password: str | None = None, **details: object) -> User:
        number = next(numbers)
        details = {"username": f"user{number}", "full_name": f"Person {number}", "employer": employer, **details}
        return add_account(AccountDetails(**details), set(roles), password, by=None)

    return make


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person is signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return enter


@pytest.fixture
def loader(programme: ProgrammeFolder, person: Callable[..., User], sign_in: Callable[[User], Client]) -> Client:
    """A contract manager's browser: may load and undo."""
    return sign_in(person("contract_manager"))


@pytest.fixture
def payments_csv(tmp_path: Path) -> Path:
    """Ten payments and two rows that cannot be payments."""
    path = tmp_path / "spend.csv"
    path.write_text(PAYMENTS, encoding="utf-8")
    return path

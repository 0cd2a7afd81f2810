"""A small programme, loaded as a person would load it, and the people who look at it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from inhouse.web.programme_folder import ProgrammeFolder
from inhouse.workflows import contracts as contracts_workflow
from inhouse.workflows import payments as payments_workflow
from tests.web.contracts.small_programme import PAYMENTS_2019, PAYMENTS_2020, REGISTER, RELEASE, TODAY

PEOPLE = {
    "director": ({"digital_director"}, "council"),
    "councillor": ({"scrutiny_councillor"}, "council"),
    "staff": ({"staff"}, "council"),
    "seconded": ({"contract_manager", "finance_partner"}, "supplier"),
    "administrator": ({"system_administrator"}, "council"),
}


@pytest.fixture
def programme(tmp_path: Path, settings, db) -> Iterator[ProgrammeFolder]:
    """An empty programme."""
    from inhouse.web.contracts.queries import close_all

    folder = ProgrammeFolder(tmp_path / "programme")
    folder.create("Testshire")
    settings.PROGRAMME = folder
    yield folder
    close_all()


@pytest.fixture
def load(programme: ProgrammeFolder) -> Callable[..., object]:
    """Load a file's text into the programme as the worker would."""
    from inhouse.web.sources.models import Source, State

    def load(kind: str, filename: str, text: str, **more: object) -> object:
        path = programme.originals / filename
        path.write_text(text, encoding="utf-8")
        workflow = payments_workflow if kind == "payments" else contracts_workflow
        loaded = workflow.load(path, programme.loaded(kind), shown=filename)
        return Source.objects.create(
            kind=kind,
            filename=filename,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            size=path.stat().st_size,
            state=State.LOADED,
            loaded_at=timezone.now(),
            rows_in=sum(part.rows_in for part in loaded.parts),
            rows_rejected=sum(part.rows_rejected for part in loaded.parts),
            **more,
        )

    return load


@pytest.fixture
def loaded(load, today) -> ProgrammeFolder:
    """The programme with both payments files and both registers."""
    load("payments", "spend-2019.csv", PAYMENTS_2019)
    load("payments", "spend-2020.csv", PAYMENTS_2020)
    load("contracts", "register.csv", REGISTER)
    load("contracts", "notices.json", json.dumps(RELEASE))
    return load


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """The day on which the pages are read."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return TODAY


@pytest.fixture
def person(db) -> Callable[[str], Client]:
    """Sign somebody in."""
    from inhouse.web.accounts.models import RoleGrant, User

    def person(name: str) -> Client:
        roles, employer = PEOPLE[name]
        user = User.objects.create(username=name, full_name=name.title(), employer=employer)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
        client = Client()
        client.force_login(user, backend="inhouse.web.accounts.sign_in.NameOrEmailBackend")
        return client

    return person


@pytest.fixture
def director(person) -> Client:
    """Somebody who may see everything."""
    return person("director")

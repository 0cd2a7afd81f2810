"""A small programme, loaded as a person would load it, and the people who look at it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator

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


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    """Let go of the files of this test's programme."""
    yield
    from inhouse.web.contracts.queries import close_all

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
def visit(person: Callable[..., object], sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    """A browser in which one of :data:`PEOPLE` is signed in."""

    def visit(name: str) -> Client:
        roles, employer = PEOPLE[name]
        return sign_in(person(*roles, employer=employer))

    return visit


@pytest.fixture
def director(visit) -> Client:
    """Somebody who may see everything."""
    return visit("director")

"""A small programme, loaded as a person would load it, and the people who look at it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from inhouse.web.programme_folder import ProgrammeFolder
from tests.web.contracts.small_programme import PAYMENTS_2019, PAYMENTS_2020, REGISTER, RELEASE, TODAY, load_into

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
    return partial(load_into, programme)


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

"""The page of published facts: every source, disagreements together, and plain words where there is nothing to show."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from inhouse.web.programme_folder import ProgrammeFolder
from inhouse.workflows.example import birmingham

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User


@pytest.fixture
def councillor(programme: ProgrammeFolder, person: Callable[..., User], sign_in: Callable[[User], Client]) -> Client:
    return sign_in(person("scrutiny_councillor"))


def test_figures_that_disagree_stand_together_unaveraged(programme: ProgrammeFolder, councillor: Client) -> None:
    shutil.copyfile(birmingham().facts, programme.facts)
    page = councillor.get("/facts/").content.decode()
    frames = re.findall(r'<div class="app-facts__together">(.*?)</ul>', page, re.DOTALL)
    contract = next(frame for frame in frames if 'id="B002"' in frame)
    assert "£475 million" in contract
    assert "£450 million" in contract
    assert "£462" not in page
    assert sum('id="B066"' in frame for frame in frames) == 0


def test_each_fact_links_to_its_sources(programme: ProgrammeFolder, councillor: Client) -> None:
    shutil.copyfile(birmingham().facts, programme.facts)
    page = councillor.get("/facts/").content.decode()
    fact = re.search(r'id="B063">(.*?)</div>', page, re.DOTALL)
    assert fact is not None
    assert "£7.641 million" in fact[1]
    assert "16 April 2019" in fact[1]
    assert 'href="https://birmingham.cmis.uk.com/' in fact[1]


def test_a_programme_without_facts_says_how_to_add_some(councillor: Client) -> None:
    page = councillor.get("/facts/")
    assert page.status_code == 200
    assert "facts.yaml" in page.content.decode()


def test_a_file_that_cannot_be_used_is_named_in_plain_words(programme: ProgrammeFolder, councillor: Client) -> None:
    programme.facts.write_text("topics: [", encoding="utf-8")
    page = councillor.get("/facts/").content.decode()
    assert "cannot be used" in page
    assert "facts.yaml" in page


def test_strangers_are_asked_to_sign_in(programme: ProgrammeFolder, client: Client) -> None:
    response = client.get("/facts/")
    assert response.status_code == 302
    assert "sign-in" in response["Location"]

"""The page of published facts: every source, disagreements together, and plain words where there is nothing to show."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from inhouse.web.accounts.actions import AccountDetails, add_account
from inhouse.web.permissions import Role
from inhouse.web.programme_folder import ProgrammeFolder
from inhouse.workflows.example import birmingham


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> ProgrammeFolder:
    folder = ProgrammeFolder(tmp_path)
    folder.create("A programme")
    settings.PROGRAMME = folder
    return folder


@pytest.fixture
def councillor(db: None, client: Client) -> Client:
    details = AccountDetails(username="councillor", full_name="A councillor")
    client.force_login(
        add_account(details, {Role.SCRUTINY_COUNCILLOR.value}, None, by=None),
        backend="inhouse.web.accounts.sign_in.NameOrEmailBackend",
    )
    return client


def test_figures_that_disagree_stand_together_unaveraged(folder: ProgrammeFolder, councillor: Client) -> None:
    shutil.copyfile(birmingham().facts, folder.facts)
    page = councillor.get("/facts/").content.decode()
    frames = re.findall(r'<div class="app-facts__together">(.*?)</ul>', page, re.DOTALL)
    contract = next(frame for frame in frames if 'id="B002"' in frame)
    assert "£475 million" in contract
    assert "£450 million" in contract
    assert "£462" not in page
    assert sum('id="B066"' in frame for frame in frames) == 0


def test_each_fact_links_to_its_sources(folder: ProgrammeFolder, councillor: Client) -> None:
    shutil.copyfile(birmingham().facts, folder.facts)
    page = councillor.get("/facts/").content.decode()
    fact = re.search(r'id="B063">(.*?)</div>', page, re.DOTALL)
    assert fact is not None
    assert "£7.641 million" in fact[1]
    assert "16 April 2019" in fact[1]
    assert 'href="https://birmingham.cmis.uk.com/' in fact[1]


def test_a_programme_without_facts_says_how_to_add_some(folder: ProgrammeFolder, councillor: Client) -> None:
    page = councillor.get("/facts/")
    assert page.status_code == 200
    assert "facts.yaml" in page.content.decode()


def test_a_file_that_cannot_be_used_is_named_without_a_traceback(folder: ProgrammeFolder, councillor: Client) -> None:
    folder.facts.write_text("topics: [", encoding="utf-8")
    page = councillor.get("/facts/").content.decode()
    assert "cannot be used" in page
    assert "facts.yaml" in page


def test_strangers_are_asked_to_sign_in(db: None, folder: ProgrammeFolder, client: Client) -> None:
    response = client.get("/facts/")
    assert response.status_code == 302
    assert "sign-in" in response["Location"]

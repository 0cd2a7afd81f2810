"""Does the command for cron check deadlines, print one answer, and send nothing twice?"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from inhouse.web.config.email import CONSOLE, email_settings

CHOOSE = """
import sys
from contextlib import closing
from pathlib import Path
from inhouse.web.programme import open_programme
open_programme(Path(sys.argv[1]))
from inhouse.web.accounts.models import User
from inhouse.web.contracts.digests.actions import choose
user = User.objects.get(username="ann")
choose(user, "daily", mine_only=False, by=user)
"""


def run(*words: object) -> subprocess.CompletedProcess[str]:
    hidden = ("INHOUSE_PROGRAMME", "DJANGO_SETTINGS_MODULE", "INHOUSE_EMAIL")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    return subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, env=environment)


def inhouse(*words: object) -> subprocess.CompletedProcess[str]:
    return run("-m", "inhouse.cli", *words)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A programme with one contract, and somebody who wants e-mails every day."""
    folder, register = tmp_path / "our-it", tmp_path / "register.csv"
    register.write_text("Reference,Title,Supplier,End date\nC1,Data centre,Acme,31/03/2027\n", encoding="utf-8")
    add = ("user", "add", "ann", "--full-name", "Ann", "--email", "ann@example.org", "--role", "contract_manager")
    for command in (("init", folder), ("load", "contracts", register, "--into", folder), (*add, "--in", folder)):
        assert inhouse(*command).returncode == 0
    assert run("-c", CHOOSE, folder).returncode == 0
    return folder


def test_deadlines_are_checked_and_an_email_goes_once_a_day(programme: Path) -> None:
    first = inhouse("digest", programme, "--as-of", "2027-03-10", "--json")
    checked = json.loads(first.stdout)
    assert first.returncode == 0
    assert checked == {
        "as_of": "2027-03-10", "contracts": 1, "deadlines": 1, "late": 0, "digests": 1, "failed": 0,
    }  # fmt: skip
    assert "Subject: Contract deadlines: 1 due in 30 days (our-it)" in first.stderr
    assert "31 Mar 2027 (in 21 days) Ends" in first.stderr
    second = inhouse("digest", programme, "--as-of", "2027-03-10")
    assert "0 e-mails sent" in second.stdout
    assert "Subject" not in second.stderr
    with closing(sqlite3.connect(programme / "programme.sqlite3")) as database:
        days = [row[0] for row in database.execute("SELECT as_of FROM contracts_deadlinecheck")]
    assert days == ["2027-03-10", "2027-03-10"]


def test_a_folder_that_is_no_programme_ends_with_10(tmp_path: Path) -> None:
    done = inhouse("digest", tmp_path, "--json")
    assert (done.returncode, done.stdout) == (10, "")
    assert "inhouse init" in done.stderr


def test_email_is_printed_unless_a_server_is_named() -> None:
    assert email_settings("") == {"EMAIL_BACKEND": CONSOLE}
    named = email_settings("smtps://ann:p%40ss@mail.example")
    assert (named["EMAIL_PORT"], named["EMAIL_USE_SSL"], named["EMAIL_USE_TLS"]) == (465, True, False)
    assert named["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert email_settings("smtp://mail.example")["EMAIL_USE_TLS"] is True
    for wrong in ("mail.example", "http://mail.example", "smtp://"):
        with pytest.raises(ImproperlyConfigured):
            email_settings(wrong)

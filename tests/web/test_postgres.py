"""Does a programme keep its promises when accounts, decisions and audit are in PostgreSQL?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres
HAMMER = """
import sys
from pathlib import Path
from inhouse.web.programme import open_programme
open_programme(Path(sys.argv[1]))
from django.db import transaction
from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
admin = User.objects.get()
for number in range(25):
    with transaction.atomic():
        record("test.done", admin, by=admin, number=number)
"""


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    """Address of a new database, dropped afterwards."""
    import psycopg

    name = f"inhouse_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield postgres_url.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def folder(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme in it."""
    folder = tmp_path_factory.mktemp("postgres") / "our-it"
    assert run(database, "-m", "inhouse.cli", "init", folder).returncode == 0
    return folder


def run(database: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, env=environment(database))


def command(*words: object) -> list[str]:
    return [sys.executable, *map(str, words)]


def environment(database: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("INHOUSE_PROGRAMME", "DJANGO_SETTINGS_MODULE")
    }
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path), "INHOUSE_DATABASE": database}


def verified(database: str, folder: Path) -> dict:
    return json.loads(run(database, "-m", "inhouse.cli", "audit", "verify", folder, "--json").stdout)


def test_files_are_loaded_undone_and_on_record(database: str, folder: Path, payments_csv: Path) -> None:
    done = run(database, "-m", "inhouse.cli", "load", "payments", payments_csv, "--into", folder, "--json")
    assert json.loads(done.stdout)["files"][0]["rows_kept"] == 10, done.stderr
    assert run(database, "-m", "inhouse.cli", "undo", "spend.csv", "--in", folder).returncode == 0
    assert not (folder / "programme.sqlite3").exists()
    assert verified(database, folder)["verified"]


def test_eight_writers_at_once_make_one_whole_record(database: str, folder: Path) -> None:
    before = verified(database, folder)["entries"]
    writers = [
        subprocess.Popen(command("-c", HAMMER, folder), env=environment(database), stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    assert [writer.communicate(timeout=120)[1] for writer in writers] == [""] * 8
    after = verified(database, folder)
    assert (after["verified"], after["entries"]) == (True, before + 200)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_auditevent SET verb = 'x'", "DELETE FROM audit_auditevent", "TRUNCATE audit_auditevent"],
)
def test_the_database_refuses_to_change_or_remove_a_line(statement: str, database: str, folder: Path) -> None:
    import psycopg

    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        connection.execute(statement)

"""Do the programme's commands do what they say, as a person types them, with the exit codes they promise?"""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

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


def environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("INHOUSE_PROGRAMME", "DJANGO_SETTINGS_MODULE")
    }
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path)}


def inhouse(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inhouse.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment())


def answer(*words: object) -> dict:
    done = inhouse(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty programme."""
    folder = tmp_path_factory.mktemp("programmes") / "our-it"
    assert answer("init", folder, "--name", "Our IT")["programme"] == "Our IT"
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A programme of one's own, copied while stopped."""
    copy = tmp_path / "our-it"
    copy.mkdir()
    for path in made.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
        else:
            (copy / path.name).mkdir()
    return copy


def test_loading_twice_says_so_and_changes_nothing(folder: Path, payments_csv: Path) -> None:
    (first,) = answer("load", "payments", payments_csv, "--into", folder)["files"]
    assert (first["state"], first["new"], first["rows_kept"], first["amount_kept_gbp"]) == ("loaded", True, 10, 1380.0)
    before = answer("audit", "verify", folder)
    (again,) = answer("load", "payments", payments_csv, "--into", folder)["files"]
    assert (again["state"], again["new"], again["source_id"]) == ("loaded", False, first["source_id"])
    assert answer("audit", "verify", folder) == before


def test_status_lists_what_needs_a_decision_and_what_the_figures_rest_on(folder: Path, payments_csv: Path) -> None:
    inhouse("load", "payments", payments_csv, "--into", folder, "--illustrative")
    status = answer("status", folder, "--as-of", "2026-01-05")
    assert (status["programme"], status["as_of"]) == ("Our IT", "2026-01-05")
    assert [(source["filename"], source["illustrative"]) for source in status["sources"]] == [("spend.csv", True)]
    assert "2 rejected rows" in status["decisions"][0]["what"]


def test_undo_by_file_name(folder: Path, payments_csv: Path) -> None:
    inhouse("load", "payments", payments_csv, "--into", folder)
    assert inhouse("undo", "spend.csv", "--in", folder).returncode == 0
    assert [source["state"] for source in answer("status", folder)["sources"]] == ["undone"]
    again = inhouse("undo", "spend.csv", "--in", folder)
    assert (again.returncode, "No loaded file is meant" in again.stderr) == (10, True)


def test_a_file_that_cannot_be_read_ends_with_ten_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    done = inhouse("load", "payments", picture, "--into", folder)
    assert (done.returncode, "picture.csv" in done.stderr, "Traceback" in done.stderr) == (10, True, False)
    assert answer("status", folder)["sources"] == []
    assert list((folder / "originals").iterdir()) == list((folder / "payments").iterdir()) == []


def test_a_question_ends_with_ten_and_waits_on_the_sources_page(folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text("01/04/2021,Acme Ltd,12.50\n02/04/2021,Bolt plc,99.50\n" * 5, encoding="utf-8")
    done = inhouse("load", "payments", bare, "--into", folder)
    assert (done.returncode, "Sources page" in done.stderr) == (10, True)
    assert [source["state"] for source in answer("status", folder)["sources"]] == ["waiting"]


@pytest.mark.parametrize(("state", "reason"), [
    ("waiting", "Nobody has yet said what its columns mean."),
    ("queued", "It is in the queue"),
])  # fmt: skip
def test_a_file_brought_in_before_and_never_loaded_ends_with_ten_and_says_why(
    state, reason, folder: Path, payments_csv: Path
) -> None:
    inhouse("load", "payments", payments_csv, "--into", folder)
    with sqlite3.connect(folder / "programme.sqlite3") as connection:
        connection.execute("UPDATE sources_source SET state = ?, message = ''", [state])
    connection.close()
    done = inhouse("load", "payments", payments_csv, "--into", folder, "--json")
    assert (done.returncode, "Traceback" in done.stderr) == (10, False), done.stderr
    assert reason in done.stderr
    assert [(file["state"], file["new"]) for file in json.loads(done.stdout)["files"]] == [(state, False)]


def test_status_names_overspend_as_the_home_page_does(folder: Path, tmp_path: Path) -> None:
    register, spend = tmp_path / "register.csv", tmp_path / "paid.csv"
    register.write_text(
        "Reference,Title,Supplier,Start date,End date,Value\nP1,Lifts,Quenby Ltd,01/04/2019,31/03/2021,9\n"
    )
    spend.write_text("Date,Supplier,Amount\n01/05/2020,Quenby Ltd,10.50\n")
    inhouse("load", "contracts", register, "--into", folder)
    inhouse("load", "payments", spend, "--into", folder)
    first = answer("status", folder, "--as-of", "2026-01-05")["decisions"][0]
    assert (first["what"], first["detail"]) == ("Lifts was paid more than its value", "£1.50 over value.")
    assert first["page"].endswith("/#paid")


def test_status_gives_every_line_of_a_message_a_line_of_its_own(folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text("01/04/2021,Acme Ltd,12.50\n02/04/2021,Bolt plc,99.50\n" * 5, encoding="utf-8")
    inhouse("load", "payments", bare, "--into", folder)
    with sqlite3.connect(folder / "programme.sqlite3") as connection:
        connection.execute("UPDATE sources_source SET message = 'There are two amounts.\n  column 3\n  column 4'")
    connection.close()
    lines = inhouse("status", folder).stdout.splitlines()
    start = lines.index("  Answer: bare.csv is waiting for your answer")
    assert [line.strip() for line in lines[start + 1 : start + 4]] == ["There are two amounts.", "column 3", "column 4"]


@pytest.mark.parametrize("words", [
    ("status", "{folder}", "--as-of", "yesterday"),
    ("user", "add", "x", "--full-name", "X", "--leaver-date", "soon", "--in", "{folder}"),
])  # fmt: skip
def test_a_day_that_is_none_is_told_as_by_every_other_command(words, folder: Path) -> None:
    done = inhouse(*(word.format(folder=folder) for word in words))
    assert (done.returncode, "Write it as YYYY-MM-DD" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(("words", "code"), [
    (("load", "payments", "missing.csv", "--into", "{folder}"), 10),
    (("load", "invoices", "{file}", "--into", "{folder}"), 2),
    (("load", "payments", "{file}", "--into", "nowhere"), 10),
    (("status", "nowhere"), 10),
    (("serve", "nowhere"), 10),
    (("audit", "verify", "nowhere"), 10),
    (("audit", "verify", "{folder}", "--root", "xyz"), 2),
    (("user", "reset", "nobody", "--in", "{folder}"), 10),
    (("user", "add", "x", "--full-name", "X", "--role", "emperor", "--in", "{folder}"), 10),
])  # fmt: skip
def test_mistakes_end_with_their_code_and_a_plain_message(words, code, folder: Path, payments_csv: Path) -> None:
    done = inhouse(*(word.format(folder=folder, file=payments_csv) for word in words))
    assert done.returncode == code, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_init_again_keeps_everything(folder: Path) -> None:
    before = answer("audit", "verify", folder)
    assert answer("init", folder, "--name", "Another name")["programme"] == "Our IT"
    assert answer("audit", "verify", folder) == before


def test_a_user_is_added_with_a_password_and_twice_is_refused(folder: Path) -> None:
    words = (
        "user",
        "add",
        "ann",
        "--full-name",
        "Ann Smith",
        "--role",
        "auditor",
        "--employer",
        "supplier",
        "--in",
        folder,
    )
    assert re.fullmatch(r"([0-9a-f]{4}-){3}[0-9a-f]{4}", answer(*words)["password"])
    again = inhouse(*words)
    assert (again.returncode, "taken" in again.stderr) == (10, True)
    assert answer("user", "reset", "ANN", "--in", folder)["username"] == "ann"


def test_a_changed_audit_record_ends_with_fourteen_and_still_prints_json(folder: Path, payments_csv: Path) -> None:
    inhouse("load", "payments", payments_csv, "--into", folder)
    root = answer("audit", "verify", folder)["root"]
    database = folder / "programme.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit_auditevent SET payload = payload || ' ' WHERE sequence = 2")
    connection.close()
    for place in (folder, database):
        done = inhouse("audit", "verify", place, "--json")
        assert done.returncode == 14
        assert json.loads(done.stdout)["first_bad"] == 2
    assert inhouse("audit", "verify", folder, "--root", root).returncode == 14


def test_a_cut_audit_record_is_found_by_its_root(folder: Path, payments_csv: Path) -> None:
    inhouse("load", "payments", payments_csv, "--into", folder)
    root = answer("audit", "verify", folder)["root"]
    assert inhouse("audit", "verify", folder, "--root", root).returncode == 0
    with sqlite3.connect(folder / "programme.sqlite3") as connection:
        connection.execute("DROP TRIGGER audit_no_delete")
        connection.execute("DELETE FROM audit_auditevent WHERE sequence = (SELECT max(sequence) FROM audit_auditevent)")
    connection.close()
    assert inhouse("audit", "verify", folder).returncode == 0
    done = inhouse("audit", "verify", folder, "--root", root, "--json")
    assert (done.returncode, json.loads(done.stdout)["verified"]) == (14, False)


def test_several_writers_at_once_make_one_whole_record(folder: Path) -> None:
    command = [sys.executable, "-c", HAMMER, str(folder)]
    writers = [subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(writer.wait(timeout=60), writer.stderr.read()) for writer in writers] == [(0, "")] * 4
    for writer in writers:
        writer.stderr.close()
    found = answer("audit", "verify", folder)
    assert (found["verified"], found["entries"]) == (True, 101)


def test_a_port_in_use_is_told_with_another_to_try(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = inhouse("serve", folder, "--port", port)
    assert (done.returncode, f"--port {port + 1}" in done.stderr) == (10, True)

"""Is every change to the audit record found? By editing, cutting, reordering and rewriting a real one."""

import hashlib
import random
import sqlite3
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from inhouse.core.errors import InputError, UsageError
from inhouse.web.audit.actions import record
from inhouse.web.audit.chain import GENESIS, Entry, MerkleTree, verify_file
from inhouse.web.audit.models import AuditEvent
from inhouse.web.audit.queries import verify

COLUMNS = (*Entry._fields, "hash")


def slow_root(leaves: list[bytes]) -> str:
    """RFC 6962, section 2.1, word for word."""

    def tree(part: list[bytes]) -> bytes:
        if not part:
            return hashlib.sha256(b"").digest()
        if len(part) == 1:
            return hashlib.sha256(b"\0" + part[0]).digest()
        split = 1
        while split * 2 < len(part):
            split *= 2
        return hashlib.sha256(b"\1" + tree(part[:split]) + tree(part[split:])).digest()

    return tree(leaves).hex()


def written(path: Path, lines: int = 9) -> list[tuple]:
    """An audit record of a few lines, as any tool could write it."""
    rows, previous = [], GENESIS
    for number in range(1, lines + 1):
        entry = Entry(number, f"2026-01-0{number}T09:00:00+00:00", "u1", "source.added", "sources.source", f"s{number}",
                      '{"rows": 5}', previous)  # fmt: skip
        previous = entry.hash()
        rows.append((*entry, previous))
    write(path, rows)
    return rows


def write(path: Path, rows: list[tuple]) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE audit_auditevent ({', '.join(COLUMNS)})")
        database.executemany(f"INSERT INTO audit_auditevent VALUES ({', '.join('?' * len(COLUMNS))})", rows)
    database.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copy.sqlite3"


@pytest.mark.parametrize("size", range(18))
def test_the_root_is_that_of_rfc_6962(size: int) -> None:
    leaves = [f"leaf {number}".encode() for number in range(size)]
    tree = MerkleTree()
    for leaf in leaves:
        tree.add(leaf)
    assert tree.root() == slow_root(leaves)


def test_the_root_of_the_standards_own_example() -> None:
    tree = MerkleTree()
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"):
        tree.add(bytes.fromhex(leaf))
    assert tree.root() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_an_untouched_record_is_verified(path: Path) -> None:
    written(path)
    found = verify_file(path)
    assert (found.verified, found.entries, found.first_bad) == (True, 9, None)


def test_every_single_character_matters(path: Path) -> None:
    rows = written(path)
    chance = random.Random(5)
    for _ in range(150):
        line, column = chance.randrange(9), chance.randrange(1, len(COLUMNS))
        text = rows[line][column]
        place = chance.randrange(len(text))
        edited = text[:place] + chr((ord(text[place]) ^ (1 << chance.randrange(6))) or 1) + text[place + 1 :]
        changed = [*rows]
        changed[line] = (*rows[line][:column], edited, *rows[line][column + 1 :])
        write(path, changed)
        found = verify_file(path)
        assert (found.verified, found.first_bad) == (False, line + 1), f"{COLUMNS[column]}: {text} as {edited}"


@pytest.mark.parametrize("damage", [
    lambda rows: rows[:3] + rows[4:],
    lambda rows: rows[1:],
    lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]],
    lambda rows: [*rows[:4], rows[3], *rows[4:]],
    lambda rows: [*rows[:2], (rows[2][0], *(None,) * 8), *rows[3:]],
    lambda rows: [*rows[:2], (*rows[2][:6], b'{"rows": 5}', *rows[2][7:]), *rows[3:]],
], ids=["removed", "first removed", "keys swapped", "doubled", "emptied", "other type"])  # fmt: skip
def test_removed_moved_and_emptied_lines_are_found(damage, path: Path) -> None:
    rows = written(path)
    moved = [(number, *row[1:]) for number, row in enumerate(damage(rows), start=1)]
    write(path, moved if damage(rows)[0][0] == 1 and len(moved) == 9 else damage(rows))
    found = verify_file(path)
    assert not found.verified
    assert found.first_bad is not None


def test_a_line_edited_together_with_its_own_hash_shows_at_the_next_line(path: Path) -> None:
    rows = written(path)
    forged = Entry(*rows[3][:8])._replace(by="u2")
    write(path, [*rows[:3], (*forged, forged.hash()), *rows[4:]])
    found = verify_file(path)
    assert (found.verified, found.first_bad) == (False, 5)


def test_a_cut_tail_is_found_by_a_root_kept_outside_and_only_by_it(path: Path) -> None:
    rows = written(path)
    root = verify_file(path).root
    write(path, rows[:-2])
    assert verify_file(path).verified
    found = verify_file(path, root)
    assert (found.verified, found.first_bad, found.root_matches) == (False, None, False)


def test_a_record_rewritten_from_the_start_is_found_by_a_root_kept_outside(path: Path) -> None:
    written(path)
    root = verify_file(path).root
    previous, forged = GENESIS, []
    for number in range(1, 10):
        entry = Entry(number, "2026-01-01T09:00:00+00:00", "u2", "source.added", "sources.source", "s", "{}", previous)
        previous = entry.hash()
        forged.append((*entry, previous))
    write(path, forged)
    assert verify_file(path).verified
    assert not verify_file(path, root).verified


def test_a_root_kept_outside_stays_good_while_the_record_grows(path: Path) -> None:
    written(path, lines=4)
    root = verify_file(path).root
    written(path, lines=9)
    assert verify_file(path, root.upper()).verified


@pytest.mark.parametrize("root", ["", "abc", "g" * 64])
def test_something_that_is_no_root_is_refused(root: str, path: Path) -> None:
    written(path)
    with pytest.raises(UsageError):
        verify_file(path, root)


@pytest.mark.parametrize("content", [None, b"", b"PK\3\4 not a database at all" * 40])
def test_a_file_without_a_record_is_refused(content: bytes | None, path: Path) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError):
        verify_file(path)


def test_a_damaged_database_is_not_verified(path: Path) -> None:
    written(path, lines=9)
    rows = [(n, *r[1:6], "x" * 3000, *r[7:]) for n, r in enumerate(written(path), start=1)]
    write(path, rows)
    raw = bytearray(path.read_bytes())
    raw[-4096:] = b"\xff" * 4096
    path.write_bytes(bytes(raw))
    assert not verify_file(path).verified


@pytest.mark.django_db
def test_what_the_programme_writes_is_verified_from_its_file_and_from_the_database(person) -> None:
    target = person("staff")
    with transaction.atomic():
        record("test.done", target, by=target, note="naïve “text” £5")
    found = verify()
    assert (found.verified, found.entries) == (True, AuditEvent.objects.count())


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET verb = 'x'", "DELETE FROM audit_auditevent"])
def test_the_database_refuses_to_change_or_remove_a_line(statement: str, person) -> None:
    person("staff")
    before = verify().root
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().root == before


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_no_event(person) -> None:
    user, before = person("staff"), AuditEvent.objects.count()

    @transaction.atomic
    def fail() -> None:
        record("test.done", user, by=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert AuditEvent.objects.count() == before


def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("test.done", AuditEvent(), by=None)

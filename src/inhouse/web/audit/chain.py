"""Has the audit record been changed since it was written? Asked of the database file, with the standard library alone.

Two guards stand together. Each line holds the hash of the line before, so a changed, added or removed line shows where
it is. All lines are the leaves of a Merkle tree (RFC 6962, section 2.1), whose root is kept outside: it also finds a
cut tail and a record rewritten from the start. A root stays good as the record grows: it must be the root of the first
lines, however many there were when it was taken.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from inhouse.core.errors import UnreadableFile, UsageError

GENESIS = "0" * 64


class Entry(NamedTuple):
    """The parts of a line that are hashed, in this order."""

    sequence: int
    at: str
    by: str
    verb: str
    target_kind: str
    target_id: str
    payload: str
    previous: str

    def canonical(self) -> bytes:
        """The bytes that are hashed: a JSON array without spaces."""
        return json.dumps(list(self), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def hash(self) -> str:
        """The line's own hash, as 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The answer: ``first_bad`` is the key of the first line that is not as it was written."""

    verified: bool
    entries: int
    root: str
    first_bad: int | str | None
    root_matches: bool | None = None


class MerkleTree:
    """The RFC 6962 tree hash of a growing list, in memory of log2 n hashes.

    Examples
    --------
    >>> MerkleTree().root()[:16]
    'e3b0c44298fc1c14'
    """

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append one leaf."""
        height, node = 0, hashlib.sha256(b"\x00" + leaf).digest()
        while self._peaks and self._peaks[-1][0] == height:
            node = _join(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))

    def root(self) -> str:
        """The hash of all leaves so far, as 64 hexadecimal digits."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = _join(peak, node)
        return node.hex()


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def verify_rows(rows: Iterable[tuple[object, ...]], expected_root: str | None = None) -> Verification:
    """Recompute the chain and the tree over rows of (the eight parts of an entry, hash), in order of sequence.

    Parameters
    ----------
    rows
        Rows as stored; values of an unexpected kind make their line bad, not the program fail.
    expected_root
        A root kept outside, as hexadecimal in small letters; None when there is none.
    """
    tree, previous, first_bad, count = MerkleTree(), GENESIS, None, 0
    seen = expected_root is None or expected_root == tree.root()
    for count, row in enumerate(rows, start=1):
        leaf = _leaf(row, count, previous)
        if leaf is None and first_bad is None:
            first_bad = row[0] if isinstance(row[0], int | str) else count
        tree.add(leaf if leaf is not None else repr(row).encode())
        previous = str(row[-1])
        if not seen and expected_root is not None:
            seen = tree.root() == expected_root
    return Verification(
        verified=first_bad is None and seen,
        entries=count,
        root=tree.root(),
        first_bad=first_bad,
        root_matches=None if expected_root is None else seen,
    )


def _until_damage(connection: sqlite3.Connection, query: str) -> Iterator[tuple[object, ...]]:
    """Pass rows on; where the file itself is damaged, one empty row stands for all that cannot be read."""
    try:
        yield from connection.execute(query)
    except sqlite3.DatabaseError:
        yield (None,) * (len(Entry._fields) + 1)


def _leaf(row: tuple[object, ...], number: int, previous: str) -> bytes | None:
    """Return the bytes of a good line, or None for one that is not as it was written."""
    *parts, stored = row
    if not isinstance(parts[0], int) or not all(isinstance(part, str) for part in parts[1:]):
        return None
    entry = Entry(*parts)  # type: ignore[arg-type]
    good = entry.sequence == number and entry.previous == previous and entry.hash() == stored
    return entry.canonical() if good else None


def check_root(typed: str | None) -> str | None:
    """Return a root in small letters, or None when none was given.

    Raises
    ------
    UsageError
        When it is not 64 hexadecimal digits.
    """
    if typed is not None and (len(typed) != 64 or set(typed.lower()) - set("0123456789abcdef")):
        raise UsageError("A root is 64 hexadecimal digits.", found=typed)
    return typed.lower() if typed else None


def verify_file(database: Path, expected_root: str | None = None) -> Verification:
    """Verify the audit record in an SQLite database file, without changing it.

    Raises
    ------
    UnreadableFile
        When the file is missing or is not a programme's database.
    UsageError
        When the root is not 64 hexadecimal digits.
    """
    expected_root = check_root(expected_root)
    if not database.is_file():
        raise UnreadableFile("There is no database here.", found=str(database), next_step="Give a programme folder.")
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = next((name for name in tables if "audit" in name and '"' not in name), None)
        if table is None:
            raise UnreadableFile("This database holds no audit record.", found=str(database))
        columns = ", ".join(f'"{column}"' for column in (*Entry._fields, "hash"))
        query = f'SELECT {columns} FROM "{table}" ORDER BY "sequence"'  # noqa: S608 - the table's name is from the file
        return verify_rows(_until_damage(connection, query), expected_root)
    except sqlite3.DatabaseError as error:
        raise UnreadableFile("This is not a database that can be read.", found=f"{database}: {error}") from error
    finally:
        connection.close()

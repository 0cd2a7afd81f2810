"""What is a person called in an answer that must not name anybody?

A keyed fingerprint (HMAC-SHA-256) of the name gives six letters: the same key gives the same person the same letters,
in every log; without the key nobody can find the name by trying names. Counts stay as they are.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 6


def pseudonyms(names: Iterable[str], key: bytes) -> dict[str, str]:
    """Give each name a pseudonym, such as ``person K7Q2ZD``; longer ones where two would be the same.

    Parameters
    ----------
    names
        Names of people; order and repeats do not matter.
    key
        A secret of the programme, or of the log where there is no programme.

    Examples
    --------
    >>> pseudonyms(["Ann", "Bob"], b"secret")["Ann"] == pseudonyms(["Cid", "Ann"], b"secret")["Ann"]
    True
    >>> pseudonyms(["Ann"], b"secret") == pseudonyms(["Ann"], b"another")
    False
    """
    letters = {name: _fingerprint(name, key) for name in names}
    length = _LENGTH
    while len({text[:length] for text in letters.values()}) < len(letters):
        length += 1
    return {name: f"person {text[:length]}" for name, text in letters.items()}


def _fingerprint(name: str, key: bytes) -> str:
    digest = int.from_bytes(hmac.new(key, name.encode(), hashlib.sha256).digest())
    return "".join(_LETTERS[digest >> shift & 31] for shift in range(0, 255, 5))

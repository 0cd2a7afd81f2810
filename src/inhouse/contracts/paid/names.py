"""What does a name as written in a register or a payments file call an organisation?

One name may hold several: a company and its trading name, a former name, a place or an abbreviation in brackets, two
firms in one cell. Each is a :class:`Reading`, a row of plain words without legal form. Nothing is compared here: see
:mod:`inhouse.contracts.paid.evidence`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml


class Role(StrEnum):
    """Where in the name a reading stands."""

    WHOLE = "whole name"
    NAME = "name without what is in brackets or follows it"
    TRADING = "trading name"
    FORMER = "former or later name"
    BRACKETS = "name in brackets"
    PART = "part of the name"


@dataclass(frozen=True)
class Reading:
    """One way to call the organisation: words in capital letters, legal form and silent words left out."""

    words: tuple[str, ...]
    role: Role

    @property
    def squashed(self) -> str:
        """The words as one, for names that differ only in where they are cut into words."""
        return "".join(self.words)


@dataclass(frozen=True)
class Words:
    """The word lists of ``words.yaml``."""

    legal: frozenset[str]
    silent: frozenset[str]
    weak: frozenset[str]
    trade: frozenset[str]
    borne: frozenset[str]
    compass: frozenset[str]
    blank: frozenset[str]
    same: dict[str, tuple[str, ...]]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    opposed: tuple[frozenset[str], ...]
    nobody: frozenset[str]


_CODES = re.compile(r"[(\[]\s*(SEE\s+)?[A-Z]{0,3}\s?\d{4,}\s*[)\]]|[(\[]\s*SEE\s+\d+\s*[)\]]")
_NOTES = re.compile(r"\*+[^*]*(?:\*+|$)|\bUSE \d{3,}\b")
_CARE_OF = re.compile(r"\bC/O\b.*$")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
_MARKERS = re.compile(
    r"\b(?P<trading>T/AS?|T\.A\.|(?<=\w )TA(?= \w)|TRADING AS|TRADES AS|TRADING NAME|KNOWN AS|AKA|A/K/A)\b[:\s]*"
    r"|\b(?P<former>FORMERLY(?: KNOWN AS)?|PREVIOUSLY(?: KNOWN AS)?|FORMALLY(?: KNOWN AS)?|NOW KNOWN AS|NOW CALLED"
    r"|RENAMED|^NOW|^WAS)\b[:\s]*"
    r"|\b(?P<part>(?:A )?(?:DIVISION|SUBSIDIARY|BUSINESS UNIT|B/U|PART|MEMBER) OF)\b[:\s]*"
)
_NOW = re.compile(r"^(\S+ \S+ .*\S) NOW (\S+)$")
_PARTS = re.compile(r"\s+[-–—:]\s+|\s*/\s*|\s*;\s*|-(?=\s)")
_LEGAL_END = r"(?:LTD|LIMITED|PLC|LLP|CIC|CIO|INC|LIMITED LIABILITY PARTNERSHIP)\.?"
_NUMBERED = re.compile(r"(?:^|\s)(?:\(?\d{1,2}[.)]|LOTS? \d{1,2}[A-Z]?\s*[:.-])\s+", re.IGNORECASE)
_AFTER_FORM = re.compile(rf"\b({_LEGAL_END})\s*(?:,\s*(?:and\s|&\s)?|\s(?:and|&|\+)\s|\s*/\s*)\s*", re.IGNORECASE)
_WORD = re.compile(r"[A-Z0-9]+")


def split_suppliers(cell: str) -> tuple[str, ...]:
    """Split a cell that names several suppliers; a name that only looks like a list stays whole.

    Lines, semicolons, numbered entries, and a comma, slash or "and" right after a legal form part suppliers.

    Examples
    --------
    >>> split_suppliers("Acme Ltd, Bolt & Cog plc and Dovecote")
    ('Acme Ltd', 'Bolt & Cog plc', 'Dovecote')
    >>> split_suppliers("1. Acme 2. Bolt"), split_suppliers("Smith, Jones and Brown")
    (('Acme', 'Bolt'), ('Smith, Jones and Brown',))
    """
    pieces = [piece for piece in re.split(r"[\n\r;|•]+", cell) if piece.strip()]
    pieces = [each for piece in pieces for each in _unnumbered(piece)]
    pieces = [each for piece in pieces for each in _AFTER_FORM.sub(r"\1" + "\n", piece).split("\n")]
    return tuple(dict.fromkeys(tidy for piece in pieces if _WORD.search((tidy := piece.strip(" ,;/\t-")).upper())))


def names_nobody(name: str) -> bool:
    """Tell whether the words stand in place of a name: withheld, various, to be confirmed.

    Examples
    --------
    >>> names_nobody("[Redacted - Personal Data]"), names_nobody("TBC"), names_nobody("Various Arts Ltd")
    (True, True, False)
    """
    words = re.sub(r"[^A-Z/ ]+", " ", _plain(name))
    said = " ".join(words.split())
    return not said or said in word_lists().nobody or bool(re.search(r"\b(REDACTED|WITHHELD|PERSONAL DATA)\b", said))


@lru_cache(maxsize=500_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Give every way in which a name calls an organisation, the whole name first.

    Examples
    --------
    >>> [(" ".join(each.words), each.role.name) for each in readings("The Bolt & Cog Co. Ltd T/A Cogworks (UK)")]
    [('BOLT COG COMPANY COGWORKS', 'WHOLE'), ('BOLT COG COMPANY', 'NAME'), ('COGWORKS', 'TRADING')]
    """
    plain = _CARE_OF.sub("", _CODES.sub(" ", _NOTES.sub(" ", _plain(name))))
    found = [Reading(_words(_MARKERS.sub(" ", plain)), Role.WHOLE)]
    inside = [text.strip() for text in _BRACKETS.findall(plain) if text.strip()]
    outside = _BRACKETS.sub(" ", plain)
    found += _marked(outside, Role.NAME)
    for text in inside:
        found += _marked(text, Role.BRACKETS)
    first: dict[tuple[str, ...], Reading] = {}
    for each in found:
        if each.words and (each.role is Role.WHOLE or not word_lists().silent.issuperset(each.words)):
            first.setdefault(each.words, each)
    return tuple(first.values())


def words_of(text: str) -> frozenset[str]:
    """Give the plain words of any text, such as a contract's title."""
    return frozenset(_words(_plain(text)))


@cache
def word_lists() -> Words:
    """Read the word lists, once."""
    text = resources.files(__package__).joinpath("words.yaml").read_text("utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    sets = {
        name: frozenset(lists[name].split())
        for name in ("legal", "silent", "weak", "trade", "borne", "compass", "blank")
    }
    return Words(
        **sets,
        same={short: tuple(str(long).split()) for short, long in lists["same"].items()},
        phrases=tuple((re.compile(rf"\b{said}\b"), meant) for said, meant in lists["phrases"].items()),
        opposed=tuple(frozenset(row) for row in lists["opposed"]),
        nobody=frozenset(" ".join(each.split()) for each in lists["nobody"].split("|")),
    )


def _unnumbered(piece: str) -> list[str]:
    """Split at numbers that count; a lone number may belong to a name."""
    marks = _NUMBERED.findall(piece)
    return [each for each in _NUMBERED.split(piece) if each.strip()] if len(marks) > 1 else [piece]


def _plain(text: str) -> str:
    """Capital letters without accents; the signs by which a name is taken apart stay."""
    letters = unicodedata.normalize("NFKD", text.replace("\ufffd", " ").replace("’", "'"))
    upper = "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
    for pattern, meant in word_lists().phrases:
        upper = pattern.sub(meant, upper)
    return " ".join(upper.replace("_", " ").split())


def _marked(text: str, role: Role) -> list[Reading]:
    """Take apart what stands before and after T/A, formerly and their like, and the parts around dashes and slashes."""
    text = _NOW.sub(r"\1 NOW KNOWN AS \2", text.strip())
    found, at, kind = [], 0, role
    for mark in [*_MARKERS.finditer(text), None]:
        piece = text[at : mark.start() if mark else len(text)].strip(" -,:")
        if piece:
            found += _piece(piece, kind)
        if mark:
            named = {"trading": Role.TRADING, "former": Role.FORMER, "part": Role.PART}
            at, kind = mark.end(), named[mark.lastgroup or "part"]
    return found


def _piece(text: str, role: Role) -> list[Reading]:
    parts = [part for part in _PARTS.split(text) if part.strip()]
    whole = [Reading(_words(text), role)]
    return whole + [Reading(_words(part), Role.PART) for part in parts] if len(parts) > 1 else whole


def _words(text: str) -> tuple[str, ...]:
    """Words of a name: initials joined, abbreviations written out, legal form and silent words left out."""
    lists = word_lists()
    raw = _WORD.findall(re.sub(r"(?<=\b[A-Z])\s?[&+]\s?(?=[A-Z]\b)", " ", text).replace("'", ""))
    joined: list[str] = []
    initials = False
    for word in raw:
        single = len(word) == 1 and word.isalpha()
        if single and initials:
            joined[-1] += word
        else:
            joined.append(word)
        initials = single
    meant = [each for word in joined for each in lists.same.get(word, (word,))]
    heard = [word for word in meant if word not in lists.silent]
    named = [word for word in heard if word not in lists.legal]
    return tuple(named or heard or meant)

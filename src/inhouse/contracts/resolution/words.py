"""What do words in organisations' names mean: a legal form, a clerk's remark, a place, a trade, another spelling?

The words themselves are in ``words.yaml``, for people to read and add to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

import yaml

Meaning = TypeVar("Meaning")
Runs = Mapping[str, Sequence[tuple[tuple[str, ...], Meaning]]]
"""Runs of words and what they mean, by their first word, the longest first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """The words that mean something in any list of names.

    Attributes
    ----------
    legal_forms
        The form each run of words stands for.
    fillers, titles, last_fillers
        Words that do not tell one organisation from another; the last, only at the end of a name.
    remarks
        What a clerk adds to a name, often in brackets.
    spellings
        Each way of writing a word, and the way that is compared.
    phrases
        Each run of words that has one meaning, and the words compared.
    kinds
        ``general``, ``trade`` or ``place`` for words that many organisations share.
    """

    legal_forms: Runs[str]
    fillers: frozenset[str]
    titles: frozenset[str]
    last_fillers: frozenset[str]
    remarks: frozenset[str]
    spellings: Mapping[str, str]
    phrases: Runs[tuple[str, ...]]
    kinds: Mapping[str, str]

    def canonical(self, word: str) -> str:
        """Write a word the way it is compared.

        Examples
        --------
        >>> [load_words().canonical(word) for word in ("SRVS", "CONTRACTORS", "GLASS")]
        ['SERVICE', 'CONTRACTOR', 'GLASS']
        """
        known = self.spellings.get(word)
        if known is None:
            known = singular(word)
            known = self.spellings.get(known, known)
        return known


def singular(word: str) -> str:
    """Take a plural or possessive s from a word; companies are written with and without it.

    Examples
    --------
    >>> singular("SERVICES"), singular("GLASS"), singular("GAS")
    ('SERVICE', 'GLASS', 'GAS')
    """
    return word[:-1] if len(word) > 3 and word.endswith("S") and not word.endswith("SS") else word


def _runs(meanings: Mapping[tuple[str, ...], Meaning]) -> Runs[Meaning]:
    runs: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for run in sorted(meanings, key=len, reverse=True):
        runs.setdefault(run[0], []).append((run, meanings[run]))
    return runs


@cache
def load_words() -> Words:
    """Read ``words.yaml``."""
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    spellings = {way: group[0] for group in data["spellings"] for way in group}
    spellings |= {singular(way): first for way, first in spellings.items() if singular(way) not in spellings}
    kinds = {
        spellings.get(singular(word), singular(word)): kind
        for kind, key in (("general", "remarks"), ("place", "places"), ("trade", "trades"), ("general", "general"))
        for word in data[key]
    }
    return Words(
        legal_forms=_runs({tuple(way.split()): form for form, ways in data["legal_forms"].items() for way in ways}),
        fillers=frozenset(data["fillers"]),
        titles=frozenset(data["titles"]),
        last_fillers=frozenset(data["last_fillers"]),
        remarks=frozenset(data["remarks"]),
        spellings=spellings,
        phrases=_runs({tuple(left.split()): tuple(right.split()) for left, right in data["phrases"].items()}),
        kinds=kinds,
    )

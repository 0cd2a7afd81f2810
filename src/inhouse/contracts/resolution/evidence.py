"""How likely are two spellings one organisation, and why?

Each piece of evidence adds to or takes from the logarithm of the odds, as in the method of Fellegi and Sunter (1969).
How much a shared word says is counted in the list itself; how much the other pieces say is in ``weights.yaml``, with
how it was estimated.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from inhouse.contracts.resolution.alignment import Alignment, align
from inhouse.contracts.resolution.frequencies import Frequencies
from inhouse.contracts.resolution.likeness import likeness
from inhouse.contracts.resolution.reading import Part, Reading

SAME_ID = 0.999
"""A company number, or the publisher's own account, says it."""
SAME_WORDS = 0.95
"""Names of the same words are one name, and one name is mostly one organisation."""
ENOUGH = 6.0
"""From this weight of words on, that holds even where small words differ: one name in 400 has them."""
TWO_NAMES = 0.5
"""Where each has a word or number of its own that the other lacks, or an account of its own, a person must say."""
OF_A_GROUP = math.log(4)
"""A VAT number beside more than four names is a group's, and says little of which member it is."""
_AGAINST = frozenset({"other_form", "vat_numbers_differ", "both_in_brackets", "more_in_brackets", "second_name"})
_TELLING = frozenset({"own", "place", "number"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one spelling: its reading, and its ids as they are compared; empty where there is none."""

    reading: Reading
    company: str = ""
    vat: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely two spellings are one organisation, and the evidence for it.

    Attributes
    ----------
    score
        0 to 1.
    evidence
        How much there is of each piece in ``weights.yaml``.
    rest_a, rest_b
        The words that only one of them has.
    """

    score: float
    evidence: Mapping[str, float]
    rest_a: tuple[str, ...] = ()
    rest_b: tuple[str, ...] = ()


@cache
def load_weights() -> dict[str, float]:
    """Read ``weights.yaml``: logarithms of odds for each piece of evidence."""
    data: dict[str, Any] = yaml.safe_load(resources.files(__package__).joinpath("weights.yaml").read_text("utf-8"))
    return {str(name): float(weight) for name, weight in data["weights"].items()}


class Judge:
    """Weighs the evidence for pairs of one list.

    Parameters
    ----------
    frequencies
        How common words are in the list.
    vat_counts
        How many different names stand beside each VAT number.
    """

    def __init__(self, frequencies: Frequencies, vat_counts: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._vat_counts = vat_counts
        self._weights = load_weights()

    def score(self, a: Known, b: Known) -> float:
        """How likely two spellings are one organisation, 0 to 1."""
        return self.judge(a, b).score

    def judge(self, a: Known, b: Known) -> Judgement:
        """Weigh what speaks for and against two spellings being one organisation."""
        ids = self._ids(a, b)
        if "company_numbers_differ" in ids:
            return Judgement(0.0, ids)
        if "company_number_agrees" in ids or "account_agrees" in ids:
            return Judgement(SAME_ID, ids)
        views = (
            self._view(part_a, part_b, second, a, b, ids) for part_a, part_b, second in _views(a.reading, b.reading)
        )
        odds, evidence, found = max(views, key=lambda view: view[0])
        score = self._bounded(1 / (1 + math.exp(-odds)), evidence, found, a, b)
        return Judgement(score, evidence, tuple(found.rest_a), tuple(found.rest_b))

    def _view(
        self, part_a: Part, part_b: Part, second: bool, a: Known, b: Known, ids: Mapping[str, float]
    ) -> tuple[float, dict[str, float], Alignment]:
        """Logarithm of the odds by one of the names of each, the evidence, and the words side by side."""
        found = align(part_a, part_b, a.reading.letters, b.reading.letters, self._frequencies)
        evidence = {**self._evidence(found, part_a, part_b, a, b), **ids}
        if second:
            evidence["second_name"] = 1.0
        weight = self._weights.get
        return sum([weight(piece, 0.0) * much for piece, much in evidence.items()]), evidence, found

    def _bounded(self, score: float, evidence: Mapping[str, float], found: Alignment, a: Known, b: Known) -> float:
        """Keep a score within what the weights do not know."""
        if found.equal and not _AGAINST & evidence.keys():
            enough = found.agreed >= ENOUGH or a.reading.plain == b.reading.plain != ""
            score = max(score, SAME_WORDS) if enough else score
        if "vat_number_agrees" in evidence and evidence["vat_number_shared"] <= OF_A_GROUP:
            return score
        if "each_has_its_own" in evidence or "both_number" in evidence:
            score = min(score, TWO_NAMES)
        if "accounts_differ" in evidence and not (a.reading.form or b.reading.form):
            score = min(score, TWO_NAMES)
        return score

    def _ids(self, a: Known, b: Known) -> dict[str, float]:
        ids = {"always": 1.0}
        if a.company and b.company:
            ids["company_number_agrees" if a.company == b.company else "company_numbers_differ"] = 1.0
        if a.ref and b.ref:
            ids["account_agrees" if a.ref == b.ref else "accounts_differ"] = 1.0
        if a.vat and a.vat == b.vat:
            ids["vat_number_agrees"] = 1.0
            ids["vat_number_shared"] = math.log(max(self._vat_counts.get(a.vat, 2), 2))
        elif a.vat and b.vat:
            ids["vat_numbers_differ"] = 1.0
        return ids

    def _evidence(self, found: Alignment, part_a: Part, part_b: Part, a: Known, b: Known) -> dict[str, float]:
        """How much there is of each piece of evidence; nothing of those left out."""
        weight = found.agreed + found.alike - self._frequencies.chance
        evidence = {"words_agree": max(-6.0, min(6.0, weight))}
        if part_a.words[0] not in found.rest_a and part_b.words[0] not in found.rest_b:
            evidence["first_word_agrees"] = 1.0
        if not (found.rest_a and found.rest_b):
            evidence["one_within_other"] = 1.0
        if found.rest_a or found.rest_b:
            evidence.update(self._rests(found))
        if found.misspelt and not (found.rest_a or found.rest_b or found.slips or found.initials or found.continued):
            evidence["only_misspelt"] = 1.0
        for piece in ("equal", "continued", "acronym", "misspelt", "slips", "initials"):
            if much := getattr(found, piece):
                evidence[piece] = float(much)
        if a.reading.form and b.reading.form:
            evidence["same_form" if a.reading.form == b.reading.form else "other_form"] = 1.0
        if part_a.asides or part_b.asides:
            evidence.update(self._asides(part_a, part_b))
        return evidence

    def _rests(self, found: Alignment) -> dict[str, float]:
        """What the words say that only one of them has."""
        rest_a, rest_b = _by_kind(found.rest_a, self._frequencies), _by_kind(found.rest_b, self._frequencies)
        evidence = {f"more_{kind}": max(rest_a.get(kind, 0.0), rest_b.get(kind, 0.0)) for kind in rest_a | rest_b}
        if rest_a and rest_b:
            evidence |= {f"both_{kind}": min(rest_a[kind], rest_b[kind]) for kind in rest_a if kind in rest_b}
            if not (_TELLING.isdisjoint(rest_a) or _TELLING.isdisjoint(rest_b)):
                evidence["each_has_its_own"] = 1.0
        return evidence

    def _asides(self, a: Part, b: Part) -> dict[str, float]:
        if set(a.asides) == set(b.asides):
            return {"brackets_agree": 1.0}
        rest_a = _unlike(a.asides, (*b.asides, *b.words))
        rest_b = _unlike(b.asides, (*a.asides, *a.words))
        weigh = self._frequencies.weight
        more, less = sorted((sum(map(weigh, rest_a)), sum(map(weigh, rest_b))), reverse=True)
        return {"more_in_brackets": more, "both_in_brackets": less} if less else {"more_in_brackets": more}


def _views(a: Reading, b: Reading) -> Iterator[tuple[Part, Part, bool]]:
    """Compare whole with whole, and each name with each other where there are second names."""
    yield a.parts[0], b.parts[0], False
    if len(a.parts) > 1 or len(b.parts) > 1:
        for part_a in a.parts[1:] or a.parts:
            for part_b in b.parts[1:] or b.parts:
                yield part_a, part_b, True


def _by_kind(rest: list[str], frequencies: Frequencies) -> dict[str, float]:
    kinds: dict[str, float] = {}
    for word in rest:
        kind = frequencies.kind(word)
        kinds[kind] = kinds.get(kind, 0.0) + frequencies.weight(word)
    return kinds


def _unlike(asides: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [
        word
        for word in asides
        if not any(word == other or other.startswith(word) or likeness(word, other) for other in others)
    ]

"""Which pairs of spellings are worth comparing?

Two spellings are compared where they share something few others have: a rare word, its consonants, two or three
commoner words, the beginning, first letters that are another's word, or an id. Whatever more than ``MOST`` spellings
share brings nobody together by itself, so the work grows with the list, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from inhouse.contracts.resolution.evidence import Known
from inhouse.contracts.resolution.frequencies import Frequencies
from inhouse.contracts.resolution.likeness import skeleton

MOST = 50
"""A key that more spellings share is no reason to compare them."""
CLOSEST = 12
"""How many later spellings each is compared with at most: those it shares most with."""
ENOUGH = 0.6
"""What two spellings must share of the shorter one's weight to be compared."""

MOST_SEEN_ALONE = 10
"""Two words that both are rarer than this need no key together."""
A_LOT = 99.0
"""An id says more than any words."""


def candidates(known: Sequence[Known], frequencies: Frequencies) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing, each once, the smaller first.

    Time grows with the number of spellings times ``MOST``; memory with the number of spellings.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(known):
        for key in _keys(each, frequencies):
            holders[key].append(at)
    shared = {key: held for key, held in holders.items() if 1 < len(held) <= MOST}
    del holders
    least = [_least(each, frequencies) for each in known]
    for at, each in enumerate(known):
        near: dict[int, float] = {}
        for key, weight in _keys(each, frequencies).items():
            for other in shared.get(key, ()):
                if other > at:
                    near[other] = near.get(other, 0.0) + weight
        close = [(-w, other) for other, w in near.items() if w >= ENOUGH * min(least[at], least[other])]
        for _, other in sorted(close)[:CLOSEST]:
            yield at, other


def _keys(known: Known, frequencies: Frequencies) -> dict[str, float]:
    """What a spelling can be found by, and how much it says."""
    whole = known.reading.parts[0]
    weights = {word: frequencies.weight(word) for word in (*whole.words, *whole.asides)}
    keys = {f"={word}": weight for word, weight in weights.items() if frequencies.count(word) <= MOST}
    keys |= {f"~{skeleton(w)}": weight / 2 for w, weight in weights.items() if len(w) >= 5 and w.isalpha()}
    rarest = sorted(sorted(weights, key=lambda word: (-weights[word], word))[:5])
    for x, y in combinations(rarest, 2):
        if frequencies.count(x) > MOST_SEEN_ALONE or frequencies.count(y) > MOST_SEEN_ALONE:
            keys[f"{x} {y}"] = (weights[x] + weights[y]) / 2
    for three in combinations(rarest, 3):
        keys[" ".join(three)] = sum(weights[word] for word in three) / 2
    together = "".join(whole.words)
    if len(together) >= 5:
        keys[f"#{together[:7]}"] = max(weights[word] for word in whole.words)
    firsts = "".join(word[0] for word in whole.words)
    keys |= {f"@{letters}": float(len(letters)) for letters in (firsts, *whole.words) if 3 <= len(letters) <= 6}
    ids = (("vat", known.vat), ("company", known.company), ("account", known.ref))
    keys |= {f"{kind} {number}": A_LOT for kind, number in ids if number}
    return keys


def _least(known: Known, frequencies: Frequencies) -> float:
    """Weight of the shortest name in a spelling: all that another need share with it."""
    return min(sum(map(frequencies.weight, part.words)) for part in known.reading.parts)

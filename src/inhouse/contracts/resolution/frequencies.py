"""How much does it say that two names share a word? Less, the more names have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from inhouse.contracts.resolution.reading import Reading
from inhouse.contracts.resolution.words import Words

SMALLEST_LIST = 2000
"""A list says little about how common words are below this many names; it is then taken for a part of such a list."""
SHARES = {"general": 0.01, "trade": 0.01, "place": 0.006}
"""At least this share of names is taken to have any one such word, however few of them a short list shows."""


class Frequencies:
    """How common each word is in one list of names.

    Parameters
    ----------
    readings
        The names, each once.
    words
        What words mean in any list.
    """

    def __init__(self, readings: Iterable[Reading], words: Words) -> None:
        self._words = words
        self.names = 0
        self._counts: Counter[str] = Counter()
        for reading in readings:
            self.names += 1
            self._counts.update({*reading.parts[0].words, *reading.parts[0].asides})
        self.size = max(self.names, SMALLEST_LIST)
        self.chance = math.log(self.size)
        self._weights: dict[str, float] = {}

    def count(self, word: str) -> int:
        """How many names have the word."""
        return self._counts[word]

    def weight(self, word: str) -> float:
        """Natural logarithm of 1 / share of names with the word: what agreement on it says, as by Fellegi and Sunter.

        A word that occurs once in 2,000 names weighs 7.6; one in a hundred, 4.6.
        """
        known = self._weights.get(word)
        if known is None:
            share = SHARES.get(self._words.kinds.get(word, ""), 0.0)
            known = math.log(self.size / max(self._counts[word], 1, share * self.size))
            known = self._weights[word] = max(known, 0.3)
        return known

    def kind(self, word: str) -> str:
        """``general``, ``trade``, ``place``, ``number``, ``initial`` or ``own`` for a word of the name's own."""
        kind = self._words.kinds.get(word)
        if kind:
            return kind
        if word[0].isdigit():
            return "number"
        return "initial" if len(word) == 1 else "own"

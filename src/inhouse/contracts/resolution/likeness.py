"""Are two different words the same word written otherwise: cut, abbreviated or misspelt?"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

ONE_SLIP = 0.9
"""Likeness of two words of six letters or more that one slip behind the first letter parts."""
_VOWELS = frozenset("AEIOU")


@lru_cache(maxsize=1 << 17)
def likeness(a: str, b: str) -> float:
    """Say how likely two words are one word written in two ways, 0 to 1.

    Examples
    --------
    >>> likeness("PHAROAH", "PHARAOH"), likeness("CMMNTY", "COMMUNITY"), likeness("MARY", "MARK")
    (0.9, 0.6, 0.0)
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not (short.isalpha() and long.isalpha()):
        return 0.0
    if len(short) >= 4 and len(short) + len(long) >= 9:
        slips = OSA.distance(short, long, score_cutoff=2)
        if slips == 1 and (len(short) >= 5 or short[0] == long[0]):
            return ONE_SLIP if len(short) >= 6 and short[0] == long[0] else 0.7
        if slips == 2 and len(short) >= 8:
            return 0.75
    if 3 <= len(short) < len(long) and short[0] == long[0]:
        return _abbreviation(short, long)
    return 0.0


def _abbreviation(short: str, long: str) -> float:
    if long.startswith(short):
        return 0.7 if len(short) >= 4 else 0.5
    letters = iter(long)
    in_order = all(letter in letters for letter in short)
    vowels = sum(letter in _VOWELS for letter in short[1:])
    return 0.6 if in_order and vowels <= max(0, (len(short) - 3) // 2) else 0.0


def is_initial(a: str, b: str) -> bool:
    """Say whether one is an initial, or initials, of the other: D and DAVID.

    Examples
    --------
    >>> is_initial("D", "DAVID"), is_initial("JR", "JOHN"), is_initial("D", "DAN")
    (True, True, False)
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return len(short) <= 2 and len(long) > 3 and short[0] == long[0] and short.isalpha()


def skeleton(word: str) -> str:
    """The consonants of a word: most slips and abbreviations leave them alone.

    Examples
    --------
    >>> skeleton("PHAROAH") == skeleton("PHARAOH"), skeleton("CENTRE")
    (True, 'CNTR')
    """
    return "".join(letter for letter in word if letter not in _VOWELS)

"""Which words of two names are the same, and which has only one of them?"""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.contracts.resolution.frequencies import Frequencies
from inhouse.contracts.resolution.likeness import ONE_SLIP, is_initial, likeness
from inhouse.contracts.resolution.reading import Part

CUT_FROM = 22
"""Names of at least this many characters may have been cut by the program they come from."""


@dataclass(slots=True)
class Alignment:
    """The words of two names, side by side.

    Attributes
    ----------
    agreed
        Weight of the words both have, also when one writes them together.
    alike
        Weight of the words that are one word written otherwise, less their unlikeness.
    rest_a, rest_b
        Words that only one of them has.
    misspelt
        How many long words differ by a single slip.
    slips
        How many other words were taken for misspelt or abbreviated.
    initials
        How many initials were taken for a name.
    continued
        One name is the beginning of the other and long enough to have been cut.
    """

    agreed: float = 0.0
    alike: float = 0.0
    rest_a: list[str] = field(default_factory=list)
    rest_b: list[str] = field(default_factory=list)
    misspelt: int = 0
    slips: int = 0
    initials: int = 0
    acronym: bool = False
    continued: bool = False

    @property
    def equal(self) -> bool:
        """Whether both say the same words."""
        return not (
            self.rest_a or self.rest_b or self.misspelt or self.slips or self.initials or self.acronym or self.continued
        )


def align(a: Part, b: Part, letters_a: int, letters_b: int, frequencies: Frequencies) -> Alignment:
    """Put the words of two names side by side.

    Parameters
    ----------
    letters_a, letters_b
        How long the spellings are.
    """
    weight = frequencies.weight
    in_a, in_b = set(a.words), set(b.words)
    found = Alignment(
        agreed=sum(weight(w) for w in a.words if w in in_b),
        rest_a=[w for w in a.words if w not in in_b],
        rest_b=[w for w in b.words if w not in in_a],
    )
    if not found.rest_a and not found.rest_b:
        return found
    if found.rest_a and found.rest_b and len(found.rest_a) + len(found.rest_b) > 2:
        found.agreed += _join(a.words, found.rest_a, found.rest_b, frequencies)
        found.agreed += _join(b.words, found.rest_b, found.rest_a, frequencies)
    _take_cut(found, a, b, letters_a, letters_b, frequencies)
    if found.rest_a and found.rest_b:
        _take_alike(found, frequencies)
        _take_acronym(found, found.rest_a, found.rest_b)
        _take_acronym(found, found.rest_b, found.rest_a)
        _take_initials(found)
    return found


def _join(words: tuple[str, ...], rest: list[str], others: list[str], frequencies: Frequencies) -> float:
    """Agree on words that one name writes together: SEA VIEW and SEAVIEW."""
    gained = 0.0
    for run in (3, 2):
        if len(rest) < run:
            continue
        for at in range(len(words) - run + 1):
            pieces = words[at : at + run]
            together = "".join(pieces)
            if together in others and all(piece in rest for piece in pieces):
                for piece in pieces:
                    rest.remove(piece)
                others.remove(together)
                gained += frequencies.weight(together)
    return gained


def _take_cut(found: Alignment, a: Part, b: Part, letters_a: int, letters_b: int, frequencies: Frequencies) -> None:
    """Complete a last word that was cut, and forgive the words that would have followed it."""
    sides = ((a, b, found.rest_a, found.rest_b, letters_a), (b, a, found.rest_b, found.rest_a, letters_b))
    for cut, whole, rest, others, letters in sides:
        if letters < CUT_FROM or not others:
            continue
        last = cut.words[-1]
        full = next((w for w in others if w.startswith(last) and w != last), None) if last in rest else None
        if full:
            rest.remove(last)
            others.remove(full)
            found.agreed += frequencies.weight(full) * (len(last) / len(full))
            found.continued = True
        if not rest and others and "".join(whole.words).startswith("".join(cut.words)):
            others.clear()
            found.continued = True


def _take_alike(found: Alignment, frequencies: Frequencies) -> None:
    pairs = [(-like, x, y) for x in found.rest_a for y in found.rest_b if (like := likeness(x, y))]
    for less, x, y in sorted(pairs):
        if x not in found.rest_a or y not in found.rest_b:
            continue
        # Two words that are both in use are two words, unless one is short for the other.
        if min(frequencies.count(x), frequencies.count(y)) >= 4 and not (x.startswith(y) or y.startswith(x)):
            continue
        found.rest_a.remove(x)
        found.rest_b.remove(y)
        found.alike += -less * min(frequencies.weight(x), frequencies.weight(y))
        if -less >= ONE_SLIP:
            found.misspelt += 1
        else:
            found.slips += 1


def _take_acronym(found: Alignment, rest: list[str], others: list[str]) -> None:
    """Read ABC as the first letters of ALDER BRIDGE CARE."""
    firsts = "".join(word[0] for word in others)
    for word in rest:
        at = firsts.find(word)
        if 3 <= len(word) <= 6 and at >= 0:
            rest.remove(word)
            del others[at : at + len(word)]
            found.alike += len(word)
            found.acronym = True
            return


def _take_initials(found: Alignment) -> None:
    for x in list(found.rest_a):
        for y in found.rest_b:
            if is_initial(x, y):
                found.rest_a.remove(x)
                found.rest_b.remove(y)
                found.initials += 1
                break

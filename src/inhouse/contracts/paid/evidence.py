"""How sure is it that two names mean one organisation, and on what evidence?

The words of the two names are laid side by side. Each word weighs what it tells: a word that few payees share weighs
much, a word of trade or place little (:class:`Rarity`, estimated from the payees themselves). The confidence is the
share of that weight on which the names agree; words left over count against it, least where they only say what is sold
or where, most where they stand first. Source of the weights: minus the logarithm of how often a word occurs, as in
Fellegi and Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64 (1969).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from inhouse.contracts.paid.names import Reading, Role, readings, word_lists

SURE = 0.8
POSSIBLE = 0.6
ENOUGH = 7.0
_LEAST = 5.0
_SLIP = 0.85
_MOST = 8.0
_TRADE = 4.0
_WEAK = 1.5
_SMOOTH = 1500
_LEFT_WEAK, _LEFT_TRADE, _LEFT_SAID = 0.3, 0.3, 0.1
_LEFT_FIRST = 1.5
_LONG = 8
_FEW = 3
_RARE = 5.0
_CUT = 12
_DOUBT = 0.72
_BESIDE = (Role.BRACKETS, Role.PART)
_THEIR_PART = 0.88
_ENDINGS = frozenset(
    ("", "S", "ES", "ED", "ER", "ERS", "ING", "INGS", "OR", "ORS", "ION", "IONS", "IVE", "IST", "ISTS", "Y", "IES", "E")
)
_ROLE = {
    Role.WHOLE: 1.0, Role.NAME: 1.0, Role.TRADING: 0.98, Role.FORMER: 0.95, Role.BRACKETS: 0.9, Role.PART: 0.9,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """How sure it is (0 to 1) that two names mean one organisation, and why, in words.

    ``beyond`` are words that only the payee has, ``short`` those that only the contract's name has: without words that
    say nothing, and without those that the contract says elsewhere.
    """

    confidence: float
    why: str
    beyond: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


NOTHING = Evidence(confidence=0.0, why="no word in common that tells anything")


class Rarity:
    """How much each word tells, from how many payees have it in their name."""

    def __init__(self, names: Iterable[str]) -> None:
        found = [frozenset(read[0].words) for name in names if (read := readings(name))]
        self._payees = len(found)
        self._having = Counter(word for words in found for word in words)
        self._weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """What a shared word tells, 0 to 8."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._weigh(word)
        return known

    def others(self, word: str) -> int:
        """How many payees besides one have the word."""
        return max(self._having[word] - 1, 0)

    def _weigh(self, word: str) -> float:
        lists = word_lists()
        if word in lists.weak or word in lists.silent:
            return _WEAK
        share = (self.others(word) + 0.1) / (self._payees + _SMOOTH)
        told = min(_MOST, -math.log(share))
        if word in lists.trade or word in lists.borne:
            told = min(told, _TRADE)
        if len(word) == 1:
            return min(told, 4.0)
        return told * 0.75 if len(word) <= 3 and word.isalpha() else told


@dataclass(frozen=True, kw_only=True)
class _Pairs:
    """Words laid side by side: what the shared ones weigh, what of it rests on slips, and the words left over."""

    exact: tuple[str, ...]
    endings: bool
    shared: float
    slips: tuple[str, ...]
    slipped: float
    left: tuple[tuple[int, str], ...]
    right: tuple[tuple[int, str], ...]


def compare(name: str, payee: str, rarity: Rarity, said: frozenset[str] = frozenset()) -> Evidence:
    """Compare a contract's supplier with a payee, by every reading of both.

    Parameters
    ----------
    said
        Words of the contract's title and description: a further word of the payee's that the contract itself says
        hardly counts against it.

    Examples
    --------
    >>> rarity = Rarity(["Acme Cleaning Services", "Bolt Cleaning", "Dovecote Trust"])
    >>> compare("Acme Ltd", "ACME CLEANING SVS", rarity).confidence >= SURE
    True
    >>> compare("Bolt Cleaning Ltd", "Acme Cleaning", rarity).confidence
    0.0
    """
    best = NOTHING
    for mine in readings(name):
        for theirs in readings(payee):
            found = _compare(mine, theirs, rarity, said)
            if found.confidence > best.confidence:
                best = found
    return best


def _compare(mine: Reading, theirs: Reading, rarity: Rarity, said: frozenset[str]) -> Evidence:
    beside = [each.role for each in (mine, theirs) if each.role in _BESIDE]
    if len(beside) == 2 or (Role.BRACKETS in beside and {mine.role, theirs.role} & {Role.TRADING, Role.FORMER}):
        return NOTHING
    role = _ROLE[mine.role] * (_THEIR_PART if theirs.role in _BESIDE else _ROLE[theirs.role])
    where = _where(mine, theirs)
    if mine.squashed == theirs.squashed:
        return _same(mine, theirs, role, where, rarity)
    if _cut_off(mine.words, theirs.words):
        return _evidence(0.93 * role, f"one name is cut off in the middle of a word{where}")
    pairs = _lay(mine.words, theirs.words, rarity)
    if _but_for_weak_words(pairs):
        return _left_over(_evidence(0.93 * role, _wording(pairs) + where), pairs, said)
    if pairs.shared < _LEAST or _opposed(pairs) or not _rests_on_more(pairs, mine.words, rarity, said):
        return NOTHING
    against = pairs.slipped * (1 - _SLIP) / _SLIP
    against += sum(_left(place, word, rarity) for place, word in pairs.left)
    against += sum(_left(place, word, rarity, said) for place, word in pairs.right)
    confidence = role * min(0.97, pairs.shared / (pairs.shared + against))
    if pairs.shared < ENOUGH or _doubtful(pairs, rarity, said) or theirs.role in _BESIDE:
        confidence = min(confidence, _DOUBT)
    return _left_over(_evidence(confidence, _wording(pairs) + where), pairs, said)


def _left_over(evidence: Evidence, pairs: _Pairs, said: frozenset[str]) -> Evidence:
    blank = word_lists().blank
    short, beyond = (
        tuple(word for _, word in side if word not in blank and not _said(word, said))
        for side in (pairs.left, pairs.right)
    )
    return replace(evidence, short=short, beyond=beyond)


def _doubtful(pairs: _Pairs, rarity: Rarity, said: frozenset[str]) -> bool:
    """Tell whether the words, however much they weigh, may well belong to two organisations."""
    left, right = ([word for _, word in side] for side in (pairs.left, pairs.right))
    told = [any(_telling(word, said) or word in word_lists().compass for word in side) for side in (left, right)]
    if (
        pairs.slipped
        and pairs.shared - pairs.slipped < _RARE
        and not any(len(slip) > 2 * _LONG for slip in pairs.slips)
    ):
        return True
    if not any(rarity.weight(word) >= _RARE for word in pairs.exact) and (left or right):
        over = [word for word in (*left, *right) if word not in word_lists().blank and not _said(word, said)]
        if over or pairs.endings:
            return True
    if not (left and right):
        return False
    heads = any(place == 0 for place, _ in pairs.left) and any(place == 0 for place, _ in pairs.right)
    alone = sum(map(_names, pairs.exact)) < 2 and not {*left, *right} <= word_lists().blank
    return all(told) or heads or alone


def _but_for_weak_words(pairs: _Pairs) -> bool:
    """Tell whether one name holds the other and only weak words more, as a council with and without its kind."""
    over = {word for _, word in (*pairs.left, *pairs.right)}
    lists = word_lists()
    one_sided = bool(pairs.left) != bool(pairs.right)
    named = len(pairs.exact) > 1 and any(_names(word) and word not in lists.borne for word in pairs.exact)
    return one_sided and named and not pairs.slips and not pairs.endings and over <= lists.weak - lists.compass


def _names(word: str) -> bool:
    """Tell whether a word says who, rather than what, where or nothing."""
    return word not in word_lists().weak and word not in word_lists().trade


def _same(mine: Reading, theirs: Reading, role: float, where: str, rarity: Rarity) -> Evidence:
    whole = {mine.role, theirs.role} <= {Role.WHOLE, Role.NAME}
    weight = sum(map(rarity.weight, set(mine.words)))
    if not whole and (weight < ENOUGH or not any(rarity.weight(word) >= _RARE for word in mine.words)):
        short = len(mine.words) == 1 and not _known(mine.words[0]) and rarity.others(mine.words[0]) < _FEW
        return _evidence(0.7, f"the same short name{where}") if short else NOTHING
    why = "the same name" if mine.words == theirs.words else "the same letters, cut into other words"
    return _evidence(role * (0.99 if weight > _WEAK else 0.75), why + where)


def _evidence(confidence: float, why: str) -> Evidence:
    return Evidence(confidence=round(confidence, 3), why=why)


def _where(mine: Reading, theirs: Reading) -> str:
    told = [
        f"{each.role} «{' '.join(each.words)}» {side}"
        for each, side in ((mine, "of the contract"), (theirs, "of the payee"))
        if each.role not in (Role.WHOLE, Role.NAME)
    ]
    return f" ({'; '.join(told)})" if told else ""


def _wording(pairs: _Pairs) -> str:
    over = [f"«{' '.join(word for _, word in side)}»" for side in (pairs.left, pairs.right) if side]
    said = ["the same words"]
    said += [f"but for {' and '.join(over)}"] if over else []
    said += [f"with a slip in {', '.join(pairs.slips)}"] if pairs.slips else []
    return " ".join(said) if len(said) > 1 else "the same words in another order or form"


def _telling(word: str, said: frozenset[str]) -> bool:
    return word not in word_lists().weak and not _said(word, said)


def _left(place: int, word: str, rarity: Rarity, said: frozenset[str] = frozenset()) -> float:
    """What a word that only one name has tells against; the first word of a name most of all."""
    lists, weight = word_lists(), rarity.weight(word)
    if _said(word, said):
        return weight * (_LEFT_SAID if place else _LEFT_TRADE)
    if place == 0 and (word in lists.compass or word not in lists.weak):
        return max(weight, _TRADE) * _LEFT_FIRST
    if word in lists.weak:
        return weight * _LEFT_WEAK
    frequent = weight < 4.5 and word not in lists.borne and not word.isdigit()
    return weight * (_LEFT_TRADE if word in lists.trade or frequent else 1.0)


def _rests_on_more(pairs: _Pairs, mine: tuple[str, ...], rarity: Rarity, said: frozenset[str]) -> bool:
    """Tell whether a rare word is shared, or nothing that tells is left over on one side and on the other nothing."""
    left = {word for _, word in pairs.left}
    if any(rarity.weight(word) >= _RARE for word in mine if word not in left):
        return True
    one_sided = not (pairs.left and pairs.right)
    return one_sided and not any(_telling(word, said) for side in (pairs.left, pairs.right) for _, word in side)


def _said(word: str, said: frozenset[str]) -> bool:
    return word in said or any(_same_stem(word, each) for each in said)


def _opposed(pairs: _Pairs) -> bool:
    """Tell whether each name has, over and above the shared words, another number, place or kind of body."""
    left, right = ({word for _, word in side} for side in (pairs.left, pairs.right))
    if any(word.isdigit() for word in left) and any(word.isdigit() for word in right):
        return True
    return any(left & row and right & row for row in word_lists().opposed)


def _lay(mine: tuple[str, ...], theirs: tuple[str, ...], rarity: Rarity) -> _Pairs:
    """Pair equal words first, then words that differ by their ending or by a slip."""
    left, right = dict(enumerate(mine)), dict(enumerate(theirs))
    shared = slipped = 0.0
    exact: list[str] = []
    slips: list[str] = []
    endings = False
    for near in (False, True):
        for i, word in list(left.items()):
            j = next((j for j, other in right.items() if (_near(word, other, rarity) if near else word == other)), None)
            if j is None:
                continue
            other = right.pop(j)
            del left[i]
            weight = min(rarity.weight(word), rarity.weight(other))
            if not near:
                exact.append(word)
            elif _same_stem(word, other):
                endings = True
            else:
                slips.append(f"{word}/{other}")
                weight *= _SLIP
                slipped += weight
            shared += weight
    return _Pairs(
        exact=tuple(exact), endings=endings, shared=shared, slips=tuple(slips), slipped=slipped,
        left=tuple(left.items()), right=tuple(right.items()),
    )  # fmt: skip


def _cut_off(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    short, long = sorted((mine, theirs), key=lambda words: len("".join(words)))
    last = len(short) - 1
    return (
        0 < last < len(long)
        and len("".join(short)) >= _CUT
        and short[:last] == long[:last]
        and long[last].startswith(short[last])
        and short[last] != long[last]
        and not _same_stem(short[last], long[last])
    )


def _near(word: str, other: str, rarity: Rarity) -> bool:
    """Tell whether two words are one word: another ending, or a slip where nobody else uses one of them."""
    if min(len(word), len(other)) < 4 or word.isdigit() or other.isdigit():
        return False
    if _same_stem(word, other):
        return True
    if min(len(word), len(other)) < 5 or (_known(word) and _known(other)):
        return False
    if rarity.others(word) and rarity.others(other):
        return False
    return edits(word, other, 2 if min(len(word), len(other)) >= _LONG else 1)


def _known(word: str) -> bool:
    lists = word_lists()
    return word in lists.weak or word in lists.trade or word in lists.borne


@lru_cache(maxsize=100_000)
def _same_stem(word: str, other: str) -> bool:
    """Tell whether two words differ by a usual ending only: SCAFFOLDING and SCAFFOLDERS."""
    alike = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        alike += 1
    return alike >= 4 and word[alike:] in _ENDINGS and other[alike:] in _ENDINGS


@lru_cache(maxsize=100_000)
def edits(word: str, other: str, most: int) -> bool:
    """Tell whether at most so many letters were left out, added, changed or swapped; the first letter stands.

    Examples
    --------
    >>> edits("PERFOM", "PERFORM", 1), edits("ACORN", "ACRON", 1), edits("MILLER", "FILLER", 1)
    (True, True, False)
    """
    if word[:1] != other[:1] or abs(len(word) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(word, 1):
        last, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1] <= most

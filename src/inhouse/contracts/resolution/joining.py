"""Which spellings are joined, so that a chain of look-alikes does not melt into one?

Pairs are taken in order of their likelihood. Two groups become one only if their spellings agree on average, none of
them contradicts, and no person said otherwise. One good pair is never enough. Spellings that a person or an id joined
need not agree: what comes to them has to agree with those it is like, not with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product

JOIN = 0.82
"""Two spellings that are less likely one organisation are left for a person to say."""
AGREE = 0.75
"""What all pairs across two groups must reach on average to be joined."""
CONTRADICT = 0.5
"""A pair less likely than this keeps its groups apart."""
ASKED = 6
"""Of large groups, this many spellings each are compared."""

Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds whatever the scores say.

    Attributes
    ----------
    same, different
        What people said.
    by_id
        Pairs with one company number or one account, the strongest first: joined unless people or other numbers forbid.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    by_id: tuple[Pair, ...] = ()


def join(
    count: int,
    scored: Mapping[Pair, float],
    score: Callable[[int, int], float],
    company: Callable[[int], str],
    rules: Rules,
) -> list[int]:
    """Join spellings, and name the group of each by its least member.

    Parameters
    ----------
    count
        How many spellings; they are numbered from 0.
    scored
        How likely pairs are one organisation, for those compared.
    score
        How likely any other pair is.
    company
        The company number of a spelling, or nothing.
    rules
        What people and ids said.
    """
    groups, alike = _Groups(count, company), _Groups(count, company)
    for a, b in sorted(rules.same):
        groups.unite(a, b)
    for a, b in rules.different:
        groups.part(a, b)
    for a, b in rules.by_id:
        if groups.may_unite(a, b):
            groups.unite(a, b)
    for a, b in sorted((p for p, s in scored.items() if s >= JOIN), key=lambda p: (-scored[p], p)):
        if groups.of[a] == groups.of[b]:
            continue
        if groups.may_unite(a, b) and _agree(alike.members_of(a), alike.members_of(b), scored, score):
            groups.unite(a, b)
            alike.unite(a, b)
    return groups.of


def _agree(left: list[int], right: list[int], scored: Mapping[Pair, float], score: Callable[[int, int], float]) -> bool:
    if len(left) == 1 == len(right):
        return True
    total = 0.0
    pairs = list(product(left[:ASKED], right[:ASKED]))
    for x, y in pairs:
        pair = (x, y) if x < y else (y, x)
        likely = scored.get(pair)
        likely = score(*pair) if likely is None else likely
        if likely < CONTRADICT:
            return False
        total += likely
    return total / len(pairs) >= AGREE


class _Groups:
    """Groups of spellings, the company numbers of each, and which must stay apart."""

    def __init__(self, count: int, company: Callable[[int], str]) -> None:
        self.of = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        self._company = company
        self._companies: dict[int, frozenset[str]] = {}

    def members_of(self, a: int) -> list[int]:
        return self._members.get(self.of[a], [self.of[a]])

    def companies_of(self, a: int) -> frozenset[str]:
        group = self.of[a]
        if group not in self._companies:
            self._companies[group] = frozenset(filter(None, [self._company(group)]))
        return self._companies[group]

    def part(self, a: int, b: int) -> None:
        self._apart.setdefault(self.of[a], set()).add(self.of[b])
        self._apart.setdefault(self.of[b], set()).add(self.of[a])

    def may_unite(self, a: int, b: int) -> bool:
        left, right = self.companies_of(a), self.companies_of(b)
        return self.of[b] not in self._apart.get(self.of[a], ()) and (not left or not right or bool(left & right))

    def unite(self, a: int, b: int) -> None:
        keep, go = sorted((self.of[a], self.of[b]))
        if keep == go:
            return
        numbers = self.companies_of(a) | self.companies_of(b)
        members = sorted(self._members.get(keep, [keep]) + self._members.pop(go, [go]))
        for each in members:
            self.of[each] = keep
        self._members[keep] = members
        self._companies[keep] = numbers
        for other in self._apart.pop(go, set()):
            self._apart[other].discard(go)
            self._apart[other].add(keep)
            self._apart.setdefault(keep, set()).add(other)

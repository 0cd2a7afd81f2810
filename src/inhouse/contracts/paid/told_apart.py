"""Where contracts share a supplier, which payments are whose?

Contracts that share a supplier, directly or through others, are one cluster. A way to tell them apart counts only if it
gives every payment of the cluster to exactly one of its contracts: the contract's number in the text of the payment,
its department, or a word of its title that no other contract of the cluster has. Terms that do not overlap tell them
apart by date inside each term. Nothing else is guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inhouse.contracts.paid.match import Matched
from inhouse.contracts.paid.names import word_lists, words_of
from inhouse.contracts.paid.records import ToldBy
from inhouse.contracts.register.contract import Contract
from inhouse.stores import Store
from inhouse.stores.query import load_query


@dataclass(frozen=True, kw_only=True)
class Claims:
    """How many payments of a cluster each way gives to exactly one contract."""

    cluster: int
    payments: int
    by_number: int
    by_department: int
    by_words: int

    @property
    def told_by(self) -> ToldBy | None:
        """The first way that tells every payment apart."""
        ways = {ToldBy.NUMBER: self.by_number, ToldBy.DEPARTMENT: self.by_department, ToldBy.WORDS: self.by_words}
        return next((way for way, told in ways.items() if told == self.payments), None)


def clusters(matched: Sequence[Matched]) -> dict[int, tuple[int, ...]]:
    """Give the contracts, by place, that share suppliers with others, by number of their cluster.

    Examples
    --------
    >>> from inhouse.contracts.paid.match import Match
    >>> def of(*ids):
    ...     made = [Match(name="", supplier_id=i, payee="", confidence=1, evidence="", counted=True) for i in ids]
    ...     return Matched(names=(), matches=tuple(made))
    >>> clusters([of("a"), of("b", "c"), of("d"), of("a", "b")])
    {0: (0, 1, 3)}
    """
    paid_under: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(matched):
        for supplier_id in each.supplier_ids:
            paid_under[supplier_id].append(place)
    first = list(range(len(matched)))

    def root(place: int) -> int:
        while first[place] != place:
            place = first[place]
        return place

    for places in paid_under.values():
        for place in places[1:]:
            low, high = sorted((root(places[0]), root(place)))
            first[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(matched)):
        found[root(place)].append(place)
    return {key: tuple(places) for key, places in found.items() if len(places) > 1}


def links(contracts: Sequence[Contract], matched: Sequence[Matched], shared: Mapping[int, Sequence[int]]) -> list[str]:
    """Write each contract's suppliers, with its term and what may tell its payments apart, for ``paid_links.sql``."""
    cluster_of = {place: key for key, places in shared.items() for place in places}
    words = {place: own for places in shared.values() for place, own in _own_words(contracts, places).items()}
    found = []
    for place, (contract, match) in enumerate(zip(contracts, matched, strict=True)):
        parts = (
            str(cluster_of.get(place, -1)),
            contract.start_date.isoformat() if contract.start_date else "",
            contract.end_date.isoformat() if contract.end_date else "",
            "open" if contract.rolling else "",
            _number_pattern(contract.id) if place in cluster_of else "",
            " ".join((contract.department or "").upper().split()),
            _whole_words(words.get(place, ())),
        )
        found += ["\t".join((str(place), supplier_id, *parts)) for supplier_id in match.supplier_ids]
    return found


def told_apart(store: Store, contracts: Sequence[Contract], shared: Mapping[int, Sequence[int]]) -> dict[int, ToldBy]:
    """Say, by number of the cluster, what tells its contracts apart; nothing of clusters that nothing tells apart."""
    found = {}
    for claims in store.ask(load_query("contracts", "paid_claims"), Claims):
        way = claims.told_by or _by_term([contracts[place] for place in shared[claims.cluster]])
        if way:
            found[claims.cluster] = way
    return found


def _by_term(contracts: Sequence[Contract]) -> ToldBy | None:
    terms = sorted((c.start_date, c.end_date) for c in contracts if c.start_date and c.end_date and not c.rolling)
    apart = len(terms) == len(contracts) and all(a[1] < b[0] for a, b in pairwise(terms))
    return ToldBy.TERM if apart else None


def _number_pattern(number: str) -> str:
    """Find a contract's number in text; short or wordless numbers are too likely to stand there by chance."""
    return _whole_words((number.upper(),)) if len(number) >= 4 and re.search(r"\d", number) else ""


def _own_words(contracts: Sequence[Contract], places: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Give the words of each title that no other contract of the cluster has."""
    words = {place: words_of(contracts[place].title) for place in places}
    used = Counter(word for each in words.values() for word in each)
    weak = word_lists().weak
    return {
        place: tuple(sorted(w for w in each if used[w] == 1 and len(w) >= 4 and w not in weak and not w.isdigit()))
        for place, each in words.items()
    }


def _whole_words(words: Sequence[str]) -> str:
    return f"(^|[^A-Z0-9])({'|'.join(map(re.escape, words))})([^A-Z0-9]|$)" if words else ""

"""Which spellings say exactly the same, and which of these did a person join or part?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from inhouse.contracts.resolution.evidence import Known
from inhouse.contracts.resolution.ids import company_key, ref_key, vat_key
from inhouse.contracts.resolution.joining import Rules
from inhouse.contracts.resolution.reading import Reading, read_name
from inhouse.contracts.resolution.records import Decided, Spelling
from inhouse.core.errors import InputError

MOST_NAMES_OF_AN_ACCOUNT = 4
"""A supplier id beside more names than this is an account for one-off payments, not an identity."""


@dataclass(frozen=True, slots=True)
class Node:
    """Spellings with the same words and ids: there is nothing to compare between them."""

    known: Known
    spellings: tuple[Spelling, ...]


def nodes_of(spellings: Iterable[Spelling], decided: Sequence[Decided]) -> list[Node]:
    """Put spellings that say exactly the same together, in an order that does not depend on theirs.

    Two spellings of which a person said something stay two, or there would be nothing to part.
    """
    said = {name for each in decided for name in (each.a, each.b)}
    ordered = sorted(set(spellings), key=lambda spelling: spelling.order)
    shared = _shared_accounts(ordered)
    held: dict[tuple[object, ...], list[Spelling]] = defaultdict(list)
    readings: dict[tuple[object, ...], Reading] = {}
    for each in ordered:
        reading = read_name(each.name)
        ref = ref_key(each.supplier_ref)
        ids = (company_key(each.company_number), vat_key(each.vat_number), "" if ref in shared else ref)
        key = (reading.parts, reading.form, reading.plain, *ids, each.name if each.name in said else "")
        longest = max(reading.letters, readings[key].letters) if key in readings else reading.letters
        readings[key] = replace(reading, letters=longest)
        held[key].append(each)
    return [
        Node(Known(readings[key], company=str(key[3]), vat=str(key[4]), ref=str(key[5])), tuple(these))
        for key, these in held.items()
    ]


def rules_of(nodes: Sequence[Node], decided: Sequence[Decided]) -> tuple[Rules, int]:
    """Say which nodes people and ids joined or parted, and how many decisions name nobody in the list.

    Raises
    ------
    InputError
        People joined and parted the same names.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for name in {spelling.name for spelling in node.spellings}:
            places[name].append(at)
    same: set[tuple[int, int]] = set()
    different: set[tuple[int, int]] = set()
    unknown = 0
    leader = list(range(len(nodes)))
    for each in decided:
        unknown += not (places.get(each.a) and places.get(each.b))
        pairs = {tuple(sorted(pair)) for pair in product(places.get(each.a, ()), places.get(each.b, ()))}
        (same if each.same else different).update((a, b) for a, b in pairs if a != b)
    for a, b in sorted(same):
        _unite(leader, a, b)
    for a, b in sorted(different):
        if _leader(leader, a) == _leader(leader, b):
            names = (nodes[a].spellings[0].name, nodes[b].spellings[0].name)
            raise InputError(
                "The decisions contradict each other.",
                found=f"«{names[0]}» and «{names[1]}» are said to be different, and also the same through others",
                next_step="Take back one of these decisions.",
            )
    return Rules(same=frozenset(same), different=frozenset(different), by_id=tuple(_by_id(nodes))), unknown


def _by_id(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs that bring together all nodes of one company number, and then those of one account."""
    for numbers in ([node.known.company for node in nodes], [node.known.ref for node in nodes]):
        first: dict[str, int] = {}
        for at, number in enumerate(numbers):
            if number and first.setdefault(number, at) != at:
                yield first[number], at


def _shared_accounts(spellings: Sequence[Spelling]) -> set[str]:
    names: dict[str, set[str]] = defaultdict(set)
    for each in spellings:
        if ref := ref_key(each.supplier_ref):
            names[ref].add(read_name(each.name).plain)
    return {ref for ref, beside in names.items() if len(beside) > MOST_NAMES_OF_AN_ACCOUNT}


def _leader(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at


def _unite(leader: list[int], a: int, b: int) -> None:
    first, second = sorted((_leader(leader, a), _leader(leader, b)))
    leader[second] = first

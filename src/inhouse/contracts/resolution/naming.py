"""What is a supplier called, and by which id is it known?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inhouse.contracts.resolution.nodes import Node
from inhouse.contracts.resolution.records import Spelling


def label(nodes: Sequence[Node]) -> Spelling:
    """Choose the spelling a supplier is called by: its own name, in full, without second names and remarks."""

    def rank(pair: tuple[Node, Spelling]) -> tuple[object, ...]:
        reading, name = pair[0].known.reading, pair[1].name
        first = reading.parts[0]
        plainness = len(reading.parts), "*" in name, len(first.asides), not reading.form
        return *plainness, -len(first.words), name.upper(), name

    return min(((node, spelling) for node in nodes for spelling in node.spellings), key=rank)[1]


def supplier_ids(groups: Sequence[Sequence[Node]]) -> list[str]:
    """Give each supplier an id that stays as long as its ids and its name do.

    The company number, else the least of the publisher's supplier ids, else a VAT number that no other supplier has,
    else the name. A number tells suppliers of one name apart.
    """
    vats = Counter(vat for nodes in groups for vat in {node.known.vat for node in nodes} if vat)
    taken: Counter[str] = Counter()
    found: list[str] = []
    for nodes in groups:
        wanted = _wanted(nodes, vats)
        taken[wanted] += 1
        found.append(wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}")
    return found


def _wanted(nodes: Sequence[Node], vats: Counter[str]) -> str:
    companies = {node.known.company for node in nodes if node.known.company}
    refs = {node.known.ref for node in nodes if node.known.ref}
    numbers = {node.known.vat for node in nodes if node.known.vat}
    if companies:
        return f"GB-COH-{min(companies)}"
    if refs:
        return f"ref-{min(refs)}"
    if numbers and vats[min(numbers)] == 1:
        return f"GB-VAT-{min(numbers)}"
    first = (node.known.reading.parts[0] for node in nodes)
    words = min(((*part.words, *part.asides) for part in first), key=lambda words: (len(words), words))
    return "name-" + "-".join(words).lower()

"""Why is a spelling counted to its supplier? The strongest evidence that it shares with another spelling there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from inhouse.contracts.resolution.nodes import Node

SAID, COMPANY, REF, VAT, NAME = "a person said so", "company number", "supplier id", "VAT number", "name"
ALIKE = "alike name"


def bases(members: Sequence[tuple[int, Node]], said: Collection[int]) -> Mapping[int, str]:
    """Give the basis of each member of one supplier.

    Parameters
    ----------
    members
        The nodes of one supplier with their numbers.
    said
        The numbers of nodes that a person joined to another.

    Returns
    -------
    Mapping
        What a person said, else the company number, the publisher's supplier id, the VAT number or the name itself
        where another member has the same (a member alone has only itself); else that the names are alike.
    """
    evidence = {at: _evidence(node) for at, node in members}
    held = Counter(piece for pieces in evidence.values() for piece in pieces)
    enough = min(len(members), 2)
    return {
        at: SAID if at in said else next((kind for kind, value in pieces if held[kind, value] >= enough), ALIKE)
        for at, pieces in evidence.items()
    }


def _evidence(node: Node) -> list[tuple[str, str]]:
    known = node.known
    pieces = ((COMPANY, known.company), (REF, known.ref), (VAT, known.vat), (NAME, known.reading.plain))
    return [(kind, value) for kind, value in pieces if value]

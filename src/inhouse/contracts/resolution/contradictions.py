"""Which decisions of people contradict a new one? A path of decisions that cannot all hold together with it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from inhouse.contracts.resolution.records import Decided

_Roads = Mapping[str, list[tuple[str, Decided]]]


def contradiction(standing: Iterable[Decided], new: Decided) -> tuple[Decided, ...]:
    """Find the decisions that contradict a new one, as few as possible; none where it can stand beside all of them.

    Parameters
    ----------
    standing
        What people said before, free of contradictions.
    new
        What a person wants to say. Two names that are the same stand for the accounts of that one name: said to be
        different, it cannot be the same as another name either, which would join them.

    Examples
    --------
    >>> said = [Decided(a="A", b="B", same=True), Decided(a="B", b="C", same=True)]
    >>> [(each.a, each.b) for each in contradiction(said, Decided(a="A", b="C", same=False))]
    [('A', 'B'), ('B', 'C')]
    >>> contradiction(said, Decided(a="A", b="D", same=False))
    ()
    """
    standing = tuple(standing)
    roads: dict[str, list[tuple[str, Decided]]] = defaultdict(list)
    for each in standing:
        if each.same:
            roads[each.a].append((each.b, each))
            roads[each.b].append((each.a, each))
    if not new.same:
        if new.a == new.b:
            return (roads[new.a][0][1],) if roads[new.a] else ()
        return _path(roads, new.a, new.b) or ()
    found = [path for each in standing if not each.same and (path := _against(roads, each, new))]
    return min(found, key=len, default=())


def _against(roads: _Roads, parted: Decided, new: Decided) -> tuple[Decided, ...]:
    """The way round from one end of a parted pair to the other, by the new decision."""
    if parted.a == parted.b:
        return (parted,) if parted.a in (new.a, new.b) else ()
    for a, b in ((new.a, new.b), (new.b, new.a)):
        before, behind = _path(roads, parted.a, a), _path(roads, b, parted.b)
        if before is not None and behind is not None:
            return (*before, parted, *behind)
    return ()


def _path(roads: _Roads, start: str, end: str) -> tuple[Decided, ...] | None:
    """The fewest decisions that make two names one; None where they are not."""
    came: dict[str, tuple[Decided, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return came[here]
        for there, by in roads.get(here, ()):
            if there not in came:
                came[there] = (*came[here], by)
                waiting.append(there)
    return None

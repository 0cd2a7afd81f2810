"""In which layer and in which order does each node of a process map stand?

The method of Sugiyama, Tagawa and Toda (1981): edges that would close a circle are turned round, each node stands below
all that lead to it, long edges get a waypoint in every layer they pass, and nodes are moved towards the middle of their
neighbours until edges cross little. Frequent edges are kept downward first. Nothing is left to chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_SWEEPS = 12
Arc = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Layers:
    """Nodes and waypoints in layers.

    Attributes
    ----------
    rows
        The layers from the top, each with its places from the left. Numbers beyond the nodes are waypoints.
    paths
        For each arc the places it passes, from its upper to its lower end.
    turned
        The arcs whose upper end is where they lead to.
    """

    rows: tuple[tuple[int, ...], ...]
    paths: dict[Arc, tuple[int, ...]]
    turned: frozenset[Arc]


@dataclass
class _Below:
    """Which nodes can be reached downwards from which."""

    following: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def reaches(self, start: int, goal: int) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            for following in self.following[waiting.pop()] - seen:
                if following == goal:
                    return True
                seen.add(following)
                waiting.append(following)
        return start == goal


def in_layers(nodes: int, arcs: Sequence[tuple[Arc, int]], *, first: int | None, last: int | None) -> Layers:
    """Put nodes into layers, two steps apart, so that every arc passes a layer in which its label can stand.

    Parameters
    ----------
    nodes
        How many; they are numbered from 0.
    arcs
        From and to, and how often; none from a node to itself.
    first, last
        A node to stand above, and one to stand below, all others.
    """
    down, turned = _downward([arc for arc in arcs if arc[0][0] == first or arc[0][1] == last], arcs)
    others = [node for node in range(nodes) if node not in (first, last)]
    bounds = [((first, node), (first, node)) for node in others if first is not None]
    bounds += [((node, last), (node, last)) for node in others if last is not None]
    depth = _depths(nodes, [*down, *bounds])
    paths: dict[Arc, tuple[int, ...]] = {}
    rows: list[list[int]] = [[] for _ in range(max(depth, default=0) + 1)]
    for node in range(nodes):
        rows[depth[node]].append(node)
    following = nodes
    for arc, (upper, lower) in down:
        path = [upper]
        for layer in range(depth[upper] + 1, depth[lower]):
            rows[layer].append(following)
            path.append(following)
            following += 1
        paths[arc] = (*path, lower)
    return Layers(rows=_ordered(rows, paths.values()), paths=paths, turned=turned)


def _downward(
    fixed: Sequence[tuple[Arc, int]], arcs: Sequence[tuple[Arc, int]]
) -> tuple[list[tuple[Arc, Arc]], frozenset[Arc]]:
    """Turn round as few frequent arcs as a greedy choice can, so that no circle is left; the fixed ones come first."""
    below, turned, down = _Below(), set(), {}
    for arc, _count in [*fixed, *sorted(arcs, key=lambda each: (-each[1], each[0]))]:
        upper, lower = arc
        if below.reaches(lower, upper):
            turned.add(arc)
            upper, lower = lower, upper
        below.following[upper].add(lower)
        down[arc] = (upper, lower)
    return [(arc, down[arc]) for arc, _count in arcs], frozenset(turned)


def _depths(nodes: int, down: Iterable[tuple[Arc, Arc]]) -> list[int]:
    """The longest way down to each node, in steps of two layers."""
    above: dict[int, set[int]] = defaultdict(set)
    for _arc, (upper, lower) in down:
        above[lower].add(upper)
    depth: dict[int, int] = {}
    while len(depth) < nodes:
        for node in range(nodes):
            if node not in depth and all(each in depth for each in above[node]):
                depth[node] = max((depth[each] + 2 for each in above[node]), default=0)
    return [depth[node] for node in range(nodes)]


def _ordered(rows: Sequence[Sequence[int]], paths: Iterable[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Order each layer by the middle of its neighbours, down and up in turn, and keep the best order seen."""
    upper, lower = defaultdict(list), defaultdict(list)
    for high, low in (pair for path in paths for pair in pairwise(path)):
        upper[low].append(high)
        lower[high].append(low)
    best = now = [list(row) for row in rows]
    fewest = _crossings(best, lower)
    for sweep in range(_SWEEPS):
        now = _swept(now, upper) if sweep % 2 == 0 else _swept(now[::-1], lower)[::-1]
        crossings = _crossings(now, lower)
        if crossings < fewest:
            best, fewest = now, crossings
    return tuple(tuple(row) for row in best)


def _swept(rows: Sequence[Sequence[int]], neighbours: dict[int, list[int]]) -> list[list[int]]:
    """Order each layer by the layer before it; a node without neighbours there stays where it is."""
    swept: list[list[int]] = []
    place: dict[int, int] = {}
    for row in rows:
        wish = {node: _middle(neighbours[node], place, index) for index, node in enumerate(row)}
        swept.append(sorted(row, key=wish.__getitem__))
        place = {node: index for index, node in enumerate(swept[-1])}
    return swept


def _middle(neighbours: Sequence[int], place: dict[int, int], own: int) -> float:
    places = [place[each] for each in neighbours if each in place]
    return sum(places) / len(places) if places else own


def _crossings(rows: Sequence[Sequence[int]], lower: dict[int, list[int]]) -> int:
    """How often links between neighbouring layers cross."""
    crossings = 0
    for row, beneath in pairwise(rows):
        place = {node: index for index, node in enumerate(beneath)}
        ends = [place[low] for node in row for low in sorted(lower[node], key=place.__getitem__)]
        crossings += sum(a > b for index, a in enumerate(ends) for b in ends[index + 1 :])
    return crossings

"""Where does each part of a process map go, without any other program?

Layers come from :mod:`inhouse.publishers.process_map.layers`. Within a layer each place is moved as near to the middle
of its neighbours as the places beside it allow: least squares under an order, by pooling (Ayer and others, 1955).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from inhouse.publishers.process_map.layers import Arc, Layers, in_layers
from inhouse.publishers.process_map.records import (
    END,
    GAP,
    LABEL_HEIGHT,
    START,
    Box,
    MapEdge,
    Placement,
    Point,
    ProcessMap,
    Route,
    label_width,
    node_size,
)

_PASSES = 40
_STRAIGHT = (1.0, 2.0, 8.0)
"""How much an edge is pulled straight: between two nodes, beside a node, and between two waypoints."""
_BETWEEN_LAYERS = 16.0
_MARGIN = 12.0
_ARROW = 10.0
_LOOP = 26.0


def by_layers(shown: ProcessMap) -> Placement:
    """Lay out a map in layers from the top; no box overlaps another, and the same map always looks the same."""
    number = {node.key: place for place, node in enumerate(shown.nodes)}
    ends = {(number[edge.from_key], number[edge.to_key]): edge for edge in shown.edges}
    arcs = [(arc, edge.count) for arc, edge in ends.items() if arc[0] != arc[1]]
    layers = in_layers(len(shown.nodes), arcs, first=number.get(START), last=number.get(END))
    boxes = _boxes(shown, layers, ends)
    loops = {node: _loop(boxes[node], edge) for (node, other), edge in ends.items() if node == other}
    routes = tuple(
        loops[arc[0]] if arc[0] == arc[1] else _route(layers, arc, boxes, edge) for arc, edge in ends.items()
    )
    every = [*boxes.values(), *(route.label for route in routes)]
    return Placement(
        width=max((box.x + box.width / 2 for box in every), default=0) + _MARGIN,
        height=max((box.y + box.height / 2 for box in every), default=0) + _MARGIN,
        boxes=tuple(boxes[place] for place in range(len(shown.nodes))),
        routes=routes,
    )


def _boxes(shown: ProcessMap, layers: Layers, ends: dict[Arc, MapEdge]) -> dict[int, Box]:
    """The box of every node and waypoint."""
    sizes = {place: node_size(node) for place, node in enumerate(shown.nodes)}
    room = {place: width for place, (width, _height) in sizes.items()}
    for arc, edge in ends.items():
        if arc[0] == arc[1]:
            # The same on both sides, so that the node stays in the middle of its room.
            room[arc[0]] += 2 * (_LOOP + label_width(edge))
        for place in layers.paths.get(arc, ())[1:-1]:
            sizes[place] = (8.0, LABEL_HEIGHT)
            room[place] = 12.0
        if arc[0] != arc[1]:
            room[_labelled(layers, arc)] = label_width(edge)
    across = _across(layers, room, len(shown.nodes))
    boxes, top = {}, _MARGIN
    for row in layers.rows:
        height = max((sizes[place][1] for place in row), default=0)
        for place in row:
            width, own = sizes[place]
            boxes[place] = Box(x=across[place], y=top + height / 2, width=width, height=own)
        top += height + _BETWEEN_LAYERS
    return boxes


def _across(layers: Layers, room: dict[int, float], nodes: int) -> dict[int, float]:
    """Where each place stands from the left: near its neighbours, never nearer to the next than its room allows."""
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for path in layers.paths.values():
        for high, low in pairwise(path):
            weight = _STRAIGHT[(high >= nodes) + (low >= nodes)]
            beside[high].append((low, weight))
            beside[low].append((high, weight))
    offsets: dict[int, float] = {}
    for row in layers.rows:
        at = 0.0
        for before, place in zip((None, *row), row, strict=False):
            at += (room[before] + room[place]) / 2 + GAP if before is not None else 0.0
            offsets[place] = at
    x = {place: offsets[place] - offsets[row[-1]] / 2 for row in layers.rows for place in row}
    for turn in range(_PASSES):
        for row in layers.rows if turn % 2 == 0 else reversed(layers.rows):
            wanted = [_wish(beside[place], x, x[place], offsets[place]) for place in row]
            for place, pooled in zip(row, _pooled(wanted), strict=True):
                x[place] = pooled + offsets[place]
    left = min((x[place] - room[place] / 2 for place in x), default=0.0)
    return {place: at - left + _MARGIN for place, at in x.items()}


def _wish(beside: Sequence[tuple[int, float]], x: dict[int, float], own: float, offset: float) -> tuple[float, float]:
    """Where a place would like to be, less its offset, and how much it matters."""
    weight = sum(each for _place, each in beside)
    return (sum(x[place] * each for place, each in beside) / weight if weight else own) - offset, weight or 1.0


def _pooled(wanted: Sequence[tuple[float, float]]) -> list[float]:
    """The numbers that never fall and are nearest to those wanted, in squares by weight.

    Examples
    --------
    >>> _pooled([(1.0, 1.0), (5.0, 1.0), (3.0, 1.0)])
    [1.0, 4.0, 4.0]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in wanted:
        total, mass, size = value * weight, weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / mass:
            before, heavy, many = pools.pop()
            total, mass, size = total + before, mass + heavy, size + many
        pools.append((total, mass, size))
    return [total / mass for total, mass, size in pools for _ in range(size)]


def _labelled(layers: Layers, arc: Arc) -> int:
    """The waypoint beside which an arc's label stands: the middle one."""
    between = layers.paths[arc][1:-1]
    return between[len(between) // 2]


def _route(layers: Layers, arc: Arc, boxes: dict[int, Box], edge: MapEdge) -> Route:
    path = layers.paths[arc]
    high, low = boxes[path[0]], boxes[path[-1]]
    turned = arc in layers.turned
    gap = _ARROW if turned else 0.0, 0.0 if turned else _ARROW
    through = [
        (_towards(high, boxes[path[1]].x), high.y + high.height / 2 + gap[0]),
        *((boxes[place].x, boxes[place].y) for place in path[1:-1]),
        (_towards(low, boxes[path[-2]].x), low.y - low.height / 2 - gap[1]),
    ]
    points = _curve(through[::-1] if turned else through)
    middle = boxes[_labelled(layers, arc)]
    return Route(points=points, label=Box(x=middle.x, y=middle.y, width=label_width(edge), height=LABEL_HEIGHT))


def _towards(box: Box, x: float) -> float:
    """Where an edge leaves a box, so that several do not leave at one point."""
    reach = box.width * 0.35
    return box.x + max(-reach, min(reach, (x - box.x) * 0.5))


def _curve(through: Sequence[Point]) -> tuple[Point, ...]:
    """Join points by curves that leave and arrive upright and bend little between (Catmull and Rom, 1974)."""
    around = [(through[0][0], through[0][1]), *through, (through[-1][0], through[-1][1])]
    lean = [((x - left) / 6, (y - high) / 6) for (left, high), (x, y) in zip(around, around[2:], strict=False)]
    lean[0], lean[-1] = (0.0, 2 * lean[0][1]), (0.0, 2 * lean[-1][1])
    points = [through[0]]
    for (x, y), (to_x, to_y), (dx, dy), (to_dx, to_dy) in zip(through, through[1:], lean, lean[1:], strict=False):
        points += [(x + dx, y + dy), (to_x - to_dx, to_y - to_dy), (to_x, to_y)]
    return tuple(points)


def _loop(box: Box, edge: MapEdge) -> Route:
    right, reach = box.x + box.width / 2, box.height / 4
    far = right + _LOOP
    points = (
        (right, box.y - reach), (far, box.y - 2 * reach), (far, box.y + 2 * reach),
        (right + _ARROW * 0.7, box.y + reach),
    )  # fmt: skip
    width = label_width(edge)
    return Route(points=points, label=Box(x=far + width / 2 - 2, y=box.y, width=width, height=LABEL_HEIGHT))

"""What is on a process map, and where does each thing lie once it is laid out? Sizes are in pixels at full size."""

from __future__ import annotations

from dataclasses import dataclass

START, END = "\u25b6", "\u25a0"
"""Keys of the two round nodes that are no activities."""

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class MapNode:
    """An activity to draw, or the start or end of cases.

    Attributes
    ----------
    key
        Names the node in edges: the activity, or :data:`START` or :data:`END`.
    label, note
        What is written in it; the note stands below, smaller.
    spoken
        What is read aloud, in full.
    href
        Where it leads; nowhere when empty.
    """

    key: str
    label: str
    note: str = ""
    spoken: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class MapEdge:
    """One node directly followed by another: how often, and the median wait; None where nothing waits."""

    from_key: str
    to_key: str
    count: int
    wait_seconds: float | None = None
    label: str = ""
    spoken: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ProcessMap:
    """What to draw: nodes have different keys, edges lead from node to node, at most one from each to each."""

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a node or a label lies: its middle and its size; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two boxes share more than an edge.

        Examples
        --------
        >>> Box(x=0, y=0, width=4, height=4).overlaps(Box(x=3, y=0, width=4, height=4))
        True
        >>> Box(x=0, y=0, width=4, height=4).overlaps(Box(x=4, y=0, width=4, height=4))
        False
        """
        near = 1e-6
        across = abs(self.x - other.x) < (self.width + other.width) / 2 - near
        return across and abs(self.y - other.y) < (self.height + other.height) / 2 - near


@dataclass(frozen=True, kw_only=True)
class Route:
    """How an edge runs: the points of joined cubic curves, the first and then three for each; and its label's box."""

    points: tuple[Point, ...]
    label: Box


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A map laid out: boxes as the nodes, routes as the edges come in the map."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, kw_only=True)
class WaitClass:
    """A class of waiting with its colour; ``below_seconds`` is None for the longest."""

    words: str
    colour: str
    below_seconds: float | None


WAIT_CLASSES = (
    WaitClass(words="under an hour", colour="#6f8794", below_seconds=3_600),
    WaitClass(words="under a day", colour="#2b7a9b", below_seconds=86_400),
    WaitClass(words="under a week", colour="#a8701a", below_seconds=7 * 86_400),
    WaitClass(words="under 30 days", colour="#b3450c", below_seconds=30 * 86_400),
    WaitClass(words="30 days or more", colour="#7a1420", below_seconds=None),
)


def wait_class(seconds: float) -> WaitClass:
    """Return the class of a wait: the same for every map, so that maps can be compared.

    Examples
    --------
    >>> wait_class(60).words, wait_class(3600).words, wait_class(1e9).words
    ('under an hour', 'under a day', '30 days or more')
    """
    return next(each for each in WAIT_CLASSES if each.below_seconds is None or seconds < each.below_seconds)


NODE_WIDTH, NODE_HEIGHT = 184.0, 60.0
ROUND = 30.0
"""Diameter of the nodes where cases start and end."""
LABEL_HEIGHT = 18.0
GAP = 28.0


def node_size(node: MapNode) -> tuple[float, float]:
    """Width and height of a node."""
    return (ROUND, ROUND) if node.key in (START, END) else (NODE_WIDTH, NODE_HEIGHT)


def label_width(edge: MapEdge) -> float:
    """Width that an edge's label needs, at 12 pixels a letter's height."""
    return max(8.0, 7.0 * len(edge.label) + 8)

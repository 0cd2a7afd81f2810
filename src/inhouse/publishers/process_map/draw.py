"""How is a process map drawn, so that it can be read by eye, by ear and with a keyboard?

Each node and each edge is a link that says in full what it shows. A line is as thick as its edge is frequent, and has
the colour of its class of waiting; both also stand beside it in words. Screen readers read the links, not the drawing;
nothing needs a script.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from inhouse.publishers.process_map.layout import lay_out
from inhouse.publishers.process_map.records import (
    END,
    START,
    WAIT_CLASSES,
    Box,
    MapEdge,
    MapNode,
    Placement,
    ProcessMap,
    Route,
    wait_class,
)
from inhouse.publishers.svg import FONT, linked

_INK, _PAPER, _LINE = "#0b0c0c", "#ffffff", "#12436d"
_ENDS = "#505a5f"
_THINNEST, _THICKEST = 1.5, 7.0
_LETTERS, _LINES = 23, 2


def draw_map(shown: ProcessMap, *, key: str, title: str, description: str) -> str:
    """Draw a process map as an ``<svg>`` element whose nodes and edges are links.

    Parameters
    ----------
    shown
        What to draw.
    key
        Starts the ids in the drawing: different for each drawing on a page.
    title, description
        What it shows, and what it says, in words.
    """
    placed = lay_out(shown)
    most = max((edge.count for edge in shown.edges), default=1)
    parts = [
        *_arrow_heads(key),
        *(_edge(edge, route, key, most) for edge, route in _rare_first(shown, placed)),
        *(_label(edge, route) for edge, route in _rare_first(shown, placed)),
        *(_node(node, box) for node, box in zip(shown.nodes, placed.boxes, strict=True)),
    ]
    size = f"0 0 {math.ceil(placed.width)} {math.ceil(placed.height)}"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" font-family="{FONT}">{"".join(parts)}</svg>'
    return linked(drawing, key, title, description)


def thickness(count: int, most: int) -> float:
    """How thick an edge's line is, in pixels: by the square root, so that the rare ones can still be seen.

    Examples
    --------
    >>> thickness(100, 100), thickness(25, 100) < 6, thickness(1, 1_000_000)
    (7.0, True, 1.5)
    """
    return round(_THINNEST + (_THICKEST - _THINNEST) * math.sqrt(max(count, 0) / most), 1) if count > 1 else _THINNEST


def shorten(text: str, letters: int = _LETTERS, lines: int = _LINES) -> tuple[str, ...]:
    """Break a name into a few short lines; what does not fit ends with an ellipsis.

    Examples
    --------
    >>> shorten("Assign to second line", 12)
    ('Assign to', 'second line')
    >>> shorten("Antidisestablishmentarianism begins anew today", 12)
    ('Antidisestab', 'lishmentari…')
    """
    found: list[str] = []
    for word in text.split():
        if found and len(found[-1]) + 1 + len(word) <= letters:
            found[-1] += f" {word}"
        else:
            found += [word[at : at + letters] for at in range(0, len(word), letters)]
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][: letters - 1]}…"]
    return tuple(found)


def _rare_first(shown: ProcessMap, placed: Placement) -> Sequence[tuple[MapEdge, Route]]:
    """Frequent edges are drawn last, above the others."""
    return sorted(zip(shown.edges, placed.routes, strict=True), key=lambda each: each[0].count)


def _arrow_heads(key: str) -> Iterator[str]:
    yield "<defs>"
    for number, colour in enumerate([*(each.colour for each in WAIT_CLASSES), _ENDS]):
        yield (
            f'<marker id="{key}-head{number}" viewBox="0 0 10 10" refX="1" refY="5" markerUnits="userSpaceOnUse" '
            f'markerWidth="14" markerHeight="14" orient="auto"><path d="M0 0 10 5 0 10z" fill="{colour}"/></marker>'
        )
    yield "</defs>"


def _edge(edge: MapEdge, route: Route, key: str, most: int) -> str:
    colours = [each.colour for each in WAIT_CLASSES]
    colour = _ENDS if edge.wait_seconds is None else wait_class(edge.wait_seconds).colour
    head = len(colours) if edge.wait_seconds is None else colours.index(colour)
    (x, y), *curves = route.points
    path = f"M{x:.1f} {y:.1f}C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in curves)
    return (
        f'<path class="map-edge" d="{path}" fill="none" stroke="{colour}" stroke-width="{thickness(edge.count, most)}"'
        f' marker-end="url(#{key}-head{head})"/>'
    )


def _label(edge: MapEdge, route: Route) -> str:
    if not edge.label:
        return ""
    box = route.label
    drawn = _paper(box) + (
        f'<text x="{box.x:.1f}" y="{box.y + 4:.1f}" font-size="12" text-anchor="middle" fill="{_INK}">'
        f"{escape(edge.label)}</text>"
    )
    return _link(drawn, edge.href, edge.spoken, "map-label")


def _paper(box: Box) -> str:
    return (
        f'<rect x="{box.x - box.width / 2:.1f}" y="{box.y - box.height / 2:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="3" fill="{_PAPER}" fill-opacity="0.88"/>'
    )


def _node(node: MapNode, box: Box) -> str:
    if node.key in (START, END):
        return _link(_round(node, box), node.href, node.spoken, "map-end")
    lines = shorten(node.label)
    first = box.y - 7 * len(lines) + 3
    # The spaces between the lines are for those who compare what is drawn with what is read aloud.
    words = " ".join(
        f'<text x="{box.x:.1f}" y="{first + 15 * place:.1f}" font-size="14" font-weight="700" text-anchor="middle" '
        f'fill="{_INK}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    note = (
        f'<text x="{box.x:.1f}" y="{first + 15 * len(lines) + 1:.1f}" font-size="12" text-anchor="middle" '
        f'fill="{_ENDS}">{escape(node.note)}</text>'
    )
    drawn = (
        f'<rect x="{box.x - box.width / 2:.1f}" y="{box.y - box.height / 2:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="4" fill="{_PAPER}" stroke="{_LINE}" stroke-width="2"/>{words} {note}'
    )
    return _link(drawn, node.href, node.spoken, "map-node")


def _round(node: MapNode, box: Box) -> str:
    circle = f'<circle cx="{box.x:.1f}" cy="{box.y:.1f}" r="{box.width / 2:.1f}" fill="{_ENDS}"/>'
    size = 6
    shape = (
        f"M{box.x - size + 1:.1f} {box.y - size:.1f}l{2 * size} {size} -{2 * size} {size}z"
        if node.key == START
        else f"M{box.x - size:.1f} {box.y - size:.1f}h{2 * size}v{2 * size}h-{2 * size}z"
    )
    return f'{circle}<path d="{shape}" fill="{_PAPER}"/>'


def _link(drawn: str, href: str, spoken: str, kind: str) -> str:
    """Make a link that is read aloud in full; without an address it is a drawing alone."""
    hidden = f'<g aria-hidden="true">{drawn}</g>'
    if not href:
        return f'<g class="{kind}">{drawn}</g>'
    return f'<a class="{kind}" href={quoteattr(href)} aria-label={quoteattr(spoken)}>{hidden}</a>'

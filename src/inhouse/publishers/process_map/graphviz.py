"""Where does each part of a process map go, by Graphviz ``dot``?

Only sizes are handed over, and only places come back: nodes are called n0, n1 and so on, so no word of a log reaches
another program. Where ``dot`` is missing, slow or fails, the answer is None and our own layout takes over.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

from inhouse.publishers.process_map.records import (
    LABEL_HEIGHT,
    Box,
    Placement,
    ProcessMap,
    Route,
    label_width,
    node_size,
)

SECONDS = 5
_INCH = 72.0
_FIELDS = re.compile(r'"[^"]*"|\S+')
_MARGIN = 12.0


def by_graphviz(shown: ProcessMap) -> Placement | None:
    """Lay out a map by ``dot``; None where it is not installed or gives no answer in time."""
    dot = shutil.which("dot")
    if dot is None or not shown.nodes:
        return None
    try:
        done = subprocess.run(
            [dot, "-Tplain", "-y"], input=_written(shown), capture_output=True, text=True, timeout=SECONDS, check=True
        )  # fmt: skip
        return _read(done.stdout, shown)
    except (OSError, subprocess.SubprocessError, ValueError, LookupError):
        return None


def _written(shown: ProcessMap) -> str:
    number = {node.key: place for place, node in enumerate(shown.nodes)}
    lines = ["digraph {", "graph [rankdir=TB, nodesep=0.35, ranksep=0.3];", "node [shape=box, fixedsize=true];"]
    for place, node in enumerate(shown.nodes):
        width, height = node_size(node)
        lines.append(f'n{place} [label="", width={width / _INCH:.4f}, height={height / _INCH:.4f}];')
    for edge in shown.edges:
        size = f'WIDTH="{label_width(edge):.0f}" HEIGHT="{LABEL_HEIGHT:.0f}"'
        label = f'<<TABLE {size} FIXEDSIZE="TRUE" BORDER="0" CELLBORDER="0"><TR><TD></TD></TR></TABLE>>'
        weight = max(1, len(str(edge.count)) ** 2)
        lines.append(f"n{number[edge.from_key]} -> n{number[edge.to_key]} [label={label}, weight={weight}];")
    return "\n".join([*lines, "}"])


def _read(plain: str, shown: ProcessMap) -> Placement:
    """Read dot's plain output; edges come in its own order, so they are found again by their ends."""
    boxes: dict[int, Box] = {}
    routes: dict[tuple[int, int], Route] = {}
    widest = highest = 0.0
    number = {node.key: place for place, node in enumerate(shown.nodes)}
    labels = {(number[e.from_key], number[e.to_key]): label_width(e) for e in shown.edges}
    for fields in _lines(plain):
        if fields[0] == "graph":
            widest, highest = float(fields[2]) * _INCH, float(fields[3]) * _INCH
        elif fields[0] == "node":
            x, y, width, height = (float(value) * _INCH for value in fields[2:6])
            boxes[int(fields[1][1:])] = Box(x=x + _MARGIN, y=y + _MARGIN, width=width, height=height)
        elif fields[0] == "edge":
            ends = int(fields[1][1:]), int(fields[2][1:])
            last = 4 + 2 * int(fields[3])
            values = [float(value) * _INCH + _MARGIN for value in fields[4:last]]
            x, y = (float(value) * _INCH + _MARGIN for value in fields[last + 1 : last + 3])
            routes[ends] = Route(
                points=tuple(zip(values[::2], values[1::2], strict=True)),
                label=Box(x=x, y=y, width=labels[ends], height=LABEL_HEIGHT),
            )
    return Placement(
        width=widest + 2 * _MARGIN,
        height=highest + 2 * _MARGIN,
        boxes=tuple(boxes[place] for place in range(len(shown.nodes))),
        routes=tuple(routes[number[edge.from_key], number[edge.to_key]] for edge in shown.edges),
    )


def _lines(plain: str) -> Iterator[list[str]]:
    for line in plain.splitlines():
        if fields := _FIELDS.findall(line):
            yield fields

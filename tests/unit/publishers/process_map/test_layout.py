"""Does everything on a process map have a place of its own, with and without Graphviz, and the same one each time?"""

from __future__ import annotations

import shutil
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest

from inhouse.publishers.process_map import END, START, MapEdge, MapNode, ProcessMap, lay_out
from inhouse.publishers.process_map.graphviz import by_graphviz
from inhouse.publishers.process_map.layered import by_layers
from inhouse.publishers.process_map.records import Placement

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed here")
LAYOUTS = [pytest.param(by_layers, id="own"), pytest.param(by_graphviz, id="dot", marks=needs_dot)]


def service(activities: int, edges: int, seed: int) -> ProcessMap:
    """A made-up service: a way through all activities, and chance edges, back and to themselves too."""
    chance = Random(seed)
    names = [f"Step {number}" for number in range(activities)]
    pairs = {*pairwise(names)}
    while len(pairs) < edges:
        pairs.add((chance.choice(names), chance.choice(names)))
    counts = {pair: chance.randint(1, 5000) for pair in sorted(pairs)}
    counts |= {(START, names[0]): 5000, (names[-1], END): 4800, (names[0], END): 200}
    return ProcessMap(
        nodes=tuple(MapNode(key=key, label=key) for key in (START, *names, END)),
        edges=tuple(
            MapEdge(from_key=a, to_key=b, count=count, wait_seconds=60.0, label=f"{count:,} · 1 min")
            for (a, b), count in counts.items()
        ),
    )


def inside(placed: Placement) -> bool:
    boxes = [*placed.boxes, *(route.label for route in placed.routes)]
    return all(
        box.width / 2 <= box.x <= placed.width - box.width / 2
        and box.height / 2 <= box.y <= placed.height - box.height / 2
        for box in boxes
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("activities", "edges"), [(1, 1), (2, 3), (6, 9), (14, 30), (30, 70)])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_node_lies_in_the_picture_and_on_no_other(layout, activities: int, edges: int, seed: int) -> None:
    shown = service(activities, edges, seed)
    placed = layout(shown)
    assert len(placed.boxes) == len(shown.nodes)
    assert len(placed.routes) == len(shown.edges)
    assert inside(placed)
    assert not [pair for pair in combinations(placed.boxes, 2) if pair[0].overlaps(pair[1])]
    assert not [(box, route) for box in placed.boxes for route in placed.routes if box.overlaps(route.label)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_map_is_laid_out_alike_twice(layout) -> None:
    assert layout(service(9, 20, 3)) == layout(service(9, 20, 3))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_start_stands_above_and_the_end_below_every_activity(layout) -> None:
    placed = layout(service(5, 4, 1))
    heights = [box.y for box in placed.boxes]
    assert heights[0] == min(heights)
    assert heights[-1] == max(heights)


def test_labels_of_our_own_layout_do_not_cover_each_other() -> None:
    labels = [route.label for route in by_layers(service(20, 45, 4)).routes]
    assert not [pair for pair in combinations(labels, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_edge_runs_from_its_own_node_to_its_own_node(layout) -> None:
    shown = service(8, 15, 5)
    placed = layout(shown)
    box = dict(zip((node.key for node in shown.nodes), placed.boxes, strict=True))
    for edge, route in zip(shown.edges, placed.routes, strict=True):
        for key, (x, y) in ((edge.from_key, route.points[0]), (edge.to_key, route.points[-1])):
            near = box[key]
            assert abs(x - near.x) <= near.width / 2 + 15
            assert abs(y - near.y) <= near.height / 2 + 15


def test_without_graphviz_our_own_layout_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lay_out.cache_clear()
    assert lay_out(service(4, 5, 6)) == by_layers(service(4, 5, 6))


def test_a_graphviz_that_fails_babbles_or_hangs_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("inhouse.publishers.process_map.graphviz.SECONDS", 0.3)
    for script in ("exit 1", "echo 'graph 1 2'", "echo 'node n0 x y'", "exec tail -f /dev/null"):
        dot = tmp_path / "dot"
        dot.write_text(f"#!/bin/sh\n{script}\n")
        dot.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        assert by_graphviz(service(3, 3, 7)) is None


@needs_dot
def test_no_word_of_a_log_reaches_graphviz() -> None:
    hostile = ProcessMap(
        nodes=(MapNode(key='a"]; }', label='x" shape="star'), MapNode(key="b", label="<<B>>")),
        edges=(MapEdge(from_key='a"]; }', to_key="b", count=1, label="</TABLE>>"),),
    )
    placed = by_graphviz(hostile)
    assert placed is not None
    assert len(placed.boxes) == 2

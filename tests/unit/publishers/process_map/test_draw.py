"""Can a process map be read by eye, by ear and with a keyboard, whatever its words are?"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from inhouse.publishers.process_map import END, START, MapEdge, MapNode, ProcessMap, draw_map
from inhouse.publishers.process_map.records import WAIT_CLASSES

SHOWN = ProcessMap(
    nodes=(
        MapNode(key=START, label="Start", spoken="Cases start", href="?start"),
        MapNode(key="Log & <sort>", label="Log & <sort>", note="12 events", spoken="Log & <sort>: 12 events",
                href="?a=1&b=2"),
        MapNode(key=END, label="End"),
    ),
    edges=(
        MapEdge(from_key=START, to_key="Log & <sort>", count=9, label="9", spoken="9 cases start here", href="?s"),
        MapEdge(from_key="Log & <sort>", to_key="Log & <sort>", count=3, wait_seconds=100_000.0, label="3 · 1.2 d",
                spoken="again, 3 times", href="?e"),
        MapEdge(from_key="Log & <sort>", to_key=END, count=9, label="9"),
    ),
)  # fmt: skip


def drawn() -> ET.Element:
    return ET.fromstring(draw_map(SHOWN, key="map", title="How work flows", description="In words"))


def local(root: ET.Element, tag: str) -> list[ET.Element]:
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == tag]


def test_every_node_and_edge_with_an_address_is_a_link_that_says_what_it_is() -> None:
    links = {link.get("href"): link.get("aria-label") for link in local(drawn(), "a")}
    assert links == {
        "?start": "Cases start",
        "?a=1&b=2": "Log & <sort>: 12 events",
        "?s": "9 cases start here",
        "?e": "again, 3 times",
    }


def test_the_drawing_has_a_name_and_needs_no_style_or_script() -> None:
    root = drawn()
    assert root.get("role") == "group"
    assert root.get("aria-labelledby") == "map-title map-description"
    assert [each.text for each in local(root, "title")] == ["How work flows"]
    assert not local(root, "script")
    assert not [each for each in root.iter() if "style" in each.attrib or any(n.startswith("on") for n in each.attrib)]


def test_an_edge_has_the_colour_of_its_wait_and_its_words_beside_it() -> None:
    root = drawn()
    strokes = {path.get("stroke") for path in local(root, "path") if path.get("class") == "map-edge"}
    assert next(each.colour for each in WAIT_CLASSES if each.words == "under a week") in strokes
    assert "3 · 1.2 d" in [text.text for text in local(root, "text")]


def test_frequent_edges_are_thicker() -> None:
    widths = sorted(float(p.get("stroke-width", 0)) for p in local(drawn(), "path") if p.get("class") == "map-edge")
    assert widths[0] < widths[1] == widths[2]

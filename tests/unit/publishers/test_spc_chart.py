"""Control charts and before-after pictures can be read by eye and by ear, and say nothing by colour alone."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from inhouse.process.change import find_changes, interrupt
from inhouse.process.series import Observation
from inhouse.process.spc import Better, Rebase, chart
from inhouse.publishers.change_chart import draw_change
from inhouse.publishers.spc_chart import draw_spc, spc_spec
from inhouse.publishers.spc_icons import assurance_icon, variation_icon

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [dt.date(2018 + at // 12, at % 12 + 1, 1) for at in range(24)]
SERIES = [Observation(when=day, value=10.0 + 4 * (at % 2) + 16 * (at == 23)) for at, day in enumerate(DAYS)]
MADE = chart(
    SERIES, better=Better.DOWN, target=10.5, rebases=[Rebase(when=DAYS[12], reason="New rota", author="A. Manager")]
)


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def words(drawing: ET.Element) -> set[str]:
    return {element.text for element in drawing.iter(f"{SVG}text") if element.text}


def test_a_control_chart_says_in_words_what_it_shows():
    drawing = drawn(draw_spc(MADE, name="Calls", key="calls"))
    assert drawing.get("role") == "img"
    description = drawing.find(f"{SVG}desc").text
    assert "of 24 points 1 is a signal" in description
    assert "Target 10.5: as it works now" in description
    assert {"Common cause", "Concern", "Target 10.5", "New rota"} <= words(drawing)


def test_each_kind_of_point_has_a_shape_of_its_own():
    layers = spc_spec(MADE).to_dict()["layer"]
    (points,) = [layer for layer in layers if "shape" in layer["encoding"]]
    shapes = points["encoding"]["shape"]["scale"]
    assert dict(zip(shapes["domain"], shapes["range"], strict=True)) == {
        "Common cause": "circle",
        "Concern": "triangle-up",
    }
    assert points["encoding"]["color"]["scale"]["domain"] == shapes["domain"]


def test_a_chart_breaks_no_content_policy():
    for text in (draw_spc(MADE, name="Calls", key="calls"), variation_icon(MADE, key="v"), picture()):
        tags = {element.tag.removeprefix(SVG) for element in drawn(text).iter()}
        names = {name for element in drawn(text).iter() for name in element.attrib}
        assert not tags & {"style", "script", "image", "foreignObject"}
        assert not names & {"style", "href"}


@pytest.mark.parametrize(
    ("better", "last", "words", "letter"),
    [
        (Better.UP, 40, "Improvement, high", {"H"}),
        (Better.DOWN, 40, "Concern, high", {"H"}),
        (Better.UP, -40, "Concern, low", {"L"}),
        (Better.DOWN, -40, "Improvement, low", {"L"}),
        (None, 40, "Unusually high, high", {"H"}),
        (Better.UP, 10, "Common cause", set()),
    ],
)
def test_the_icon_of_variation_says_it_by_letter_and_text(better, last, words, letter):
    rows = [*SERIES[:23], Observation(when=DAYS[23], value=float(last))]
    drawing = drawn(variation_icon(chart(rows, better=better), key="v"))
    assert drawing.find(f"{SVG}desc").text == words
    assert {element.text for element in drawing.iter(f"{SVG}text")} == letter


@pytest.mark.parametrize(("target", "letter"), [(10.5, "?"), (99, "P"), (-99, "F"), (None, "–")])
def test_the_icon_of_assurance_is_a_letter(target, letter):
    drawing = drawn(assurance_icon(chart(SERIES, better=Better.DOWN, target=target), key="a"))
    assert [element.text for element in drawing.iter(f"{SVG}text")] == [letter]


def picture() -> str:
    told = interrupt(SERIES, DAYS[12])
    return draw_change(
        told.fitted, (), intervention=told.intervention_date, sentence=told.sentence, name="Calls", key="calls"
    )


def test_the_picture_of_an_intervention_names_its_lines():
    drawing = drawn(picture())
    assert {"Expected by the model", "Expected had nothing been done", "Intervention 2019-01-01"} <= words(drawing)


def test_the_picture_of_changes_names_their_dates():
    rows = [Observation(when=day, value=10.0 + at % 3 + 9 * (at >= 12)) for at, day in enumerate(DAYS)]
    found = find_changes(rows)
    drawing = drawn(
        draw_change(found.fitted, found.changepoints, intervention=None, sentence="", name="Calls", key="calls")
    )
    assert "2019-01-01" in words(drawing)
    assert drawing.find(f"{SVG}desc").text.startswith("Calls changed 1 time: at 2019-01-01 its level changed")

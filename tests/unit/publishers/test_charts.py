"""Charts can be read by eye and by ear, and break no content policy."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from inhouse.publishers.charts import ORANGE, Bar, PaidBar, Span, paid_bars, ranked_bars, timeline, year_bars

SVG = "{http://www.w3.org/2000/svg}"
BARS = (
    Bar(label="2019", amount_gbp=Decimal(1200000)),
    Bar(label="2020", amount_gbp=Decimal(-300000)),
    Bar(label="No date", amount_gbp=Decimal(20)),
)
SPANS = (
    Span(
        label="ICT & services",
        start_date=dt.date(2006, 4, 1),
        end_date=dt.date(2021, 3, 31),
        notice_date=dt.date(2020, 3, 31),
    ),
    Span(label="Open ended", start_date=dt.date(2019, 5, 1), end_date=None),
)
PAID = (
    PaidBar(label="Lifts", value_gbp=Decimal(1000), paid_gbp=Decimal(1500)),
    PaidBar(label="Meals", value_gbp=Decimal(4000), paid_gbp=Decimal(-20)),
)
TODAY = dt.date(2019, 8, 1)
DRAWINGS = {
    "years": lambda: year_bars(BARS, key="years", title="Paid <by> year"),
    "ranked": lambda: ranked_bars(BARS, key="ranked", title="Paid <by> year"),
    "paid": lambda: paid_bars(PAID, key="paid", title="Paid <by> year"),
    "timeline": lambda: timeline(SPANS, today=TODAY, key="timeline", title="Paid <by> year"),
}


@pytest.fixture(params=DRAWINGS)
def drawing(request) -> ET.Element:
    return ET.fromstring(DRAWINGS[request.param]())


def words(drawing: ET.Element) -> list[str]:
    return [element.text for element in drawing.iter(f"{SVG}text") if element.text]


def test_a_chart_is_one_image_named_by_its_title_and_described(drawing):
    assert drawing.get("role") == "img"
    named_by = drawing.get("aria-labelledby").split()
    found = {element.get("id"): element.text for element in drawing if element.get("id")}
    assert [bool(found[name]) for name in named_by] == [True, True]
    assert found[named_by[0]] == "Paid <by> year"


def test_nothing_inside_a_chart_is_read_out_twice(drawing):
    parts = [part for part in drawing if part.tag not in {f"{SVG}title", f"{SVG}desc"}]
    assert parts
    assert all(part.get("aria-hidden") == "true" for part in parts)
    assert not [e for e in drawing.iter() if e is not drawing and (e.get("role") or e.get("aria-label"))]


def test_a_chart_needs_no_inline_style_script_or_remote_file(drawing):
    names = {name for element in drawing.iter() for name in element.attrib}
    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert not names & {"style", "href", "{http://www.w3.org/1999/xlink}href"}
    assert not tags & {"style", "script", "image", "foreignObject"}


def test_the_text_of_a_chart_is_there_and_has_a_font_that_every_machine_has(drawing):
    assert words(drawing)
    fonts = {element.get("font-family") for element in drawing.iter(f"{SVG}text") if element.text}
    assert all(font.endswith("sans-serif") for font in fonts)


def test_year_bars_show_years_and_short_amounts():
    shown = words(ET.fromstring(DRAWINGS["years"]()))
    assert {"2019", "2020", "No date", "£1.2m", "-£300k", "£20"} <= set(shown)


def test_the_description_gives_the_figures_in_words():
    description = ET.fromstring(DRAWINGS["years"]()).find(f"{SVG}desc").text
    assert description == "2019: £1.2m; 2020: -£300k; No date: £20"


def test_a_timeline_names_each_contract_and_tells_its_dates():
    drawing = ET.fromstring(DRAWINGS["timeline"]())
    assert {"ICT & services", "Open ended"} <= set(words(drawing))
    assert "2006-04-01 to 2021-03-31, notice by 2020-03-31" in drawing.find(f"{SVG}desc").text


def test_the_same_figures_make_the_same_bytes():
    year_bars.cache_clear()
    first = DRAWINGS["years"]()
    year_bars.cache_clear()
    assert DRAWINGS["years"]() == first


@pytest.mark.parametrize(
    "draw", [lambda: year_bars((), key="k", title="T"), lambda: ranked_bars((), key="k", title="T")]
)
def test_nothing_to_show_is_drawn_and_said(draw):
    assert ET.fromstring(draw()).find(f"{SVG}desc").text == "There is nothing to show."


def test_a_chart_takes_the_width_of_its_page(drawing):
    assert drawing.get("viewBox")
    assert drawing.get("width") is None


def test_what_was_paid_beyond_the_value_is_drawn_apart_and_said_in_words():
    drawing = ET.fromstring(paid_bars(PAID, key="paid", title="Paid"))
    orange = [each for each in drawing.iter(f"{SVG}path") if each.get("fill") == ORANGE]
    assert len(orange) == 1
    assert drawing.find(f"{SVG}desc").text == "Lifts: paid £1.5k of £1.0k; Meals: paid -£20 of £4.0k"

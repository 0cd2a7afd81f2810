import datetime as dt
import xml.etree.ElementTree as ET

from inhouse.contracts.control import ControlStatement, Holder, Lever, control_history
from inhouse.publishers.control_chart import draw_history


def said(order: int, held_by: Holder, year: int) -> ControlStatement:
    return ControlStatement(
        id=str(order),
        order=order,
        service="<IT>",
        lever=Lever.DATA,
        held_by=held_by,
        party="Acme & Co" if held_by is Holder.SUPPLIER else "",
        from_date=dt.date(year, 1, 1),
    )


STEPS = control_history([said(1, Holder.SUPPLIER, 2010), said(2, Holder.AUTHORITY, 2020)])


def draw(until: dt.date = dt.date(2030, 1, 1)) -> ET.Element:
    return ET.fromstring(draw_history(STEPS, until=until, as_of=dt.date(2015, 1, 1), key="k", title="Levers"))


def blocks(drawing: ET.Element) -> dict[str, tuple[float, float]]:
    """Width and height of each holder's last block."""
    found = [
        each for each in drawing.iter() if each.tag.endswith("rect") and each.get("fill", "").startswith("url(#k-")
    ]
    legend = {"6"}
    return {
        each.get("fill")[7:-1]: (float(each.get("width")), float(each.get("height")))
        for each in found
        if each.get("y") not in legend
    }


def test_heights_are_shares_of_all_levers_and_widths_are_shares_of_the_time() -> None:
    found = blocks(draw())
    assert found["unknown"][1] / found["authority"][1] == 7
    whole = found["supplier"][0] + found["authority"][0]
    assert abs(found["supplier"][0] / whole - 0.5) < 0.001


def test_every_holder_has_a_pattern_of_its_own_and_the_words_say_the_counts() -> None:
    text = draw_history(STEPS, until=dt.date(2030, 1, 1), as_of=dt.date(2015, 1, 1), key="k", title="Levers")
    assert "from 2010-01-01 the council held 0 of 8; from 2020-01-01 the council held 1 of 8" in text
    assert text == draw_history(STEPS, until=dt.date(2030, 1, 1), as_of=dt.date(2015, 1, 1), key="k", title="Levers")
    patterns = [ET.tostring(each) for each in draw().iter() if each.tag.endswith("pattern")]
    assert len(set(patterns)) == 5


def test_the_last_change_is_seen_even_when_it_is_after_today() -> None:
    assert blocks(draw(until=dt.date(2012, 1, 1)))["authority"][0] > 5

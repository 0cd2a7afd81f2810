"""A chart of targets can be read by eye and by ear."""

import datetime as dt
import xml.etree.ElementTree as ET

from inhouse.process.targets.records import Month
from inhouse.publishers.target_charts import reported_and_recomputed

SVG = "{http://www.w3.org/2000/svg}"


def month(number, share, reported=None):
    return Month(
        month=dt.date(2024, number, 1), closed=10, met=5, share=share, backlog_closed=0, share_without_backlog=share,
        opened=0, opened_met=0, opened_missed=0, opened_open=0, opened_share=None, unjudged=0, reported_share=reported,
    )  # fmt: skip


def test_reported_and_recomputed_stand_side_by_side():
    months = (month(1, 0.5, 0.95), month(2, None), month(3, 0.75))
    drawing = ET.fromstring(reported_and_recomputed(months, required=0.9, key="k", title="Resolved in time"))
    words = {element.text for element in drawing.iter(f"{SVG}text") if element.text}
    assert {"Reported", "From the events, by month of ending", "Share met"} <= words
    assert "From the events, by month of beginning" not in words, "nothing is told of it"
    assert drawing.find(f"{SVG}desc").text == (
        "Required: 90.0%; January 2024: 50.0% of 10 ended cases met, reported 95.0%; "
        "March 2024: 75.0% of 10 ended cases met"
    )


def test_nothing_to_show_is_said():
    drawing = ET.fromstring(reported_and_recomputed((month(1, None),), required=None, key="k", title="t"))
    assert drawing.find(f"{SVG}desc").text == "No case has ended."

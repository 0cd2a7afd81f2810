"""Charts of a service over time say in words what they show, and draw every event they are given."""

from __future__ import annotations

import datetime as dt
import re

from inhouse.process.discovery.behind import Dot
from inhouse.process.discovery.records import Flow
from inhouse.publishers.process_charts import OTHER, dotted_chart, flow_chart, in_progress_chart

FLOW = (
    Flow(from_date=dt.date(2020, 1, 1), started=40, finished=10, in_progress=30),
    Flow(from_date=dt.date(2020, 2, 1), started=5, finished=20, in_progress=15),
    Flow(from_date=dt.date(2020, 3, 1), started=0, finished=15, in_progress=0),
)
DOTS = tuple(
    Dot(place=place, activity=f"Step {number}", at=dt.datetime(2020, 1, place, number))
    for place in (1, 2)
    for number in range(1, 11)
)


def described(svg: str) -> str:
    return re.search(r"<desc[^>]*>(.*?)</desc>", svg).group(1)


def test_the_flow_says_how_much_began_and_ended_and_when_most_began() -> None:
    svg = flow_chart(FLOW, "month", key="flow", title="Cases")
    assert described(svg) == (
        "45 cases began and 45 ended from January 2020 to March 2020. Most began in January 2020: 40."
    )
    assert "begun" in svg
    assert "stroke-dasharray" in svg


def test_work_in_progress_says_when_it_was_most() -> None:
    words = described(in_progress_chart(FLOW, "month", key="progress", title="Cases"))
    assert words == "At most 30, at the end of January 2020."
    assert described(in_progress_chart(FLOW[:1], "day", key="progress", title="Cases")).endswith("1 January 2020.")


def test_charts_of_nothing_say_so() -> None:
    assert described(flow_chart((), "day", key="flow", title="Cases")) == "Nothing to show."
    assert described(in_progress_chart((), "day", key="progress", title="Cases")) == "Nothing to show."
    assert "<svg" in dotted_chart((), since_start=True, key="dots", title="Dots", description="None")


def test_every_event_is_a_dot_and_rare_activities_share_one_sign() -> None:
    svg = dotted_chart(DOTS, since_start=False, key="dots", title="Dots", description="Twenty events")
    assert OTHER in svg
    assert svg.count("Step ") == 8
    marks = re.search(r'class="mark-symbol[^"]*marks"[^>]*>(.*?)</g>', svg, re.DOTALL).group(1)
    assert marks.count("<path") == len(DOTS)


def test_time_may_be_counted_from_the_beginning_of_each_case() -> None:
    svg = dotted_chart(DOTS, since_start=True, key="dots", title="Dots", description="Twenty events")
    assert "Days since the case began" in svg
    assert "January" not in svg

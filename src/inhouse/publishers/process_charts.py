"""What does the flow of a service look like over time? Work in and out, work under way, and single events as dots.

Lines differ by dashes and dots by shape as well as by colour; what a chart shows is also said in words.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from inhouse.process.discovery.behind import Dot
from inhouse.process.discovery.records import Flow
from inhouse.publishers.charts import BLUE, LINE, ORANGE
from inhouse.publishers.svg import INK, draw

WIDE, HIGH = 940, 260
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
_COLOURS = ("#12436d", "#b3450c", "#28a197", "#801650", "#5d2f7a", "#6f7f23", "#3d3d3d", "#a3780c")
OTHER = "other activities"


@lru_cache(maxsize=64)
def flow_chart(flow: tuple[Flow, ...], unit: str, *, key: str, title: str) -> str:
    """Draw how many cases began and how many ended in each day or month, as two lines."""
    import altair as alt

    values = [
        {"at": each.from_date.isoformat(), "cases": count, "what": what}
        for each in flow
        for what, count in (("begun", each.started), ("ended", each.finished))
    ]
    what = ["begun", "ended"]
    base = alt.Chart(alt.InlineData(values=values)).encode(x=_time(flow), y=_count("cases"))
    lines = base.mark_line(strokeWidth=2.5, point=len(flow) < 3).encode(
        color=alt.Color("what:N", scale=alt.Scale(domain=what, range=[BLUE, ORANGE]), legend=_legend()),
        strokeDash=alt.StrokeDash("what:N", scale=alt.Scale(domain=what, range=[[1, 0], [6, 4]]), legend=_legend()),
    )
    return draw(lines.properties(width=WIDE, height=HIGH), key, title, _flow_words(flow, unit))


@lru_cache(maxsize=64)
def in_progress_chart(flow: tuple[Flow, ...], unit: str, *, key: str, title: str) -> str:
    """Draw how many cases were under way at the end of each day or month, as an area."""
    import altair as alt

    values = [{"at": each.from_date.isoformat(), "cases": each.in_progress} for each in flow]
    base = alt.Chart(alt.InlineData(values=values)).encode(x=_time(flow), y=_count("cases"))
    area = base.mark_area(color="#c5d9ea", line={"color": BLUE, "strokeWidth": 2.5}, point=len(flow) < 3)
    most = max(flow, key=lambda each: each.in_progress, default=None)
    words = f"At most {most.in_progress:,}, at the end of {_when(most.from_date, unit)}." if most else ""
    return draw(area.properties(width=WIDE, height=HIGH), key, title, words or "Nothing to show.")


@lru_cache(maxsize=32)
def dotted_chart(dots: tuple[Dot, ...], *, since_start: bool, key: str, title: str, description: str) -> str:
    """Draw each event as a dot: time across, cases downwards in the order in which they began.

    Parameters
    ----------
    since_start
        Across is the time since the case began, in days; otherwise the date.
    """
    import altair as alt

    shown = _shown_activities(dots)
    began = {dot.place: dot.at for dot in reversed(dots)}
    values = [
        {
            "at": (dot.at - began[dot.place]).total_seconds() / 86_400 if since_start else dot.at.isoformat(),
            "place": dot.place,
            "what": dot.activity if dot.activity in shown else OTHER,
        }
        for dot in dots
    ]
    days = alt.Axis(grid=True, gridColor=LINE, domain=False, ticks=False, titleFontSize=13, titleFontWeight="normal")
    across = (
        alt.X("at:Q", title="Days since the case began", axis=days)
        if since_start
        else alt.X("at:T", title=None, scale=alt.Scale(type="utc"), axis=_time_axis())
    )
    names = [*shown, OTHER] if any(value["what"] == OTHER for value in values) else shown
    colour = alt.Scale(domain=names, range=[*_COLOURS[: len(shown)], "#8b9499"][: len(names)])
    shape = alt.Scale(domain=names, range=[*_SHAPES[: len(shown)], "circle"][: len(names)])
    legend = alt.Legend(
        title=None, orient="bottom", columns=3, labelFontSize=13, labelLimit=240, symbolSize=80, columnPadding=30
    )
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_point(filled=True, size=26, opacity=0.8)
        .encode(
            x=across,
            y=alt.Y("place:Q", title="Cases, the first to begin on top", scale=alt.Scale(reverse=True, nice=False),
                    axis=alt.Axis(labels=False, ticks=False, grid=False, domain=False, titleFontSize=13,
                                  titleFontWeight="normal")),
            color=alt.Color("what:N", scale=colour, legend=legend),
            shape=alt.Shape("what:N", scale=shape, legend=legend),
        )
    )  # fmt: skip
    return draw(chart.properties(width=WIDE, height=520), key, title, description)


def _shown_activities(dots: Sequence[Dot]) -> list[str]:
    """The activities that get a colour and shape of their own: the commonest, as many as can be told apart."""
    common = Counter(dot.activity for dot in dots).most_common()
    return [name for name, _count in sorted(common, key=lambda each: (-each[1], each[0]))[: len(_COLOURS)]]


def _time(flow: Sequence[Flow]) -> Any:
    import altair as alt

    axis = _time_axis()
    if len(flow) <= 2:
        axis.tickCount = len(flow)
    return alt.X("at:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def _time_axis() -> Any:
    import altair as alt

    return alt.Axis(
        tickCount=8, labelOverlap=True, grid=True, gridColor=LINE, domain=False, ticks=False, labelPadding=8
    )


def _count(field: str) -> Any:
    import altair as alt

    axis = alt.Axis(tickCount=5, tickMinStep=1, format=",d", domain=False, ticks=False, gridColor=LINE)
    return alt.Y(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(zero=True))


def _legend() -> Any:
    import altair as alt

    return alt.Legend(
        title=None, orient="top", direction="horizontal", labelFontSize=14, symbolSize=400, labelColor=INK, offset=4
    )


def _flow_words(flow: Sequence[Flow], unit: str) -> str:
    if not flow:
        return "Nothing to show."
    most = max(flow, key=lambda each: each.started)
    started, finished = sum(each.started for each in flow), sum(each.finished for each in flow)
    return (
        f"{started:,} cases began and {finished:,} ended from {_when(flow[0].from_date, unit)} to "
        f"{_when(flow[-1].from_date, unit)}. Most began in {_when(most.from_date, unit)}: {most.started:,}."
    )


def _when(day: dt.date, unit: str) -> str:
    return f"{day:%B %Y}" if unit == "month" else f"{day.day} {day:%B %Y}"

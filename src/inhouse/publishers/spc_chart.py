"""Signal or noise, drawn: a series with its centre line and limits, in the manner of NHS England's Making Data Count.

Ordinary points are grey circles, improvements blue diamonds, concerns orange triangles, and unusual points without a
better direction purple squares: shape says what colour says. The table beside the chart says the same in full.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from inhouse.process.series import Moment, shown
from inhouse.process.spc import Chart, Point, PointType
from inhouse.publishers.charts import LINE, WIDE
from inhouse.publishers.spc_icons import COLOURS, COMMON
from inhouse.publishers.spc_words import POINT_WORDS, figure, in_words
from inhouse.publishers.svg import INK, draw

HIGH = 340
_SHAPES = {
    PointType.COMMON_CAUSE: "circle",
    PointType.IMPROVEMENT: "diamond",
    PointType.CONCERN: "triangle-up",
    PointType.HIGH: "square",
    PointType.LOW: "square",
}


def draw_spc(chart: Chart, *, name: str, key: str) -> str:
    """Draw a control chart as an accessible SVG whose description says what it shows.

    Parameters
    ----------
    name
        What is measured: the title.
    key
        Different for each chart on a page.
    """
    return draw(spc_spec(chart), key, name, in_words(chart, name))


def spc_spec(chart: Chart) -> Any:
    """Describe a control chart as an Altair chart with its data inside."""
    import altair as alt

    across = time_axis(chart.points[0].date)
    base = alt.Chart(alt.InlineData(values=[_values(point) for point in chart.points])).encode(x=across)
    scale = alt.Scale(zero=False, nice=True)
    value = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(gridColor=LINE, domain=False, ticks=False))
    phase = alt.Detail("phase:N")
    limits = [
        base.mark_line(color=COMMON, strokeDash=[6, 4], strokeWidth=1.5).encode(y=alt.Y(f"{line}:Q"), detail=phase)
        for line in ("lower_limit", "upper_limit")
    ]
    centre = base.mark_line(color=INK, strokeWidth=1.5).encode(y=alt.Y("centre_line:Q"), detail=phase)
    line = base.mark_line(color=COMMON, strokeWidth=1.5).encode(y=value)
    points = base.mark_point(filled=True, size=130, opacity=1, stroke="#ffffff", strokeWidth=1).encode(
        y=value,
        shape=_by_kind(alt.Shape, chart, {POINT_WORDS[kind]: shape for kind, shape in _SHAPES.items()}),
        color=_by_kind(alt.Color, chart, {POINT_WORDS[kind]: colour for kind, colour in COLOURS.items()}),
        tooltip=[alt.Tooltip("shown:N", title="Date"), alt.Tooltip("figure:N", title="Value"), "kind:N", "rules:N"],
    )
    layers = alt.layer(*limits, centre, *_target(chart), *_phases(chart), line, points)
    return layers.properties(width=WIDE, height=HIGH)


def time_axis(first: Moment) -> Any:
    """The axis of time of a series: numbers of periods as numbers, days and times as dates."""
    import altair as alt

    axis = alt.Axis(grid=False, tickCount=8, labelOverlap=True, domainColor=INK)
    if isinstance(first, int):
        return alt.X("when:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=12))
    return alt.X("when:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=12))


def on_axis(when: Moment) -> int | str:
    """A moment as the axis of time takes it."""
    if isinstance(when, int):
        return when
    return when.isoformat() if isinstance(when, dt.datetime) else f"{when.isoformat()}T00:00:00Z"


def _values(point: Point) -> dict[str, object]:
    return {
        "when": on_axis(point.date),
        "shown": shown(point.date),
        "value": point.value,
        "figure": figure(point.value),
        "centre_line": point.centre_line,
        "lower_limit": point.lower_limit,
        "upper_limit": point.upper_limit,
        "phase": point.phase,
        "kind": POINT_WORDS[point.point_type],
        "rules": "; ".join(rule.value for rule in point.rules),
    }


def _by_kind(channel: Any, chart: Chart, meaning: dict[str, str]) -> Any:
    import altair as alt

    kinds = [POINT_WORDS[kind] for kind in PointType if any(point.point_type is kind for point in chart.points)]
    legend = alt.Legend(orient="top", title=None, labelFontSize=13, symbolSize=120)
    return channel("kind:N", scale=alt.Scale(domain=kinds, range=[meaning[kind] for kind in kinds]), legend=legend)


def _target(chart: Chart) -> list[Any]:
    import altair as alt

    if chart.target is None:
        return []
    data = alt.InlineData(values=[{"target": chart.target, "words": f"Target {figure(chart.target)}"}])
    rule = alt.Chart(data).mark_rule(color="#a4123f", strokeDash=[2, 3], strokeWidth=2).encode(y="target:Q")
    text = alt.Chart(data).mark_text(
        align="left", baseline="bottom", dy=-3, fontSize=13, color="#a4123f", fontWeight="bold"
    )
    return [rule, text.encode(y="target:Q", x=alt.value(4), text="words:N")]


def _phases(chart: Chart) -> list[Any]:
    import altair as alt

    starts = [
        {"when": on_axis(phase.first_date), "words": phase.reason or f"Phase {phase.number}"}
        for phase in chart.phases[1:]
    ]
    if not starts:
        return []
    data, across = alt.InlineData(values=starts), time_axis(chart.points[0].date)
    rule = alt.Chart(data).mark_rule(color=INK, strokeDash=[1, 3], strokeWidth=1.5).encode(x=across)
    text = alt.Chart(data).mark_text(align="left", baseline="top", dx=4, fontSize=12, color=INK)
    return [rule, text.encode(x=across, y=alt.value(2), text="words:N")]

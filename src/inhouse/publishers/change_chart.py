"""When it changed and by how much, drawn: a series, what the model expects, and what it expects without a change.

Measured values are grey circles, what the model expects a solid blue line, what it would expect had nothing been done a
dashed orange one; changes are upright lines with their dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inhouse.process.change import ChangePoint, Fitted
from inhouse.process.series import Moment, shown
from inhouse.publishers.charts import BLUE, LINE, ORANGE, WIDE
from inhouse.publishers.spc_chart import HIGH, on_axis, time_axis
from inhouse.publishers.spc_icons import COMMON
from inhouse.publishers.spc_words import figure
from inhouse.publishers.svg import INK, draw

_EXPECTED, _WITHOUT = "Expected by the model", "Expected had nothing been done"


def draw_change(
    fitted: Sequence[Fitted],
    changepoints: Sequence[ChangePoint],
    *,
    intervention: Moment | None,
    sentence: str,
    name: str,
    key: str,
) -> str:
    """Draw a series before and after as an accessible SVG.

    Parameters
    ----------
    intervention
        The first row that an intervention can have changed; None where none was asked about.
    sentence
        What was found, in words; from the change points if empty.
    """
    words = sentence or changes_in_words(changepoints, name)
    return draw(change_spec(fitted, changepoints, intervention=intervention), key, name, words)


def changes_in_words(changepoints: Sequence[ChangePoint], name: str) -> str:
    """Say when a series changed."""
    if not changepoints:
        return f"No change of {name} was found."
    told = "; ".join(
        f"at {shown(each.date)} its {each.shape.value} changed, from about {figure(each.before)} to "
        f"{figure(each.after)} (confidence {min(each.confidence, 0.999):.1%})"
        for each in changepoints
    )
    return f"{name} changed {len(changepoints)} time{'s' if len(changepoints) > 1 else ''}: {told}."


def change_spec(fitted: Sequence[Fitted], changepoints: Sequence[ChangePoint], *, intervention: Moment | None) -> Any:
    """Describe the picture as an Altair chart with its data inside."""
    import altair as alt

    values = [{"when": on_axis(each.date), "value": each.value} for each in fitted]
    base = alt.Chart(alt.InlineData(values=values)).encode(x=time_axis(fitted[0].date))
    scale = alt.Scale(zero=False, nice=True)
    height = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(gridColor=LINE, domain=False, ticks=False))
    points = base.mark_point(filled=True, size=50, opacity=1, color=COMMON).encode(y=height)
    layers = [points, *_lines(fitted)]
    marks = [(each.date, shown(each.date)) for each in changepoints] if intervention is None else []
    if intervention is not None:
        marks = [(intervention, f"Intervention {shown(intervention)}")]
    layers += _marks(marks, fitted[0].date)
    return alt.layer(*layers).properties(width=WIDE, height=HIGH)


def _lines(fitted: Sequence[Fitted]) -> list[Any]:
    """What the model expects, with and without what changed; a legend names the lines."""
    import altair as alt

    values = [
        {"when": on_axis(each.date), "height": height, "line": line}
        for each in fitted
        for line, height in ((_EXPECTED, each.expected), (_WITHOUT, each.without))
        if height is not None
    ]
    names = [line for line in (_EXPECTED, _WITHOUT) if any(each["line"] == line for each in values)]
    if not names:
        return []
    legend = alt.Legend(orient="top", title=None, labelFontSize=13, labelLimit=400, symbolSize=400)
    colours = alt.Scale(domain=names, range=[BLUE, ORANGE][: len(names)])
    dashes = alt.Scale(domain=names, range=[[1, 0], [6, 4]][: len(names)])
    return [
        alt.Chart(alt.InlineData(values=values))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=time_axis(fitted[0].date),
            y="height:Q",
            color=alt.Color("line:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=legend),
        )
    ]


def _marks(marks: Sequence[tuple[Moment, str]], first: Moment) -> list[Any]:
    import altair as alt

    if not marks:
        return []
    data = alt.InlineData(values=[{"when": on_axis(when), "words": words} for when, words in marks])
    across = time_axis(first)
    rule = alt.Chart(data).mark_rule(color=INK, strokeDash=[2, 3], strokeWidth=1.5).encode(x=across)
    text = alt.Chart(data).mark_text(align="left", baseline="top", dx=4, fontSize=13, color=INK)
    return [rule, text.encode(x=across, y=alt.value(2), text="words:N")]

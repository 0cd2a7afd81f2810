"""Was the target met, by month: what was reported, what the events tell, and what clearing a backlog hides?

Drawn as SVG text. Each line has its own mark and dashes, and a legend names them: nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.process.targets.records import Month
from inhouse.publishers.charts import BLUE, GREY, LINE, ORANGE, WIDE
from inhouse.publishers.svg import INK, draw

_HIGH = 320
_KINDS = {
    "Reported": ("reported_share", ORANGE, [6, 3], "square"),
    "From the events, by month of ending": ("share", BLUE, [1, 0], "circle"),
    "From the events, by month of beginning": ("opened_share", GREY, [2, 2], "triangle-up"),
}


def reported_and_recomputed(months: Sequence[Month], *, required: float | None, key: str, title: str) -> str:
    """Draw shares by month, and a dashed level line at the share required. A month without a figure has a gap."""
    import altair as alt

    kinds = {
        name: look for name, look in _KINDS.items() if any(getattr(month, look[0]) is not None for month in months)
    }
    values = [
        {"month": month.month.isoformat(), "kind": name, "share": getattr(month, field)}
        for name, (field, *_) in kinds.items()
        for month in months
    ]
    names = list(kinds)
    legend = alt.Legend(title=None, orient="top", labelFontSize=14, labelLimit=400, symbolSize=110, symbolStrokeWidth=2)

    def scale(part: int) -> alt.Scale:
        return alt.Scale(domain=names, range=[look[part] for look in kinds.values()])

    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            "month:T", title=None, scale=alt.Scale(type="utc"),
            axis=alt.Axis(format="%b %Y", grid=False, labelOverlap=True),
        ),
        y=alt.Y(
            "share:Q", title="Share met", scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", gridColor=LINE, domain=False, tickCount=5),
        ),
        color=alt.Color("kind:N", scale=scale(1), legend=legend),
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=2.5).encode(strokeDash=alt.StrokeDash("kind:N", scale=scale(2), legend=None))
    points = base.mark_point(size=70, filled=True, opacity=1).encode(
        shape=alt.Shape("kind:N", scale=scale(3), legend=legend)
    )
    chart = lines + points
    if required is not None:
        rule = alt.Chart(alt.InlineData(values=[{"share": required, "said": f"Required: {required:.4g}"}]))
        chart = chart + rule.mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=1.5).encode(y="share:Q")
    return draw(chart.properties(width=WIDE, height=_HIGH), key, title, _in_words(months, required))


def _in_words(months: Sequence[Month], required: float | None) -> str:
    said = [f"Required: {required:.1%}"] if required is not None else []
    for month in months:
        if month.share is not None:
            reported = f", reported {month.reported_share:.1%}" if month.reported_share is not None else ""
            said.append(f"{month.month:%B %Y}: {month.share:.1%} of {month.closed:,} ended cases met{reported}")
    return "; ".join(said) or "No case has ended."

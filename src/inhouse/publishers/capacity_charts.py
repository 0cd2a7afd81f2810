"""Will the desk cope, at a glance? Waiting against agents, and a backlog that grows and goes, drawn as SVG text.

Nothing is said by colour alone: each line has its own dashes and its name at its end, or stands in a table beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from inhouse.process.capacity.desk import Staffing
from inhouse.process.capacity.scenario import ShockOutcome
from inhouse.publishers.charts import BLUE, GREY, LINE, ORANGE, WIDE
from inhouse.publishers.svg import INK, draw

_HIGH = 320
_COLOURS = [BLUE, ORANGE, "#28a197", "#801650", "#3d3d3d", "#a285d1"]
_DASHES = [[1, 0], [8, 3], [3, 3], [10, 3, 2, 3], [2, 2], [12, 4]]


def waiting_by_agents(staffing: Sequence[Staffing], *, agents: int, agents_needed: int, key: str, title: str) -> str:
    """Draw the mean wait with fewer and with more agents; dashed lines stand on those there are and those needed.

    Numbers of agents with whom waits have no end are left out of the line, and named in the description.
    """
    import altair as alt

    settled = [each for each in staffing if each.mean_wait_seconds is not None]
    values = [{"agents": each.agents, "wait": each.mean_wait_seconds} for each in settled]
    numbers = [each.agents for each in staffing]
    scale = alt.Scale(domain=[min(numbers), max(numbers)], nice=False)
    axis = alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap=True)
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("agents:Q", title="Agents at work", scale=scale, axis=axis),
        y=alt.Y("wait:Q", title="Mean wait, seconds", axis=alt.Axis(gridColor=LINE, domain=False, tickCount=5)),
    )
    marks = [{"agents": agents, "said": f"{agents:,} now"}]
    if agents_needed != agents:
        marks.append({"agents": agents_needed, "said": f"{agents_needed:,} needed"})
    rules = alt.Chart(alt.InlineData(values=marks)).encode(x=alt.X("agents:Q", scale=scale))
    lines = rules.mark_rule(color=ORANGE, strokeDash=[5, 4], strokeWidth=1.5)
    words = rules.mark_text(align="left", dx=5, fontSize=13, fontWeight="bold", color=INK, baseline="top").encode(
        y=alt.value(0), text="said:N"
    )
    chart = base.mark_line(color=BLUE, strokeWidth=2.5) + base.mark_point(color=BLUE, filled=True, size=55) + lines
    return draw((chart + words).properties(width=WIDE, height=_HIGH), key, title, _waits_in_words(staffing))


def backlog_by_day(outcomes: Sequence[ShockOutcome], *, shock_date: dt.date, key: str, title: str) -> str:
    """Draw how many wait at the end of each day: a line for the middle run of each factor, in a band of eight in ten.

    Each factor has its own dashes; a dashed upright line stands on the day of the shock.
    """
    import altair as alt

    values = [
        {"factor": _factor(each), "date": day.date.isoformat(), "median": day.median, "low": day.low, "high": day.high}
        for each in outcomes
        for day in each.backlog
    ]
    names = [_factor(each) for each in outcomes]
    legend = alt.Legend(title="Demand", orient="top", labelFontSize=14, symbolSize=900, symbolStrokeWidth=2.5)
    days = alt.Axis(grid=False, format="%-d %b", labelOverlap=True)
    waiting = alt.Axis(gridColor=LINE, domain=False, tickCount=5)
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("date:T", title=None, scale=alt.Scale(type="utc"), axis=days)
    )
    band = base.mark_area(color=GREY, opacity=0.45).encode(
        y=alt.Y("low:Q", title="Waiting at the end of the day", axis=waiting), y2="high:Q", detail="factor:N"
    )
    line = base.mark_line(strokeWidth=2.5).encode(
        y="median:Q",
        color=alt.Color("factor:N", scale=alt.Scale(domain=names, range=_COLOURS), legend=legend),
        strokeDash=alt.StrokeDash("factor:N", scale=alt.Scale(domain=names, range=_DASHES), legend=legend),
    )
    shock = alt.Chart(alt.InlineData(values=[{"shock": shock_date.isoformat()}])).mark_rule(
        color=INK, strokeDash=[5, 4], strokeWidth=1.5
    )
    chart = band + line + shock.encode(x=alt.X("shock:T", scale=alt.Scale(type="utc")))
    words = "; ".join(map(_backlog_in_words, outcomes))
    return draw(chart.properties(width=WIDE, height=_HIGH), key, title, words)


def _factor(outcome: ShockOutcome) -> str:
    return f"× {outcome.factor:g}"


def _backlog_in_words(outcome: ShockOutcome) -> str:
    back = outcome.recovery
    recovered = (
        f"back to usual after {back.median_days} days in the middle run"
        if back.median_days is not None
        else f"back to usual within the days simulated in {back.recovered_share:.0%} of runs"
    )
    return f"{outcome.factor:g} times the demand: at most {outcome.peak_backlog.mean:,.0f} wait, {recovered}"


def _waits_in_words(staffing: Sequence[Staffing]) -> str:
    return "; ".join(
        f"{each.agents:,} agents: "
        + ("waits without end" if each.mean_wait_seconds is None else f"{each.mean_wait_seconds:,.1f} seconds")
        for each in staffing
    )

"""Will the desk cope, at a glance? Waiting against agents, and a backlog that grows and goes, drawn as SVG text.

Nothing is said by colour alone: each line has its own dashes and its name at its end, or stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.process.capacity.desk import Staffing
from inhouse.publishers.charts import BLUE, LINE, ORANGE, WIDE
from inhouse.publishers.svg import INK, draw

_HIGH = 320


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


def _waits_in_words(staffing: Sequence[Staffing]) -> str:
    return "; ".join(
        f"{each.agents:,} agents: "
        + ("waits without end" if each.mean_wait_seconds is None else f"{each.mean_wait_seconds:,.1f} seconds")
        for each in staffing
    )

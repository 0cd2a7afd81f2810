"""How do the choices about one contract close, one after another? A picture of its term, its choices and today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from inhouse.publishers.svg import INK, draw

BLUE, GREY, LINE, ORANGE = "#12436d", "#a3acb1", "#d8dcde", "#b3450c"
WIDE = 760
_MARGIN = dt.timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One choice: how long it stays open, and the day to act by, where there is one."""

    label: str
    last_date: dt.date
    act_by_date: dt.date | None
    is_open: bool


@lru_cache(maxsize=128)
def contract_timeline(
    marks: tuple[Mark, ...], *, start_date: dt.date | None, end_date: dt.date, notice_date: dt.date | None,
    today: dt.date, key: str, title: str,
) -> str:  # fmt: skip
    """Draw the term of a contract and, under it, each choice up to its last day.

    Open choices are blue and closed ones grey; a diamond stands on each day to act by, a dashed line on today. The
    picture begins a year before the first last day, or with the contract if that is later.
    """
    import altair as alt

    ahead = [day for mark in marks for day in (mark.last_date, mark.act_by_date) if day]
    earliest = min([today, end_date, *ahead]) - dt.timedelta(days=365)
    first = max(earliest, start_date) if start_date and start_date < min([today, end_date, *ahead]) else earliest
    last = max([today, end_date, *ahead]) + _MARGIN
    rows = [
        {"label": "The contract", "from": first, "to": end_date, "colour": INK, "act": None, "said": _said(end_date)}
    ]
    rows += [
        {
            "label": mark.label,
            "from": first,
            "to": max(mark.last_date, first),
            "colour": BLUE if mark.is_open else GREY,
            "act": mark.act_by_date if mark.act_by_date and mark.act_by_date >= first else None,
            "said": _said(mark.last_date),
        }
        for mark in marks
    ]
    values = [{name: _plain(value) for name, value in row.items()} for row in rows]
    order = [str(row["label"]) for row in rows]
    scale = alt.Scale(type="utc", domain=[first.isoformat(), last.isoformat()], nice=False)
    axis = alt.Axis(
        format="%b %Y", orient="top", grid=True, gridColor=LINE, domain=False, labelOverlap=True, tickCount=6
    )
    labels = alt.Axis(labelLimit=220, ticks=False, domain=False, labelPadding=10, labelFontSize=14)
    base = alt.Chart(alt.InlineData(values=values)).encode(y=alt.Y("label:N", sort=order, title=None, axis=labels))
    bars = base.mark_bar(height=14).encode(
        x=alt.X("from:T", scale=scale, axis=axis, title=None), x2="to:T", color=alt.Color("colour:N", scale=None)
    )
    said = base.mark_text(align="right", dx=-6, dy=-14, fontSize=12, color=INK).encode(
        x=alt.X("to:T", scale=scale), text="said:N"
    )
    act = base.transform_filter("datum.act != null").mark_point(
        shape="diamond", size=150, filled=True, color=ORANGE, stroke="white", strokeWidth=1.5, opacity=1
    )
    now = alt.Chart(alt.InlineData(values=[{"today": today.isoformat()}])).mark_rule(
        color=INK, strokeDash=[5, 4], strokeWidth=1.5
    )
    chart = bars + now.encode(x=alt.X("today:T", scale=scale)) + act.encode(x=alt.X("act:T", scale=scale)) + said
    words = _in_words(marks, end_date, notice_date, today)
    return draw(chart.properties(width=WIDE, height=46 * len(rows)), key, title, words)


def _in_words(marks: tuple[Mark, ...], end_date: dt.date, notice_date: dt.date | None, today: dt.date) -> str:
    parts = [f"On {_said(today)}. The contract ends on {_said(end_date)}."]
    if notice_date:
        parts.append(f"Notice by {_said(notice_date)}.")
    for mark in marks:
        act = f", act by {_said(mark.act_by_date)}" if mark.act_by_date else ""
        parts.append(f"{mark.label}: {'open until' if mark.is_open else 'closed on'} {_said(mark.last_date)}{act}.")
    return " ".join(parts)


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value

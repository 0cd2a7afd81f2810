"""What does spending, and what do contracts, look like at a glance?

Four charts, drawn on the server as SVG text. The same figures always give the same bytes. Colours are those of the
government's Analysis Function (accessible palette); nothing is said by colour alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from inhouse.publishers.svg import INK, draw

BLUE, GREY, LINE, ORANGE, PALE = "#12436d", "#a3acb1", "#d8dcde", "#b3450c", "#e5e9ec"
WIDE = 940
MOST_LETTERS = 70
"""Years with more letters than this under their bars are written aslant."""
MOST_LABELLED_YEARS = 12
"""With more bars than this the amounts above them would run into each other."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its name and its pounds; below nought where more was paid back than out."""

    label: str
    amount_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class Span:
    """One contract on a timeline; an open start or end is drawn to the edge, a missing notice date not at all."""

    label: str
    start_date: dt.date | None
    end_date: dt.date | None
    notice_date: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PaidBar:
    """One contract: its value, and what was paid inside its term."""

    label: str
    value_gbp: Decimal
    paid_gbp: Decimal


def short_pounds(amount: Decimal) -> str:
    """Write pounds in the fewest signs that still tell: for labels in charts, never for sums.

    Examples
    --------
    >>> [short_pounds(Decimal(text)) for text in ("0", "950.2", "-12345", "1260000", "53000000", "2400000000")]
    ['£0', '£950', '-£12k', '£1.3m', '£53m', '£2.4bn']
    """
    size, sign = abs(amount), "-" if amount < 0 else ""
    for unit, suffix in ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(10**3), "k")):
        if size >= unit:
            scaled = size / unit
            return f"{sign}£{scaled:.1f}{suffix}" if scaled < 10 else f"{sign}£{scaled:.0f}{suffix}"
    return f"{sign}£{size:.0f}"


@lru_cache(maxsize=128)
def year_bars(bars: tuple[Bar, ...], *, key: str, title: str) -> str:
    """Draw one upright bar a year.

    Parameters
    ----------
    bars
        In the order to show them, left to right.
    key
        Different for each chart on a page.
    title
        What the chart shows; it is read out, not drawn.
    """
    import altair as alt

    top, low = max(_reach(bars)[1] * 1.1, 1.0), _reach(bars)[0] * 1.2
    crowded = sum(len(bar.label) + 1 for bar in bars) > MOST_LETTERS
    names = alt.Axis(labelAngle=-45 if crowded else 0, labelOverlap=True, ticks=False, domain=False, labelPadding=8)
    base = alt.Chart(_values(bars)).encode(
        x=alt.X("label:N", sort=None, title=None, axis=names),
        y=alt.Y(
            "amount:Q", title=None, axis=_pounds_axis(), scale=alt.Scale(domain=[low - top * 0.08 * (low < 0), top])
        ),
    )
    nought = alt.Chart(alt.InlineData(values=[{"nought": 0}])).mark_rule(color=INK).encode(y="nought:Q")
    layers = base.mark_bar(color=BLUE, width={"band": 0.72}) + nought
    if len(bars) <= MOST_LABELLED_YEARS:
        size = 11 if crowded else 13
        above = base.mark_text(dy=-8, fontSize=size, fontWeight="bold", color=INK).transform_filter("datum.amount >= 0")
        below = base.mark_text(dy=10, fontSize=size, fontWeight="bold", color=INK).transform_filter("datum.amount < 0")
        layers = layers + above.encode(text="shown:N") + below.encode(text="shown:N")
    return draw(layers.properties(width=640, height=330), key, title, _in_words(bars))


@lru_cache(maxsize=128)
def ranked_bars(bars: tuple[Bar, ...], *, key: str, title: str) -> str:
    """Draw one level bar a supplier, in the order given, with its amount at its end."""
    import altair as alt

    low, top = _reach(bars)
    base = alt.Chart(_values(bars)).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=_names_axis([bar.label for bar in bars]),
        ),
        x=alt.X("amount:Q", title=None, axis=None, scale=alt.Scale(domain=[low, max(top * 1.2, 1.0)])),
    )
    text = base.mark_text(align="left", dx=6, fontSize=14, fontWeight="bold", color=INK).encode(text="shown:N")
    chart = (base.mark_bar(color=BLUE, height=20) + text).properties(width=WIDE, height=max(32 * len(bars), 32))
    return draw(chart, key, title, _in_words(bars))


@lru_cache(maxsize=128)
def paid_bars(bars: tuple[PaidBar, ...], *, key: str, title: str) -> str:
    """Draw the value of each contract as a wide pale bar, and what was paid as a narrow dark one in front of it.

    What goes beyond the value is orange, and the words at the end of each bar say both amounts.
    """
    import altair as alt

    top = max([float(max(bar.value_gbp, bar.paid_gbp)) for bar in bars] + [1.0])
    values = [
        {
            "label": bar.label,
            "value": float(bar.value_gbp),
            "within": float(min(bar.paid_gbp, bar.value_gbp)),
            "paid": float(bar.paid_gbp),
            "end": float(max(bar.value_gbp, bar.paid_gbp)),
            "shown": f"{short_pounds(bar.paid_gbp)} of {short_pounds(bar.value_gbp)}",
        }
        for bar in bars
    ]
    names = _names_axis([bar.label for bar in bars])
    low = min([0.0, *(float(bar.paid_gbp) for bar in bars)])
    scale = alt.Scale(domain=[low, top * 1.35])
    base = alt.Chart(alt.InlineData(values=values)).encode(y=alt.Y("label:N", sort=None, title=None, axis=names))
    value = base.mark_bar(color=PALE, stroke=GREY, height=24).encode(
        x=alt.X("value:Q", title=None, axis=None, scale=scale)
    )
    within = base.mark_bar(color=BLUE, height=10).encode(x=alt.X("within:Q", scale=scale))
    beyond = base.transform_filter("datum.paid > datum.value").mark_bar(color=ORANGE, height=10)
    text = base.mark_text(align="left", dx=6, fontSize=14, fontWeight="bold", color=INK)
    layers = (
        value
        + within
        + beyond.encode(x=alt.X("value:Q", scale=scale), x2="paid:Q")
        + text.encode(x=alt.X("end:Q", scale=scale), text="shown:N")
    )
    words = "; ".join(
        f"{bar.label}: paid {short_pounds(bar.paid_gbp)} of {short_pounds(bar.value_gbp)}" for bar in bars
    )
    return draw(layers.properties(width=WIDE, height=max(38 * len(bars), 38)), key, title, words)


@lru_cache(maxsize=128)
def timeline(spans: tuple[Span, ...], *, today: dt.date, key: str, title: str) -> str:
    """Draw contracts from start to end, a diamond on the last day to give notice and a dashed line on today.

    Contracts that have ended are grey. A contract without start and end is left out: it has no place in time.
    """
    import altair as alt

    placed = [span for span in spans if span.start_date or span.end_date]
    days = [d for span in placed for d in (span.start_date, span.end_date, span.notice_date) if d] + [today]
    first, last = min(days) - dt.timedelta(days=60), max(days) + dt.timedelta(days=60)
    values = [
        {
            "label": span.label,
            "start": (span.start_date or first).isoformat(),
            "end": (span.end_date or last).isoformat(),
            "notice": span.notice_date.isoformat() if span.notice_date else None,
            "over": bool(span.end_date and span.end_date < today),
        }
        for span in placed
    ]
    scale = alt.Scale(type="utc", domain=[first.isoformat(), last.isoformat()], nice=False)
    axis = alt.Axis(
        format="%Y", tickCount="year", orient="top", grid=True, gridColor=LINE, domain=False, labelOverlap=True
    )
    rows = alt.Y("label:N", sort=None, title=None, axis=_names_axis([span.label for span in placed]))
    base = alt.Chart(alt.InlineData(values=values)).encode(y=rows)
    colour = alt.condition("datum.over", alt.value(GREY), alt.value(BLUE))
    terms = base.mark_bar(height=16).encode(
        x=alt.X("start:T", scale=scale, axis=axis, title=None), x2="end:T", color=colour
    )
    notice = base.transform_filter("datum.notice != null").mark_point(
        shape="diamond", size=150, filled=True, color=ORANGE, stroke="white", strokeWidth=1.5, opacity=1
    )
    now = alt.Chart(alt.InlineData(values=[{"today": today.isoformat()}])).mark_rule(
        color=INK, strokeDash=[5, 4], strokeWidth=1.5
    )
    chart = terms + now.encode(x=alt.X("today:T", scale=scale)) + notice.encode(x=alt.X("notice:T", scale=scale))
    words = "; ".join(_span_in_words(span) for span in placed) or "No contract has a start or an end date."
    return draw(chart.properties(width=WIDE, height=max(34 * len(placed), 34)), key, title, words)


def _names_axis(names: Sequence[str]) -> Any:
    """Names on the left, with room for wider letters than are measured here: the reader's own font draws them."""
    import altair as alt

    extent = min(10 * max(map(len, names), default=0), 340) + 10
    return alt.Axis(labelLimit=290, minExtent=extent, ticks=False, domain=False, labelPadding=10, labelFontSize=14)


def _reach(bars: tuple[Bar, ...]) -> tuple[float, float]:
    """The lowest and highest pounds to draw; nought is always among them."""
    amounts = [float(bar.amount_gbp) for bar in bars]
    return min([0.0, *amounts]), max([0.0, *amounts])


def _values(bars: tuple[Bar, ...]) -> Any:
    import altair as alt

    return alt.InlineData(
        values=[{"label": b.label, "amount": float(b.amount_gbp), "shown": short_pounds(b.amount_gbp)} for b in bars]
    )


def _pounds_axis() -> Any:
    import altair as alt

    size = "abs(datum.value)"
    said = (
        f"(datum.value < 0 ? '-£' : '£') + ({size} >= 1e9 ? format({size} / 1e9, '~g') + 'bn' : {size} >= 1e6 ? "
        f"format({size} / 1e6, '~g') + 'm' : {size} >= 1e3 ? format({size} / 1e3, '~g') + 'k' : format({size}, '~g'))"
    )
    return alt.Axis(labelExpr=said, tickCount=5, domain=False, ticks=False, gridColor=LINE)


def _in_words(bars: tuple[Bar, ...]) -> str:
    return "; ".join(f"{bar.label}: {short_pounds(bar.amount_gbp)}" for bar in bars) or "There is nothing to show."


def _span_in_words(span: Span) -> str:
    start = span.start_date.isoformat() if span.start_date else "no start date"
    end = span.end_date.isoformat() if span.end_date else "no end date"
    notice = f", notice by {span.notice_date.isoformat()}" if span.notice_date else ""
    return f"{span.label}: {start} to {end}{notice}"

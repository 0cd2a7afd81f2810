"""How was control lost and regained? Levers by holder over time, as steps, drawn as SVG text.

Each kind of holder has a colour, a pattern and, where there is room, its name: nothing is said by colour alone. The
same steps always give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from inhouse.contracts.control import ControlStep, Holder
from inhouse.publishers.svg import FONT, accessible

WIDE, HIGH = 940, 340
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 44, 32
HOLDER_WORDS = {
    Holder.AUTHORITY: "Council",
    Holder.SHARED: "Shared",
    Holder.SUPPLIER: "Supplier",
    Holder.OTHER: "Other party",
    Holder.UNKNOWN: "Unknown",
}
_FILLS = {
    Holder.AUTHORITY: ("#12436d", ""),
    Holder.SHARED: ("#a9cbe8", '<path d="M-2 2 2 -2 M0 8 8 0 M6 10 10 6" stroke="#12436d" stroke-width="1.5"/>'),
    Holder.SUPPLIER: ("#f6c9a8", '<path d="M0 4 H8" stroke="#b3450c" stroke-width="2"/>'),
    Holder.OTHER: ("#dcc9e6", '<path d="M0 0 8 8 M8 0 0 8" stroke="#5d2f7a" stroke-width="1"/>'),
    Holder.UNKNOWN: ("#ffffff", '<circle cx="4" cy="4" r="1" fill="#6f777b"/>'),
}
_LEGEND_WIDTH = 120
_LEAST_LABEL_HEIGHT = 22
_MOST_YEAR_LABELS = 12


@dataclass(frozen=True, kw_only=True)
class _Block:
    """One holder's levers between two changes, in pixels."""

    holder: Holder
    left: float
    width: float
    top: float
    height: float


def draw_history(steps: Sequence[ControlStep], *, until: dt.date, as_of: dt.date, key: str, title: str) -> str:
    """Draw how many levers each kind of holder had, from the first change until a day.

    Parameters
    ----------
    steps
        As :func:`inhouse.contracts.control.control_history` gives them; at least one.
    until
        The right edge; a day before the last change is moved past it.
    as_of
        A day to mark with a dashed line.
    key
        Starts the ids in the drawing: different for each chart on a page.
    """
    first, last = steps[0].day, max(until, steps[-1].day + dt.timedelta(days=180))
    blocks = list(_blocks(steps, first, last))
    parts = [*_patterns(key), *_legend(blocks, key), *_count_axis(steps[0].counts.total), *_years(first, last)]
    parts += [
        f'<rect x="{block.left:.1f}" y="{block.top:.1f}" width="{block.width:.1f}" height="{block.height:.1f}" '
        f'fill="url(#{key}-{block.holder.value})"/>'
        f'<path d="M{block.left:.1f} {block.top:.1f}h{block.width:.1f}" stroke="#0b0c0c" stroke-width="1.2"/>'
        for block in blocks
    ]
    if first <= as_of <= last:
        place = _across(as_of, first, last)
        parts.append(
            f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{TOP - 6}" y2="{HIGH - BOTTOM + 6}" stroke="#0b0c0c" '
            'stroke-width="2" stroke-dasharray="5 4"/>'
        )
    parts += _names(blocks)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{"".join(parts)}</svg>'
    return accessible(drawing, key, title, _in_words(steps))


def _blocks(steps: Sequence[ControlStep], first: dt.date, last: dt.date) -> Iterator[_Block]:
    ends = [*(step.day for step in steps[1:]), last]
    for step, end in zip(steps, ends, strict=True):
        left, right = _across(step.day, first, last), _across(end, first, last)
        one = (HIGH - TOP - BOTTOM) / step.counts.total
        floor = float(HIGH - BOTTOM)
        for holder in Holder:
            height = step.counts.of(holder) * one
            floor -= height
            if height:
                yield _Block(holder=holder, left=left, width=right - left, top=floor, height=height)


def _across(day: dt.date, first: dt.date, last: dt.date) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (day - first).days / (last - first).days


def _patterns(key: str) -> Iterator[str]:
    yield "<defs>"
    for holder, (ground, marks) in _FILLS.items():
        yield (
            f'<pattern id="{key}-{holder.value}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{ground}"/>{marks}</pattern>'
        )
    yield "</defs>"


def _legend(blocks: Sequence[_Block], key: str) -> Iterator[str]:
    drawn = {block.holder for block in blocks}
    for number, holder in enumerate(holder for holder in Holder if holder in drawn):
        left = LEFT + number * _LEGEND_WIDTH
        yield (
            f'<rect x="{left}" y="6" width="22" height="16" fill="url(#{key}-{holder.value})" stroke="#0b0c0c" '
            f'stroke-width="1"/>{_text(left + 30, 19, HOLDER_WORDS[holder], size=14)}'
        )


def _count_axis(total: int) -> Iterator[str]:
    for number in sorted({0, total // 2, total}):
        height = HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * number / total
        yield _text(LEFT - 8, height + 4.5, str(number), anchor="end")


def _years(first: dt.date, last: dt.date) -> Iterator[str]:
    every = 1 + (last.year - first.year) // _MOST_YEAR_LABELS
    for year in range(first.year + 1, last.year + 1, every):
        place = _across(dt.date(year, 1, 1), first, last)
        bottom = HIGH - BOTTOM
        yield f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{bottom}" y2="{bottom + 5}" stroke="#0b0c0c"/>'
        yield _text(place, bottom + 20, str(year), anchor="middle")


def _names(blocks: Sequence[_Block]) -> Iterator[str]:
    """Write each holder's name in its largest block, where it fits."""
    for holder in Holder:
        mine = [block for block in blocks if block.holder is holder and block.height >= _LEAST_LABEL_HEIGHT]
        largest = max(mine, key=lambda block: block.width, default=None)
        words = HOLDER_WORDS[holder]
        if largest and largest.width >= 9 * len(words) + 12:
            middle, height = largest.left + largest.width / 2, largest.top + largest.height / 2
            ink, halo = ("#ffffff", "#12436d") if holder is Holder.AUTHORITY else ("#0b0c0c", "#ffffff")
            yield (
                f'<text x="{middle:.1f}" y="{height + 5:.1f}" text-anchor="middle" font-family="{FONT}" font-size="15" '
                f'font-weight="bold" fill="{ink}" stroke="{halo}" stroke-width="4" paint-order="stroke">{words}</text>'
            )


def _text(left: float, height: float, words: str, *, anchor: str = "start", size: int = 13) -> str:
    return (
        f'<text x="{left:.1f}" y="{height:.1f}" text-anchor="{anchor}" font-family="{FONT}" font-size="{size}" '
        f'fill="#0b0c0c">{escape(words)}</text>'
    )


def _in_words(steps: Sequence[ControlStep]) -> str:
    return "; ".join(
        f"from {step.day.isoformat()} the council held {step.counts.authority} of {step.counts.total}" for step in steps
    )

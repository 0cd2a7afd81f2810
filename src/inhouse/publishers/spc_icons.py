"""What does a control chart show at a glance? The two icons of Making Data Count, drawn by ourselves.

Each says the same by its letter or line as by its colour, and has its meaning as text.
"""

from __future__ import annotations

from inhouse.process.spc import Assurance, Better, Chart, PointType
from inhouse.publishers.spc_words import ASSURANCE_WORDS, POINT_WORDS
from inhouse.publishers.svg import FONT, accessible

COMMON, CONCERN, IMPROVEMENT, NEUTRAL = "#66707a", "#b3450c", "#005eb8", "#5d2f7a"
COLOURS = {
    PointType.COMMON_CAUSE: COMMON,
    PointType.CONCERN: CONCERN,
    PointType.IMPROVEMENT: IMPROVEMENT,
    PointType.HIGH: NEUTRAL,
    PointType.LOW: NEUTRAL,
}
_ASSURANCE_COLOURS = {Assurance.MEETS: IMPROVEMENT, Assurance.FAILS: CONCERN, Assurance.EITHER: COMMON}
_SIZE = 64
_WAVE = "M12 34 L21 28 L29 37 L37 27 L45 36 L53 30"
_RISING = "M12 44 L24 40 L34 33 L44 25 L53 18"
_FALLING = "M12 20 L24 24 L34 31 L44 39 L53 46"


def variation_icon(chart: Chart, *, key: str) -> str:
    """Draw what the last point shows: a wave for ordinary variation, else a line that rises (H) or falls (L)."""
    kind = chart.variation
    if kind is PointType.COMMON_CAUSE:
        return _icon(COLOURS[kind], _line(_WAVE, COLOURS[kind]), key, "Variation", POINT_WORDS[kind])
    high = kind is PointType.HIGH or (kind is PointType.IMPROVEMENT) == (chart.better is Better.UP)
    high = high and kind is not PointType.LOW
    inside = _line(_RISING if high else _FALLING, COLOURS[kind]) + _letter("H" if high else "L", high, COLOURS[kind])
    words = f"{POINT_WORDS[kind]}, {'high' if high else 'low'}"
    return _icon(COLOURS[kind], inside, key, "Variation", words)


def assurance_icon(chart: Chart, *, key: str) -> str:
    """Draw whether the target will be met: P always, F never, ? now and then; a dash where that cannot be told."""
    told = chart.assurance
    colour = _ASSURANCE_COLOURS[told] if told else COMMON
    letter = told.value if told else "–"
    inside = (
        f'<text x="{_SIZE // 2}" y="43" text-anchor="middle" font-family="{FONT}" font-size="32" font-weight="bold" '
        f'fill="{colour}">{letter}</text>'
    )
    words = ASSURANCE_WORDS[told] if told else "whether a target will be met cannot be told"
    return _icon(colour, inside, key, "Assurance", words[:1].upper() + words[1:])


def _line(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="3"/>'


def _letter(letter: str, high: bool, colour: str) -> str:
    return (
        f'<text x="{22 if high else 42}" y="{28 if high else 26}" text-anchor="middle" font-family="{FONT}" '
        f'font-size="17" font-weight="bold" fill="{colour}">{letter}</text>'
    )


def _icon(colour: str, inside: str, key: str, title: str, words: str) -> str:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">'
        f'<circle cx="{_SIZE // 2}" cy="{_SIZE // 2}" r="29" fill="#ffffff" stroke="{colour}" stroke-width="4"/>'
        f"{inside}</svg>"
    )
    return accessible(drawing, key, title, words)

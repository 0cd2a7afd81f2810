"""Which points are signals, not noise, by the four rules of NHS England's Making Data Count?

A point outside its limits; seven points in a row that each rise, or each fall; two of three in a row near the same
limit with all three on its side of the centre; seven in a row on one side of the centre. A point exactly on the centre
line is on neither side. Rules look at one phase at a time.

Source: NHS England, Making Data Count, strengthening your decisions (2019 and later editions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inhouse.process.spc.records import Band, Rule

RUN = 7
_NEARNESS = 1e-12


def sides(values: Sequence[float], bands: Sequence[Band]) -> list[int]:
    """Say on which side of the centre each value is: 1 above, -1 below, 0 on it.

    Values closer to the line than rounding can tell are on it.
    """
    return [side_of(value, band.centre_line) for value, band in zip(values, bands, strict=True)]


def signals(values: Sequence[float], bands: Sequence[Band]) -> list[dict[Rule, int]]:
    """Say for each point of one phase which rules it meets, and in which direction (1 up, -1 down).

    Parameters
    ----------
    values, bands
        The points of one phase, in order.

    Examples
    --------
    >>> band = Band(centre_line=4, lower_limit=1, upper_limit=7, near_lower=2, near_upper=6)
    >>> signals([8, 4], [band] * 2)
    [{<Rule.OUTSIDE: 'outside limits'>: 1}, {}]
    """
    side = sides(values, bands)
    outside = [_beyond(value, band.lower_limit, band.upper_limit) for value, band in zip(values, bands, strict=True)]
    near = [
        0 if out else _beyond(value, band.near_lower, band.near_upper)
        for value, band, out in zip(values, bands, outside, strict=True)
    ]

    found = {
        Rule.OUTSIDE: outside,
        Rule.TREND: members(ends_of_trends(values), RUN),
        Rule.TWO_IN_THREE: two_in_three(near, side),
        Rule.ONE_SIDE: members(ends_of_runs(side), RUN),
    }
    return [{rule: marks[at] for rule, marks in found.items() if marks[at]} for at in range(len(values))]


def ends_of_runs(side: Sequence[int]) -> list[int]:
    """Mark each point that ends seven in a row on its side of the centre."""
    marks, run = [], 0
    for at, where in enumerate(side):
        run = run + 1 if at and where == side[at - 1] else 1
        marks.append(where if run >= RUN else 0)
    return marks


def ends_of_trends(values: Sequence[float]) -> list[int]:
    """Mark each point that ends seven in a row, each above (1) or each below (-1) the one before."""
    marks, run, direction = [], 1, 0
    for at, value in enumerate(values):
        step = _sign(value - values[at - 1]) if at else 0
        run = run + 1 if step and step == direction else (2 if step else 1)
        direction = step
        marks.append(step if run >= RUN else 0)
    return marks


def members(ends: Sequence[int], length: int) -> list[int]:
    """Spread marks at the ends of runs back over the runs; where two meet, the run that ends first counts."""
    return [next((mark for mark in ends[at : at + length] if mark), 0) for at in range(len(ends))]


def two_in_three(near: Sequence[int], side: Sequence[int]) -> list[int]:
    """Mark points near a limit that are among two of three near it, all three on one side of the centre.

    Parameters
    ----------
    near
        For each point 1 or True if it is between the near limit and the limit, whichever side.
    """
    marks = [0] * len(near)
    for start in _windows(len(near), 3):
        window = range(start, start + 3)
        same = abs(sum(side[at] for at in window)) == 3
        if same and sum(bool(near[at]) for at in window) >= 2:
            for at in window:
                marks[at] = side[at] if near[at] else marks[at]
    return marks


def _windows(length: int, width: int) -> Iterator[int]:
    yield from range(length - width + 1)


def _beyond(value: float, lower: float | None, upper: float | None) -> int:
    if upper is not None and side_of(value, upper) > 0:
        return 1
    return -1 if lower is not None and side_of(value, lower) < 0 else 0


def side_of(value: float, line: float | None) -> int:
    """Say whether a value is above (1), below (-1) or, as far as rounding can tell, on a line (0)."""
    if line is None or abs(value - line) <= _NEARNESS * max(abs(value), abs(line)):
        return 0
    return _sign(value - line)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)

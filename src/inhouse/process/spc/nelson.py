"""Which of Nelson's eight tests does a series meet, and where?

The tests compare values with the mean and standard deviation of the series itself (Nelson 1984, Journal of Quality
Technology 16(4)). Control charts here judge by the rules of Making Data Count; these are for reports by Nelson's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inhouse.process.spc.limits import mean
from inhouse.process.spc.rules import side_of

LENGTHS = {1: 1, 2: 9, 3: 6, 4: 14, 5: 3, 6: 5, 7: 15, 8: 8}
_ENOUGH = {5: 2, 6: 4}


@dataclass(frozen=True)
class Run:
    """A stretch that meets a test: its first point, counted from 0, and how many points it has."""

    start: int
    length: int


def nelson(values: Sequence[float], test: int) -> tuple[Run, ...]:
    """List the stretches of a series that meet one of Nelson's tests.

    Tests 1 to 4 give each whole run; tests 5 to 8 each window of 3, 5, 15 and 8 points.

    1. One point beyond three standard deviations. 2. Nine in a row on one side of the mean. 3. Six in a row rising, or
    falling. 4. Fourteen in a row going up and down by turns. 5. Two of three beyond two standard deviations on one
    side. 6. Four of five beyond one on one side. 7. Fifteen in a row within one. 8. Eight in a row, none within one.

    Examples
    --------
    >>> nelson([1, 2, 3, 4, 5, 6, 2], 3)
    (Run(start=0, length=6),)
    """
    if len(values) < LENGTHS[test]:
        return ()
    centre = mean(values)
    spread = math.sqrt(math.fsum((value - centre) ** 2 for value in values) / max(len(values) - 1, 1))
    zones = [_zone(value, centre, spread) for value in values]
    if test in (1, 2):
        marks = [zone if abs(zone) > 3 else 0 for zone in zones] if test == 1 else zones
        return _runs([_sign(mark) for mark in marks], LENGTHS[test])
    steps = [side_of(after, before) for before, after in pairwise(values)]
    if test == 3:
        return tuple(Run(run.start, run.length + 1) for run in _runs(steps, LENGTHS[test] - 1))
    if test == 4:
        turns = [before * after for before, after in pairwise(steps)]
        whole = _runs([-1 if turn < 0 else 0 for turn in turns], LENGTHS[test] - 2)
        return tuple(Run(run.start, run.length + 2) for run in whole)
    starts = range(len(values) - LENGTHS[test] + 1)
    return tuple(Run(at, LENGTHS[test]) for at in starts if _meets(zones[at : at + LENGTHS[test]], test))


def _meets(zones: Sequence[int], test: int) -> bool:
    if test in _ENOUGH:
        beyond = 3 if test == 5 else 2
        return any(sum(zone * way >= beyond for zone in zones) >= _ENOUGH[test] for way in (1, -1))
    return all((abs(zone) <= 1) == (test == 7) for zone in zones)


def _zone(value: float, centre: float, spread: float) -> int:
    """How many whole standard deviations a value lies beyond, plus one, with its side; 0 on the mean."""
    side = side_of(value, centre)
    return side * (1 + sum(side_of(abs(value - centre), limit * spread) > 0 for limit in (1, 2, 3)))


def _runs(marks: Sequence[int], least: int) -> tuple[Run, ...]:
    """Whole runs of equal marks other than 0."""
    found, start = [], 0
    for at in range(1, len(marks) + 1):
        if at == len(marks) or marks[at] != marks[start]:
            if marks[start] and at - start >= least:
                found.append(Run(start, at - start))
            start = at
    return tuple(found)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)

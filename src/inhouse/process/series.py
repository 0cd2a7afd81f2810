"""What is a series of measurements, once it has been read?

One observation is one row of a file: when, how much, and, where the file has them, out of how many and other columns to
compare with. A series is in the order of time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

Moment = dt.date | dt.datetime | int
"""A day (of a month or year: its first), a time of a day without a zone, or the number of a period."""

_WEEK = 7
_MONTH = range(28, 32)
_QUARTER = range(89, 93)
_YEAR = range(365, 367)
_MOST_FILLED = 10_000


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One measurement.

    Attributes
    ----------
    when
        Day, time or number of the period.
    value
        What was measured, in the unit of the file.
    denominator
        Out of how many, or in how much exposure; None where no such column was named.
    others
        Further columns by their headings, such as volume.
    row
        The row of the file as a spreadsheet counts it; 0 where there was no file.
    """

    when: Moment
    value: float
    denominator: float | None = None
    others: tuple[tuple[str, float], ...] = ()
    row: int = 0


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How far apart the observations are: the unit of most steps, steps of it in a year, and periods without a row."""

    unit: str
    per_year: int
    missing: tuple[Moment, ...] = field(default=())


def shown(when: Moment) -> str:
    """Write a moment as people and files do.

    Examples
    --------
    >>> shown(dt.date(2019, 4, 1)), shown(17)
    ('2019-04-01', '17')
    """
    return str(when) if isinstance(when, int) else when.isoformat()


def comes_before(one: Moment, other: Moment) -> bool:
    """Say whether one moment is before another; a day begins at its midnight.

    Examples
    --------
    >>> comes_before(3, 4), comes_before(dt.date(2019, 4, 1), dt.datetime(2019, 4, 1, 9))
    (True, True)
    """
    return _order(one) < _order(other)


def in_order(series: Sequence[Observation]) -> tuple[Observation, ...]:
    """Put observations in the order of time; those of one moment stay as they were."""
    return tuple(sorted(series, key=lambda each: _order(each.when)))


def rhythm(moments: Sequence[Moment]) -> Rhythm:
    """Say how far apart moments are, and which periods between the first and the last have none.

    The unit is ``day``, ``week``, ``month``, ``quarter``, ``year`` or ``number`` where more than half of the steps are
    one such unit, else ``irregular``.

    Parameters
    ----------
    moments
        In order, each once or more.

    Examples
    --------
    >>> found = rhythm([dt.date(2019, month, 1) for month in (1, 2, 3, 5, 6)])
    >>> found.unit, found.per_year, [shown(month) for month in found.missing]
    ('month', 12, ['2019-04-01'])
    """
    distinct = sorted(set(moments), key=_order)
    unit, per_year = _unit(distinct)
    if unit == "irregular":
        return Rhythm(unit=unit, per_year=0)
    have, at, step = {_period(each, unit) for each in distinct}, distinct[0], 1
    missing: list[Moment] = []
    last = _period(distinct[-1], unit)
    while (period := _period(at, unit)) < last and len(missing) < _MOST_FILLED:
        if period not in have:
            missing.append(at)
        at = _after(distinct[0], step, unit)
        step += 1
    return Rhythm(unit=unit, per_year=per_year, missing=tuple(missing))


def _order(moment: Moment) -> tuple[int, int]:
    if isinstance(moment, int):
        return moment, 0
    if isinstance(moment, dt.datetime):
        return moment.toordinal(), int((moment - dt.datetime.combine(moment.date(), dt.time())).total_seconds() * 1e6)
    return moment.toordinal(), 0


def _unit(moments: Sequence[Moment]) -> tuple[str, int]:
    steps = [b[0] - a[0] for a, b in zip(*(map(_order, each) for each in (moments, moments[1:])), strict=False)]
    if not steps or any(isinstance(each, dt.datetime) for each in moments):
        return "irregular", 0
    if isinstance(moments[0], int):
        return "number", 0
    units = (
        ("day", 365, range(1, 2)), ("week", 52, range(_WEEK, _WEEK + 1)), ("month", 12, _MONTH),
        ("quarter", 4, _QUARTER), ("year", 1, _YEAR),
    )  # fmt: skip
    most = max(units, key=lambda unit: sum(step in unit[2] for step in steps))
    return most[:2] if 2 * sum(step in most[2] for step in steps) > len(steps) else ("irregular", 0)


def _period(moment: Moment, unit: str) -> int:
    """The number of the period that holds a moment."""
    if isinstance(moment, int):
        return moment
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months:
        return (moment.year * 12 + moment.month - 1) // months
    return moment.toordinal() // (_WEEK if unit == "week" else 1)


def _after(first: Moment, steps: int, unit: str) -> Moment:
    if isinstance(first, int):
        return first + steps
    if unit in ("day", "week"):
        return first + dt.timedelta(days=steps * (_WEEK if unit == "week" else 1))
    months = first.year * 12 + first.month - 1 + steps * {"month": 1, "quarter": 3, "year": 12}[unit]
    return dt.date(months // 12, months % 12 + 1, 1)

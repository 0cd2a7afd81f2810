"""How does one desk fare in several runs that differ only by chance?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inhouse.process.capacity.demand import Demand, Work
from inhouse.process.capacity.plan import Plan
from inhouse.process.capacity.simulation import Arrivals, Team, run_desk
from inhouse.process.working_time import Calendar, WorkingClock
from inhouse.process.working_time.clock import DAY_US, EPOCH, MICROSECOND, SECOND_US, day_us

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOUR_US = 3600 * SECOND_US
_HOURS_OF_DAY = 24
_SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: how those fared who came during the shock, and who waits at the end of each day, from the first."""

    mean_wait_seconds: float
    service_level: float
    abandon_share: float
    arrivals: int
    backlog: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class _Hours:
    """Every hour (UTC) of the days simulated: when it begins, which hour of the week it is on the wall, which day."""

    start_us: NDArray[np.int64]
    hour_of_week: NDArray[np.int64]
    day: NDArray[np.int64]


def make_runs(
    demand: Demand,
    teams: Sequence[Team],
    calendar: Calendar,
    plan: Plan,
    factor: float,
    chances: Sequence[np.random.Generator],
) -> list[Run]:
    """Run once with each source of chance; the desk must open at least once.

    Raises
    ------
    ParameterError
        No team can do some kind of work.
    """
    hours = _hours(calendar, plan)
    last_day = plan.start_date + dt.timedelta(days=plan.days)
    clock = _ClockOfArrays(WorkingClock(calendar, plan.start_date, last_day))
    return [_run(demand, teams, plan, factor, hours, clock, chance) for chance in chances]


def open_days(calendar: Calendar, plan: Plan) -> tuple[bool, ...]:
    """Say of each day simulated whether the desk opens."""
    days = (plan.start_date + dt.timedelta(days=number) for number in range(plan.days))
    return tuple(bool(calendar.hours_on(day)) for day in days)


def _run(
    demand: Demand, teams: Sequence[Team], plan: Plan, factor: float, hours: _Hours, clock: _ClockOfArrays,
    chance: np.random.Generator,
) -> Run:  # fmt: skip
    import numpy as np

    factors = np.array([plan.factor_on(day, factor) for day in range(plan.days)])[hours.day]
    drawn = [_draw(work, hours, factors, chance) for work in demand.work]
    came_us = np.concatenate([came for came, _ in drawn])
    order = np.argsort(came_us, kind="stable")
    came_us = came_us[order]
    at_seconds = clock.seconds(came_us)
    patience = np.full(len(came_us), np.inf)
    if plan.patience_seconds is not None:
        patience = chance.exponential(plan.patience_seconds, len(came_us))
    waits = run_desk(
        Arrivals(
            at_seconds=at_seconds,
            handle_seconds=np.concatenate([handle for _, handle in drawn])[order],
            patience_seconds=patience,
            skill=np.concatenate([np.full(len(came), n) for n, (came, _) in enumerate(drawn)])[order],
            skills=tuple(work.skill for work in demand.work),
        ),
        teams,
    )
    first_us = day_us(plan.start_date)
    counted = (came_us >= first_us + plan.shock_day * DAY_US) & (came_us < first_us + plan.shock_end_day * DAY_US)
    wait, answered = waits.wait_seconds[counted], waits.answered[counted]
    in_time = answered & (wait <= plan.target_seconds)
    return Run(
        mean_wait_seconds=float(wait.mean()) if len(wait) else 0.0,
        service_level=float(in_time.mean()) if len(wait) else 1.0,
        abandon_share=float(1 - answered.mean()) if len(wait) else 0.0,
        arrivals=len(wait),
        backlog=_backlog(came_us, at_seconds + waits.wait_seconds, plan, clock),
    )


def _draw(
    work: Work, hours: _Hours, factors: NDArray[np.float64], chance: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """When cases of one kind come, and how long each will be in hand."""
    import numpy as np

    numbers = chance.poisson(np.array(work.arrivals_per_hour)[hours.hour_of_week] * factors)
    came = np.repeat(hours.start_us, numbers) + chance.integers(_HOUR_US, size=int(numbers.sum()))
    cases = np.array([each.cases for each in work.handle_times], dtype=float)
    handle = np.array([each.handle_seconds for each in work.handle_times])
    return came, chance.choice(handle, size=len(came), p=cases / cases.sum())


def _hours(calendar: Calendar, plan: Plan) -> _Hours:
    import numpy as np

    starts = day_us(plan.start_date) + np.arange(plan.days * _HOURS_OF_DAY) * _HOUR_US
    walls = [(EPOCH + int(us) * MICROSECOND).replace(tzinfo=dt.UTC).astimezone(calendar.zone) for us in starts]
    return _Hours(
        start_us=starts,
        hour_of_week=np.array([_like_weekday(calendar, wall.date()) * _HOURS_OF_DAY + wall.hour for wall in walls]),
        day=np.repeat(np.arange(plan.days), _HOURS_OF_DAY),
    )


def _like_weekday(calendar: Calendar, day: dt.date) -> int:
    """The weekday whose demand a day has: on a holiday or closure as few people ask as on a Sunday."""
    shut = calendar.weekdays[day.weekday()] and not calendar.hours_on(day)
    return _SUNDAY if shut else day.weekday()


def _backlog(
    came_us: NDArray[np.int64], until_seconds: NDArray[np.float64], plan: Plan, clock: _ClockOfArrays
) -> tuple[int, ...]:
    """Who waits at the end of each day: those who have come, less those answered or gone before the desk shut."""
    import numpy as np

    ends_us = day_us(plan.start_date) + np.arange(1, plan.days + 1) * DAY_US
    come = np.searchsorted(came_us, ends_us, side="left")
    left = np.searchsorted(np.sort(until_seconds), clock.seconds(ends_us), side="left")
    return tuple(int(number) for number in come - left)


class _ClockOfArrays:
    """A working clock that is read for many instants at once."""

    def __init__(self, clock: WorkingClock) -> None:
        import numpy as np

        self._from = np.array([span.from_us for span in clock.spans], dtype=np.int64)
        self._to = np.array([span.to_us for span in clock.spans], dtype=np.int64)
        self._before = np.concatenate([[0], np.cumsum(self._to - self._from)])

    def seconds(self, instants_us: NDArray[np.int64]) -> NDArray[np.float64]:
        """Working seconds from the start of the clock to each instant."""
        import numpy as np

        place = np.searchsorted(self._from, instants_us, side="right")
        inside = np.maximum(place - 1, 0)
        into = np.minimum(instants_us, self._to[inside]) - self._from[inside]
        worked = np.where(place > 0, self._before[inside] + into, 0)
        return np.asarray(worked / SECOND_US, dtype=np.float64)

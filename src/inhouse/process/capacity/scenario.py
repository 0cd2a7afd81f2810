"""What if demand grows within days: how long do people wait, how does the backlog grow, and when is it gone?

Many runs with different chance, each from the same demand by hour of the week, in which arrivals are Poisson and
handling times are drawn from those of the log. Each factor meets the same chance. A figure has the mean over runs and
an interval of 95% for it (Student's t); days have the middle run and the range of eight runs in ten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING

from inhouse.core.errors import ParameterError
from inhouse.process.capacity.demand import Demand
from inhouse.process.capacity.plan import Plan
from inhouse.process.capacity.runs import Run, make_runs, open_days
from inhouse.process.capacity.simulation import Team
from inhouse.process.working_time import Calendar

if TYPE_CHECKING:
    import numpy as np

_CONFIDENCE = 0.95
_LOW, _HIGH = 0.1, 0.9
_RUNS_TO_SEARCH = 5
_MOST_CASES = 5_000_000
_MOST_TIMES_STAFF = 1000


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean over runs and its interval of 95%, which ends where the figure itself must end."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class BacklogDay:
    """How many wait at the end of a day, in the middle run; eight runs in ten lie between low and high."""

    day: int
    date: dt.date
    median: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """When the backlog is back where it never exceeds what is usual.

    Attributes
    ----------
    usual_backlog
        The most that ever waited at the end of a day on which the desk opens, in any run without a shock.
    recovered_share
        The share of runs that come back within the days simulated.
    median_days, low_days, high_days
        Days from the shock to the first such day: the middle run, and the range of eight in ten. None where so many
        runs do not come back within the days simulated.
    """

    usual_backlog: int
    recovered_share: float
    median_days: int | None
    low_days: int | None
    high_days: int | None


@dataclass(frozen=True, kw_only=True)
class ShockOutcome:
    """How those fare who come during the shock, with so many times the demand, and how the backlog goes.

    Waits are in working time, over all who arrive, until they are answered or give up. ``agents_needed`` is the fewest
    in all, every team in proportion, with whom the target is met on average of five runs, to one in a hundred; None
    where a thousand times the staff would not meet it.
    """

    factor: float
    mean_wait_seconds: Interval
    service_level: Interval
    abandon_share: Interval
    peak_backlog: Interval
    arrivals: Interval
    recovery: Recovery
    agents_needed: int | None
    backlog: tuple[BacklogDay, ...]


def simulate(
    demand: Demand,
    teams: Sequence[Team],
    calendar: Calendar,
    plan: Plan,
    factors: Sequence[float],
    chance: np.random.Generator,
) -> tuple[ShockOutcome, ...]:
    """Simulate each factor, and say how the desk fares.

    Parameters
    ----------
    factors
        How many times usual demand; 1 is no shock.
    chance
        Where chance comes from: the same generator gives the same answer.

    Raises
    ------
    ParameterError
        A factor is impossible, no team can do some work, the desk never opens, or there would be too many cases.
    """
    import numpy as np

    _refuse_too_much(demand, plan, factors)
    seeds = [int(seed) for seed in chance.integers(2**62, size=plan.runs)]

    def run(factor: float, crew: Sequence[Team], count: int) -> list[Run]:
        return make_runs(demand, crew, calendar, plan, factor, [np.random.default_rng(s) for s in seeds[:count]])

    opens = open_days(calendar, plan)
    if not any(opens):
        raise ParameterError(
            "The desk never opens on the days simulated.",
            found=f"{plan.days} days from {plan.start_date.isoformat()}",
            next_step="Give another first day, or more days.",
        )
    plain = run(1.0, teams, plan.runs)
    usual = max(max(compress(each.backlog, opens)) for each in plain)
    return tuple(
        _outcome(
            factor,
            plain if factor == 1 else run(factor, teams, plan.runs),
            plan,
            opens,
            usual,
            _agents_needed(teams, plan, partial(run, factor)),
        )
        for factor in factors
    )


def _outcome(
    factor: float, runs: Sequence[Run], plan: Plan, opens: Sequence[bool], usual: int, needed: int | None
) -> ShockOutcome:
    import numpy as np

    waiting = np.array([run.backlog for run in runs])
    low, middle, high = np.quantile(waiting, [_LOW, 0.5, _HIGH], axis=0)
    return ShockOutcome(
        factor=factor,
        mean_wait_seconds=_interval([run.mean_wait_seconds for run in runs]),
        service_level=_interval([run.service_level for run in runs], most=1.0),
        abandon_share=_interval([run.abandon_share for run in runs], most=1.0),
        peak_backlog=_interval([float(max(run.backlog[plan.shock_day :])) for run in runs]),
        arrivals=_interval([float(run.arrivals) for run in runs]),
        recovery=_recovery([_days_to_recover(run.backlog, opens, plan.shock_day, usual) for run in runs], usual),
        agents_needed=needed,
        backlog=tuple(
            BacklogDay(
                day=day,
                date=plan.start_date + dt.timedelta(days=day),
                median=float(middle[day]),
                low=float(low[day]),
                high=float(high[day]),
            )
            for day in range(plan.days)
        ),
    )


def _interval(values: Sequence[float], *, most: float = float("inf")) -> Interval:
    import numpy as np
    from scipy import stats

    mean = float(np.mean(values))
    spread = float(np.std(values, ddof=1) / len(values) ** 0.5)
    reach = spread * float(stats.t.ppf((1 + _CONFIDENCE) / 2, len(values) - 1))
    return Interval(mean=mean, low=max(mean - reach, 0.0), high=min(mean + reach, most))


def _days_to_recover(backlog: Sequence[int], opens: Sequence[bool], shock_day: int, usual: int) -> int | None:
    """Days from the shock until the backlog never exceeds what is usual again; None if it still does at the end."""
    working = [day for day in range(shock_day, len(backlog)) if opens[day]]
    above = [day for day in working if backlog[day] > usual]
    if not above:
        return 0
    return None if above[-1] == working[-1] else working[working.index(above[-1]) + 1] - shock_day


def _recovery(days: Sequence[int | None], usual: int) -> Recovery:
    ordered = sorted(days, key=lambda each: (each is None, each or 0))

    def at(share: float) -> int | None:
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    return Recovery(
        usual_backlog=usual,
        recovered_share=sum(each is not None for each in days) / len(days),
        median_days=at(0.5),
        low_days=at(_LOW),
        high_days=at(_HIGH),
    )


def _agents_needed(teams: Sequence[Team], plan: Plan, run: Callable[[Sequence[Team], int], list[Run]]) -> int | None:
    count, whole = min(_RUNS_TO_SEARCH, plan.runs), sum(team.agents for team in teams)

    def enough(agents: int) -> bool:
        levels = [each.service_level for each in run(_crew(teams, agents, whole), count)]
        return sum(levels) / count >= plan.target_share

    high = whole
    while not enough(high):
        high *= 2
        if high > whole * _MOST_TIMES_STAFF:
            return None
    low = 0
    while high - low > max(1, high // 100):
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return sum(team.agents for team in _crew(teams, high, whole))


def _crew(teams: Sequence[Team], agents: int, whole: int) -> list[Team]:
    """So many agents in all, every team in proportion, rounded up."""
    return [replace(team, agents=max(1, -(-team.agents * agents // whole))) for team in teams]


def _refuse_too_much(demand: Demand, plan: Plan, factors: Sequence[float]) -> None:
    weekly = sum(work.arrivals_per_week for work in demand.work)
    for factor in factors:
        if not 0 < factor < float("inf"):
            raise ParameterError(
                "The shock factor is impossible.", found=f"{factor:g}", next_step="Give a number more than 0."
            )
        cases = weekly / 7 * plan.days * max(factor, 1.0) * plan.runs
        if cases > _MOST_CASES:
            raise ParameterError(
                "There would be too many cases to simulate.",
                found=f"about {cases:,.0f} cases at {factor:g} times the demand",
                next_step=f"Ask for fewer days or runs: at most {_MOST_CASES:,} cases.",
            )

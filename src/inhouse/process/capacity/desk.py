"""Will a desk with steady demand cope, with how many agents, and what if demand grows?

Formulas are in :mod:`inhouse.process.capacity.erlang`. They hold for the long run: what happens on the way there, and
how long it takes to come back from a shock, only the simulation can tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from inhouse.core.errors import ParameterError
from inhouse.core.results import Decision
from inhouse.process.capacity.erlang import (
    Steady,
    erlang_b,
    erlang_c,
    fewest_agents,
    with_patience,
    with_patience_unbounded,
)

MOST_ERLANGS = 100_000
MOST_AGENTS = 1_000_000
MOST_SECONDS = 10 * 366 * 86_400.0
USUAL_TARGET_SECONDS = 20.0
USUAL_TARGET_SHARE = 0.8
_STEPS_AROUND = 12


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is asked about.

    Attributes
    ----------
    arrivals_per_hour, handle_seconds
        Steady demand, and the mean time an agent needs.
    agents
        At work at the same time.
    patience_seconds
        The mean time after which people give up; None where nobody does.
    target_seconds, target_share
        The share of arrivals that should be answered within so many seconds.

    Raises
    ------
    ParameterError
        A number is impossible.
    """

    arrivals_per_hour: float
    handle_seconds: float
    agents: int
    patience_seconds: float | None = None
    target_seconds: float = USUAL_TARGET_SECONDS
    target_share: float = USUAL_TARGET_SHARE

    def __post_init__(self) -> None:
        """Refuse impossible numbers."""
        _require("arrivals per hour", self.arrivals_per_hour, above=0)
        _require("handling time in seconds", self.handle_seconds, above=0, most=MOST_SECONDS)
        _require("number of agents", self.agents, least=1, most=MOST_AGENTS)
        _require("target in seconds", self.target_seconds, least=0, most=MOST_SECONDS)
        _require("target share", self.target_share, above=0, below=1)
        if self.patience_seconds is not None:
            _require("patience in seconds", self.patience_seconds, above=0, most=MOST_SECONDS)
        _require("load (arrivals times handling time, in agents)", self.load_erlangs, above=0, most=MOST_ERLANGS)

    @property
    def load_erlangs(self) -> float:
        """How many agents the work would keep busy without a break."""
        return self.arrivals_per_hour * self.handle_seconds / 3600

    def steady(self, agents: int) -> Steady:
        """The long run with so many agents, in mean handling times."""
        within = self.target_seconds / self.handle_seconds
        if self.patience_seconds is None:
            return with_patience_unbounded(self.load_erlangs, agents, within)
        return with_patience(self.load_erlangs, agents, self.patience_seconds / self.handle_seconds, within)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """A desk in the long run.

    Attributes
    ----------
    factor
        How many times the demand asked about.
    load_erlangs
        How many agents the work would keep busy without a break.
    stable
        Whether waits settle. Without patience they do not where the load is not less than the agents.
    erlang_b
        The share that would be lost if nobody could wait at all.
    erlang_c
        The probability of waiting if nobody gave up.
    service_level
        The share of arrivals answered within the target.
    mean_wait_seconds
        Over all arrivals; None where it grows without end, and ``reason`` says so.
    abandon_share
        The share of arrivals that give up; 0 where nobody is said to.
    occupancy
        The share of agents' time spent handling.
    queue_growth_per_hour
        By how many people the queue grows in an hour, for ever; 0 where waits settle.
    agents_needed
        The fewest agents with whom the target is met.
    """

    factor: float
    arrivals_per_hour: float
    load_erlangs: float
    agents: int
    stable: bool
    erlang_b: float
    erlang_c: float
    service_level: float
    mean_wait_seconds: float | None
    abandon_share: float
    occupancy: float
    queue_growth_per_hour: float
    agents_needed: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Staffing:
    """What one number of agents would mean; as in :class:`Outlook`."""

    agents: int
    mean_wait_seconds: float | None
    service_level: float
    abandon_share: float
    occupancy: float


@dataclass(frozen=True, kw_only=True)
class Coping:
    """A desk as it is, under each shock, and with more or fewer agents."""

    desk: Desk
    outlook: Outlook
    shocks: tuple[Outlook, ...]
    staffing: tuple[Staffing, ...]
    decisions: tuple[Decision, ...]


def cope(desk: Desk, factors: Iterable[float] = ()) -> Coping:
    """Say how a desk copes, and how under so many times its demand.

    Raises
    ------
    ParameterError
        A factor is impossible.

    Examples
    --------
    >>> coping = cope(Desk(arrivals_per_hour=200, handle_seconds=180, agents=14, target_seconds=20), [2])
    >>> round(coping.outlook.erlang_c, 5), coping.outlook.agents_needed
    (0.17413, 14)
    >>> coping.shocks[0].mean_wait_seconds is None, coping.shocks[0].agents_needed
    (True, 24)
    """
    return Coping(
        desk=desk,
        outlook=outlook(desk),
        shocks=tuple(outlook(desk, factor) for factor in factors),
        staffing=staffing(desk),
        decisions=_decisions(desk),
    )


def outlook(desk: Desk, factor: float = 1.0) -> Outlook:
    """Say how a desk copes in the long run with so many times its demand.

    Examples
    --------
    >>> round(outlook(Desk(arrivals_per_hour=60, handle_seconds=60, agents=2)).mean_wait_seconds, 9)
    20.0
    """
    _require("shock factor", factor, above=0)
    asked = replace(desk, arrivals_per_hour=desk.arrivals_per_hour * factor)
    steady, load = asked.steady(asked.agents), asked.load_erlangs
    stable = steady.mean_wait is not None
    growth = 0.0 if stable else (load - asked.agents) * 3600 / asked.handle_seconds
    return Outlook(
        factor=factor,
        arrivals_per_hour=asked.arrivals_per_hour,
        load_erlangs=load,
        agents=asked.agents,
        stable=stable,
        erlang_b=erlang_b(load, asked.agents),
        erlang_c=erlang_c(load, asked.agents),
        service_level=steady.answered_within,
        mean_wait_seconds=None if steady.mean_wait is None else steady.mean_wait * asked.handle_seconds,
        abandon_share=steady.abandon_share,
        occupancy=steady.occupancy,
        queue_growth_per_hour=growth,
        agents_needed=agents_needed(asked),
        reason="" if stable else _overload(load, asked.agents, growth),
    )


def agents_needed(desk: Desk) -> int:
    """The fewest agents with whom the target is met; how many there are now does not matter."""
    return fewest_agents(lambda agents: desk.steady(agents).answered_within >= desk.target_share, desk.load_erlangs)


def staffing(desk: Desk) -> tuple[Staffing, ...]:
    """Say what fewer and more agents would mean, around the number there is and the number needed."""
    needed = agents_needed(desk)
    low, high = min(desk.agents, needed), max(desk.agents, needed)
    step = max(1, math.ceil((high - low) / _STEPS_AROUND))
    margin = max(3, math.ceil(low**0.5)) // step * step or step
    numbers = {desk.agents, needed, *range(max(1, low - margin), high + margin + 1, step)}
    return tuple(_staffed(desk, number) for number in sorted(numbers))


def _staffed(desk: Desk, agents: int) -> Staffing:
    steady = desk.steady(agents)
    return Staffing(
        agents=agents,
        mean_wait_seconds=None if steady.mean_wait is None else steady.mean_wait * desk.handle_seconds,
        service_level=steady.answered_within,
        abandon_share=steady.abandon_share,
        occupancy=steady.occupancy,
    )


def _overload(load: float, agents: int, growth: float) -> str:
    if growth == 0:
        return f"The work keeps all {agents:,} agents busy without a break, so waits grow without end."
    return (
        f"The work would keep {load:,.4g} agents busy and there are {agents:,}: the queue grows by {growth:,.4g} "
        "people an hour, so waits have no end."
    )


def _decisions(desk: Desk) -> tuple[Decision, ...]:
    patience = (
        Decision(
            about="patience",
            decided="nobody gives up while waiting",
            because="no patience was given",
            change_with="--patience-minutes",
        )
        if desk.patience_seconds is None
        else Decision(
            about="patience",
            decided=f"people give up after {desk.patience_seconds:,.6g} seconds on average, some sooner and some later",
            because="Erlang A takes patience as exponential",
            change_with="--patience-minutes",
        )
    )
    return (
        patience,
        Decision(
            about="target",
            decided=f"{desk.target_share:.0%} of arrivals answered within {desk.target_seconds:,.6g} seconds",
            because="agents needed are the fewest who meet it",
            change_with="--target-seconds and --target-share",
        ),
        Decision(
            about="demand",
            decided="arrivals come by chance at a steady rate, and handling times are exponential",
            because="the Erlang formulas are for the long run; a simulation from a log shows peaks and recovery",
        ),
    )


def _require(
    what: str,
    value: float,
    *,
    above: float = -math.inf,
    below: float = math.inf,
    least: float = -math.inf,
    most: float = math.inf,
) -> None:
    if above < value < below and least <= value <= most:
        return
    bounds = [
        f"{words} {bound:,.12g}"
        for words, bound in (("more than", above), ("less than", below), ("at least", least), ("at most", most))
        if math.isfinite(bound)
    ]
    raise ParameterError(
        f"The {what} is impossible.", found=f"{value:,.12g}", next_step=f"Give a number {' and '.join(bounds)}."
    )

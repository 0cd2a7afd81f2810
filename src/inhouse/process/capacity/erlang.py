"""How long do people wait at a desk in the long run, when demand is steady?

Arrivals are Poisson and handling times exponential. Three classic models, in units of the mean handling time:

- Erlang B: nobody waits; who finds every agent busy is lost.
- Erlang C: everybody waits for as long as it takes.
- Erlang A: everybody waits, and gives up after an exponential time of patience. In the form of Zeltyn and Mandelbaum,
  "Call centers with impatient customers", Queueing Systems 51 (2005), which needs no sum over states.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_NEGLIGIBLE = 60.0
_NEVER = 1e-300  # so improbable that a double cannot hold how many times likelier not waiting is
"""Exponents this far below the largest add nothing to a sum of doubles."""
_PANELS, _NODES = 64, 16


@dataclass(frozen=True, kw_only=True)
class Steady:
    """A desk in the long run.

    Attributes
    ----------
    wait_probability
        That somebody who arrives must wait.
    mean_wait
        Over all arrivals, in mean handling times; None where waits grow without end.
    abandon_share
        Of all arrivals.
    answered_within
        The share of all arrivals answered within the time asked about.
    occupancy
        The share of agents' time spent handling.
    """

    wait_probability: float
    mean_wait: float | None
    abandon_share: float
    answered_within: float
    occupancy: float


def erlang_b(load: float, agents: int) -> float:
    """Probability that all agents are busy where nobody waits, by the stable recursion: O(agents).

    Examples
    --------
    >>> erlang_b(1, 1), round(erlang_b(1, 2), 12)
    (0.5, 0.2)
    """
    lost = 1.0
    for number in range(1, agents + 1):
        lost = load * lost / (number + load * lost)
    return lost


def erlang_c(load: float, agents: int) -> float:
    """Probability of waiting where everybody waits; 1 where the load is too much for the agents.

    Examples
    --------
    >>> round(erlang_c(2, 3), 12), erlang_c(3, 3)
    (0.444444444444, 1.0)
    """
    return _waits(erlang_b(load, agents), load, agents)


def _waits(lost: float, load: float, agents: int) -> float:
    return 1.0 if load >= agents else agents * lost / (agents - load * (1 - lost))


def with_patience_unbounded(load: float, agents: int, within: float) -> Steady:
    """Erlang C: everybody waits for as long as it takes.

    Parameters
    ----------
    load
        Arrivals in one mean handling time.
    within
        The time to answer in, in mean handling times.
    """
    if load >= agents:
        return Steady(wait_probability=1.0, mean_wait=None, abandon_share=0.0, answered_within=0.0, occupancy=1.0)
    waits = erlang_c(load, agents)
    return Steady(
        wait_probability=waits,
        mean_wait=waits / (agents - load),
        abandon_share=0.0,
        answered_within=1.0 - waits * math.exp(-(agents - load) * within),
        occupancy=load / agents,
    )


def with_patience(load: float, agents: int, patience: float, within: float) -> Steady:
    """Erlang A: everybody waits, and gives up after an exponential time.

    The wait that somebody of endless patience would have has, where it is not nought, a density in proportion to
    ``exp(load * patience * (1 - exp(-v / patience)) - agents * v)``. All figures are integrals of it.

    Parameters
    ----------
    load, agents, within
        As for :func:`with_patience_unbounded`; the load may be more than the agents can handle.
    patience
        Its mean, in mean handling times; more than 0.
    """
    lost = erlang_b(load, agents - 1)
    if lost < _NEVER:
        return Steady(
            wait_probability=0.0, mean_wait=0.0, abandon_share=0.0, answered_within=1.0, occupancy=load / agents
        )
    density = _Density(load, agents, patience)
    free = math.exp(-density.highest) / lost
    waiting = load * density.integral(_ones)
    whole = free + waiting
    gone = load * density.integral(lambda waits: _gone(waits, patience)) / whole
    still = load * density.integral(lambda waits: 1 - _gone(waits, patience), until=within) / whole
    return Steady(
        wait_probability=waiting / whole,
        mean_wait=gone * patience,
        abandon_share=gone,
        answered_within=min(free / whole + still, 1.0),
        occupancy=load * (1 - gone) / agents,
    )


class _Density:
    """The density of waits, scaled to 1 at its highest, and integrals of it by Gauss and Legendre."""

    def __init__(self, load: float, agents: int, patience: float) -> None:
        self._load, self._agents, self._patience = load, agents, patience
        peak = patience * math.log(load / agents) if load > agents else 0.0
        self.highest = self._exponent(peak)
        self._from = self._where_negligible(0.0, peak) if self._exponent(0.0) < self.highest - _NEGLIGIBLE else 0.0
        far = max(peak, 1.0 / agents)
        while self._exponent(far) > self.highest - _NEGLIGIBLE:
            far *= 2
        self._to = self._where_negligible(far, peak)

    def integral(self, weigh: Callable[[Any], Any], until: float = math.inf) -> float:
        """Integrate the density, times a weight of the wait, up to a wait."""
        import numpy as np

        to = min(self._to, until)
        if to <= self._from:
            return 0.0
        nodes, weights = np.polynomial.legendre.leggauss(_NODES)
        edges = np.linspace(self._from, to, _PANELS + 1)
        half = (edges[1:] - edges[:-1]) / 2
        waits = (edges[:-1] + half)[:, None] + half[:, None] * nodes[None, :]
        exponents = -self._load * self._patience * np.expm1(-waits / self._patience) - self._agents * waits
        return float((np.exp(exponents - self.highest) * weigh(waits) * weights[None, :] * half[:, None]).sum())

    def _exponent(self, wait: float) -> float:
        return -self._load * self._patience * math.expm1(-wait / self._patience) - self._agents * wait

    def _where_negligible(self, outside: float, inside: float) -> float:
        """Halve the distance to where the density starts to matter; it has one peak only."""
        for _ in range(60):
            middle = (outside + inside) / 2
            if self._exponent(middle) < self.highest - _NEGLIGIBLE:
                outside = middle
            else:
                inside = middle
        return outside


def _gone(waits: Any, patience: float) -> Any:
    import numpy as np

    return -np.expm1(-waits / patience)


def _ones(waits: Any) -> Any:
    import numpy as np

    return np.ones_like(waits)


def fewest_agents(enough: Callable[[int], bool], load: float) -> int:
    """Find the fewest agents with whom it is enough, where more agents are never worse.

    Parameters
    ----------
    enough
        Says whether so many agents, 1 or more, are enough; it must be true of some number.
    load
        Where to begin to look.
    """
    high = max(1, math.ceil(load))
    while not enough(high):
        high += max(1, math.ceil(high**0.5))
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high

"""Who waits for how long, when these people come to this desk? One run, event by event.

Time is working time: the clock stands still while the desk is shut, and work in hand goes on where it was left.
Whoever is free takes the case that has waited longest among those they can do; a case that finds somebody free goes to
those who can do least else. People give up when their patience ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from inhouse.core.errors import ParameterError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Team:
    """So many agents who can do the same kinds of work."""

    name: str
    agents: int
    skills: tuple[str, ...] = ("",)


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Cases in order of arrival: arrays of one length.

    Attributes
    ----------
    at_seconds
        Working seconds since the start.
    handle_seconds
        How long an agent will need.
    patience_seconds
        How long they wait before they give up; infinite for ever.
    skill
        Which kind of work it is, as an index into ``skills``.
    """

    at_seconds: NDArray[np.float64]
    handle_seconds: NDArray[np.float64]
    patience_seconds: NDArray[np.float64]
    skill: NDArray[np.int64]
    skills: tuple[str, ...] = ("",)


@dataclass(frozen=True, kw_only=True)
class Waits:
    """How each case fared, in the order of arrival; ``wait_seconds`` of those who gave up is until then."""

    wait_seconds: NDArray[np.float64]
    answered: NDArray[np.bool_]


def run_desk(arrivals: Arrivals, teams: Sequence[Team]) -> Waits:
    """Let every case come, and run until none is waiting.

    Raises
    ------
    ParameterError
        No team can do some kind of work, or a team has nobody.

    Examples
    --------
    One agent, three people at once, two minutes each; the last waits three minutes at most.

    >>> import numpy as np
    >>> three = Arrivals(
    ...     at_seconds=np.zeros(3), handle_seconds=np.full(3, 120.0),
    ...     patience_seconds=np.array([np.inf, np.inf, 180.0]), skill=np.zeros(3, dtype=int),
    ... )
    >>> waits = run_desk(three, [Team(name="Desk", agents=1)])
    >>> waits.wait_seconds.tolist(), waits.answered.tolist()
    ([0.0, 120.0, 180.0], [True, True, False])
    """
    _refuse_unable(arrivals.skills, teams)
    return _Desk(arrivals, teams).run()


class _Desk:
    """The state of one run; it ends with the run."""

    def __init__(self, arrivals: Arrivals, teams: Sequence[Team]) -> None:
        import numpy as np
        import simpy

        self._clock: Any = simpy.Environment()
        self._timeout = simpy.events.Timeout
        self._at = arrivals.at_seconds.tolist()
        self._handle = arrivals.handle_seconds.tolist()
        self._patience = arrivals.patience_seconds.tolist()
        self._skill = arrivals.skill.tolist()
        self._free = [team.agents for team in teams]
        index = {name: place for place, name in enumerate(arrivals.skills)}
        self._can = [[index[skill] for skill in team.skills if skill in index] for team in teams]
        specialists_first = sorted(range(len(teams)), key=lambda team: (len(teams[team].skills), team))
        self._teams_for = [[t for t in specialists_first if s in self._can[t]] for s in range(len(arrivals.skills))]
        self._queues: list[deque[int]] = [deque() for _ in arrivals.skills]
        self._waiting = bytearray(len(self._at))
        self._wait = np.zeros(len(self._at))
        self._answered = np.zeros(len(self._at), dtype=bool)

    def run(self) -> Waits:
        self._clock.process(self._arrive())
        self._clock.run()
        return Waits(wait_seconds=self._wait, answered=self._answered)

    def _arrive(self) -> Any:
        for case, at in enumerate(self._at):
            if at > self._clock.now:
                yield self._timeout(self._clock, at - self._clock.now)
            for team in self._teams_for[self._skill[case]]:
                if self._free[team]:
                    self._free[team] -= 1
                    self._answer(case, team)
                    break
            else:
                self._queues[self._skill[case]].append(case)
                self._waiting[case] = True
                if self._patience[case] < float("inf"):
                    self._after(self._patience[case], partial(self._give_up, case))

    def _after(self, seconds: float, then: Any) -> None:
        self._timeout(self._clock, seconds).callbacks.append(lambda _event: then())

    def _answer(self, case: int, team: int) -> None:
        self._waiting[case] = False
        self._answered[case] = True
        self._wait[case] = self._clock.now - self._at[case]
        self._after(self._handle[case], partial(self._next, team))

    def _next(self, team: int) -> None:
        """Take the case that has waited longest among those the team can do."""
        heads = []
        for skill in self._can[team]:
            queue = self._queues[skill]
            while queue and not self._waiting[queue[0]]:
                queue.popleft()
            if queue:
                heads.append((queue[0], skill))
        if not heads:
            self._free[team] += 1
            return
        case, skill = min(heads)
        self._queues[skill].popleft()
        self._answer(case, team)

    def _give_up(self, case: int) -> None:
        if self._waiting[case]:
            self._waiting[case] = False
            self._wait[case] = self._clock.now - self._at[case]


def _refuse_unable(skills: Sequence[str], teams: Sequence[Team]) -> None:
    for team in teams:
        if team.agents < 1:
            raise ParameterError(
                "A team has no agents.",
                found=f"{team.name}: {team.agents}",
                next_step="Give at least 1, or leave it out.",
            )
    able = {skill for team in teams for skill in team.skills}
    if unable := [skill for skill in skills if skill not in able]:
        raise ParameterError(
            "There is work that no team can do.",
            found=", ".join(skill or "any" for skill in unable),
            next_step="Give the skill to a team.",
        )

"""python -m bench.changes: how often does `inhouse change` raise a false alarm, and how often does it find a change?

Series are simulated from seeds, so that the figures in docs/change.md can be computed again. The scenarios are ours,
not those of any published series. A change is found if it is named within five rows, a kink within a tenth of the
series.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from inhouse.process.change import find_changes, interrupt
from inhouse.process.series import Observation

LENGTHS = (36, 60, 120)
Draw = Callable[[int, np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class Scenario:
    """A kind of series, and where in it something changes, as shares of its length."""

    name: str
    draw: Draw
    changes: tuple[float, ...] = ()
    reach: float = 0.0


@dataclass(frozen=True)
class Rates:
    """Shares of series with a false alarm, and of changes found."""

    false_alarms: float
    found: float | None


def noise(rows: int, chance: np.random.Generator, carried: float = 0.0) -> np.ndarray:
    """Noise of which each row carries a share on; its shocks have a standard deviation of one."""
    shocks = chance.standard_normal(rows + 100)
    for at in range(1, len(shocks)):
        shocks[at] += carried * shocks[at - 1]
    return shocks[100:]


def time(rows: int) -> np.ndarray:
    return np.arange(rows, dtype=float)


def step(rows: int, size: float, place: float = 0.5) -> np.ndarray:
    return size * (time(rows) >= int(rows * place))


def bump(rows: int) -> np.ndarray:
    return step(rows, 3, 1 / 3) - step(rows, 3, 2 / 3)


def seasons(rows: int) -> np.ndarray:
    return 3 * np.sin(2 * np.pi * time(rows) / 12)


def outliers(rows: int, chance: np.random.Generator) -> np.ndarray:
    return 8.0 * (chance.random(rows) < 0.03)


NOTHING = (
    Scenario("noise without memory", noise),
    Scenario("half of a deviation stays", lambda n, c: noise(n, c, 0.5)),
    Scenario("four fifths of it stay", lambda n, c: noise(n, c, 0.8)),
    Scenario("random walk", lambda n, c: np.cumsum(noise(n, c))),
    Scenario("straight trend", lambda n, c: noise(n, c) + 0.05 * time(n)),
    Scenario("smooth curve", lambda n, c: 0.3 * noise(n, c) + 8 * (time(n) / n) ** 2),
    Scenario("seasons", lambda n, c: noise(n, c) + seasons(n)),
    Scenario("outliers", lambda n, c: noise(n, c) + outliers(n, c)),
    Scenario("heavy tails (t, 3 degrees)", lambda n, c: c.standard_t(3, n)),
    Scenario("counts (Poisson, mean 20)", lambda n, c: c.poisson(20, n).astype(float)),
)
SOMETHING = (
    Scenario("step of 1.5", lambda n, c: noise(n, c) + step(n, 1.5), (0.5,)),
    Scenario("step of 2", lambda n, c: noise(n, c) + step(n, 2), (0.5,)),
    Scenario("step of 3, half of a deviation stays", lambda n, c: noise(n, c, 0.5) + step(n, 3), (0.5,)),
    Scenario("step of 2.5 on a trend", lambda n, c: noise(n, c) + 0.05 * time(n) + step(n, 2.5), (0.5,)),
    Scenario("step of 2 with seasons", lambda n, c: noise(n, c) + seasons(n) + step(n, 2), (0.5,)),
    Scenario("step of 2 with outliers", lambda n, c: noise(n, c) + outliers(n, c) + step(n, 2), (0.5,)),
    Scenario("up by 3 and down again", lambda n, c: noise(n, c) + bump(n), (1 / 3, 2 / 3)),
    Scenario(
        "kink: then up by 10", lambda n, c: noise(n, c) + np.maximum(0, time(n) - n // 2) * 20 / n, (0.5,), reach=0.1
    ),
    Scenario(
        "counts from 20 to 30", lambda n, c: c.poisson(np.where(time(n) < n // 2, 20, 30)).astype(float), (0.5,)
    ),
)  # fmt: skip


def series(values: np.ndarray) -> list[Observation]:
    """Values as the months of a series."""
    months = range(1995 * 12, 1995 * 12 + len(values))
    days = (dt.date(month // 12, month % 12 + 1, 1) for month in months)
    return [Observation(when=day, value=float(value)) for day, value in zip(days, values, strict=True)]


def rates(scenario: Scenario, rows: int, seeds: range) -> Rates:
    """Count false alarms and finds over seeded series."""
    alarms = found = 0
    near = max(5, int(scenario.reach * rows))
    places = [int(rows * share) for share in scenario.changes]
    for seed in seeds:
        values = scenario.draw(rows, np.random.default_rng(seed))
        named = [change.index for change in find_changes(series(values)).changepoints]
        hits = sum(any(abs(index - place) <= near for index in named) for place in places)
        found += hits
        alarms += len(named) > hits
    return Rates(alarms / len(seeds), found / len(seeds) / len(places) if places else None)


def coverage(rows: int, carried: float, seeds: range) -> float:
    """How often the 95% interval of the level holds the true jump of two, at an intervention in the middle."""
    held = 0
    for seed in seeds:
        values = noise(rows, np.random.default_rng(seed), carried) + step(rows, 2)
        found = interrupt([Observation(when=at, value=float(v)) for at, v in enumerate(values)], rows // 2).effect
        held += found is not None and found.level_low <= 2 <= found.level_high
    return held / len(seeds)


def lines(seeds: range) -> Iterator[str]:
    """The tables of docs/change.md."""
    heads = " | ".join(f"{rows} rows" for rows in LENGTHS)
    yield f"| nothing changes: share of series with a false alarm | {heads} |\n|---|{'---|' * len(LENGTHS)}"
    for scenario in NOTHING:
        cells = " | ".join(f"{rates(scenario, rows, seeds).false_alarms:.0%}" for rows in LENGTHS)
        yield f"| {scenario.name} | {cells} |"
    yield f"\n| something changes: share found (share with a false one) | {heads} |\n|---|{'---|' * len(LENGTHS)}"
    for scenario in SOMETHING:
        told = [rates(scenario, rows, seeds) for rows in LENGTHS]
        yield f"| {scenario.name} | {' | '.join(f'{each.found:.0%} ({each.false_alarms:.0%})' for each in told)} |"
    yield f"\n| 95% interval of the level holds the truth | {heads} |\n|---|{'---|' * len(LENGTHS)}"
    for carried in (0.0, 0.4, 0.7):
        cells = " | ".join(f"{coverage(rows, carried, seeds):.0%}" for rows in LENGTHS)
        yield f"| {carried:g} of a deviation stays for the next row | {cells} |"


if __name__ == "__main__":
    for line in lines(range(int(sys.argv[1]) if len(sys.argv) > 1 else 100)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

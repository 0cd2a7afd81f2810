"""A simulated desk, against cases worked by hand and against the formulas for a steady one."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest

from inhouse.core.errors import ParameterError
from inhouse.process.capacity.demand import Demand, HandleTime, Work, exponential_times
from inhouse.process.capacity.desk import Desk, outlook
from inhouse.process.capacity.plan import Plan
from inhouse.process.capacity.scenario import simulate
from inhouse.process.capacity.simulation import Arrivals, Team, run_desk
from inhouse.process.working_time import ALWAYS_OPEN, office_hours

MONDAY = dt.date(2024, 1, 8)
FOR_EVER = float("inf")


def cases(*rows, skills=("",)):
    """Rows of (comes, takes, patience, skill)."""
    comes, takes, patience, skill = zip(*rows, strict=True)
    return Arrivals(
        at_seconds=np.array(comes, float), handle_seconds=np.array(takes, float),
        patience_seconds=np.array(patience, float), skill=np.array([skills.index(s) for s in skill]), skills=skills,
    )  # fmt: skip


THREE_MINUTES = exponential_times(180)


def demand(rate, handle=THREE_MINUTES):
    work = Work(skill="", arrivals_per_hour=rate, handle_times=handle)
    day = dt.date(2024, 1, 1)
    return Demand(
        work=(work,), cases=1, cases_with_handle_time=1, first_date=day, last_date=day, decisions=(), caveats=()
    )


def test_one_agent_by_hand():
    """At 0, 10, 20 and 100 for 30 each; the third gives up after 15."""
    found = run_desk(
        cases((0, 30, FOR_EVER, ""), (10, 30, FOR_EVER, ""), (20, 30, 15, ""), (100, 30, 5, "")),
        [Team(name="a", agents=1)],
    )
    assert found.wait_seconds.tolist() == [0, 20, 15, 0]
    assert found.answered.tolist() == [True, True, False, True]


def test_two_agents_by_hand():
    rows = [
        (0, 100, FOR_EVER, ""),
        (0, 40, FOR_EVER, ""),
        (10, 10, FOR_EVER, ""),
        (20, 10, FOR_EVER, ""),
        (30, 10, 25, ""),
    ]
    found = run_desk(cases(*rows), [Team(name="a", agents=2)])
    assert found.wait_seconds.tolist() == [0, 0, 30, 30, 25], (
        "answered at 40 and 50; the last would be at 60 and goes at 55"
    )
    assert found.answered.tolist() == [True, True, True, True, False]


def test_skills_by_hand():
    """Anna can do printers only, Ben both: Anna takes the first printer, Ben whoever waits longest."""
    skills = ("printer", "password")
    rows = [
        (0, 100, FOR_EVER, "printer"),
        (1, 50, FOR_EVER, "password"),
        (2, 10, FOR_EVER, "password"),
        (3, 10, FOR_EVER, "printer"),
    ]
    teams = [Team(name="Ben", agents=1, skills=skills), Team(name="Anna", agents=1, skills=("printer",))]
    found = run_desk(cases(*rows, skills=skills), teams)
    assert found.wait_seconds.tolist() == [0, 0, 49, 58]


def test_work_that_nobody_can_do_is_refused():
    with pytest.raises(ParameterError, match="no team can do"):
        run_desk(cases((0, 1, 1, "x"), skills=("x",)), [Team(name="a", agents=1, skills=("y",))])
    with pytest.raises(ParameterError, match="no agents"):
        run_desk(cases((0, 1, 1, "")), [Team(name="a", agents=0)])


@pytest.mark.slow
@pytest.mark.parametrize("patience", [None, 300.0])
def test_a_steady_desk_is_what_erlang_says_within_its_own_interval(patience):
    plan = Plan(start_date=MONDAY, days=30, shock_day=2, patience_seconds=patience, runs=20)
    (found,) = simulate(
        demand((60.0,) * 168), [Team(name="a", agents=5)], ALWAYS_OPEN, plan, [1.0], np.random.default_rng(7)
    )
    steady = outlook(Desk(arrivals_per_hour=60, handle_seconds=180, agents=5, patience_seconds=patience))
    for interval, expected in (
        (found.mean_wait_seconds, steady.mean_wait_seconds),
        (found.service_level, steady.service_level),
        (found.abandon_share, steady.abandon_share),
    ):
        assert interval.low <= expected <= interval.high, (interval, expected)
    assert found.mean_wait_seconds.high - found.mean_wait_seconds.low < 0.1 * steady.mean_wait_seconds
    assert found.agents_needed == steady.agents_needed == 5


WORKDAY = tuple(12.0 if hour // 24 < 5 and 9 <= hour % 24 < 17 else 0.0 for hour in range(168))


def test_a_backlog_grows_by_what_nobody_can_do_and_goes_when_the_shock_ends():
    """Four agents do 4 x 8 x 6 = 192 cases of ten minutes a day. 96 come usually, 278.4 in five days of a shock."""
    plan = Plan(start_date=MONDAY, days=40, shock_day=7, ramp_days=0, shock_days=5, runs=10)
    usual, shocked = simulate(
        demand(WORKDAY, (HandleTime(cases=1, handle_seconds=600),)), [Team(name="a", agents=4)], office_hours(), plan,
        [1.0, 2.9], np.random.default_rng(1),
    )  # fmt: skip
    waiting = {day.day: day.median for day in shocked.backlog}
    assert max(day.median for day in usual.backlog) == 0
    for before, day in pairwise(range(6, 12)):
        assert waiting[day] - waiting[before] == pytest.approx(278.4 - 192, abs=25)
    assert waiting[12] == waiting[13] == waiting[11], "nothing comes and nobody works at the weekend"
    assert waiting[14] == pytest.approx(432 - 96, abs=50)
    assert shocked.recovery.recovered_share == 1
    assert shocked.recovery.median_days == 7 + 4, "five days of 96 fewer, from the Monday after"
    steady = outlook(Desk(arrivals_per_hour=2.9 * 12, handle_seconds=600, agents=9))
    assert shocked.agents_needed == pytest.approx(steady.agents_needed, abs=1)


def test_a_shock_for_ever_is_never_over_without_more_staff():
    plan = Plan(start_date=MONDAY, days=21, shock_day=7, ramp_days=2, runs=4)
    (found,) = simulate(
        demand(WORKDAY, (HandleTime(cases=1, handle_seconds=600),)), [Team(name="a", agents=4)], office_hours(), plan,
        [6.25], np.random.default_rng(1),
    )  # fmt: skip
    assert (found.recovery.recovered_share, found.recovery.median_days) == (0, None)
    assert found.agents_needed > 12


def test_the_same_seed_gives_the_same_answer_and_another_another():
    plan = Plan(start_date=MONDAY, days=10, shock_day=2, runs=3)
    teams = [Team(name="a", agents=2)]
    one, same, other = (
        simulate(demand(WORKDAY), teams, office_hours(), plan, [1.5], np.random.default_rng(seed)) for seed in (0, 0, 1)
    )
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    "wrong",
    [{"days": 1}, {"shock_day": 60}, {"runs": 1}, {"patience_seconds": 0}, {"shock_days": 0}, {"target_share": 1}],
)
def test_an_impossible_plan_is_refused(wrong):
    with pytest.raises(ParameterError, match="impossible"):
        Plan(**{"start_date": MONDAY} | wrong)


def test_more_cases_than_can_be_simulated_are_refused():
    plan = Plan(start_date=MONDAY, days=365, runs=100)
    with pytest.raises(ParameterError, match="too many cases"):
        simulate(
            demand((100.0,) * 168), [Team(name="a", agents=9)], ALWAYS_OPEN, plan, [6.25], np.random.default_rng(0)
        )


def test_days_on_which_the_desk_never_opens_are_refused():
    plan = Plan(start_date=dt.date(2024, 1, 6), days=2, shock_day=1, runs=2)
    with pytest.raises(ParameterError, match="never opens"):
        simulate(demand(WORKDAY), [Team(name="a", agents=1)], office_hours(), plan, [1.0], np.random.default_rng(0))

import datetime as dt
from dataclasses import replace

import pytest

from inhouse.contracts.options.choices import Choice, Option, notice_date, options
from inhouse.contracts.register.contract import Contract, Extension, MayExtend, Origin
from inhouse.contracts.terms.dates import Notice, Unit

END = dt.date(2027, 3, 31)
DAY = dt.date(2026, 4, 1)
HELD = Contract(id="C1", title="IT", origin=Origin(file="register.csv", sha256="0", row=2), end_date=END)
MAY = Extension(may_extend=MayExtend.YES, periods_months=(12,), text="12 months")


def choice(contract: Contract, which: Choice, as_of: dt.date = DAY) -> Option:
    return next(option for option in options(contract, as_of) if option.choice is which)


def test_every_choice_is_answered_once() -> None:
    assert [option.choice for option in options(HELD, DAY)] == list(Choice)


def test_a_contract_that_ended_leaves_no_choice() -> None:
    assert {option.open for option in options(HELD, dt.date(2027, 4, 1))} == {False}
    assert choice(HELD, Choice.LET_IT_RUN_OUT, END).open is True


def test_a_stated_extension_is_open_until_the_end() -> None:
    extend = choice(replace(HELD, extension=MAY), Choice.EXTEND)
    assert (extend.last_date, extend.open) == (END, True)
    assert "12 months" in extend.why


def test_a_used_up_extension_is_closed() -> None:
    assert choice(replace(HELD, extension=MAY, latest_end_date=END), Choice.EXTEND).open is False


@pytest.mark.parametrize(("stated", "is_open"), [(MayExtend.NO, False), (MayExtend.NOT_STATED, None)])
def test_no_and_not_stated_are_told_apart(stated: MayExtend, is_open: bool | None) -> None:
    extend = choice(replace(HELD, extension=Extension(may_extend=stated, text="No")), Choice.EXTEND)
    assert (extend.last_date, extend.open) == (None, is_open)


def test_without_an_end_date_no_last_day_is_made_up() -> None:
    unended = replace(HELD, end_date=None, extension=MAY, notice=Notice(count=3, unit=Unit.MONTHS))
    told = options(unended, DAY)
    assert all(option.last_date is None and option.open is not True and option.why for option in told)
    assert notice_date(unended) is None


def test_a_rolling_contract_does_not_run_out_by_itself() -> None:
    assert choice(replace(HELD, end_date=None, rolling=True), Choice.LET_IT_RUN_OUT).open is False


def test_notice_is_counted_back_from_the_end() -> None:
    noticed = replace(HELD, notice=Notice(count=6, unit=Unit.MONTHS))
    assert notice_date(noticed) == dt.date(2026, 9, 30)
    assert choice(noticed, Choice.NOTICE_TO_END, dt.date(2026, 9, 30)).open is True
    assert choice(noticed, Choice.NOTICE_TO_END, dt.date(2026, 10, 1)).open is False


def test_the_review_date_is_the_day_to_start_procuring() -> None:
    reviewed = replace(HELD, review_date=dt.date(2026, 6, 1))
    assert choice(reviewed, Choice.RE_PROCURE).last_date == dt.date(2026, 6, 1)
    assert choice(reviewed, Choice.RE_PROCURE, dt.date(2026, 6, 1)).open is True
    assert choice(reviewed, Choice.RE_PROCURE, dt.date(2026, 6, 2)).open is None
    assert choice(HELD, Choice.RE_PROCURE).last_date is None


def test_breaks_stay_open_until_the_last_has_passed() -> None:
    breakable = replace(HELD, break_dates=(dt.date(2025, 1, 1), dt.date(2026, 9, 1)))
    told = choice(breakable, Choice.BREAK)
    assert (told.open, told.last_date) == (True, dt.date(2026, 9, 1))
    assert "1 September 2026" in told.why
    assert choice(breakable, Choice.BREAK, dt.date(2026, 9, 2)).open is False

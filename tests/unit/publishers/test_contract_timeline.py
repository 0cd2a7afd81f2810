"""A contract in time, drawn and said."""

import datetime as dt
import re

from inhouse.publishers.contract_timeline import Mark, contract_timeline

TODAY = dt.date(2026, 11, 23)
END = dt.date(2027, 12, 23)
EXTEND = Mark(label="Extend it", last_date=dt.date(2027, 3, 23), act_by_date=dt.date(2027, 1, 28), is_open=True)
BREAK = Mark(label="Use a break clause", last_date=dt.date(2026, 10, 1), act_by_date=None, is_open=False)


def drawn(*marks: Mark, start: dt.date | None = None, notice: dt.date | None = None) -> str:
    return contract_timeline(
        marks, start_date=start, end_date=END, notice_date=notice, today=TODAY, key="k", title="Contact centre in time"
    )


def test_what_is_drawn_is_also_said() -> None:
    svg = drawn(EXTEND, BREAK, notice=dt.date(2027, 6, 23))
    description = re.search(r'<desc id="k-description">([^<]*)', svg).group(1)
    assert description == (
        "On 23 Nov 2026. The contract ends on 23 Dec 2027. Notice by 23 Jun 2027. "
        "Extend it: open until 23 Mar 2027, act by 28 Jan 2027. Use a break clause: closed on 1 Oct 2026."
    )
    for words in ("Extend it", "23 Mar 2027", "1 Oct 2026", "The contract"):
        assert f">{words}</text>" in svg


def test_open_and_closed_choices_and_days_to_act_are_told_apart() -> None:
    svg = drawn(EXTEND, BREAK)
    assert svg.count('fill="#12436d"') == 1
    assert svg.count('fill="#a3acb1"') == 1
    assert svg.count('fill="#b3450c"') == 1
    assert "stroke-dasharray" in svg


def test_a_choice_that_closed_long_ago_is_still_on_the_drawing() -> None:
    old = Mark(label="Buy again", last_date=dt.date(1999, 1, 1), act_by_date=dt.date(1998, 6, 1), is_open=False)
    assert ">1 Jan 1999</text>" in drawn(old, start=dt.date(1998, 12, 1))

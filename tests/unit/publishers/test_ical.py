"""Calendars that calendar programs accept."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from inhouse.publishers.ical import Deadline, to_ical

TODAY = dt.date(2026, 11, 23)
any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


def unfolded(calendar: str) -> list[str]:
    """The lines as RFC 5545 says a program puts them together again."""
    return calendar.replace("\r\n ", "").split("\r\n")


@given(any_text, any_text, st.dates())
def test_no_text_can_break_a_line_or_add_an_event(title, detail, day):
    calendar = to_ical([Deadline(id="a", day=day, title=title, detail=detail)], name="Contracts", as_of=TODAY)
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    names = [line.split(":")[0].split(";")[0] for line in unfolded(calendar) if line]
    assert names == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
        "BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION",
        "TRANSP", "BEGIN", "ACTION", "DESCRIPTION", "TRIGGER", "END", "END", "END",
    ]  # fmt: skip


def test_the_text_comes_back_whole():
    text = "Notice; by 31 March, or £5 \\ more\nread the contract " + "é" * 80
    calendar = to_ical([Deadline(id="a", day=TODAY, title="T", detail=text)], name="Contracts", as_of=TODAY)
    (line,) = [line for line in unfolded(calendar) if line.startswith("DESCRIPTION:Notice")]
    assert line.startswith("DESCRIPTION:Notice\\; by 31 March\\, or £5 \\\\ more\\nread")
    plain = line.removeprefix("DESCRIPTION:").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",")
    assert plain.replace("\\\\", "\\") == text


def test_the_same_deadlines_make_the_same_file():
    soon = Deadline(id="a", day=TODAY, title="T")
    assert to_ical([soon], name="N", as_of=TODAY) == to_ical([soon], name="N", as_of=TODAY)

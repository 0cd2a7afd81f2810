"""How do last days reach the calendar people already use? As an iCalendar file (RFC 5545), one whole-day event each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LINE = 75
"""Octets in a line, its end left out (RFC 5545, section 3.1)."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A last day: ``id`` stays the same when the file is made again, so that a calendar replaces the event.

    ``url`` leads to the page about it; empty for none.
    """

    id: str
    day: dt.date
    title: str
    detail: str = ""
    url: str = ""


def to_ical(deadlines: Iterable[Deadline], *, name: str, as_of: dt.date) -> str:
    r"""Write deadlines as a calendar with a reminder a week before each.

    Parameters
    ----------
    name
        What the calendar is called.
    as_of
        The day on which the deadlines were worked out.

    Examples
    --------
    >>> soon = Deadline(id="C1", day=dt.date(2027, 3, 31), title="Data centre; ends")
    >>> lines = to_ical([soon], name="Contracts", as_of=dt.date(2026, 1, 1)).split("\r\n")
    >>> [line for line in lines if line.startswith(("DTSTART", "SUMMARY"))]
    ['DTSTART;VALUE=DATE:20270331', 'SUMMARY:Data centre\\; ends']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//inhouse//inhouse//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for deadline in deadlines:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(deadline.id)}@inhouse",
            f"DTSTAMP:{_day(as_of)}T000000Z",
            f"DTSTART;VALUE=DATE:{_day(deadline.day)}",
            f"SUMMARY:{_escaped(deadline.title)}",
            f"DESCRIPTION:{_escaped(deadline.detail)}",
            *([f"URL:{_address(deadline.url)}"] if deadline.url else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(deadline.title)}",
            "TRIGGER:-P7D",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for found, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(found, written)
    return "".join(letter for letter in text if letter >= " " and letter != "\x7f")


def _address(url: str) -> str:
    """An address is not escaped, so nothing but printable ASCII may stand in it."""
    return "".join(letter for letter in url if "!" <= letter <= "~")


def _folded(line: str) -> str:
    """Break a long line between letters; what follows a break starts with a space."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)

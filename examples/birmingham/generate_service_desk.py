"""Write the illustrative log of an IT service desk, 2018 to 2020.

    python examples/birmingham/generate_service_desk.py [DIR]

No ticket in it was ever logged and nobody in it exists: a seeded generator invents them. It tells a story that can be
looked for: until the end of July 2019 a supplier's desk passes many tickets on and back and waits for approvals; then
the council's own desk takes over and gets better month by month; in the spring of 2020 four times as many come in as
people begin to work from home, and waiting grows before it falls again. Times are local and say no zone, as in many
exports; a few rows cannot be kept.
"""

import csv
import datetime as dt
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

SEED = 2019
NAME = "illustrative-service-desk-2018-2020.csv.gz"
HEADINGS = ("Ticket ID", "Changed at", "Status", "Group", "Handled by", "Priority", "Category", "Channel")
FIRST_DAY, LAST_DAY = dt.date(2018, 1, 2), dt.date(2020, 12, 18)
HOME = dt.date(2019, 8, 1)
SHOCK = (dt.date(2020, 3, 17), dt.date(2020, 5, 15))
OPENS, MINUTES_A_DAY = dt.time(8, 0), 600
TICKETS_A_DAY = 2.8
CATEGORIES = ("Password", "Laptop", "Software", "Network", "Telephone")
CHANNELS = ("Telephone", "E-mail", "Self service")


class Event(NamedTuple):
    """One row: the ticket, the minute of working time, and what is said of it."""

    ticket: int
    minute: int
    status: str
    group: str
    who: str
    priority: str
    category: str
    channel: str


class Desk(NamedTuple):
    """How a desk works on a day: chances, and usual minutes of working time."""

    name: str
    people: tuple[str, ...]
    approval: float
    approval_minutes: int
    passed_on: float
    passed_minutes: int
    back_again: float
    asks_user: float
    reopened: float
    first_minutes: int
    solve_minutes: int


SUPPLIER = tuple(f"supplier-{number:02}" for number in range(1, 15))
COUNCIL = tuple(f"council-{number:02}" for number in range(1, 13))


def workdays() -> list[dt.date]:
    """Monday to Friday, without the days between Christmas and the new year."""
    days = (FIRST_DAY + dt.timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))
    return [
        day
        for day in days
        if day.weekday() < 5 and not (day.month == 12 and day.day > 24) and day.timetuple().tm_yday > 1
    ]


def desk_on(day: dt.date) -> Desk:
    """The desk that answers on a day, and how well."""
    strain = 1.0
    if SHOCK[0] <= day:
        since = (day - SHOCK[0]).days
        strain = 1 + 2.6 * min(since / 14, 1) if day <= SHOCK[1] else max(1.0, 3.6 - (day - SHOCK[1]).days / 21)
    if day < HOME:
        return Desk("Supplier desk", SUPPLIER, 0.34, 1700, 0.46, 620, 0.42, 0.2, 0.12, 95, 420)
    months = min((day - HOME).days / 30, 9)
    return Desk(
        "Council desk", COUNCIL, max(0.06, 0.2 - 0.02 * months), int(240 * strain), max(0.14, 0.34 - 0.025 * months),
        int(320 * strain), 0.12, 0.14, max(0.05, 0.1 - 0.006 * months), int(30 * strain),
        int((330 - 14 * months) * strain),
    )  # fmt: skip


def between(chance: Random, low: int, high: int) -> int:
    """A whole number from low up to but not including high; uses only what every Python draws alike."""
    return low + int(chance.random() * (high - low))


def around(chance: Random, usual: int) -> int:
    """Minutes, mostly near the usual number, sometimes much more."""
    long = 5 if chance.random() < 0.08 else 1
    return 1 + int(usual * long * (0.3 + chance.random() + chance.random() * chance.random()))


def ticket_events(number: int, place: int, day: dt.date, chance: Random) -> Iterator[Event]:
    """What happens to one ticket that comes in on the so-manieth workday."""
    desk = desk_on(day)
    at = place * MINUTES_A_DAY + between(chance, 0, MINUTES_A_DAY - 60)
    first = desk.people[between(chance, 0, len(desk.people))]
    second = desk.people[between(chance, 0, len(desk.people))]
    field_team = desk.name.replace("desk", "field team")
    priority = "High" if chance.random() < 0.2 else "Normal"
    said = priority, CATEGORIES[between(chance, 0, 5)], CHANNELS[between(chance, 0, 3)]

    def event(status: str, group: str = desk.name, who: str = first) -> Event:
        return Event(number, at, status, group, who, *said)

    yield event("Logged")
    at += around(chance, desk.first_minutes)
    yield event("Assigned")
    if said[1] == "Password" and chance.random() < 0.7:
        at += around(chance, 25)
        yield event("Resolved")
    else:
        if chance.random() < desk.approval:
            at += around(chance, 40)
            yield event("Waiting for approval")
            at += around(chance, desk.approval_minutes)
            yield event("Approved", "Council approvals", "council-approver")
        if chance.random() < desk.passed_on:
            at += around(chance, desk.passed_minutes)
            yield event("Passed to field team", field_team, second)
            if chance.random() < desk.back_again:
                at += around(chance, desk.passed_minutes)
                yield event("Passed back to desk")
                at += around(chance, desk.passed_minutes)
                yield event("Passed to field team", field_team, second)
        if chance.random() < desk.asks_user:
            at += around(chance, 90)
            yield event("Waiting for user")
            at += around(chance, 700)
            yield event("User answered")
        at += around(chance, desk.solve_minutes)
        yield event("Resolved")
    at += around(chance, 200)
    yield event("Closed")
    if chance.random() < desk.reopened:
        at += around(chance, 500)
        yield event("Reopened")
        at += around(chance, desk.solve_minutes)
        yield event("Resolved", who=second)
        at += around(chance, 200)
        yield event("Closed")


def events() -> list[Event]:
    """Every event, in the order in which they happen."""
    chance, found, number = Random(SEED), [], 100_000
    days = workdays()
    for place, day in enumerate(days):
        often = 4 if SHOCK[0] <= day <= SHOCK[1] else 1
        tickets = int(TICKETS_A_DAY * often * (0.5 + chance.random()) + chance.random())
        for _ in range(tickets):
            number += 1
            found += ticket_events(number, place, day, chance)
    return sorted(each for each in found if each.minute < len(days) * MINUTES_A_DAY)


def moment(minute: int, days: list[dt.date]) -> str:
    """A minute of working time as local date and time."""
    day, rest = divmod(minute, MINUTES_A_DAY)
    return f"{dt.datetime.combine(days[day], OPENS) + dt.timedelta(minutes=rest):%d/%m/%Y %H:%M}"


def as_csv() -> str:
    """The log as a service desk exports it; four rows are broken."""
    days, rows = workdays(), sorted(events(), key=lambda each: (each.minute, each.ticket))
    table = [
        (f"ILL{each.ticket}", moment(each.minute, days), each.status, each.group, each.who, *each[5:]) for each in rows
    ]
    table.insert(
        700, ("ILL100100", "31/02/2018 10:00", "Assigned", "Supplier desk", "supplier-03", "Normal", "Laptop", "")
    )
    table.insert(2100, ("ILL100200", "", "Resolved", "Supplier desk", "supplier-04", "Normal", "Software", ""))
    table.insert(4200, ("ILL100300", "14/05/2019 11:20", "", "Supplier desk", "supplier-05", "High", "Network", ""))
    table.insert(6100, ("", "02/03/2020 09:00", "Logged", "Council desk", "council-02", "Normal", "Telephone", ""))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([HEADINGS, *table])
    return out.getvalue()


def files() -> dict[str, bytes]:
    """Name and content of the generated file."""
    return {NAME: gzip.compress(as_csv().encode(), mtime=0)}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)

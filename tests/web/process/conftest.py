"""A small service desk whose figures can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from inhouse.web.programme_folder import ProgrammeFolder

if TYPE_CHECKING:
    from inhouse.web.process.models import Service
    from inhouse.web.sources.models import Source

USUAL, PASSED_ON, REOPENED = 20, 12, 3


def desk_log() -> str:
    """35 tickets: 20 are logged and closed in an hour, 12 passed on and waiting a day, 3 of these reopened."""
    rows = ["Ticket ID,Changed at,Status,Assigned to,Opened by,Category,Note"]

    def row(ticket: int, hour: int, status: str, who: str) -> None:
        day, hour = divmod(hour, 24)
        category = "Laptop" if ticket % 3 else "Phone"
        moment = f"{1 + ticket % 25 + day:02}/03/2021 {hour:02}:00"
        rows.append(f"T{ticket:03},{moment},{status},{who},Jo Resident,{category},called about {ticket}")

    for ticket in range(1, USUAL + PASSED_ON + REOPENED + 1):
        row(ticket, 9, "Logged", "Ann Smith")
        if ticket <= USUAL:
            row(ticket, 10, "Closed", "Ann Smith")
            continue
        row(ticket, 11, "Passed on", "Bob Jones")
        row(ticket, 35, "Closed", "Bob Jones")
        if ticket > USUAL + PASSED_ON:
            row(ticket, 36, "Reopened", "Cid Brown")
            row(ticket, 37, "Closed", "Cid Brown")
    return "\r\n".join(rows) + "\r\n"


@pytest.fixture
def bring_in(programme: ProgrammeFolder) -> Callable[..., Source]:
    """Bring a log in and load it, by the same actions as the pages."""
    from inhouse.web.sources import actions, worker
    from inhouse.web.sources.models import Kind
    from inhouse.web.sources.originals import keep

    def make(text: str, name: str = "desk.csv", layouts: list | None = None) -> Source:
        kept = keep([text.encode()], name, programme.originals)
        source, _new = actions.add(kept, Kind.EVENTS, by=None)
        actions.accept(source, layouts or [], by=None)
        worker.drain()
        source.refresh_from_db()
        return source

    return make


@pytest.fixture
def log(bring_in: Callable[..., Source]) -> Source:
    """The small service desk, loaded."""
    source = bring_in(desk_log())
    assert source.state == "loaded", source.message
    return source


@pytest.fixture
def service(log: Source) -> Iterator[Service]:
    """A service told of by the small log."""
    from inhouse.web.process.actions import name_service
    from inhouse.web.process.opened import close_all

    yield name_service("Service desk", [log], by=None)
    close_all()

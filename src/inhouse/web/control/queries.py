"""What was said about control, what of it stands, and to which published facts does it refer?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from inhouse.contracts.control import ControlStatement, Lever
from inhouse.contracts.control_dependence import RunningContract
from inhouse.core.errors import InputError
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.control.models import Statement
from inhouse.workflows.facts import read_facts

_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True)
class Piece:
    """A part of a source as written; ``href`` leads to the published fact it names, if it names one."""

    words: str
    href: str = ""


def standing() -> tuple[ControlStatement, ...]:
    """Return every statement that was not taken back, in the order in which they were said."""
    return tuple(statement.said() for statement in Statement.objects.filter(withdrawal=None))


def everything() -> list[Statement]:
    """Return every statement, those taken back included, with who said it and who took it back."""
    return list(Statement.objects.select_related("stated_by", "withdrawal__withdrawn_by", "corrected_by"))


def of_lever(service: str, lever: Lever) -> list[Statement]:
    """Return all that was said of one lever, the latest day first, those taken back included."""
    said = [each for each in everything() if (each.service, each.lever) == (service, lever)]
    return sorted(said, key=lambda each: (each.from_date, each.pk), reverse=True)


def running_contracts(day: dt.date) -> tuple[RunningContract, ...]:
    """Return the contracts that may run on a day, with the choices open about them: for those who may see terms."""
    return tuple(
        RunningContract(contract=held.contract, open_choices=held.open_choices)
        for held in held_contracts(day, terms=True)
        if not held.ended(day) and (held.start_date is None or held.start_date <= day)
    )


def services() -> list[str]:
    """Return the services anything was said of, in the order of first mention."""
    return list(dict.fromkeys(Statement.objects.values_list("service", flat=True)))


def fact_ids() -> frozenset[str]:
    """Return the identifiers of the programme's published facts; none where they cannot be read."""
    path = settings.PROGRAMME.facts
    try:
        published = read_facts(path) if path.is_file() else None
    except InputError:
        return frozenset()
    topics = published.topics if published else ()
    return frozenset(fact.id for topic in topics for group in topic.groups for fact in group.facts)


def pieces(source: str, known: frozenset[str]) -> tuple[Piece, ...]:
    """Part a source into words and links to published facts."""
    found, place = [], 0
    for match in _WORD.finditer(source):
        if match[0] in known:
            found += [Piece(source[place : match.start()]), Piece(match[0], f"{reverse('facts')}#{match[0]}")]
            place = match.end()
    return tuple(piece for piece in (*found, Piece(source[place:])) if piece.words)

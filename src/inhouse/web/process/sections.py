"""Which pages does a service have? One line each; all keep the filters that are on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from inhouse.web.accounts.models import User
from inhouse.web.process.filters import Chosen
from inhouse.web.process.models import Service


@dataclass(frozen=True)
class Section:
    """One page of a service: its words, the name of its address, who may see it."""

    words: str
    address: str
    permission: str


@dataclass(frozen=True)
class SectionLink:
    """A page of a service as drawn in its menu."""

    words: str
    href: str
    current: bool


SECTIONS = (
    Section("Flow", "service", "process.view"),
    Section("Ways through", "service_ways", "process.view"),
    Section("Rework and hand-overs", "service_work", "process.view"),
    Section("Dotted chart", "service_dots", "process.rows"),
    Section("Cases", "service_cases", "process.rows"),
)


def section_links(service: Service, chosen: Chosen, current: str, user: User) -> list[SectionLink]:
    """Return the pages of a service that a person may see."""
    return [
        SectionLink(
            words=section.words,
            href=chosen.address(reverse(section.address, args=[service.slug])),
            current=section.address == current,
        )
        for section in SECTIONS
        if user.may(section.permission)
    ]

"""Which sections does the menu show to whom?"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from inhouse.web.accounts.models import User


@dataclass(frozen=True)
class Section:
    """One entry of the menu: its words, the name of its address, who may see it."""

    words: str
    address: str
    permission: str


@dataclass(frozen=True)
class Link:
    """One entry as drawn."""

    words: str
    href: str
    current: bool


SECTIONS = (
    Section("Overview", "overview", "overview.view"),
    Section("Payments", "payments", "payments.view"),
    Section("Contracts", "contracts", "contracts.view"),
    Section("Paid against agreed", "paid", "payments.view"),
    Section("Control", "control", "control.view"),
    Section("Process", "services", "process.view"),
    Section("Published facts", "facts", "overview.view"),
    Section("Sources", "sources", "sources.view"),
    Section("Accounts", "accounts", "accounts.view"),
    Section("Audit", "audit", "audit.view"),
)


def menu(user: User, path: str) -> list[Link]:
    """Return the sections this person may open, the one they are in marked."""
    links = []
    for section in SECTIONS:
        if not user.may(section.permission):
            continue
        try:
            href = reverse(section.address)
        except NoReverseMatch:
            continue
        current = path == href if href == "/" else path.startswith(href)
        links.append(Link(section.words, href, current))
    return links

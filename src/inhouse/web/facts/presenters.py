"""How is a published fact said? Its figure with its unit, and its date in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from inhouse.workflows.facts import Fact, Publication, PublishedFacts

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact ready to draw; each source with its date in words."""

    fact: Fact
    figure: str
    when: str
    sources: tuple[tuple[Publication, str], ...]


@dataclass(frozen=True, kw_only=True)
class GroupLines:
    """Facts drawn together; more than one when they disagree."""

    lines: tuple[FactLine, ...]

    @property
    def disagrees(self) -> bool:
        """Whether these figures contradict each other."""
        return len(self.lines) > 1


@dataclass(frozen=True, kw_only=True)
class TopicLines:
    """One topic ready to draw."""

    id: str
    title: str
    groups: tuple[GroupLines, ...]


def topic_lines(published: PublishedFacts) -> tuple[TopicLines, ...]:
    """Make every topic that has facts ready to draw."""
    return tuple(
        TopicLines(
            id=topic.id,
            title=topic.title,
            groups=tuple(GroupLines(lines=tuple(map(_line, group.facts))) for group in topic.groups),
        )
        for topic in published.topics
        if topic.groups
    )


def _line(fact: Fact) -> FactLine:
    sources = tuple((source, when(source.published)) for source in fact.sources)
    return FactLine(fact=fact, figure=figure(fact), when=when(fact.date), sources=sources)


def figure(fact: Fact) -> str:
    """Say the figure as published; a range stays a range.

    Examples
    --------
    >>> from dataclasses import replace
    >>> fact = Fact(id="F1", date="2011", statement="", value=Decimal("11.5"), low=None, high=None,
    ...     unit="£ million a year", basis="", confidence="", sources=(), conflicts_with=())
    >>> figure(fact)
    '£11.5 million a year'
    >>> figure(replace(fact, value=None, low=Decimal(20), high=Decimal(80), unit="people"))
    '20 to 80 people'
    """
    sign, unit = ("£", fact.unit.removeprefix("£").strip()) if fact.unit.startswith("£") else ("", fact.unit)
    if fact.value is not None:
        return f"{sign}{_number(fact.value)} {unit}".strip()
    if fact.low is not None and fact.high is not None:
        return f"{sign}{_number(fact.low)} to {sign}{_number(fact.high)} {unit}".strip()
    return ""


def when(date: str) -> str:
    """Say a date as exactly as it is known; what is not an ISO date is left as written.

    Examples
    --------
    >>> when("2019-08-01"), when("2006-04"), when("before 2006")
    ('1 August 2019', 'April 2006', 'before 2006')
    """
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", date)
    if not match or not 1 <= int(match[2]) <= 12:
        return date.replace("-", " to ") if re.fullmatch(r"\d{4}-\d{4}", date) else date
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


def _number(value: Decimal) -> str:
    return f"{value:,}"

"""What has been published about this programme, by whom, and where do the published figures disagree?

A programme folder may hold ``facts.yaml``: statements in somebody's own words, each with its sources. Two figures that
disagree name each other under ``conflicts_with``; they are shown side by side and never averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from inhouse.core.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Where a fact was published; ``published`` is the date as far as it is known."""

    title: str
    publisher: str
    published: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One published statement.

    ``value`` is the figure as published, or ``low`` and ``high`` where a range was published; ``unit`` and ``basis``
    say what it counts. ``confidence`` is in words. ``date`` is as exact as the source, such as ``2006-04``.
    """

    id: str
    date: str
    statement: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    basis: str
    confidence: str
    sources: tuple[Publication, ...]
    conflicts_with: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FactGroup:
    """Facts to read side by side: one alone, or several whose figures disagree."""

    facts: tuple[Fact, ...]

    @property
    def disagrees(self) -> bool:
        """Whether published figures contradict each other here."""
        return len(self.facts) > 1


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Facts about one subject, in the order of the file."""

    id: str
    title: str
    groups: tuple[FactGroup, ...]


@dataclass(frozen=True, kw_only=True)
class PublishedFacts:
    """All published facts of a programme, by topic."""

    title: str
    about: str
    topics: tuple[Topic, ...]


def read_facts(path: Path) -> PublishedFacts:
    """Read a file of published facts.

    Raises
    ------
    InputError
        When the file is not YAML, a key is missing, or a fact names a source, topic or fact that is not there.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(
            "The file of published facts cannot be read.",
            found=f"{path.name}: {error}",
            next_step="Compare it with examples/birmingham/facts.yaml.",
        ) from error
    try:
        return _published_facts(content)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise InputError(
            "The file of published facts lacks something that another part of it needs.",
            found=f"{path.name}: {type(error).__name__} {error}",
            next_step="Add the missing key, source, topic or fact; examples/birmingham/facts.yaml shows them all.",
        ) from error


def _published_facts(content: Mapping[str, Any]) -> PublishedFacts:
    sources = {key: Publication(**source) for key, source in content["sources"].items()}
    facts = {row["id"]: _fact(row, sources, content["confidence"]) for row in content["facts"]}
    by_topic: dict[str, list[Fact]] = {topic: [] for topic in content["topics"]}
    for row in content["facts"]:
        by_topic[row["topic"]].append(facts[row["id"]])
    return PublishedFacts(
        title=content["title"],
        about=content["about"],
        topics=tuple(
            Topic(id=topic, title=content["topics"][topic], groups=_side_by_side(members, facts))
            for topic, members in by_topic.items()
        ),
    )


def _fact(row: Mapping[str, Any], sources: Mapping[str, Publication], words: Mapping[str, str]) -> Fact:
    return Fact(
        id=row["id"],
        date=row["date"],
        statement=row["statement"],
        value=_figure(row.get("value")),
        low=_figure(row.get("low")),
        high=_figure(row.get("high")),
        unit=row.get("unit", ""),
        basis=row.get("basis", ""),
        confidence=words[row["confidence"]],
        sources=tuple(sources[key] for key in row["sources"]),
        conflicts_with=tuple(row.get("conflicts_with", ())),
    )


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _side_by_side(members: Iterable[Fact], facts: Mapping[str, Fact]) -> tuple[FactGroup, ...]:
    """Put facts that disagree, directly or through a third, into one group where the first of them stands."""
    groups: list[FactGroup] = []
    placed: set[str] = set()
    for fact in members:
        if fact.id in placed:
            continue
        waiting, group = [fact.id], []
        while waiting:
            current = waiting.pop(0)
            if current not in placed:
                placed.add(current)
                group.append(facts[current])
                waiting += facts[current].conflicts_with
        groups.append(FactGroup(facts=tuple(group)))
    return tuple(groups)

"""Published facts: read with their sources, and set side by side where they disagree."""

from decimal import Decimal
from pathlib import Path

import pytest

from inhouse.core.errors import InputError
from inhouse.workflows.example import birmingham
from inhouse.workflows.facts import Fact, PublishedFacts, read_facts

SMALL = """
title: A council
about: About it.
topics: {cost: Cost, people: People}
confidence: {reported: reported by the source named}
facts:
  - {id: A, date: "2011", topic: cost, statement: One, value: 10, unit: £ million, confidence: reported, sources: [s],
     conflicts_with: [C]}
  - {id: B, date: "2012", topic: cost, statement: Two, confidence: reported, sources: [s]}
  - {id: C, date: "2013", topic: cost, statement: Three, low: 7.641, high: 9, confidence: reported, sources: [s],
     conflicts_with: [A]}
sources:
  s: {title: Report, publisher: Auditor, published: "2014", url: "https://example.org/report"}
"""


def read(tmp_path: Path, text: str) -> PublishedFacts:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return read_facts(path)


def test_figures_that_disagree_form_one_group_where_the_first_stands(tmp_path: Path) -> None:
    cost, people = read(tmp_path, SMALL).topics
    assert [[fact.id for fact in group.facts] for group in cost.groups] == [["A", "C"], ["B"]]
    assert [group.disagrees for group in cost.groups] == [True, False]
    assert people.groups == ()


def test_a_figure_is_exact_and_a_range_stays_a_range(tmp_path: Path) -> None:
    one, three = read(tmp_path, SMALL).topics[0].groups[0].facts
    assert (one.value, one.low, one.high) == (Decimal(10), None, None)
    assert (three.value, three.low, three.high) == (None, Decimal("7.641"), Decimal(9))
    assert one.sources[0].url == "https://example.org/report"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sources: [s]}", "sources: [gone]}"),
        ("topic: cost, statement: Two", "topic: gone, statement: Two"),
        ("conflicts_with: [A]", "conflicts_with: [gone]"),
        ("title: A council\n", ""),
        ("about: About it.", "about: [unclosed"),
        (SMALL, "just words"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(InputError, match="published facts") as refused:
        read(tmp_path, SMALL.replace(old, new, 1))
    assert "facts.yaml" in refused.value.found


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    published = read_facts(birmingham().facts)
    return {fact.id: fact for topic in published.topics for group in topic.groups for fact in group.facts}


def test_the_example_gives_a_source_for_every_fact_and_keeps_conflicts_both_ways(facts: dict[str, Fact]) -> None:
    assert len(facts) >= 80
    for fact in facts.values():
        assert fact.sources, fact.id
        assert all(source.url.startswith("http") for source in fact.sources), fact.id
        for other in fact.conflicts_with:
            assert fact.id in facts[other].conflicts_with, f"{other} does not name {fact.id}"


def test_the_example_keeps_the_people_who_came_home(facts: dict[str, Fact]) -> None:
    transferred, ended = facts["B066"].value, facts["B067"].value
    assert transferred is not None
    assert ended is not None
    assert transferred + ended == 314
    assert facts["B061"].value == 342

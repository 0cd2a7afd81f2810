"""Which cases does a reader look at? Every filter stands in the address, and on the page as a tag that comes off.

A filter shown is a filter applied: what the form reads from the address is what every figure of the page is made from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from inhouse.core.durations import say_duration
from inhouse.process.discovery.filters import Filters
from inhouse.process.discovery.records import Discovery, Variant
from inhouse.web.process.naming import attribute_words, is_about_people
from inhouse.web.process.opened import Book

NAMES = ("from", "to", "activity", "attribute", "least", "most", "way", "coverage")
SMALLEST_GROUP = 10
"""Fewer cases than this are shown only to people who may see single cases; the same as for surveys of staff."""
UNLISTED = ("",)
"""Stands for a way that nobody can name: no case went it."""
_HOUR = 3_600


class FilterForm(forms.Form):
    """What may be typed or chosen; names are those of the address."""

    from_date = forms.DateField(
        label="Begun from", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    to_date = forms.DateField(
        label="Begun until", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    activity = forms.ChoiceField(label="With activity", required=False)
    attribute = forms.ChoiceField(label="With", required=False)
    least = forms.FloatField(label="Took at least (hours)", required=False, min_value=0)
    most = forms.FloatField(label="Took at most (hours)", required=False, min_value=0)

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = sorted(each.activity for each in book.answer().activities)
        self.fields["activity"].choices = [("", "Any"), *((name, name) for name in activities)]  # type: ignore[attr-defined]
        offered = attribute_choices(book)
        self.fields["attribute"].choices = [("", "Anything"), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["attribute"]

    def add_prefix(self, field_name: str) -> str:
        """Name the fields of days as the address does."""
        return super().add_prefix({"from_date": "from", "to_date": "to"}.get(field_name, field_name))

    def only_adds_activities(self) -> None:
        """Show the choice of an activity empty: those that are on are tags, and another one comes on top."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data.pop("activity", None)

    def clean(self) -> dict[str, Any]:
        """Refuse what leaves no case in by contradiction."""
        cleaned: dict[str, Any] = super().clean() or {}
        for low, high, words in (("from_date", "to_date", "day"), ("least", "most", "time")):
            if cleaned.get(low) and cleaned.get(high) and cleaned[low] > cleaned[high]:
                self.add_error(high, f"Enter a {words} after the first one.")
        return cleaned


def attribute_choices(book: Book) -> list[Any]:
    """Offer attributes with few values, and of these the values of enough cases; what tells of people is left out."""
    groups = []
    for name, values in sorted(book.attributes().items()):
        offered = [(f"{name}={v.value}", f"{v.value} ({v.cases:,} cases)") for v in values if v.cases >= SMALLEST_GROUP]
        if offered and not is_about_people(name):
            groups.append((attribute_words(name), offered))
    return groups


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A filter that is on: its words, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What was chosen, from the address.

    Attributes
    ----------
    query
        The filters in the address, in order, without what is not a filter.
    filters
        As the engine takes them.
    coverage
        The share of cases, in percent, that the commonest ways were to cover; None for all.
    variants_left_in
        Of how many ways there are that many, and the share they do cover; None without coverage.
    """

    query: tuple[tuple[str, str], ...]
    filters: Filters
    coverage: int | None = None
    covered: tuple[int, float] | None = None

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The filters that the form does not show, to be sent along with it."""
        return tuple((name, value) for name, value in self.query if name in ("activity", "way", "coverage"))

    def address(self, path: str, **more: object) -> str:
        """An address that keeps the filters; ``more`` comes on top, and takes the place of a filter of its name."""
        kept = [(name, value) for name, value in self.query if name not in more]
        added = [(name, str(value)) for name, value in more.items() if value not in (None, "")]
        query = urlencode([*kept, *added])
        return f"{path}?{query}" if query else path

    def with_activity(self, path: str, activity: str) -> str:
        """An address that keeps the filters, and looks only at cases that also have this activity."""
        return replace(self, query=(*self.query, ("activity", activity))).address(path)

    def tags(self, path: str) -> list[Tag]:
        """The filters that are on, each with the address that takes it off."""
        found = []
        for place, (name, value) in enumerate(self.query):
            rest = replace(self, query=(*self.query[:place], *self.query[place + 1 :]))
            found.append(Tag(words=self._words(name, value), href=rest.address(path)))
        return found

    def _words(self, name: str, value: str) -> str:
        if name == "way":
            listed = self.filters.way != UNLISTED
            return f"Went {' → '.join(self.filters.way)}" if listed else "A way that is not listed"
        if name == "coverage" and self.covered:
            ways, share = self.covered
            return f"The {ways:,} commonest way{'s' * (ways > 1)}, {share:.0%} of cases"
        if name in ("least", "most"):
            return f"Took at {name} {say_duration(float(value) * _HOUR)}"
        if name == "attribute":
            what, _, which = value.partition("=")
            return f"{attribute_words(what)}: {which}"
        if name in ("from", "to"):
            day = dt.date.fromisoformat(value)
            return f"Begun {'from' if name == 'from' else 'until'} {day.day} {day:%B %Y}"
        return f"With {value}"


def chosen(asked: QueryDict, book: Book) -> tuple[Chosen, FilterForm]:
    """Read the filters of an address; what cannot be is left out, and the form says why."""
    form = FilterForm(asked if any(name in asked for name in NAMES) else None, book=book)
    form.is_valid()
    clean: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    known = {each.activity for each in book.answer().activities}
    activities = tuple(dict.fromkeys(name for name in asked.getlist("activity") if name in known))
    attribute = tuple(clean["attribute"].split("=", 1)) if clean.get("attribute") else None
    plain = Filters(
        from_date=clean.get("from_date"),
        to_date=clean.get("to_date"),
        activities=activities,
        attribute=attribute,  # type: ignore[arg-type]
        shortest_seconds=None if clean.get("least") is None else clean["least"] * _HOUR,
        longest_seconds=None if clean.get("most") is None else clean["most"] * _HOUR,
    )
    query = [
        ("from", _iso(plain.from_date)), ("to", _iso(plain.to_date)), *(("activity", name) for name in activities),
        ("attribute", clean.get("attribute")), ("least", _number(clean.get("least"))),
        ("most", _number(clean.get("most"))),
    ]  # fmt: skip
    form.only_adds_activities()
    return _by_variant(asked, book, plain, tuple((name, value) for name, value in query if value)), form


def _by_variant(asked: QueryDict, book: Book, plain: Filters, query: tuple[tuple[str, str], ...]) -> Chosen:
    """Add the filters by way: one way, or the commonest ways that cover so much."""
    found = Chosen(query=query, filters=plain)
    if key := asked.get("way"):
        way = next((each.activities for each in _listed(book, plain) if way_key(each.activities) == key), UNLISTED)
        return replace(found, query=(*query, ("way", key)), filters=replace(plain, way=way))
    typed = asked.get("coverage", "")
    coverage = int(typed) if typed.isdigit() else 100
    if 0 < coverage < 100:
        ways, share = covering(book.answer(plain), coverage / 100)
        return Chosen(
            query=(*query, ("coverage", str(coverage))),
            filters=replace(plain, variants=ways),
            coverage=coverage,
            covered=(ways, share),
        )
    return found


def covering(answer: Discovery, share: float) -> tuple[int, float]:
    """How many of the commonest ways cover a share of cases, and the share they do cover.

    Where too many ways are needed, all those that are listed are taken: the share says so.
    """
    for number, variant in enumerate(answer.variants, start=1):
        if variant.cumulative_share >= share - 1e-9:
            return number, variant.cumulative_share
    return len(answer.variants), answer.variants[-1].cumulative_share if answer.variants else 0.0


def way_key(activities: Sequence[str]) -> str:
    """Name a way in an address, however long it is.

    Examples
    --------
    >>> way_key(["Log", "Close"]) == way_key(("Log", "Close")) != way_key(["Close", "Log"])
    True
    """
    return hashlib.sha256("\x1f".join(activities).encode()).hexdigest()[:12]


def _listed(book: Book, plain: Filters) -> Iterable[Variant]:
    return book.answer(plain).variants


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"

"""Which cases is a question about? A filter shown is a filter applied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which cases are looked at; by default all of them. A case is in with all its events, or out.

    Attributes
    ----------
    from_date, to_date
        Cases whose first event is on these days or between (UTC, as the log is read).
    activities
        Cases that have every one of these.
    variants
        Cases of the so many commonest variants, among those that the other filters leave in.
    way
        Cases that did exactly this, activity by activity: one of the variants that an answer lists, among those
        that the other filters but ``variants`` leave in.
    attribute
        A name and a value: cases with an event that says so. ``resource``, ``org_group`` and ``lifecycle``
        are names too.
    shortest_seconds, longest_seconds
        Cases that took at least, and at most, so long from first event to last.

    Examples
    --------
    >>> Filters().words
    ()
    >>> Filters(from_date=dt.date(2024, 1, 1), activities=("Close",)).words
    ('cases begun on or after 2024-01-01', 'cases with «Close»')
    """

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    activities: tuple[str, ...] = ()
    variants: int | None = None
    way: tuple[str, ...] = ()
    attribute: tuple[str, str] | None = None
    shortest_seconds: float | None = None
    longest_seconds: float | None = None

    @property
    def by_case(self) -> bool:
        """Does any filter but those by variant leave cases out?"""
        return replace(self, variants=None, way=()) != Filters()

    @property
    def words(self) -> tuple[str, ...]:
        """Each filter in plain words, in the order they are applied."""
        said = [f"cases with «{activity}»" for activity in self.activities]
        if self.from_date:
            said.insert(0, f"cases begun on or after {self.from_date.isoformat()}")
        if self.to_date:
            said.insert(bool(self.from_date), f"cases begun on or before {self.to_date.isoformat()}")
        if self.attribute:
            said.append("cases with an event whose «{}» is «{}»".format(*self.attribute))
        if self.shortest_seconds is not None:
            said.append(f"cases that took at least {self.shortest_seconds:,.0f} seconds")
        if self.longest_seconds is not None:
            said.append(f"cases that took at most {self.longest_seconds:,.0f} seconds")
        if self.way:
            said.append(f"cases that went «{' → '.join(self.way)}»")
        if self.variants is not None:
            said.append(f"cases of the {self.variants:,} commonest variants")
        return tuple(said)

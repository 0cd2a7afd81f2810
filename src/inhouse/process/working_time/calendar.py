"""When is a service open, on the clock that hangs on its wall?

Opening hours belong to weekdays. A bank holiday or closure has none; a day with hours of its own has just those. The
clock on the wall is that of a time zone, so that a service open from 09:00 is open from 09:00 in summer and in winter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation, bank_holidays

_HOUR = 3600
_MIDNIGHT = 24 * _HOUR
_WEEKDAYS = 7


@dataclass(frozen=True, kw_only=True, order=True)
class Opening:
    """Open from one second of the day to another, counted from midnight on the wall clock; the end is outside."""

    opens_second: int
    closes_second: int

    def __post_init__(self) -> None:
        """Refuse what is no span of one day."""
        if not 0 <= self.opens_second < self.closes_second <= _MIDNIGHT:
            raise InputError(
                "Opening hours end before they begin, or lie outside the day.",
                found=str(self),
                next_step="Write them as 09:00-17:00; a night as 22:00-24:00, and 00:00-06:00 on the day after.",
            )

    def __str__(self) -> str:
        return f"{_clock(self.opens_second)}-{_clock(self.closes_second)}"

    @property
    def seconds(self) -> int:
        """How long it is open, on a day when the clocks do not change."""
        return self.closes_second - self.opens_second


WHOLE_DAY = Opening(opens_second=0, closes_second=_MIDNIGHT)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a service is open.

    Attributes
    ----------
    time_zone
        An IANA name, such as ``Europe/London``.
    weekdays
        The spans of Monday to Sunday, seven tuples; none on a day it stays shut.
    nation
        Whose bank holidays it keeps; None where it keeps none.
    closed
        Further days on which it is shut.
    other_hours
        Days with hours of their own, whatever weekday, holiday or closure they are.
    day_seconds
        How long a working day is taken to be; None to follow from the weekdays, where they are all equal.

    Raises
    ------
    InputError
        The time zone is not known, spans overlap, or it never opens.

    Examples
    --------
    >>> str(office_hours().hours_on(dt.date(2024, 12, 24))[0]), office_hours().hours_on(dt.date(2024, 12, 25))
    ('09:00-17:00', ())
    """

    time_zone: str
    weekdays: tuple[tuple[Opening, ...], ...]
    nation: Nation | None = None
    closed: frozenset[dt.date] = frozenset()
    other_hours: Mapping[dt.date, tuple[Opening, ...]] = field(default_factory=dict)
    day_seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse a calendar by which nothing could be counted."""
        try:
            ZoneInfo(self.time_zone)
        except (ValueError, OSError, KeyError):
            raise InputError(
                "The time zone is not known.",
                found=self.time_zone or "nothing",
                next_step="Give an IANA name, such as Europe/London.",
            ) from None
        if len(self.weekdays) != _WEEKDAYS or not any(self.weekdays):
            raise InputError("The calendar never opens.", next_step="Give opening hours for at least one weekday.")
        for spans in (*self.weekdays, *self.other_hours.values()):
            _refuse_overlap(spans)

    def hours_on(self, day: dt.date) -> tuple[Opening, ...]:
        """The spans of one day, first to last."""
        if day in self.other_hours:
            return tuple(sorted(self.other_hours[day]))
        if day in self.closed or (self.nation and day in bank_holidays(day.year, self.nation)):
            return ()
        return tuple(sorted(self.weekdays[day.weekday()]))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)

    def working_days(self, seconds: float) -> float | None:
        """Say working time in working days; None where days differ and nobody said how long one is.

        Examples
        --------
        >>> office_hours().working_days(32 * 3600)
        4.0
        """
        lengths = {sum(span.seconds for span in spans) for spans in self.weekdays if spans}
        length = self.day_seconds or (lengths.pop() if len(lengths) == 1 else None)
        return None if length is None else seconds / length


def office_hours(
    opens_hour: int = 9, closes_hour: int = 17, *, nation: Nation | None = Nation.ENGLAND_AND_WALES
) -> Calendar:
    """Monday to Friday in whole hours, by the clock of London."""
    day = (Opening(opens_second=opens_hour * _HOUR, closes_second=closes_hour * _HOUR),)
    return Calendar(time_zone="Europe/London", weekdays=(day,) * 5 + ((), ()), nation=nation)


def _refuse_overlap(spans: Iterable[Opening]) -> None:
    ordered = sorted(spans)
    for one, other in pairwise(ordered):
        if other.opens_second < one.closes_second:
            raise InputError(
                "Two spans of one day overlap.", found=f"{one} and {other}", next_step="Give each hour of a day once."
            )


def _clock(second: int) -> str:
    hours, rest = divmod(second, _HOUR)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


ALWAYS_OPEN = Calendar(time_zone="UTC", weekdays=((WHOLE_DAY,),) * _WEEKDAYS)
"""The calendar by which working time is elapsed time."""

"""What is simulated: for how long, how often, and how demand grows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inhouse.core.errors import ParameterError

_MOST_RUNS, _MOST_DAYS = 1000, 1000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is simulated, for how long and how often.

    Attributes
    ----------
    start_date
        The first day.
    days
        How many days in all.
    shock_day
        Days before the shock, counted from 0: the figures are of those who come from then on.
    ramp_days
        Over how many days demand grows to its full size.
    shock_days
        How long it stays raised, and whose arrivals the figures count; None to the end.
    patience_seconds
        Mean working time after which people give up, exponential; None where nobody does.
    target_seconds, target_share
        The share of arrivals that should be answered within so much working time.
    runs
        How many.

    Raises
    ------
    ParameterError
        A number is impossible.
    """

    start_date: dt.date
    days: int = 60
    shock_day: int = 10
    ramp_days: int = 2
    shock_days: int | None = None
    patience_seconds: float | None = None
    target_seconds: float = 20.0
    target_share: float = 0.8
    runs: int = 20

    def __post_init__(self) -> None:
        """Refuse impossible numbers."""
        for what, value, least, most in (
            ("number of days", self.days, 2, _MOST_DAYS),
            ("day of the shock", self.shock_day, 1, self.days - 1),
            ("number of days over which demand grows", self.ramp_days, 0, self.days),
            ("number of days of the shock", 1 if self.shock_days is None else self.shock_days, 1, _MOST_DAYS),
            ("number of runs", self.runs, 2, _MOST_RUNS),
            ("target in seconds", self.target_seconds, 0, 1e9),
            ("target share", self.target_share, 0.01, 0.999),
            ("patience in seconds", 1.0 if self.patience_seconds is None else self.patience_seconds, 1e-3, 1e9),
        ):
            if not least <= value <= most:
                raise ParameterError(
                    f"The {what} is impossible.", found=f"{value:g}", next_step=f"Give {least:g} to {most:g}."
                )

    def factor_on(self, day: int, factor: float) -> float:
        """How many times usual demand comes on a day, counted from 0.

        Examples
        --------
        >>> plan = Plan(start_date=dt.date(2024, 1, 1), shock_day=3, ramp_days=2, shock_days=4)
        >>> [plan.factor_on(day, 5.0) for day in (2, 3, 4, 6, 7)]
        [1.0, 3.0, 5.0, 5.0, 1.0]
        """
        since = day - self.shock_day
        if since < 0 or (self.shock_days is not None and since >= self.shock_days):
            return 1.0
        return 1.0 + (factor - 1.0) * min(1.0, (since + 1) / max(self.ramp_days, 1))

    @property
    def shock_end_day(self) -> int:
        """The day after the last of the shock."""
        return self.days if self.shock_days is None else min(self.shock_day + self.shock_days, self.days)

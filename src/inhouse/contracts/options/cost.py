"""What does it cost to let a choice close? Pounds where a yearly value is known; otherwise it is said to be unknown.

A yearly value is the one read in the contract, or the published value spread evenly over the published term. A year is
365 days, a month a twelfth of a year.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from inhouse.contracts.options.position import Position
from inhouse.core.money import format_gbp

_PENNY = Decimal("0.01")
UNKNOWN = "Not known: no yearly value is known."


class Costs(Enum):
    """What is lost when a choice closes."""

    THE_EXTENSION = "the extension"
    ANOTHER_TERM = "another term"
    A_YEAR = "a year"
    THE_REST = "the rest"
    A_PART = "a part"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Pounds, None where not known, and what they are."""

    amount_gbp: Decimal | None
    words: str


def cost(costs: Costs, position: Position, last: dt.date | None) -> Cost:
    """Work out what is lost when a choice closes on its last day."""
    annual = position.annual_value_gbp
    if costs is Costs.NOTHING:
        return Cost(amount_gbp=None, words="Nothing is lost: this happens by itself.")
    if costs is Costs.A_PART:
        return Cost(amount_gbp=None, words="Not known: what the part costs is not known.")
    if annual is None:
        return Cost(amount_gbp=None, words=UNKNOWN)
    if costs is Costs.A_YEAR:
        return _cost(annual, "A year's spend goes on as it is, or stops without a service in its place.")
    if costs is Costs.THE_REST:
        return _the_rest(position, annual, last)
    months = position.next_extension_months
    if not months:
        return Cost(amount_gbp=None, words="Not known: how long an extension lasts is not known.")
    value = annual * months / 12
    if costs is Costs.THE_EXTENSION:
        return _cost(value, f"The service for {months} months must be bought or done otherwise.")
    return _cost(value, f"It renews itself for {months} months, and is paid for as long.")


def _the_rest(position: Position, annual: Decimal, last: dt.date | None) -> Cost:
    """What is still paid after the choice has closed, to the end of the term."""
    if last is None or position.last_date is None:
        return Cost(amount_gbp=None, words="Not known: the last day is not known.")
    rest = annual * (position.last_date - last).days / 365
    leaving = f" Leaving costs {format_gbp(position.exit_price_gbp)}." if position.exit_price_gbp is not None else ""
    return _cost(rest, f"It is paid for from then to the end.{leaving}")


def _cost(amount: Decimal, words: str) -> Cost:
    return Cost(amount_gbp=amount.quantize(_PENNY, rounding=ROUND_HALF_UP), words=words)

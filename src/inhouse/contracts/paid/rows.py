"""Which payments are behind a contract's figures? Asked of the tables that the answer left in the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from inhouse.contracts.payments import ORDERS, PaymentRow, Totals, days
from inhouse.stores import Store
from inhouse.stores.query import load_query


class Place(StrEnum):
    """Where payments lie by the contract's term; untold where that cannot be said."""

    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"
    UNTOLD = "untold"


@dataclass(frozen=True, kw_only=True)
class ChosenOfContract:
    """Which payments of a contract a question is about.

    Attributes
    ----------
    contract
        The contract's ``place`` in the answer.
    place
        Only payments before, inside or after the term, or that cannot be placed; None means all.
    from_date, to_date, undated
        Only these days of payment, as in :class:`inhouse.contracts.payments.Chosen`.
    """

    contract: int
    place: Place | None = None
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    undated: bool = False

    def parameters(self) -> dict[str, object]:
        """The values that the queries name."""
        return {
            "contract": self.contract,
            "every_place": self.place is None,
            "place": self.place.value if self.place else None,
            **days(self.from_date, self.to_date, undated=self.undated),
        }


def totals(store: Store, chosen: ChosenOfContract) -> Totals:
    """Sum the payments chosen of a contract."""
    (answer,) = store.ask(load_query("contracts", "paid_contract_totals"), Totals, **chosen.parameters())
    return answer


def rows(store: Store, chosen: ChosenOfContract, *, order: str, limit: int, offset: int) -> tuple[PaymentRow, ...]:
    """Show some of the payments of a contract, in an order of :data:`inhouse.contracts.payments.ORDERS`."""
    return store.ask(
        load_query("contracts", "paid_contract_rows"),
        PaymentRow,
        **chosen.parameters(),
        order=order if order in ORDERS else "source",
        limit=limit,
        offset=offset,
    )

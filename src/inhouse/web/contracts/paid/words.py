"""How is it said what was paid against what was agreed: states, counts and the headline?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.paid.records import Paid, PaidContract, Status
from inhouse.core.money import format_gbp
from inhouse.web.contracts.presenters import address

STATUS_WORDS = {
    Status.OVER: ("Over value", "red"),
    Status.AFTER: ("Paid after end", "orange"),
    Status.WITHIN: ("Within value", "green"),
    Status.SHARED: ("Cannot be told apart", "yellow"),
    Status.NO_TERM: ("Term not known", "yellow"),
    Status.NO_VALUE: ("No value agreed", "yellow"),
    Status.CONFIRM: ("To be confirmed", "light-blue"),
    Status.NONE: ("No payment found", "grey"),
    Status.UNNAMED: ("Supplier not named", "grey"),
}
UNTOLD_WORDS = {
    Status.SHARED: ("shares", "share", "a supplier with others, and nothing in the payments says which is meant"),
    Status.NONE: ("has", "have", "no payment in the files"),
    Status.NO_TERM: ("had", "had", "more paid than the value, but no published start or end to place it by"),
    Status.UNNAMED: ("names", "name", "no supplier in the register"),
    Status.NO_VALUE: ("has", "have", "no published value"),
    Status.CONFIRM: ("may have been", "may have been", "paid, but no payee is surely the supplier"),
}
UNPLACED = ("has", "have", "no published start or end, so that it cannot be told what was paid inside the term")


@dataclass(frozen=True, kw_only=True)
class Untold:
    """Contracts of which one thing cannot be told, and where they are listed."""

    count: int
    words: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """What we are paying and what we should be paying, as far as it can be told.

    Attributes
    ----------
    compared
        Contracts with a value, of which it is known what was paid inside their term.
    agreed_gbp, inside_gbp
        Their values for the whole of their terms, and what was paid inside them so far.
    over, over_gbp
        How many of them were paid more, and by how much in all.
    after, after_gbp
        Contracts paid after their end, and what they were paid then.
    """

    contracts: int
    compared: int
    agreed_gbp: Decimal
    inside_gbp: Decimal
    over: int
    over_gbp: Decimal
    after: int
    after_gbp: Decimal
    untold: tuple[Untold, ...]

    @property
    def over_words(self) -> str:
        """How many were paid over value."""
        return f"{self.over:,} contract{'s' * (self.over != 1)}"

    @property
    def after_words(self) -> str:
        """How many were paid after their end."""
        return f"{self.after:,} contract{'s' * (self.after != 1)}"

    @property
    def untold_count(self) -> int:
        """Contracts of which the comparison cannot be made."""
        return self.contracts - self.compared


@dataclass(frozen=True, kw_only=True)
class Went:
    """Where a part of all the money went."""

    words: str
    amount_gbp: Decimal
    suppliers: int | None
    bar: int
    href: str = ""


def slug(status: Status) -> str:
    """Name a status in an address."""
    return status.name.lower().replace("_", "-")


def is_compared(line: PaidContract) -> bool:
    """Say whether value and payments inside the term can be laid side by side."""
    told = line.status not in (Status.UNNAMED, Status.NONE, Status.CONFIRM, Status.SHARED)
    return told and line.value_gbp is not None and line.paid_in_period_gbp is not None


def worst_over(lines: Iterable[PaidContract]) -> list[PaidContract]:
    """Give the contracts paid more than their value, the worst first."""
    found = [line for line in lines if line.over_value_gbp is not None]
    return sorted(found, key=lambda line: (-(line.over_value_gbp or 0), line.title, line.id))


def worst_after(lines: Iterable[PaidContract]) -> list[PaidContract]:
    """Give the contracts paid after their end, the worst first."""
    found = [line for line in lines if Status.AFTER in line.findings]
    return sorted(found, key=lambda line: (-(line.paid_after_gbp or 0), line.title, line.id))


def headline(lines: Sequence[PaidContract]) -> Headline:
    """Sum what can be compared, and count what cannot, by reason."""
    compared = [line for line in lines if is_compared(line)]
    over, after = worst_over(lines), worst_after(lines)
    rest = [line for line in lines if not is_compared(line)]
    untold = [
        _untold(count, words, address("paid", status=slug(status)))
        for status, words in UNTOLD_WORDS.items()
        if (count := sum(line.status is status for line in rest))
    ]
    if other := len(rest) - sum(each.count for each in untold):
        untold.append(_untold(other, UNPLACED))
    return Headline(
        contracts=len(lines),
        compared=len(compared),
        agreed_gbp=sum((line.value_gbp or Decimal(0) for line in compared), Decimal(0)),
        inside_gbp=sum((line.paid_in_period_gbp or Decimal(0) for line in compared), Decimal(0)),
        over=len(over),
        over_gbp=sum((line.over_value_gbp or Decimal(0) for line in over), Decimal(0)),
        after=len(after),
        after_gbp=sum((line.paid_after_gbp or Decimal(0) for line in after), Decimal(0)),
        untold=tuple(untold),
    )


def _untold(count: int, words: tuple[str, str, str], href: str = "") -> Untold:
    one, many, said = words
    return Untold(count=count, words=f"{one if count == 1 else many} {said}", href=href)


def limit_of(paid: Paid) -> str:
    """Write the threshold in force, without pence."""
    return format_gbp(Decimal(str(paid.parameters[0].value))).removesuffix(".00")


def where_it_went(paid: Paid) -> list[Went]:
    """Split all pounds paid: to suppliers on contract, to others above and below the threshold, to names withheld."""
    limit, totals = limit_of(paid), paid.totals
    parts = (
        ("Suppliers that a contract names", totals.on_contract_gbp, totals.suppliers_on_contract, ""),
        (f"Suppliers paid more than {limit} that no contract names", totals.off_contract_gbp,
         totals.suppliers_off_contract, address("paid_section", "off-contract")),
        (f"Suppliers paid {limit} or less that no contract names", totals.below_threshold_gbp,
         totals.suppliers_below_threshold, ""),
        ("People and firms whose names were withheld", totals.names_withheld_gbp, None, ""),
    )  # fmt: skip
    return [
        Went(
            words=words,
            amount_gbp=amount,
            suppliers=suppliers,
            href=href,
            bar=max(int(100 * amount / totals.amount_gbp), 0) if totals.amount_gbp > 0 else 0,
        )
        for words, amount, suppliers, href in parts
        if amount or suppliers
    ]

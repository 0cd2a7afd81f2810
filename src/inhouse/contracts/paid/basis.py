"""On what does a figure of what was paid rest, in words, and which status follows from it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.paid.holes import vat_words
from inhouse.contracts.paid.match import Matched
from inhouse.contracts.paid.records import PaidTotals, Status, Sums, ToldBy
from inhouse.contracts.register.contract import Contract
from inhouse.core.dates import worded

_NOUGHT = Decimal(0)
_NOT_TWICE = "Do not add them up."
NOTHING_PAID = Sums(
    paid_gbp=_NOUGHT, before_gbp=_NOUGHT, inside_gbp=_NOUGHT, after_gbp=_NOUGHT, untold_gbp=_NOUGHT, payments=0,
    first_date=None, last_date=None,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """One contract with all that decides what can be said of it.

    Attributes
    ----------
    shares_with
        Ids of the contracts that name one of its suppliers.
    told_by
        What tells its payments from theirs; None where nothing does, or where it shares with none.
    ends_last
        Whether none of them runs on after it: what its suppliers are paid after its end is then after the end of all.
    """

    contract: Contract
    matched: Matched
    sums: Sums
    shares_with: tuple[str, ...]
    told_by: ToldBy | None
    ends_last: bool

    @property
    def untellable(self) -> bool:
        """Whether its payments cannot be told from those of other contracts."""
        return bool(self.shares_with) and self.told_by is None

    @property
    def over_value_gbp(self) -> Decimal | None:
        """By how much more than the value was paid inside the term; None where not, or where it cannot be told."""
        value, inside = self.contract.value_gbp, self.sums.inside_gbp
        over = inside - value if value is not None and inside is not None and not self.untellable else None
        return over if over is not None and over > 0 else None


def findings(case: Case) -> tuple[Status, ...]:
    """Give every status that holds, in the order of :class:`Status`."""
    contract, sums = case.contract, case.sums
    if not case.matched.names:
        return (Status.UNNAMED,)
    if not case.matched.supplier_ids:
        return (Status.CONFIRM if case.matched.matches else Status.NONE,)
    if not sums.payments:
        return (Status.NONE,)
    own = case.told_by in (ToldBy.NUMBER, ToldBy.DEPARTMENT, ToldBy.WORDS)
    after = [Status.AFTER] if (own or case.ends_last) and (sums.after_gbp or 0) > 0 else []
    if case.untellable:
        return (Status.SHARED, *after)
    found = [*([Status.OVER] if case.over_value_gbp is not None else []), *after]
    if contract.value_gbp is None:
        return (*found, Status.NO_VALUE)
    if sums.inside_gbp is None and sums.paid_gbp > contract.value_gbp:
        return (*found, Status.NO_TERM)
    return tuple(found) or (Status.WITHIN,)


def basis(case: Case, totals: PaidTotals, amount_headings: Sequence[str]) -> str:
    """Say what a contract's figures rest on and what could not be told."""
    said = [_found(case, totals), *_sharing(case)] if case.matched.supplier_ids else []
    return " ".join([*said, *_term(case, totals), vat(case.contract, amount_headings)])


def why_unmatched(case: Case, totals: PaidTotals, as_of: dt.date) -> str:
    """Say why no payment counts for a contract."""
    contract, said = case.contract, []
    if not case.matched.names:
        return "The register names no supplier: it cannot be told whether anything was paid."
    if case.matched.supplier_ids:
        said.append(f"All payments to its supplier were told to be those of {', '.join(case.shares_with)}.")
    elif case.matched.matches:
        likely = "; ".join(
            f"«{match.payee}» ({match.confidence:.2f}): {match.evidence}" for match in case.matched.matches
        )
        said.append(f"It may be, but is not sure enough to count: {likely}.")
    else:
        said.append(f"No payee is like «{contract.supplier}».")
    said.append(_reach(totals))
    if contract.start_date and totals.last_date and contract.start_date > totals.last_date:
        said.append(f"The contract starts after that, on {worded(contract.start_date)}.")
    elif contract.start_date and contract.start_date > as_of:
        said.append(f"The contract starts on {worded(contract.start_date)}.")
    if contract.end_date and totals.first_date and contract.end_date < totals.first_date:
        said.append(f"The contract ended before that, on {worded(contract.end_date)}.")
    return " ".join(said)


def vat(contract: Contract, amount_headings: Sequence[str]) -> str:
    """Say whether value and payments take in VAT, as far as their headings tell."""
    ways = {vat_words(heading) for heading in amount_headings}
    paid = ways.pop() if len(ways) == 1 else ""
    paid_said = f"Payments are {paid}" if paid else "Whether payments include VAT is not said"
    if contract.value_gbp is None:
        return f"{paid_said}."
    agreed = vat_words(contract.value_basis)
    if paid and agreed:
        return f"{paid_said}, and so is the value." if paid == agreed else f"{paid_said}, but the value is {agreed}."
    if agreed:
        return f"{paid_said}; the value is {agreed}."
    return f"{paid_said}; whether the value includes VAT is not said." if paid else f"{paid_said}, nor for the value."


def _found(case: Case, totals: PaidTotals) -> str:
    payees = {match.supplier_id: match for match in case.matched.matches if match.counted}
    least = min(payees.values(), key=lambda match: match.confidence)
    said = f"{case.sums.payments:,} payments to {_many(len(payees), 'payee')}"
    said += f", least sure at {least.confidence:.2f} ({least.evidence})." if least.confidence < 1 else ", by number."
    lost = [name for name in case.matched.names if name not in case.matched.found]
    if lost:
        said += f" No payee was found for {', '.join(f'«{name}»' for name in lost)}."
    return f"{said} {_reach(totals)}"


def _reach(totals: PaidTotals) -> str:
    if totals.first_date is None or totals.last_date is None:
        return "No payment in the files has a date."
    return f"The files hold payments from {worded(totals.first_date)} to {worded(totals.last_date)}."


def _sharing(case: Case) -> list[str]:
    if not case.shares_with:
        return []
    others = ", ".join(case.shares_with)
    if case.told_by is ToldBy.TERM:
        apart = "whose terms do not overlap: payments inside the term are told apart by date"
        said = [f"Shares its supplier with {others}, {apart}; all other figures are the supplier's. {_NOT_TWICE}"]
        return said + _after_all(case)
    if case.told_by:
        return [f"Shares its supplier with {others}: payments are told apart by {case.told_by.value}."]
    whole = "payments cannot be told apart, and each of them shows all that the supplier was paid"
    said = [f"Shares its supplier with {_many(len(case.shares_with), 'contract')} ({others}): {whole}. {_NOT_TWICE}"]
    value, inside = case.contract.value_gbp, case.sums.inside_gbp
    if value is not None and inside is not None and inside <= value:
        said.append("Even if all of it were this contract's, the value would cover it.")
    return said + _after_all(case)


def _after_all(case: Case) -> list[str]:
    late = case.ends_last and (case.sums.after_gbp or 0) > 0
    return ["This one ends last: what was paid after its end was paid after the end of all of them."] if late else []


def _term(case: Case, totals: PaidTotals) -> list[str]:
    contract, said = case.contract, ["Dates are dates of payment, not of the work."]
    if contract.rolling:
        said.append("The contract runs on without an end: payments from its start count as inside the term.")
    elif contract.end_date is None:
        said.append("No end date is published: it cannot be told whether payments fall inside the term or after it.")
    if contract.start_date is None:
        said.append("No start date is published: it cannot be told whether payments fall before the term.")
    elif totals.first_date and contract.start_date < totals.first_date and case.matched.supplier_ids:
        said.append(
            f"The term began on {worded(contract.start_date)}: what was paid before the files begin is missing."
        )
    if case.sums.untold_gbp and contract.start_date and (contract.end_date or contract.rolling):
        said.append("Payments without a date cannot be placed.")
    return said


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"

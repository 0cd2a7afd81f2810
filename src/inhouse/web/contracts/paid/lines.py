"""What does a contract's line, and its part of a page, say of what was paid?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest

from inhouse.contracts.paid.match import Match
from inhouse.contracts.paid.records import Status
from inhouse.contracts.paid.rows import Place
from inhouse.core.years import NamedYear, YearKind
from inhouse.publishers.charts import PaidBar, paid_bars
from inhouse.web.contracts.paid.answers import Answer, Line
from inhouse.web.contracts.paid.words import STATUS_WORDS, is_compared
from inhouse.web.contracts.presenters import UNDATED, address
from inhouse.web.contracts.years import Years, years_shown

MOST_DRAWN = 12
NOT_KNOWN = "Cannot be told"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An amount with the rows behind it; ``words`` stand in its place where it cannot be told."""

    amount_gbp: Decimal | None
    words: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One finding as a coloured tag."""

    words: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class PaidLine:
    """One contract in the list."""

    id: str
    title: str
    supplier: str
    href: str
    value: Figure
    inside: Figure
    before: Figure
    after: Figure
    untold: Figure
    over: Figure
    tags: tuple[Tag, ...]
    names: tuple[Match, ...]
    basis: str
    illustrative: bool


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """Another contract that has a supplier of this one."""

    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ContractPaid:
    """What one contract's page says of what was paid."""

    line: PaidLine
    all: Figure
    payments: int
    years: Years
    shares_with: tuple[Sharing, ...]
    terms_entered: bool
    as_of: str


def rows_href(key: str, name: str = "rows", **query: object) -> str:
    """Make the address of the payments of a contract."""
    return address(name, contract=key, **query)


def paid_line(line: Line) -> PaidLine:
    """Turn a contract into a line of the list, every amount linked to its rows."""
    paid, key = line.paid, line.held.key
    places = {
        Place.BEFORE: paid.paid_before_gbp,
        Place.INSIDE: paid.paid_in_period_gbp,
        Place.AFTER: paid.paid_after_gbp,
        Place.UNTOLD: paid.paid_untold_gbp,
    }
    figures = {place: _placed(amount, key, place, paid.payments) for place, amount in places.items()}
    over = figures[Place.INSIDE].href if paid.over_value_gbp is not None else ""
    return PaidLine(
        id=paid.id,
        title=paid.title or paid.id,
        supplier=paid.supplier or "",
        href=f"{address('contract', key)}#paid",
        value=Figure(amount_gbp=paid.value_gbp, words="" if paid.value_gbp is not None else "Not published"),
        before=figures[Place.BEFORE],
        inside=figures[Place.INSIDE],
        after=figures[Place.AFTER],
        untold=figures[Place.UNTOLD],
        over=Figure(amount_gbp=paid.over_value_gbp, words=_why_not_over(paid.status), href=over),
        tags=tuple(Tag(words=words, colour=colour) for words, colour in map(STATUS_WORDS.__getitem__, paid.findings)),
        names=paid.matches,
        basis=paid.basis,
        illustrative=line.held.illustrative,
    )


def contract_paid(request: HttpRequest, answer: Answer, line: Line) -> ContractPaid:
    """Lay out what was paid under one contract."""
    paid, key = line.paid, line.held.key
    by_id = {each.paid.id: each for each in answer.lines}
    others = [by_id[each] for each in paid.shares_with if each in by_id]

    def of_year(year: NamedYear | None) -> str:
        return rows_href(key, year=year.code if year else UNDATED)

    return ContractPaid(
        line=paid_line(line),
        all=Figure(amount_gbp=paid.paid_gbp, href=rows_href(key) if paid.payments else ""),
        payments=paid.payments,
        years=years_shown(
            request,
            {YearKind.CALENDAR: paid.by_year, YearKind.FINANCIAL: paid.by_financial_year},
            of_year,
            title="Paid under this contract",
        ),
        shares_with=tuple(
            Sharing(title=each.paid.title or each.paid.id, href=f"{address('contract', each.held.key)}#paid")
            for each in others
        ),
        terms_entered=line.held.terms is not None,
        as_of=f"{answer.paid.as_of.day} {answer.paid.as_of:%B %Y}",
    )


def draw(lines: Sequence[Line]) -> str:
    """Draw the first contracts of a list whose value and payments can be compared; empty where there are none."""
    drawn = [line for line in lines if is_compared(line.paid)][:MOST_DRAWN]
    titles = [line.paid.title or line.paid.id for line in drawn]
    bars = tuple(
        PaidBar(
            label=title if titles.count(title) == 1 else f"{title} ({line.paid.id})",
            value_gbp=line.paid.value_gbp or Decimal(0),
            paid_gbp=line.paid.paid_in_period_gbp or Decimal(0),
        )
        for line, title in zip(drawn, titles, strict=True)
    )
    return paid_bars(bars, key="paid", title="Paid inside the term against the value") if bars else ""


def _placed(amount: Decimal | None, key: str, place: Place, payments: int) -> Figure:
    if amount is None:
        return Figure(amount_gbp=None, words=NOT_KNOWN)
    return Figure(amount_gbp=amount, href=rows_href(key, place=place.value) if amount and payments else "")


def _why_not_over(status: Status) -> str:
    told = (Status.WITHIN, Status.AFTER, Status.OVER)
    return "No" if status in told else NOT_KNOWN


def lines_of(lines: Iterable[Line]) -> list[PaidLine]:
    """Turn contracts into lines of the list."""
    return [paid_line(line) for line in lines]

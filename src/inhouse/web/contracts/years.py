"""Which years does a page show: April to March, as councils account, or calendar years? The address says which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.http import HttpRequest

from inhouse.contracts.payments import FIRST_MONTH, Chosen
from inhouse.core.years import NamedYear, YearKind
from inhouse.publishers.charts import Bar, year_bars
from inhouse.web.contracts.presenters import NO_DATE, Line, rows_address

ASKED = "years"
KIND_WORDS = {YearKind.FINANCIAL: "April to March", YearKind.CALENDAR: "January to December"}
YEAR_WORDS = {YearKind.FINANCIAL: "financial year, April to March", YearKind.CALENDAR: "calendar year"}


class YearSum(Protocol):
    """Payments of one year; ``year`` is that of its first day, None for payments without a date."""

    year: int | None
    amount_gbp: Decimal
    payments: int


@dataclass(frozen=True, kw_only=True)
class KindLink:
    """A way to count years, and the same page with it."""

    words: str
    href: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Years:
    """Years as a chart and a table, and the other way to count them."""

    caption: str
    lines: list[Line]
    chart: str
    kinds: list[KindLink]


def kind_asked(request: HttpRequest) -> YearKind:
    """The way to count years that the address asks for; April to March unless it says otherwise."""
    return YearKind.CALENDAR if request.GET.get(ASKED) == YearKind.CALENDAR else YearKind.FINANCIAL


def years_parameters(request: HttpRequest) -> dict[str, object]:
    """The value by which a query knows where a year starts."""
    return {"first_month": FIRST_MONTH[kind_asked(request)]}


def kind_links(request: HttpRequest, anchor: str = "") -> list[KindLink]:
    """Link the same page with each way to count years."""
    current, links = kind_asked(request), []
    for kind in YearKind:
        query = request.GET.copy()
        query[ASKED] = kind.value
        links.append(KindLink(words=KIND_WORDS[kind], href=f"?{query.urlencode()}{anchor}", current=kind is current))
    return links


def years_shown(
    request: HttpRequest,
    sums: dict[YearKind, Iterable[YearSum]],
    rows_href: Callable[[NamedYear | None], str],
    *,
    title: str = "Payments",
) -> Years:
    """Lay out years of the kind asked for.

    Parameters
    ----------
    sums
        The years of each kind.
    rows_href
        Gives the address of the rows of one year; None stands for payments without a date.
    title
        What the years are about: «Payments to Acme».
    """
    kind = kind_asked(request)
    lines = [
        Line(
            label=named.label if named else NO_DATE,
            amount_gbp=each.amount_gbp,
            payments=each.payments,
            rows_href=rows_href(named),
        )
        for each in sums[kind]
        for named in [None if each.year is None else NamedYear(kind, each.year)]
    ]
    caption = f"{title} by {YEAR_WORDS[kind]}"
    bars = tuple(Bar(label=line.label, amount_gbp=line.amount_gbp) for line in lines)
    return Years(
        caption=caption,
        lines=lines,
        chart=year_bars(bars, key="years", title=caption),
        kinds=kind_links(request, "#years"),
    )


def rows_of_year(chosen: Chosen) -> Callable[[NamedYear | None], str]:
    """Give the address of the rows of a choice in one year: both bound the days."""

    def href(year: NamedYear | None) -> str:
        first, last = chosen.from_date or dt.date.min, chosen.to_date or dt.date.max
        return rows_address(
            Chosen(
                supplier_ids=chosen.supplier_ids,
                department=chosen.department,
                from_date=max(first, year.first_date) if year else None,
                to_date=min(last, year.last_date) if year else None,
                undated=year is None,
            )
        )

    return href

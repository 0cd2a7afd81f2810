"""How are figures said and linked? Every amount becomes a line with the address of the rows behind it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from inhouse.contracts.options.choices import Choice
from inhouse.contracts.payments import Chosen, Concentration, PaymentRow, SupplierTotal, Totals
from inhouse.core.years import YearKind, year_between
from inhouse.publishers.charts import Bar, ranked_bars

CHOICE_WORDS = {
    Choice.EXTEND: "Extend it",
    Choice.LET_IT_RUN_OUT: "Let it run out",
    Choice.RE_PROCURE: "Buy again",
    Choice.BRING_IN_HOUSE: "Bring it in-house",
    Choice.PARTIAL_TERMINATION: "End a part of it",
    Choice.BREAK: "Use a break clause",
    Choice.NOTICE_TO_END: "Give notice to end it",
}
NO_DATE = "No date"
UNDATED = "undated"
BASIS_WORDS = {
    "company number": "Same company number",
    "supplier id": "Same supplier number in the council's own books",
    "VAT number": "Same VAT number",
    "name": "Same name, apart from capitals, punctuation and Ltd or PLC",
    "name withheld": "The council withheld the name",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a table: what it is about, its money, and where its rows are.

    ``share`` is of all pounds paid (0 to 1), ``bar`` the length of its bar as a whole percentage of the longest.
    """

    label: str
    amount_gbp: Decimal
    payments: int
    rows_href: str
    href: str = ""
    share: float | None = None
    bar: int = 0
    spellings: int = 0


def address(name: str, *args: str, **query: object) -> str:
    """Make the address of a page, leaving out what is empty."""
    asked = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")


def rows_address(chosen: Chosen, name: str = "rows", **more: object) -> str:
    """Make the address of the rows behind a figure: the same choice, as a page of rows."""
    query = {**days_asked(chosen), "department": chosen.department, **more}
    asked = [("supplier", each) for each in chosen.supplier_ids or ()]
    asked += [(key, str(value)) for key, value in query.items() if value not in (None, "")]
    return reverse(name) + (f"?{urlencode(asked)}" if asked else "")


def days_asked(chosen: Chosen) -> dict[str, object]:
    """The days of a choice as an address says them: as a year where they are one."""
    year = year_between(chosen.from_date, chosen.to_date)
    if chosen.undated or year:
        return {"year": year.code if year and not chosen.undated else UNDATED}
    return {"from": chosen.from_date, "to": chosen.to_date}


def supplier_lines(page: Iterable[SupplierTotal], chosen: Chosen, largest: Decimal) -> list[Line]:
    """Turn a page of suppliers into lines, each linked to its page and its rows; the largest has the longest bar."""
    return [
        Line(
            label=supplier.supplier,
            amount_gbp=supplier.amount_gbp,
            payments=supplier.payments,
            share=supplier.share,
            bar=max(int(100 * supplier.amount_gbp / largest), 0) if largest > 0 else 0,
            spellings=len(supplier.names),
            href=address("supplier", supplier.supplier_id),
            rows_href=rows_address(dataclasses.replace(chosen, supplier_ids=(supplier.supplier_id,))),
        )
        for supplier in page
    ]


def suppliers_chart(suppliers: Iterable[SupplierTotal], *, key: str, title: str) -> str:
    """Draw suppliers as level bars, in the order given."""
    return ranked_bars(tuple(Bar(label=s.supplier, amount_gbp=s.amount_gbp) for s in suppliers), key=key, title=title)


def period(totals: Totals) -> str:
    """Say which days the payments cover.

    Examples
    --------
    >>> period(Totals(rows=0, amount_gbp=Decimal(0), suppliers=0, first_date=None, last_date=None))
    'no payment has a date'
    """
    if totals.first_date is None or totals.last_date is None:
        return "no payment has a date"
    first, last = (f"{day.day} {day:%B %Y}" for day in (totals.first_date, totals.last_date))
    return f"on {first}" if first == last else f"{first} to {last}"


def concentration_sentence(concentration: Concentration) -> str:
    """Explain the concentration index by the number of equal suppliers it amounts to.

    Examples
    --------
    >>> concentration_sentence(Concentration(hhi=0.25, top1_share=0.4, top5_share=0.9, top10_share=1.0))
    'The concentration index (HHI) is 0.2500. Spending is as concentrated as if 4 suppliers of equal size shared it.'
    """
    if not concentration.hhi:
        return "Nobody was paid, so there is nothing to share out."
    equal = 1 / concentration.hhi
    shown = f"{equal:.1f}".removesuffix(".0") if equal < 10 else f"{equal:.0f}"
    who = "one supplier were paid everything" if shown == "1" else f"{shown} suppliers of equal size shared it"
    return f"The concentration index (HHI) is {concentration.hhi:.4f}. Spending is as concentrated as if {who}."


def chosen_in_words(chosen: Chosen, search: str) -> str:
    """Say a choice in words; empty for everything.

    Examples
    --------
    >>> year = {"from_date": dt.date(2019, 1, 1), "to_date": dt.date(2019, 12, 31)}
    >>> chosen_in_words(Chosen(**year, department="Adults"), "capita")
    'suppliers named “capita”, in 2019, by Adults'
    """
    words = [f"suppliers named “{search}”"] if search else []
    words += [days] if (days := days_in_words(chosen.from_date, chosen.to_date, undated=chosen.undated)) else []
    return ", ".join([*words, f"by {chosen.department}"] if chosen.department else words)


def days_in_words(from_date: dt.date | None, to_date: dt.date | None, *, undated: bool = False) -> str:
    """Say which days of payment are meant; empty for all.

    Examples
    --------
    >>> days_in_words(dt.date(2019, 4, 1), dt.date(2020, 3, 31)), days_in_words(dt.date(2020, 2, 29), None)
    ('in 2019/20 (April to March)', 'from 29 February 2020')
    """
    if undated:
        return "without a date"
    if year := year_between(from_date, to_date):
        return f"in {year.label}{' (April to March)' * (year.kind is YearKind.FINANCIAL)}"
    said = ((word, day) for word, day in (("from", from_date), ("to", to_date)) if day)
    return " ".join(f"{word} {day.day} {day:%B %Y}" for word, day in said)


def why_one(spellings: int) -> str:
    """Say what stands behind one supplier with several names."""
    if spellings == 1:
        return "This supplier appears under one name in the files."
    return f"These {spellings:,} names are counted as one supplier. The last column says why."


def same_choice(name: str, request: HttpRequest, *args: str) -> str:
    """Make the address of another page with the filter of this one."""
    query = request.GET.copy()
    query.pop("page", None)
    return reverse(name, args=args) + (f"?{query.urlencode()}" if query else "")


@dataclass(frozen=True, kw_only=True)
class RowForDownload:
    """One payment as a line of a downloaded file."""

    payment_date: dt.date | None
    supplier: str
    amount_gbp: Decimal
    department: str | None
    description: str | None
    expense_area: str | None
    invoice_number: str | None
    file: str
    part: str
    row: int
    file_sha256: str


def row_for_download(row: PaymentRow, file: str) -> RowForDownload:
    """Name the file of a payment."""
    return RowForDownload(
        payment_date=row.payment_date,
        supplier=row.supplier,
        amount_gbp=row.amount_gbp,
        department=row.department,
        description=row.description,
        expense_area=row.expense_area,
        invoice_number=row.invoice_number,
        file=file,
        part=row.part,
        row=row.row,
        file_sha256=row.source,
    )

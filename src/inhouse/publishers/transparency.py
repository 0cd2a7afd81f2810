"""How does the contracts register leave as the Local Government Transparency Code asks (England, 2015, paragraph 32)?

The Code's fields in its order, one contract a row. Company numbers follow in a column of their own.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.register.contract import Contract
from inhouse.publishers.tables import harmless, money_text


@dataclass(frozen=True, kw_only=True)
class TransparencyRow:
    """One contract as the Code asks for it; what was not published is None."""

    reference_number: str
    title_of_agreement: str
    department_responsible: str | None
    description: str
    supplier_name_and_details: str | None
    sum_to_be_paid_gbp: Decimal | None
    vat_that_cannot_be_recovered_gbp: Decimal | None
    start_date: dt.date | None
    end_date: dt.date | None
    review_date: dt.date | None
    invitation_to_quote_or_tender: str | None
    small_or_medium_or_voluntary: str | None
    company_number: str | None


HEADINGS = {
    "reference_number": "Reference number",
    "title_of_agreement": "Title of agreement",
    "department_responsible": "Local authority department responsible",
    "description": "Description of the goods and/or services being provided",
    "supplier_name_and_details": "Supplier name and details",
    "sum_to_be_paid_gbp": (
        "Sum to be paid over the length of the contract or the estimated annual spending or budget for the contract"
    ),
    "vat_that_cannot_be_recovered_gbp": "Value Added Tax that cannot be recovered",
    "start_date": "Start date",
    "end_date": "End date",
    "review_date": "Review date",
    "invitation_to_quote_or_tender": "Invitation to quote or published invitation to tender",
    "small_or_medium_or_voluntary": "Small or medium sized enterprise or voluntary or community sector organisation",
    "company_number": "Company number",
}


def transparency_row(held: Contract) -> TransparencyRow:
    """Turn a contract into a row."""
    return TransparencyRow(
        reference_number=held.id,
        title_of_agreement=held.title,
        department_responsible=held.department,
        description=held.description,
        supplier_name_and_details=held.supplier,
        sum_to_be_paid_gbp=held.value_gbp,
        vat_that_cannot_be_recovered_gbp=held.vat_not_recovered_gbp,
        start_date=held.start_date,
        end_date=held.end_date,
        review_date=held.review_date,
        invitation_to_quote_or_tender=held.procurement_method,
        small_or_medium_or_voluntary=held.supplier_kind,
        company_number=next((each.company_number for each in held.suppliers if each.company_number), None),
    )


def transparency_lines(contracts: Iterable[Contract]) -> Iterator[str]:
    """Yield the register as lines of CSV, heading first; text that looks like a formula is made harmless."""
    yield _line(HEADINGS.values())
    for held in contracts:
        row = transparency_row(held)
        yield _line(_cell(getattr(row, name)) for name in HEADINGS)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return money_text(value)
    return value.isoformat() if isinstance(value, dt.date) else harmless(str(value))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()

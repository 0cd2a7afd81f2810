"""What is each field of a file called, so that anybody can follow, and which fields matter most?"""

from __future__ import annotations

from collections.abc import Mapping

from inhouse.readers.payments import REQUIRED
from inhouse.web.sources.models import Kind

_PAYMENTS = {
    "date": "Date of payment",
    "supplier": "Supplier",
    "amount": "Amount",
    "supplier_ref": "The council's number for the supplier",
    "company_number": "Company number",
    "vat_number": "VAT number",
    "charity_number": "Charity number",
    "invoice_number": "Invoice or payment number",
    "description": "Description",
    "department": "Department or service",
    "expense_area": "Expense area",
}
_CONTRACTS = {
    "title": "Title of the contract",
    "supplier": "Supplier",
    "start_date": "Start date",
    "end_date": "End date",
    "value": "Value of the whole contract",
    "notice": "Notice period",
    "extension": "Extension",
    "latest_end_date": "Latest end, with every extension",
    "reference": "Contract reference",
    "description": "Description",
    "term": "Length of the contract",
    "period": "Start and end in one column",
    "review_date": "Review date",
    "break_date": "Break date",
    "award_date": "Date of award",
    "annual_value": "Value for one year",
    "vat_not_recovered": "VAT that cannot be recovered",
    "company_number": "Company number",
    "charity_number": "Charity number",
    "supplier_kind": "Kind of supplier, such as SME",
    "buyer": "Buyer",
    "department": "Department or service",
    "procurement_method": "How it was bought",
    "category": "Category",
    "status": "Status",
}
WORDS: Mapping[Kind, Mapping[str, str]] = {Kind.PAYMENTS: _PAYMENTS, Kind.CONTRACTS: _CONTRACTS}
MAIN: Mapping[Kind, tuple[str, ...]] = {
    Kind.PAYMENTS: REQUIRED,
    Kind.CONTRACTS: ("title", "supplier", "start_date", "end_date", "value"),
}

"""Payments as councils and departments publish them, in any layout, as one table with every row accounted for."""

from inhouse.readers.payments.layout import NO_COLUMN, OPTIONAL, REQUIRED, Accepted, Layout
from inhouse.readers.payments.read import preview_payments, read_payments, vocabulary
from inhouse.readers.payments.records import LoadedPart, LoadedPayments, PartPreview, Preview
from inhouse.readers.payments.rejects import RejectedPayment, read_rejects

__all__ = [
    "NO_COLUMN",
    "OPTIONAL",
    "REQUIRED",
    "Accepted",
    "Layout",
    "LoadedPart",
    "LoadedPayments",
    "PartPreview",
    "Preview",
    "RejectedPayment",
    "preview_payments",
    "read_payments",
    "read_rejects",
    "vocabulary",
]

"""Two payments files and two registers, written here so that every sum can be checked by hand."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from decimal import Decimal

from django.utils import timezone

from inhouse.web.programme_folder import ProgrammeFolder
from inhouse.workflows import contracts as contracts_workflow
from inhouse.workflows import payments as payments_workflow

TODAY = dt.date(2026, 11, 23)
PAYMENTS_2019 = """Payment date,Supplier name,Net amount,Department,Description
04/01/2019,Acme Systems Ltd,1000.00,Adults,Support
15/02/2019,ACME SYSTEMS LIMITED,250.50,Adults,Support
20/03/2019,Brook & Daughters,-40.25,Children,Refund
21/03/2019,"=HYPERLINK(""x"")",9.99,Children,Trap
22/03/2019,Brook & Daughters,not known,Children,Rejected
30/04/2019,Ricoh Capital,700.00,Children,Copiers
"""
PAYMENTS_2020 = """Payment date,Supplier name,Net amount,Department,Description
05/01/2020,Acme Systems Ltd,3000.75,Adults,Support
06/01/2020,Capita Business Services,20.00,Adults,Support
,Brook & Daughters,11.11,Children,Undated
"""
REGISTER = """Reference,Title of agreement,Supplier name,Start date,End date,Review date,Notice period,Value
C1,Data centre,Acme Systems Limited,01/01/2024,28/11/2026,,,100000
C2,Copiers,Ricoh Capital,01/04/2025,31/03/2028,01/02/2028,3 months,50000
C3,Old network,Brook & Daughters,01/04/2010,31/03/2015,,,
"""
RELEASE = {
    "ocid": "ocds-demo-1",
    "id": "1",
    "date": "2024-01-01T00:00:00Z",
    "tag": ["contract"],
    "tender": {"title": "Network"},
    "awards": [{"id": "a", "value": {"amount": 450, "currency": "GBP"}, "suppliers": [{"name": "Netco"}]}],
    "contracts": [
        {
            "id": "c",
            "awardID": "a",
            "value": {"amount": 475, "currency": "GBP"},
            "period": {"startDate": "2024-01-01T00:00:00Z", "endDate": "2029-12-31T00:00:00Z"},
        }
    ],
}


def kept_rows() -> list[dict[str, str]]:
    """The rows that count, by the csv module alone."""
    rows = [*csv.DictReader(io.StringIO(PAYMENTS_2019)), *csv.DictReader(io.StringIO(PAYMENTS_2020))]
    return [row for row in rows if row["Net amount"] != "not known"]


def paid(rows: list[dict[str, str]]) -> Decimal:
    """What rows add up to."""
    return sum((Decimal(row["Net amount"]) for row in rows), Decimal(0))


def load_into(folder: ProgrammeFolder, kind: str, filename: str, content: str | bytes, **more: object) -> object:
    """Load a file into a programme as the worker would, and return its source."""
    from inhouse.web.sources.kinds.tabular import kept_part
    from inhouse.web.sources.models import Source, State

    path = folder.originals / filename
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    workflow = payments_workflow if kind == "payments" else contracts_workflow
    loaded = workflow.load(path, folder.loaded(kind), shown=filename)
    return Source.objects.create(
        kind=kind,
        filename=filename,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        size=path.stat().st_size,
        state=State.LOADED,
        loaded_at=timezone.now(),
        rows_in=sum(part.rows_in for part in loaded.parts),
        rows_rejected=sum(part.rows_rejected for part in loaded.parts),
        parts=[kept_part(part) for part in loaded.parts],
        **more,
    )

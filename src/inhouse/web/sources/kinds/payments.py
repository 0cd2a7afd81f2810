"""How are payments to suppliers brought in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inhouse.core.results import Reject
from inhouse.readers.payments import REQUIRED, RejectedPayment
from inhouse.web.sources.grids import Grid, Layout
from inhouse.web.sources.kinds import tabular
from inhouse.web.sources.kinds.file_kind import TABLES, Outcome
from inhouse.web.sources.layout_form import LayoutForm


class PaymentsKind:
    """Spending over £500 and its like: see :class:`inhouse.web.sources.kinds.file_kind.FileKind`."""

    choice = "Payments to suppliers, such as spending over £500"
    endings, open_words = TABLES, ""
    say_themselves: tuple[str, ...] = ()
    loaded_ending = ".parquet"
    fields: Mapping[str, str] = {
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
    main = REQUIRED
    absent: Mapping[str, str] = {"date": "This file has no dates"}
    rows_permission = "sources.view"
    told_again = False
    any_question = True
    reject_record: type = RejectedPayment
    form = LayoutForm

    def check(self, path: Path, shown: str) -> None:
        """Insist that the bytes are a table."""
        from inhouse.workflows import payments

        payments.preview(path, shown=shown)

    def look(self, path: Path, layouts: Sequence[Layout], shown: str) -> tuple[Grid, ...]:
        """Look at the first rows of each table."""
        from inhouse.workflows import payments

        preview = payments.preview(path, tabular.accepted(layouts), shown=shown)
        return tabular.grids(preview.parts, layouts, ("amount", "supplier"))

    def load(
        self, path: Path, into: Path, layouts: Sequence[Layout], shown: str, progress: Callable[[float], None]
    ) -> Outcome:
        """Read the payments."""
        from inhouse.workflows import payments

        return tabular.outcome(
            payments.load(path, into, accepted=tabular.accepted(layouts), shown=shown, progress=progress)
        )

    def told(self, path: Path, columns: str | None, profiles: Sequence[Path]) -> list[dict[str, Any]]:
        """Read ``date=1,supplier=3,amount=5``."""
        from inhouse.workflows import payments

        def preview(told: Mapping[str, int] | None, words: Sequence[Path]) -> tuple[Any, ...]:
            return payments.preview(path, columns=told, profiles=words, shown=path.name).parts

        return tabular.told_layouts(path, preview, payments.parse_columns(columns) if columns else None, profiles)

    def lacking(self, said: set[str]) -> list[str]:
        """List which of date, supplier and amount have no column."""
        return [name for name in self.main if name not in said]

    def rejects(self, loaded_file: Path, shown: str) -> tuple[Reject, ...]:
        """List the rows that are no payments."""
        from inhouse.workflows import payments

        return payments.rejects(loaded_file, shown)

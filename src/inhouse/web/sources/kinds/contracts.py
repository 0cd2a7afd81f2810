"""How are contracts brought in, from a register or from open data?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inhouse.core.results import Reject
from inhouse.readers.registers import Told
from inhouse.web.sources.grids import Grid, Layout
from inhouse.web.sources.kinds import tabular
from inhouse.web.sources.kinds.file_kind import TABLES, Outcome
from inhouse.web.sources.layout_form import LayoutForm

_OPEN_DATA = (".json", ".jsonl", ".ndjson")


class ContractsKind:
    """A contracts register, or OCDS: see :class:`inhouse.web.sources.kinds.file_kind.FileKind`."""

    choice = "A contracts register, or contracts as open data (OCDS)"
    endings = (*TABLES, *_OPEN_DATA)
    open_words = "JSON, JSONL or NDJSON"
    say_themselves: tuple[str, ...] = _OPEN_DATA
    loaded_ending = ".json"
    fields: Mapping[str, str] = {
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
    main = ("title", "supplier", "start_date", "end_date", "value")
    absent: Mapping[str, str] = {}
    rows_permission = "sources.view"
    told_again = False
    any_question = False
    reject_record: type = Reject
    form = LayoutForm

    def check(self, path: Path, shown: str) -> None:
        """Whether the bytes are a register is found out when they are loaded."""

    def look(self, path: Path, layouts: Sequence[Layout], shown: str) -> tuple[Grid, ...]:
        """Look at the first rows of each table."""
        from inhouse.workflows import contracts

        found = contracts.preview(path, Told(accepted=tabular.accepted(layouts)), shown=shown)
        return tabular.grids(found.parts if found else (), layouts, ("title", "end_date"))

    def load(
        self,
        path: Path,
        into: Path,
        layouts: Sequence[Layout],
        shown: str,
        progress: Callable[[float], None],  # noqa: ARG002 (a register is read at once)
    ) -> Outcome:
        """Read the contracts."""
        from inhouse.workflows import contracts

        return tabular.outcome(contracts.load(path, into, Told(accepted=tabular.accepted(layouts)), shown=shown))

    def told(self, path: Path, columns: str | None, profiles: Sequence[Path]) -> list[dict[str, Any]]:
        """Read ``title=1,supplier=3,end_date=5``."""
        from inhouse.workflows import contracts

        def preview(told: Mapping[str, int] | None, words: Sequence[Path]) -> tuple[Any, ...]:
            found = contracts.preview(path, Told(accepted=(), columns=told, profiles=words), shown=path.name)
            return found.parts if found else ()

        return tabular.told_layouts(path, preview, contracts.parse_columns(columns) if columns else None, profiles)

    def lacking(self, said: set[str]) -> list[str]:
        """List what makes no contract: neither a title nor a description, no day on which it ends."""
        lacking = [] if said & {"title", "description"} else ["title"]
        dated = {"start_date", "award_date", "review_date", "latest_end_date", "term", "period"}
        return lacking if "end_date" in said or ("supplier" in said and said & dated) else [*lacking, "end_date"]

    def rejects(self, loaded_file: Path, shown: str) -> tuple[Reject, ...]:  # noqa: ARG002 (they name their file)
        """List the rows that are no contracts."""
        from inhouse.workflows import contracts

        return tuple(reject for read in contracts.open_loads([loaded_file]) for reject in read.rejects)

"""What does a log of any format look like before its columns have a meaning?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from inhouse.core.results import Decision
from inhouse.stores.duckdb_store import literal


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """What an XES log calls the same activity: the keys whose values are the same."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RawLog:
    """Rows of a log as a relation with the columns ``part``, ``row`` and ``place``, and cells of text by name.

    Attributes
    ----------
    format
        How the log is written, in words.
    relation
        What stands after FROM. ``row`` is what a person would count, ``place`` the order in the file.
    cells
        Name of a cell to the SQL of its text, NULL where blank.
    instants
        Cells that are instants already, by name, as SQL of a TIMESTAMP; those in ``zoned`` are UTC.
    in_map
        Whether cells lie in one MAP column ``cells`` instead of columns of their own.
    case_else
        SQL of a case where its cell is blank; NULL where there is none.
    classifiers
        Of an XES log, in order.
    header_row
        Row of the headings, from 1; 0 where there is none.
    first_rows
        The top of the file, where it is a table.
    fixed
        Columns that the format itself says, by use.
    """

    format: str
    relation: str
    cells: Mapping[str, str]
    instants: Mapping[str, str] = field(default_factory=dict)
    zoned: frozenset[str] = frozenset()
    in_map: bool = False
    case_else: str = "NULL"
    classifiers: tuple[Classifier, ...] = ()
    header_row: int = 0
    first_rows: tuple[tuple[str, ...], ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Names of the cells, in order."""
        return tuple(self.cells)

    def attributes(self, but: Collection[str], missing: Sequence[str] = ()) -> str:
        """SQL of a MAP of every cell that holds something, but for those named."""
        listed = ", ".join(map(literal, missing))
        if self.in_map:
            names = ", ".join(map(literal, but)) or "''"
            known = f" AND e.value NOT IN ({listed})" if missing else ""
            return (
                f"map_from_entries(list_filter(map_entries(cells), lambda e: e.key NOT IN ({names})"
                f" AND trim(e.value) <> ''{known}))"
            )
        entries = [
            f"CASE WHEN {cell} {f'NOT IN ({listed})' if missing else 'IS NOT NULL'}"
            f" THEN {{'key': {literal(name)}, 'value': {cell}}} END"
            for name, cell in self.cells.items()
            if name not in but
        ]
        if not entries:
            return "CAST(MAP {} AS MAP(VARCHAR, VARCHAR))"
        return f"map_from_entries(list_filter([{', '.join(entries)}], lambda e: e IS NOT NULL))"


def map_cells(keys: Sequence[str]) -> dict[str, str]:
    """Cells of a log whose rows hold one MAP each."""
    return {key: f"nullif(trim(cells[{literal(key)}]), '')" for key in keys}

"""What must be known of a kind of file, so that files of it can be brought in, looked at, loaded and followed back?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from inhouse.core.results import Reject
from inhouse.web.sources.grids import Grid, Layout

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz")
TABLES_WORDS = "CSV, TSV, TXT, XLSX, XLSM, XLS or ODS, also in ZIP or GZ"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What loading a file came to, in rows and, where it holds money, pounds; ``parts`` tells it for each part."""

    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_in_gbp: Decimal | None = None
    amount_kept_gbp: Decimal | None = None
    amount_rejected_gbp: Decimal | None = None
    parts: tuple[dict[str, Any], ...]


class TellingForm(Protocol):
    """A form on which a person says what is in one grid."""

    grid: Grid
    header_row: int

    def is_valid(self) -> bool:
        """Whether what was said is complete."""
        ...

    def meanings(self) -> dict[int, str]:
        """What each column has been given to mean, in words."""
        ...

    def layout(self) -> dict[str, Any]:
        """What was accepted, as it is stored with the source."""
        ...


class FileKind(Protocol):
    """One kind of file. Layouts are as :data:`inhouse.web.sources.grids.Layout` says, the best first.

    Attributes
    ----------
    choice
        What stands beside the button on the upload page.
    endings, open_words
        Which files can be read, by their ending; those beyond tables in words.
    say_themselves
        Endings of formats that say themselves what is in them, so that nobody need be shown it first.
    loaded_ending
        Of what loading writes.
    fields, main
        What a column may mean, in words, and which meanings matter most.
    absent
        Fields a person may say the file does not have, with the words for it.
    rows_permission
        Who may see single rows, rejects and the original.
    told_again
        Whether something else may be said of any file, also while it is loaded; it is then read again.
    any_question
        Whether a person can answer any question about its columns, or only one with candidates.
    reject_record
        The dataclass of a rejected row.
    form
        On which a person says what is in one grid: given what was typed, ``grid``, ``kind`` and ``prefix``.
    """

    choice: str
    endings: tuple[str, ...]
    open_words: str
    say_themselves: tuple[str, ...]
    loaded_ending: str
    fields: Mapping[str, str]
    main: tuple[str, ...]
    absent: Mapping[str, str]
    rows_permission: str
    told_again: bool
    any_question: bool
    reject_record: type
    form: Callable[..., TellingForm]

    def check(self, path: Path, shown: str) -> None:
        """Insist that bytes are what they should be, as far as that is quickly told."""
        ...

    def look(self, path: Path, layouts: Sequence[Layout], shown: str) -> tuple[Grid, ...]:
        """Look at the first rows of a file."""
        ...

    def load(
        self, path: Path, into: Path, layouts: Sequence[Layout], shown: str, progress: Callable[[float], None]
    ) -> Outcome:
        """Read a whole file into a folder, whole or not at all."""
        ...

    def told(self, path: Path, columns: str | None, profiles: Sequence[Path]) -> list[dict[str, Any]]:
        """Make layouts of what was said on the command line."""
        ...

    def lacking(self, said: set[str]) -> list[str]:
        """List the fields without which nothing can be read, given those that have a column."""
        ...

    def rejects(self, loaded_file: Path, shown: str) -> tuple[Reject, ...]:
        """List the rejected rows of a loaded file, with their reasons."""
        ...

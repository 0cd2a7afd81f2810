"""What must be known of a kind of file, so that files of it can be brought in, looked at, loaded and followed back?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from inhouse.core.errors import LayoutQuestion
from inhouse.core.results import Reject
from inhouse.web.sources.actions import Outcome
from inhouse.web.sources.grids import Grid, Layout

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".gz")
TABLES_WORDS = "CSV, TSV, TXT, XLSX, XLSM, XLS or ODS, also in ZIP or GZ"


class FileKind(Protocol):
    """One kind of file. Layouts are as :data:`inhouse.web.sources.grids.Layout` says, the best first.

    Attributes
    ----------
    choice
        What stands beside the button on the upload page.
    endings, endings_words
        Which files can be read, by their ending.
    loaded_ending
        Of what loading writes.
    fields, main
        What a column may mean, in words, and which meanings matter most.
    absent
        Fields a person may say the file does not have, with the words for it.
    rows_permission
        Who may see single rows, rejects and the original.
    told_again
        Whether something else may be said of a file while it is loaded; it is then read again.
    reject_record
        The dataclass of a rejected row.
    """

    choice: str
    endings: tuple[str, ...]
    endings_words: str
    loaded_ending: str
    fields: Mapping[str, str]
    main: tuple[str, ...]
    absent: Mapping[str, str]
    rows_permission: str
    told_again: bool
    reject_record: type

    def has_columns(self, filename: str) -> bool:
        """Whether a person can say what is in a file of this name."""
        ...

    def shown_first(self, filename: str) -> bool:
        """Whether a person is shown the columns of a file of this name before it is loaded."""
        ...

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

    def answerable(self, filename: str, question: LayoutQuestion) -> bool:
        """Whether a person can answer a question on the columns page."""
        ...

    def rejects(self, loaded_file: Path, shown: str) -> tuple[Reject, ...]:
        """List the rejected rows of a loaded file, with their reasons."""
        ...

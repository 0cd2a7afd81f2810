"""Which contracts does a register hold, and which rows hold none?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inhouse.contracts.register.contract import Contract, Doubt, Origin, of_row
from inhouse.contracts.register.read import Dirt, FileRead
from inhouse.core.errors import LayoutQuestion, UnreadableFile
from inhouse.core.results import Reject, SourceFile
from inhouse.readers.grid import Part, file_hash, open_parts
from inhouse.readers.headings import Vocabulary, load_vocabulary
from inhouse.readers.payments import Accepted, Layout, PartPreview, Preview
from inhouse.readers.registers.cells import is_absent
from inhouse.readers.registers.layout import candidates, find_layout, propose_layout
from inhouse.readers.registers.records import as_part, flat_records
from inhouse.readers.registers.rows import Row, read_row, value_or_nought

_PREVIEW_ROWS = 8
_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


@dataclass(frozen=True, kw_only=True)
class Told:
    """What people said about columns.

    Attributes
    ----------
    profiles
        Further words for headings, as YAML.
    accepted
        Layouts that people accepted before.
    columns
        What the columns of this very register mean, from 0.
    """

    profiles: Sequence[Path] = ()
    accepted: Sequence[Accepted] = ()
    columns: Mapping[str, int] | None = None

    def vocabulary(self) -> Vocabulary:
        """Load the words of headings.

        Raises
        ------
        InputError
            A profile is not of the expected shape.
        """
        return load_vocabulary(Path(str(resources.files(__package__) / "profile.yaml")), self.profiles)


NOTHING_TOLD = Told()


def read_register(path: Path, source: SourceFile, told: Told = NOTHING_TOLD) -> tuple[FileRead, ...]:
    """Read every sheet or member of a register kept as a table.

    Parameters
    ----------
    path
        CSV, XLSX, XLS, ODS, or one or more of these in ``.gz`` or ``.zip``.
    source
        The file as it is to be named in records.
    told
        What people said about columns.

    Raises
    ------
    UnreadableFile
        The file is not such a file, or is damaged.
    LayoutQuestion
        No sheet is recognised as a register.
    """
    with TemporaryDirectory() as workdir:
        return _read_parts(open_parts(path, Path(workdir), shown=source.path), source, told)


def read_records(documents: list[Any], source: SourceFile, told: Told = NOTHING_TOLD) -> tuple[FileRead, ...]:
    """Read a register kept as a JSON list of flat records, as :func:`read_register` reads a table.

    Raises
    ------
    UnreadableFile
        The JSON holds no such list.
    """
    with TemporaryDirectory() as workdir:
        return _read_parts([_part_of(documents, source.path, Path(workdir))], source, told)


def preview_register(
    path: Path, documents: list[Any] | None, told: Told = NOTHING_TOLD, *, shown: str | None = None
) -> Preview:
    """Show how a register would be read, without reading it all.

    Parameters
    ----------
    path
        The file.
    documents
        What it holds, where it is JSON.
    told, shown
        What people said about columns, and the name to use in messages.

    Raises
    ------
    UnreadableFile
        The file is no table and no list of records.
    """
    name, vocabulary = shown or str(path), told.vocabulary()
    with TemporaryDirectory() as workdir:
        folder = Path(workdir)
        parts = open_parts(path, folder, shown=name) if documents is None else [_part_of(documents, name, folder)]
        previews = tuple(_preview_part(part, vocabulary, told) for part in parts)
    return Preview(path=name, sha256=file_hash(path), parts=previews)


def _part_of(documents: list[Any], shown: str, workdir: Path) -> Part:
    records = flat_records(documents)
    if not records:
        raise UnreadableFile(
            f"{shown} is JSON, but neither a register nor in the Open Contracting Data Standard.",
            found="no list of records",
            next_step="Give OCDS releases or records, or a contracts register.",
        )
    return as_part(records, shown, workdir / "records.csv")


def _preview_part(part: Part, vocabulary: Vocabulary, told: Told) -> PartPreview:
    question = None
    try:
        found = find_layout(part, vocabulary, told.accepted, told.columns)
    except LayoutQuestion as asked:
        found, question = propose_layout(part, vocabulary), str(asked)
    below = found.header_row + _PREVIEW_ROWS
    return PartPreview(
        name=part.name,
        encoding=part.encoding,
        layout=Layout(
            header_row=found.header_row - 1, headers=found.headers, columns=found.columns, warnings=found.warnings
        ),
        question=question,
        candidates=candidates(part, found, vocabulary),
        first_rows=part.head[:below],
        sample=part.head[found.header_row : below],
    )


def _read_parts(parts: Sequence[Part], source: SourceFile, told: Told) -> tuple[FileRead, ...]:
    vocabulary = told.vocabulary()
    reads: list[FileRead] = []
    questions: list[tuple[Part, LayoutQuestion]] = []
    for part in parts:
        try:
            reads.append(_read_part(part, source, vocabulary, told))
        except LayoutQuestion as question:
            questions.append((part, question))
    if not reads:
        if not questions:
            raise UnreadableFile(f"{source.path} holds no rows.", found="only blank cells", next_step="Check the file.")
        raise max(questions, key=lambda asked: asked[0].width)[1]
    skipped = tuple(f"«{part.name}» was left out: it is not a register. {asked.found}" for part, asked in questions)
    return (replace(reads[0], warnings=reads[0].warnings + skipped), *reads[1:])


def _read_part(part: Part, source: SourceFile, vocabulary: Vocabulary, told: Told) -> FileRead:
    layout = find_layout(part, vocabulary, told.accepted, told.columns)
    contracts: list[Contract] = []
    rejects: list[Reject] = []
    amount_rejected = Decimal(0)
    for number, cells in part.rows():
        if number <= layout.header_row:
            continue
        origin = Origin(file=source.path, sha256=source.sha256, part=part.name, row=number)
        row = Row(layout, cells)
        try:
            contracts.append(read_row(row, origin))
        except Dirt as dirt:
            amount_rejected += value_or_nought(row)
            rejects.append(
                Reject(file=part.label, row=number, column=dirt.column, found=dirt.found, expected=dirt.expected)
            )
    return FileRead(
        path=source.path,
        sha256=source.sha256,
        kind="register",
        part=part.name,
        encoding=part.encoding,
        header_row=layout.header_row - 1,
        columns={name: layout.heading(name) for name in layout.columns},
        rows_in=len(contracts) + len(rejects),
        rows_kept=len(contracts),
        rows_rejected=len(rejects),
        amount_rejected_gbp=amount_rejected,
        contracts=_distinct(contracts),
        rejects=tuple(rejects),
        unused_headings=layout.unused_headings,
        warnings=(*part.warnings, *layout.warnings, *_doubtful_cells(contracts)),
    )


def _doubtful_cells(contracts: Iterable[Contract]) -> list[str]:
    """Say, column by column, how many cells of the rows kept could not be taken as they stand, with examples."""
    doubtful: dict[str, list[tuple[Doubt, int]]] = {}
    for contract in contracts:
        for doubt in contract.doubts:
            if not is_absent(doubt.found):
                doubtful.setdefault(doubt.column, []).append((doubt, contract.origin.row))
    warnings = []
    for column, found in doubtful.items():
        examples = {doubt.found: f"«{doubt.found[:_LONGEST_EXAMPLE]}» (row {row})" for doubt, row in reversed(found)}
        few = ", ".join(list(examples.values())[-1 : -_EXAMPLES - 1 : -1])
        cells = "1 doubtful cell" if len(found) == 1 else f"{len(found):,} doubtful cells, such as"
        warnings.append(f"«{column}»: {cells} {few}. The rows are kept, without what was not understood.")
    return warnings


def _distinct(contracts: Sequence[Contract]) -> tuple[Contract, ...]:
    """Tell contracts of one reference apart by their rows; registers list lots and suppliers on rows of their own."""
    times = Counter(contract.id for contract in contracts)
    return tuple(
        replace(contract, id=of_row(contract.id, contract.origin)) if times[contract.id] > 1 else contract
        for contract in contracts
    )

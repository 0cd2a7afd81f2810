"""Which contracts does a register hold, and which rows hold none?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inhouse.contracts.register import Contract, Origin
from inhouse.contracts.register_read import Dirt, FileRead
from inhouse.core.errors import LayoutQuestion, UnreadableFile
from inhouse.core.results import Reject, SourceFile
from inhouse.readers.grid import Part, open_parts
from inhouse.readers.headings import Vocabulary, load_vocabulary
from inhouse.readers.registers.layout import find_layout
from inhouse.readers.registers.records import as_part, flat_records
from inhouse.readers.registers.rows import Row, read_row, value_or_nought


def read_register(path: Path, source: SourceFile, *, profiles: Sequence[Path] = ()) -> tuple[FileRead, ...]:
    """Read every sheet or member of a register kept as a table.

    Parameters
    ----------
    path
        CSV, XLSX, XLS, ODS, or one or more of these in ``.gz`` or ``.zip``.
    source
        The file as it is to be named in records.
    profiles
        Further profiles of headings, as YAML.

    Raises
    ------
    UnreadableFile
        The file is not such a file, or is damaged.
    LayoutQuestion
        No sheet is recognised as a register.
    """
    with TemporaryDirectory() as workdir:
        return _read_parts(open_parts(path, Path(workdir), shown=source.path), source, profiles)


def read_records(documents: list[Any], source: SourceFile, *, profiles: Sequence[Path] = ()) -> tuple[FileRead, ...]:
    """Read a register kept as a JSON list of flat records, as :func:`read_register` reads a table.

    Raises
    ------
    UnreadableFile
        The JSON holds no such list.
    """
    records = flat_records(documents)
    if not records:
        raise UnreadableFile(
            f"{source.path} is JSON, but neither a register nor in the Open Contracting Data Standard.",
            found="no list of records",
            next_step="Give OCDS releases or records, or a contracts register.",
        )
    with TemporaryDirectory() as workdir:
        return _read_parts([as_part(records, source.path, Path(workdir) / "records.csv")], source, profiles)


def _read_parts(parts: Sequence[Part], source: SourceFile, profiles: Sequence[Path]) -> tuple[FileRead, ...]:
    vocabulary = load_vocabulary(Path(str(resources.files(__package__) / "profile.yaml")), profiles)
    reads: list[FileRead] = []
    questions: list[tuple[Part, LayoutQuestion]] = []
    for part in parts:
        try:
            reads.append(_read_part(part, source, vocabulary))
        except LayoutQuestion as question:
            questions.append((part, question))
    if not reads:
        if not questions:
            raise UnreadableFile(f"{source.path} holds no rows.", found="only blank cells", next_step="Check the file.")
        raise max(questions, key=lambda asked: asked[0].width)[1]
    skipped = tuple(f"«{part.name}» was left out: it is not a register. {asked.found}" for part, asked in questions)
    return (replace(reads[0], warnings=reads[0].warnings + skipped), *reads[1:])


def _read_part(part: Part, source: SourceFile, vocabulary: Vocabulary) -> FileRead:
    layout = find_layout(part, vocabulary)
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
        warnings=part.warnings + layout.warnings,
    )


def _distinct(contracts: Sequence[Contract]) -> tuple[Contract, ...]:
    """Tell contracts of one reference apart by their rows; registers list lots and suppliers on rows of their own."""
    times = Counter(contract.id for contract in contracts)
    return tuple(
        replace(contract, id=f"{contract.id} (row {contract.origin.row})") if times[contract.id] > 1 else contract
        for contract in contracts
    )

"""What ends when, and which choices are still open, in these files of contracts?

Files may be contracts registers (CSV, workbooks, archives, JSON lists) or OCDS notices; which, their bytes say.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import inhouse
from inhouse.contracts.options.choices import Option, notice_date, options
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.register.editions import Current, current_contracts, said_of
from inhouse.contracts.register.read import FileRead
from inhouse.core.errors import InputError, UnreadableFile
from inhouse.core.results import Provenance, Reject, SourceFile
from inhouse.readers.grid import file_hash
from inhouse.readers.ocds import is_json, looks_like_ocds, read_documents, read_ocds
from inhouse.readers.payments import Preview
from inhouse.readers.registers import NOTHING_TOLD, Told, preview_register, read_records, read_register
from inhouse.workflows.records import from_plain, write_json


@dataclass(frozen=True, kw_only=True)
class ContractsRead:
    """Every file read, or every sheet and member of it, with its contracts and rejects together."""

    files: tuple[FileRead, ...]
    provenance: Provenance

    @cached_property
    def current(self) -> tuple[Current, ...]:
        """The contracts of all files, in order: once each, also where several registers list them."""
        return current_contracts([contract for file in self.files for contract in file.contracts])

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """Each contract as the newest register tells it."""
        return tuple(each.contract for each in self.current)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to know about the contracts as a whole."""
        return said_of(self.current)

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """The rows that gave no contract, in order."""
        return tuple(reject for file in self.files for reject in file.rejects)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know about how files were read."""
        return tuple(f"{file.path}: {warning}" for file in self.files for warning in file.warnings)


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    """One contract with what follows from it on a day: last day for notice, and every choice.

    ``earlier`` is what older registers told of it, newest first.
    """

    contract: Contract
    earlier: tuple[Contract, ...]
    notice_date: dt.date | None
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class ContractsSummary:
    """Contracts in the order in which they end: those still running first, then those without an end, then ended."""

    as_of: dt.date
    lines: tuple[ContractLine, ...]
    running: int
    without_end: int
    ended: int
    value_gbp: Decimal
    without_value: int


@dataclass(frozen=True, kw_only=True)
class LoadedPart:
    """What one table of a loaded file came to; ``headings`` says which heading was read for each field."""

    name: str
    encoding: str
    header_row: int
    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_in_gbp: Decimal
    amount_kept_gbp: Decimal
    amount_rejected_gbp: Decimal
    headings: Mapping[str, str]
    unused_headings: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LoadedContracts:
    """What a loaded file came to, and where its contracts lie."""

    path: str
    sha256: str
    file: Path
    parts: tuple[LoadedPart, ...]
    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_in_gbp: Decimal
    amount_kept_gbp: Decimal
    amount_rejected_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class _Saved:
    """The file of a load: ``form`` says how it is written, so that a later version can tell."""

    files: tuple[FileRead, ...]
    form: int = 1
    made_by: str = field(default=inhouse.__version__)


def read_all(
    paths: Iterable[Path], *, profiles: Sequence[Path] = (), columns: Mapping[str, int] | None = None
) -> ContractsRead:
    """Read contracts from files of any known kind; a file given twice is read once.

    Parameters
    ----------
    profiles
        Further words for headings, as YAML.
    columns
        What the columns of registers mean, said by a person; indexes from 0.

    Raises
    ------
    UnreadableFile
        A file cannot be read at all.
    LayoutQuestion
        A table is not recognised as a register.
    """
    told = Told(profiles=profiles, columns=columns)
    files: list[FileRead] = []
    inputs: dict[str, SourceFile] = {}
    for path in paths:
        source = SourceFile(path=str(path), sha256=file_hash(path))
        if source.sha256 not in inputs:
            inputs[source.sha256] = source
            files += _read(path, source, told)
    provenance = Provenance(inputs=tuple(inputs.values()), version=inhouse.__version__)
    return ContractsRead(files=tuple(files), provenance=provenance)


def summarise(current: Iterable[Current], as_of: dt.date) -> ContractsSummary:
    """Say for each contract what can still be done on a day, the next to end first."""
    lines = tuple(
        ContractLine(
            contract=each.contract,
            earlier=each.earlier,
            notice_date=notice_date(each.contract),
            options=options(each.contract, as_of),
        )
        for each in sorted(current, key=lambda each: _by_end(each.contract, as_of))
    )
    ordered = [line.contract for line in lines]
    values = [each.value_gbp for each in ordered if each.value_gbp is not None]
    ended = sum(each.end_date is not None and each.end_date < as_of for each in ordered)
    without_end = sum(each.end_date is None for each in ordered)
    return ContractsSummary(
        as_of=as_of,
        lines=lines,
        running=len(ordered) - ended - without_end,
        without_end=without_end,
        ended=ended,
        value_gbp=sum(values, Decimal(0)),
        without_value=len(ordered) - len(values),
    )


def preview(path: Path, told: Told = NOTHING_TOLD, *, shown: str | None = None) -> Preview | None:
    """Show how a register would be read; None for OCDS, whose meaning needs no telling.

    Raises
    ------
    UnreadableFile
        The file cannot be read at all.
    """
    documents = read_documents(path, shown=shown or str(path)) if is_json(path) else None
    if documents is not None and looks_like_ocds(documents):
        return None
    return preview_register(path, documents, told, shown=shown)


def parse_columns(text: str) -> dict[str, int]:
    """Read what a person says about columns, such as ``title=1,supplier=3,end_date=5``; columns count from 1.

    Raises
    ------
    InputError
        A part is not a known field and a column number.

    Examples
    --------
    >>> parse_columns("title=1, end_date=4")
    {'title': 0, 'end_date': 3}
    """
    columns, known = {}, NOTHING_TOLD.vocabulary().fields
    for part in text.split(","):
        name, _, number = (piece.strip().lower() for piece in part.partition("="))
        if name not in known or not number.isdecimal() or int(number) == 0:
            raise InputError(
                f"The columns «{text}» are not understood.",
                found=part.strip(),
                next_step="Write them as title=1,supplier=3,end_date=5, counting from 1. "
                f"The fields are {', '.join(sorted(known))}.",
            )
        columns[name] = int(number) - 1
    return columns


def load(path: Path, into_dir: Path, told: Told = NOTHING_TOLD, *, shown: str = "") -> LoadedContracts:
    """Read a file whole and keep its contracts as ``into_dir/<sha256>.json``, or keep nothing.

    Parameters
    ----------
    path
        The file to read.
    into_dir
        The folder to keep it in, made if need be.
    shown
        The name that people know the file by; the path by default.

    Raises
    ------
    UnreadableFile, LayoutQuestion
        As :func:`read_all`.
    """
    source = SourceFile(path=shown or str(path), sha256=file_hash(path))
    files = _read(path, source, told)
    target = into_dir / f"{source.sha256}.json"
    _write_whole(target, write_json(_Saved(files=files)))
    return LoadedContracts(
        path=source.path,
        sha256=source.sha256,
        file=target,
        parts=tuple(_part(file) for file in files),
        rows_in=sum(file.rows_in for file in files),
        rows_kept=sum(file.rows_kept for file in files),
        rows_rejected=sum(file.rows_rejected for file in files),
        amount_in_gbp=sum((file.amount_in_gbp for file in files), Decimal(0)),
        amount_kept_gbp=sum((file.amount_kept_gbp for file in files), Decimal(0)),
        amount_rejected_gbp=sum((file.amount_rejected_gbp for file in files), Decimal(0)),
    )


def open_loads(paths: Iterable[Path]) -> tuple[FileRead, ...]:
    """Read back what :func:`load` kept, with its rejects.

    Raises
    ------
    UnreadableFile
        A file is missing or was changed by other hands.
    """
    return tuple(file for path in paths for file in _open(path).files)


def open_contracts(paths: Iterable[Path]) -> tuple[Current, ...]:
    """Read back the contracts that :func:`load` kept, once each; the file loaded last comes last."""
    return current_contracts([contract for file in open_loads(paths) for contract in file.contracts])


def _read(path: Path, source: SourceFile, told: Told) -> tuple[FileRead, ...]:
    if not is_json(path):
        return read_register(path, source, told)
    documents = read_documents(path, shown=source.path)
    if looks_like_ocds(documents):
        return (read_ocds(documents, source),)
    return read_records(documents, source, told)


def _by_end(contract: Contract, as_of: dt.date) -> tuple[int, int, str]:
    if contract.end_date is None:
        return (1, 0, contract.title)
    ended = contract.end_date < as_of
    days = contract.end_date.toordinal()
    return (2, -days, contract.title) if ended else (0, days, contract.title)


def _part(file: FileRead) -> LoadedPart:
    return LoadedPart(
        name=file.part,
        encoding=file.encoding,
        header_row=file.header_row,
        rows_in=file.rows_in,
        rows_kept=file.rows_kept,
        rows_rejected=file.rows_rejected,
        amount_in_gbp=file.amount_in_gbp,
        amount_kept_gbp=file.amount_kept_gbp,
        amount_rejected_gbp=file.amount_rejected_gbp,
        headings=file.columns,
        unused_headings=file.unused_headings,
        warnings=file.warnings,
    )


def _write_whole(target: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _open(path: Path) -> _Saved:
    try:
        return from_plain(_Saved, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFile(
            f"{path} does not hold loaded contracts.", found=str(error)[:100], next_step="Load the original file again."
        ) from error

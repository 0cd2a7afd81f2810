"""What does every answer carry, so that it can be followed back to file and row?

Results are frozen records. They hold small tuples of frozen records, say their doubts in ``caveats`` and their
origin in ``provenance``. Bulk rows stay in the store.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file that was read: its name as given, and the SHA-256 of its bytes as hexadecimal."""

    path: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ParameterUse:
    """A number of law or policy that an answer rests on."""

    id: str
    value: str
    unit: str
    from_date: dt.date
    source: str


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where an answer comes from: files, parameters, chance, code and date."""

    inputs: tuple[SourceFile, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    seed: int | None = None
    as_of: dt.date | None = None
    version: str = field(default="")


@dataclass(frozen=True, kw_only=True)
class Reject:
    """A row that was not kept, and why: the row as a spreadsheet counts it, from 1."""

    file: str
    row: int
    column: str
    found: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Something that was assumed, how, and how to say otherwise."""

    about: str
    decided: str
    because: str
    change_with: str = ""

"""How do the rows of an answer become records?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

Record = TypeVar("Record")


def as_records(into: type[Record], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[Record, ...]:
    """Make a record of each row: its columns are the fields of ``into``, by name; lists become tuples.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Named:
    ...     names: tuple[str, ...]
    >>> as_records(Named, ["names"], [[["Acme", "Bolt"]]])
    (Named(names=('Acme', 'Bolt')),)
    """
    tuples = {f.name for f in fields(into) if str(f.type).startswith("tuple")}  # type: ignore[arg-type]
    named = (dict(zip(columns, row, strict=True)) for row in rows)
    if tuples.isdisjoint(columns):  # most answers, and some have a million rows
        return tuple(into(**values) for values in named)
    return tuple(
        into(**{name: tuple(v) if name in tuples and isinstance(v, list) else v for name, v in values.items()})
        for values in named
    )

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
    return tuple(
        into(
            **{
                name: tuple(value) if name in tuples and isinstance(value, list) else value
                for name, value in zip(columns, row, strict=True)
            }
        )
        for row in rows
    )

"""How are frozen records kept as JSON, and read back the same?

Amounts are kept as text, so that every decimal place comes back; dates are ISO; enumerations are their values.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(value: object) -> Any:
    """Turn a record, and all it holds, into what JSON can say.

    Examples
    --------
    >>> to_plain((Decimal("1.50"), dt.date(2026, 3, 31), None))
    ['1.50', '2026-03-31', None]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): to_plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(held) for held in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def from_plain(record: type[Record], plain: Any) -> Record:
    """Make a record of what :func:`to_plain` gave; keys the record does not have are left out.

    Raises
    ------
    TypeError, KeyError, ValueError
        The JSON is not of this record.
    """
    made: Record = _build(record, plain)
    return made


def write_json(record: object) -> str:
    """Write a record as JSON text."""
    return json.dumps(to_plain(record), ensure_ascii=False)


def _build(kind: Any, plain: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        inner = [each for each in get_args(kind) if each is not type(None)]
        return None if plain is None else _build(inner[0], plain)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], held) for held in plain)
    if get_origin(kind) is dict:
        return {key: _build(get_args(kind)[1], held) for key, held in plain.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], held) for name, held in plain.items() if name in hints})
    if kind is dt.date:
        return dt.date.fromisoformat(plain)
    return kind(plain)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)

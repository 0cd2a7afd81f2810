"""What do the values in an OCDS document say, whatever their publisher put there?

Publishers put text where objects belong and numbers where text does. These functions give the value when it is of the
kind expected, nothing when it is absent, and :class:`Dirt` when it claims to be a date or an amount and is not.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from inhouse.contracts.register.contract import Doubt
from inhouse.contracts.register.read import Dirt
from inhouse.core.dates import EARLIEST_YEAR, LATEST_YEAR, parse_date
from inhouse.core.money import parse_amount


def an_object(value: Any) -> dict[str, Any]:
    """Give an object, empty when it is anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """Give the objects of a list, none when it is anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """Give text on one line, empty when it is not text or a number.

    Examples
    --------
    >>> text("A \\n b"), text(12), text(None), text({})
    ('A b', '12', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return ""
    printable = str(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join(printable.split())


def date(value: Any, path: str) -> dt.date | None:
    """Give the day as written, leaving out time and zone.

    Raises
    ------
    Dirt
        There is a value, and it is not a date of these times.

    Examples
    --------
    >>> date("2028-07-31T23:59:59+01:00", "endDate"), date("2028-07-31", "endDate"), date(None, "endDate")
    (datetime.date(2028, 7, 31), datetime.date(2028, 7, 31), None)
    """
    if value is None or value == "":
        return None
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise Dirt(path, shown(value), f"a date from {EARLIEST_YEAR} to {LATEST_YEAR}, such as 2026-03-31")
    return day


def pounds(value: Any, path: str) -> tuple[Decimal | None, Doubt | None]:
    """Give an amount in pounds, or say which other currency it is in.

    Raises
    ------
    Dirt
        The amount is no amount, or larger than any contract.
    """
    amount = an_object(value).get("amount")
    if amount is None or amount == "":
        return None, None
    usable = isinstance(amount, str | int | Decimal) and not isinstance(amount, bool)
    parsed = parse_amount(str(amount)) if usable else None
    if parsed is None:
        raise Dirt(f"{path}.amount", shown(amount), "an amount below 100,000,000,000,000")
    currency = text(an_object(value).get("currency"))
    if currency.upper() == "GBP":
        return parsed, None
    found = f"{text(amount)} {currency}".strip()
    return None, Doubt(column=f"{path}.currency", found=found, expected="an amount in GBP")


def shown(value: Any) -> str:
    """Show a value as found, shortened."""
    found = text(value) or str(value)
    return found if len(found) <= 80 else f"{found[:79]}…"

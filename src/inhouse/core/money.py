"""What sum of money does this text say, and how is a sum shown?

Money is :class:`decimal.Decimal` in pounds, never a binary float, so that totals are exact to the penny.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PENNY = Decimal("0.01")
_LARGEST = Decimal("1e14")
_PLACES = Decimal("0.0001")
_CURRENCY = re.compile(r"£|GBP|\xa0|[\s']", re.IGNORECASE)
_CREDIT = re.compile(r"(CR|DR)$", re.IGNORECASE)
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_SCIENTIFIC = re.compile(r"\d+(\.\d*)?E[+-]?\d{1,3}", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-"})


def parse_amount(text: str) -> Decimal | None:
    """Read an amount in pounds as people write it, to four decimal places.

    Understands pound signs, thousands commas, brackets or a trailing minus for negatives, and ``CR``. A lone dash is
    how a spreadsheet shows nought.

    Returns
    -------
    Decimal or None
        None when the text is not one amount, or is too large to be one (1e14 and above).

    Examples
    --------
    >>> parse_amount("£1,234.50"), parse_amount("(12.30)"), parse_amount("396.00-"), parse_amount("-")
    (Decimal('1234.5000'), Decimal('-12.3000'), Decimal('-396.0000'), Decimal('0.0000'))
    >>> parse_amount("12,34.5") is None
    True
    """
    bare = _CURRENCY.sub("", text.translate(_MINUS))
    if bare == "-":
        return Decimal(0).quantize(_PLACES)
    negative = False
    if suffix := _CREDIT.search(bare):
        negative = suffix.group(1).upper() == "CR"
        bare = bare[: suffix.start()]
    if bare.startswith("(") and bare.endswith(")"):
        negative, bare = not negative, bare[1:-1]
    if bare.startswith("-") or bare.endswith("-"):
        negative, bare = not negative, bare.removeprefix("-").removesuffix("-")
    bare = bare.removeprefix("+")
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare) or _SCIENTIFIC.fullmatch(bare)):
        return None
    try:
        value = Decimal(bare.replace(",", ""))
        if value >= _LARGEST:
            return None
        value = value.quantize(_PLACES, rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None
    return -value if negative and value else value


def to_pence(amount: Decimal) -> Decimal:
    """Round an amount to the penny, halves away from nought.

    Examples
    --------
    >>> to_pence(Decimal("1.005"))
    Decimal('1.01')
    """
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def format_gbp(amount: Decimal) -> str:
    """Show an amount as people read it.

    Examples
    --------
    >>> format_gbp(Decimal("-1234.5"))
    '-£1,234.50'
    """
    rounded = to_pence(amount)
    sign = "-" if rounded < 0 else ""
    return f"{sign}£{abs(rounded):,.2f}"

"""Is what stands in an id column an id, and how is it compared?"""

from __future__ import annotations

import re

_COMPANY = re.compile(r"[A-Z]{2}\d{6}|[A-Z]\d{7}|\d{5,8}")
_VAT = re.compile(r"(?:GB)?(\d{9})(?:\d{3})?")


def company_key(text: str) -> str:
    """Write a company number with its eight characters; empty where it is none.

    Examples
    --------
    >>> company_key(" 123456 "), company_key("sc012345"), company_key("00000000"), company_key("n/a")
    ('00123456', 'SC012345', '', '')
    """
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not _COMPANY.fullmatch(bare) or not bare.strip("0"):
        return ""
    return bare.zfill(8)


def vat_key(text: str) -> str:
    """Write a VAT number as its nine digits; empty where it is none.

    Examples
    --------
    >>> vat_key("GB 123 4567 89"), vat_key("000000000"), vat_key("exempt")
    ('123456789', '', '')
    """
    match = _VAT.fullmatch(re.sub(r"[^A-Z0-9]", "", text.upper()))
    return match.group(1) if match and match.group(1).strip("0") else ""


def ref_key(text: str) -> str:
    """Write a publisher's supplier id in capitals; empty where it is blank or noughts.

    Examples
    --------
    >>> ref_key(" s121 "), ref_key("000")
    ('S121', '')
    """
    bare = text.strip().upper()
    return bare if re.search(r"[1-9]", bare) or (bare and not re.search(r"\d", bare)) else ""

"""What does a cell of a contracts register say?

A cell that claims to be a date or an amount and is none is :class:`Dirt`. Words in place of one (``TBC``, ``Ongoing``)
leave the field empty and are kept as a doubt, so that nothing is lost and nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.register.contract import Doubt, Identifier
from inhouse.contracts.register.read import Dirt
from inhouse.contracts.terms.dates import Notice, Unit
from inhouse.core.dates import parse_date
from inhouse.core.money import parse_amount

_ABSENT = re.compile(r"(?i)[-–—.]*|n\W?a\W?|none|not applicable|tb[ca]|unknown|null")
_ROLLING = re.compile(
    r"(?i)\b(ongoing|on-going|rolling|perpetual|in perpetuity|open[- ]ended|indefinite(ly)?|continuous|evergreen)\b"
)
_DATE_SHAPE = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([T ]\d{1,2}:.*)?")
_DISTANT = r"(9999|2[1-9]\d\d|19[0-6]\d|1[0-8]\d\d)"
_NO_REAL_DAY = re.compile(rf"(\d{{1,2}}[-/.]\d{{1,2}}[-/.])?{_DISTANT}([-/.]\d{{1,2}}[-/.]\d{{1,2}}.*)?")
_DATE_INSIDE = re.compile(
    r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?[A-Za-z]{3,9}[\s,-]+\d{4}\b"
)
_SILENT_MONEY = re.compile(
    r"(?i)[-–—.]*|n\W?a|not applicable|nil return|none|tb[cad]|to be (confirmed|agreed|determined)"
    r"|unknown|not known|various|rolling|ongoing"
)
_JUNK = re.compile("[\ufffdÂ?]+(?=[£\\d(\\s-])|\ufffd")
_ASIDES = re.compile(
    r"(?i)\([^)]*[a-z][^)]*\)|\+ ?vat\b"
    r"|\b(up to|approx(imately)?|circa|ca?\.|est(imated)?|about|around|max(imum)?|in total|total|gbp"
    r"|(ex|exc|excl|excluding|inc|incl|including|plus)\.? vat"
    r"|over (the )?(full )?(contract )?(term|life|period|lifetime)|(over|for) \d+ (years?|months?))\b\.?"
)
_PER = re.compile(
    r"(?i)\b(p\.?a|p/a|pcm|p\.?m|per|annually|annual|a year|yearly|monthly|weekly|hourly|each)\b"
    r"|/\s*(year|month|week|hour|annum|yr)"
)
_RANGE = re.compile(r"(?i)\d[\d,.]*\s*(k|m|mn|million|bn)?\s*(-|–|—|to|and)\s*£?\s*\d")
_SCALED = re.compile(r"(?i)(?P<number>.*\d)\s*(?P<scale>k|thousand|m|mn|mil|mill|million|bn|billion)")
_SCALES = {"k": 1000, "t": 1000, "m": 10**6, "b": 10**9}
_MONEY_ONLY = re.compile(r"(?i)[\d£.,\s()e+-]+")
_COMPANY = re.compile(r"(?i)([A-Z]{2})?0*(\d{1,8})[A-Z]?")
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_TWICE_WRITTEN = re.compile(r"\b(\d+)\s*\(\1\)")
_NOTICE = re.compile(
    r"\b(\d{1,3})[\s-]*(clear |working |calendar |business )?(month|mth|mnth|m\b|day|d\b|week|wk|year|yr)"
)
_MOST_NOTICE_WORDS = 12
_BARE_NUMBER = re.compile(r"[1-9]\d*(\.\d+)?")
_UNITS = {
    "months": re.compile(r"(?i)\b(months?|mths?|mnths?)\b"),
    "years": re.compile(r"(?i)\b(years?|yrs?)\b"),
    "weeks": re.compile(r"(?i)\b(weeks?|wks?)\b"),
    "working days": re.compile(r"(?i)\bworking days?\b"),
    "clear days": re.compile(r"(?i)\bclear days?\b"),
    "days": re.compile(r"(?i)\bdays?\b"),
}


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date cell: the day if it gives one, whether it says the contract runs on, and what is doubtful."""

    day: dt.date | None = None
    rolling: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, kw_only=True)
class Money:
    """A value cell: the amount if it gives exactly one for the whole contract, and what is doubtful."""

    amount: Decimal | None = None
    doubt: Doubt | None = None


def tidy(text: str) -> str:
    """Put text on one line, without the codes of web pages.

    Examples
    --------
    >>> tidy(" Cassidy &amp; Ashton\\n Group ")
    'Cassidy & Ashton Group'
    """
    return " ".join((html.unescape(text) if "&" in text and ";" in text else text).split())


def is_absent(text: str) -> bool:
    """Say whether a cell says that there is nothing.

    Examples
    --------
    >>> is_absent("n/a"), is_absent("TBC"), is_absent("Ongoing")
    (True, True, False)
    """
    return bool(_ABSENT.fullmatch(text))


def unit_of(heading: str) -> str:
    """Give the unit that a heading names for the numbers below it.

    Examples
    --------
    >>> unit_of("Extension (mths)"), unit_of("Notice - working days"), unit_of("Notice")
    ('months', 'working days', '')
    """
    return next((unit for unit, pattern in _UNITS.items() if pattern.search(heading)), "")


def with_unit(text: str, heading: str) -> str:
    """Add the unit that a heading gives to a bare number.

    Examples
    --------
    >>> with_unit("12", "Notice (months)"), with_unit("1 year", "Notice (months)")
    ('12 months', '1 year')
    """
    unit = unit_of(heading)
    return f"{text} {unit}" if unit and _BARE_NUMBER.fullmatch(text) else text


def read_day(text: str, column: str, *, day_first: bool = True) -> Day:
    """Read a date cell.

    Raises
    ------
    Dirt
        The cell is written as a date, and no such day exists.

    Examples
    --------
    >>> read_day("31/03/2026", "End").day, read_day("Ongoing", "End").rolling, read_day("TBC", "End").day
    (datetime.date(2026, 3, 31), True, None)
    """
    if not text:
        return Day()
    if day := parse_date(text, day_first=day_first):
        return Day(day=day)
    if _ROLLING.search(text):
        return Day(rolling=True, doubt=Doubt(column=column, found=text, expected="a date"))
    if _NO_REAL_DAY.fullmatch(text):
        return Day(doubt=Doubt(column=column, found=text, expected="a date that is meant"))
    if _DATE_SHAPE.fullmatch(text):
        raise Dirt(column, text, "a date that exists, day first, such as 31/03/2026")
    inside = days_in(text)
    if len(inside) == 1:
        return Day(day=inside[0], doubt=Doubt(column=column, found=text, expected="a date alone"))
    return Day(doubt=Doubt(column=column, found=text, expected="a date"))


def days_in(text: str) -> tuple[dt.date, ...]:
    """Find the dates in a longer text.

    Examples
    --------
    >>> days_in("1 April 2020 to 31/03/2024")
    (datetime.date(2020, 4, 1), datetime.date(2024, 3, 31))
    """
    return tuple(day for match in _DATE_INSIDE.finditer(text) if (day := parse_date(match[0])))


def read_money(text: str, column: str) -> Money:
    """Read a value cell, in pounds.

    Raises
    ------
    Dirt
        The cell is written as an amount, and is none.

    Examples
    --------
    >>> read_money("£1.2m", "Value").amount, read_money("approx. £40,000 + VAT", "Value").amount
    (Decimal('1200000.0000'), Decimal('40000.0000'))
    >>> read_money("tbc", "Value").amount, read_money("£10k - £20k", "Value").doubt.expected
    (None, 'one amount, not a range')
    """
    bare = _JUNK.sub("", text).strip()
    if _SILENT_MONEY.fullmatch(bare.strip(" £")):
        return Money()
    if _RANGE.search(bare):
        return Money(doubt=Doubt(column=column, found=text, expected="one amount, not a range"))
    if _PER.search(bare):
        expected = "an amount for the whole contract, not a rate"
        return Money(doubt=Doubt(column=column, found=text, expected=expected))
    bare = _ASIDES.sub("", bare).strip(" .:;~<")
    if amount := _scaled_amount(bare):
        return Money(amount=amount)
    amount = parse_amount(bare)
    if amount is None and bare and _MONEY_ONLY.fullmatch(bare):
        raise Dirt(column, text, "an amount in pounds, such as 12,345.67")
    if amount is None:
        return Money(doubt=Doubt(column=column, found=text, expected="an amount in pounds"))
    return Money(amount=amount)


def _scaled_amount(text: str) -> Decimal | None:
    match = _SCALED.fullmatch(text)
    number = parse_amount(match["number"]) if match else None
    return number * _SCALES[match["scale"][0].lower()] if match and number is not None else None


def read_company_number(text: str) -> Identifier | None:
    """Read a number of Companies House, padded to eight places; None for anything else.

    Examples
    --------
    >>> read_company_number("5912608").id, read_company_number("sc115530").id, read_company_number("N/A")
    ('05912608', 'SC115530', None)
    """
    match = _COMPANY.fullmatch(text.replace(" ", ""))
    if not match or int(match[2]) == 0:
        return None
    prefix = (match[1] or "").upper()
    return Identifier(scheme="GB-COH", id=prefix + match[2].zfill(8 - len(prefix)))


def read_notice(text: str) -> Notice | None:
    """Read a notice period, such as ``3 months``, ``90 days`` or ``20 working days``.

    Examples
    --------
    >>> str(read_notice("6 months' notice")), str(read_notice("4 weeks")), read_notice("see contract")
    ('6 months', '28 calendar days', None)
    >>> str(read_notice("Three (3) calendar months")), str(read_notice("1 year"))
    ('3 months', '12 months')
    """
    words = _NUMBER_WORD.sub(lambda match: str(_NUMBERS.index(match[0]) + 1), text.lower())
    found = list(_NOTICE.finditer(_TWICE_WRITTEN.sub(r"\1", words)))
    if len(found) != 1 or len(text.split()) > _MOST_NOTICE_WORDS:
        return None
    count, kind, unit = int(found[0][1]), (found[0][2] or "").strip(), found[0][3]
    if unit in ("year", "yr"):
        return Notice(count=count * 12, unit=Unit.MONTHS)
    if unit in ("month", "mth", "mnth", "m"):
        return Notice(count=count, unit=Unit.MONTHS)
    if kind in ("working", "business") and unit == "day":
        return Notice(count=count, unit=Unit.WORKING_DAYS)
    days = count * 7 if unit in ("week", "wk") else count
    return Notice(count=days, unit=Unit.CLEAR_DAYS if kind == "clear" else Unit.DAYS)

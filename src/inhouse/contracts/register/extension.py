"""What do a register's words say about extending a contract?

Registers write ``2+1+1``, ``3 years + 2 x 12 months``, ``Option to extend by up to 24 months``, ``Yes`` or nothing.
What the words give is kept as months; what they leave open (``Yes`` alone) stays open.
"""

from __future__ import annotations

import re

from inhouse.contracts.register.contract import Extension, MayExtend

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), start=1)} | {"single": "1"}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b")
_SILENT = re.compile(
    r"[\s\-–—.?]*|n\W?a\W*"
    r"|(tbc|tba|tbd|unknown|not (known|applicable|stated|specified|given)|see (contract|file|above|notes)|various)\W*"
)
_NO = re.compile(
    r"(no|none|nil|n|false|0)\W*|(no|none|nil|not)\s+.*|without .*"
    r"|.*\bno (further )?(option|extension|renewal).*"
)
_YES = re.compile(r"\s*(yes|y|true)\b")
_GRANT = re.compile(r"\b(exten|renew|option|plus|further|additional|up to)")
_YEARS, _MONTHS = r"(?:years?|yrs?|y)\b", r"(?:months?|mths?|mnths?|m)\b"
_LENGTH = re.compile(
    rf"(?:(?P<times>\d{{1,2}})\s*(?:x|×|\*|(?:no\.?|further|additional|separate|optional|possible|more|periods?|extensions?|options?|of|for|up|to|a|,|\s|-)*\b)\s*)?"
    rf"\(?(?P<number>\d{{1,3}}(?:\.5)?)\)?\s*-?\s*(?:(?P<years>{_YEARS})|(?P<months>{_MONTHS}))"
)  # fmt: skip
_OWN_UNIT = re.compile(rf"\d\)?\s*-?\s*({_YEARS}|{_MONTHS})|\b(year|month|week|day)")
_UNITLESS = re.compile(
    r"(?<![\d./])(\d{1,3}(?:\.\d)?)(?![\d./]|\s*(?:x|×|\*|no\.?\b|further|additional|separate|optional|possible|more"
    r"|periods?|extensions?|options?|of|times)|\W*\d*\W*times)"
)
_LENGTH_FIRST = re.compile(r"\b([1-9]\d)\s*(?:x|×|\*)\s*([1-9])\b(?!\s*\d)")
_BARE = re.compile(r"(?:(\d{1,2})\s*(?:x|×|\*)\s*)?(\d{1,3}(?:\.5)?)")
_PLUS = re.compile(r"\bplus (?=\d)")
_BREAKDOWN = re.compile(r"\((\s*\d[^()]*\+[^()]*)\)")
_IN_BRACKETS = re.compile(r"\d[^()]*\([^()]*\d[^()]*\)\W*$")
_TWICE = re.compile(r"\b(twice|2 times|two times)\b")
_LONGEST_TEXT = 500
_LONGEST_MONTHS = 1200
_FEWEST_BARE_MONTHS = 12


def parse_extension(text: str, *, unit: str = "") -> Extension:
    """Read the words of an extension column.

    Parameters
    ----------
    text
        The words of the cell.
    unit
        ``months`` or ``years`` where the heading says so; a number without a unit of its own has this one, and every
        link of a chain is an extension.

    Examples
    --------
    >>> parse_extension("2+1+1").initial_months, parse_extension("2+1+1").periods_months
    (24, (12, 12))
    >>> parse_extension("Option to extend by up to two further periods of 12 months").periods_months
    (12, 12)
    >>> parse_extension("Yes").may_extend.value, parse_extension("Yes").periods_months
    ('yes', ())
    >>> parse_extension("None").may_extend.value, parse_extension("n/a").may_extend.value
    ('no', 'not stated')
    >>> [parse_extension(text, unit="months").periods_months for text in ("2 x 12", "Up to 60")]
    [(12, 12), (60,)]
    """
    shown = " ".join(text.split())[:_LONGEST_TEXT]
    words = _PLUS.sub("+ ", _WORD.sub(lambda match: _WORDS[match[1]], shown.lower()))
    if _SILENT.fullmatch(words):
        return Extension(text=shown)
    if _NO.fullmatch(words):
        return Extension(may_extend=MayExtend.NO, text=shown)
    words = _with_unit(words, unit)
    first, periods = _chain(words) if re.search(r"\+\s*\d", words) else _prose(words)
    bare = not _OWN_UNIT.search(shown.lower()) and _is_chain(words)
    if unit and first is not None and periods and (bare or {first} == set(periods)):
        periods, first = (first, *periods), None
    if not periods and not _YES.match(words) and not _GRANT.search(words):
        return Extension(text=shown)
    return Extension(may_extend=MayExtend.YES, initial_months=first, periods_months=periods, text=shown)


def parse_length(text: str) -> int | None:
    """Read one length of time in months, such as ``3 years`` or ``18 months``; None when it is not exactly one.

    Examples
    --------
    >>> parse_length("Three years"), parse_length("36 months"), parse_length("2 years and 6 months"), parse_length("36")
    (36, 36, 30, None)
    """
    words = _WORD.sub(lambda match: _WORDS[match[1]], text.lower()[:_LONGEST_TEXT])
    found = [_months(match) for match in _LENGTH.finditer(words)]
    if len(found) == 2 and re.fullmatch(rf"\W*\d+\s*{_YEARS}\W*(and)?\W*\d+\s*{_MONTHS}\W*", words):
        return found[0][0] + found[1][0]
    return found[0][0] if len(found) == 1 and len(found[0]) == 1 else None


def is_silent(text: str) -> bool:
    """Say whether words about extending say nothing, as «n/a» and «TBC» do."""
    return bool(_SILENT.fullmatch(" ".join(text.lower().split())))


def _with_unit(words: str, unit: str) -> str:
    """Give numbers the unit of the heading, unless the words have units of their own."""
    if not unit or _OWN_UNIT.search(words):
        return words
    return _UNITLESS.sub(rf"\1 {unit}", _LENGTH_FIRST.sub(r"\2 x \1", words))


def _is_chain(words: str) -> bool:
    """Say whether words are links and nothing else, as ``12 months+12 months``."""
    return not re.search(r"[a-z]", re.sub(rf"{_YEARS}|{_MONTHS}|\bx\b|(?<=\d)x", "", words))


def _chain(words: str) -> tuple[int | None, tuple[int, ...]]:
    """Read ``first term + extension + …``; after ``yes`` or a word of extending every link is an extension."""
    if (part := _BREAKDOWN.search(words)) and (whole := _LENGTH.search(words[: part.start()])):
        first, rest = _chain(part[1])
        if first and sum(rest, first) == sum(_months(whole)):
            return None, (first, *rest)
    links = [link for link in words.split("+") if re.search(r"\d", link)]
    unit = next((_unit(match) for link in links if (match := _LENGTH.search(link))), None)
    lengths: list[tuple[int, ...]] = []
    for link in links:
        if match := _LENGTH.search(link):
            lengths.append(_months(match))
        elif bare := _BARE.search(link):
            lengths.append((_scaled(bare[2], unit or _likely_unit(words)),) * int(bare[1] or 1))
    if not all(length and 0 < length[0] <= _LONGEST_MONTHS for length in lengths):
        return None, ()
    before = words[: re.search(r"\d", words).start()]  # type: ignore[union-attr]  # a chain holds a digit
    if _YES.match(before) or _GRANT.search(before) or before.strip().startswith("+"):
        return None, tuple(month for length in lengths for month in length)
    return sum(lengths[0]), tuple(month for length in lengths[1:] for month in length)


def _prose(words: str) -> tuple[int | None, tuple[int, ...]]:
    """Read lengths in a sentence: those before the first word of extending are the first term."""
    grant = _GRANT.search(words)
    found = list(_LENGTH.finditer(words))
    turn = grant.start() if grant else 0
    first = [match for match in found if match.start("number") < turn]
    later = found[len(first) :] or found[-1:]
    first = [match for match in first if match not in later]
    periods = tuple(month for match in later for month in _months(match))
    if len(periods) == 1 and _TWICE.search(words):
        periods *= 2
    if len(periods) > 1 and _IN_BRACKETS.search(words) and periods[0] == sum(periods[1:]):
        periods = periods[1:]
    if any(not 0 < month <= _LONGEST_MONTHS for month in periods):
        periods = ()
    return (sum(_months(first[0])) if len(first) == 1 else None), periods


def _months(match: re.Match[str]) -> tuple[int, ...]:
    return (_scaled(match["number"], _unit(match)),) * int(match["times"] or 1)


def _unit(match: re.Match[str]) -> int:
    return 12 if match["years"] else 1


def _scaled(number: str, unit: int) -> int:
    return int(float(number) * unit)


def _likely_unit(words: str) -> int:
    """Take numbers without a unit for years, as ``2+1+1`` is written, unless one is 12 or more."""
    return 1 if any(int(number) >= _FEWEST_BARE_MONTHS for number in re.findall(r"\d+", words)) else 12

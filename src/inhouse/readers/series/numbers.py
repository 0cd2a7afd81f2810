"""Which number does a cell say, and which numbers a column?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from inhouse.core.results import Decision

_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}([ ,'’]\d{3})+(\.\d*)?")
_SCIENTIFIC = re.compile(r"\d+(\.\d*)?E[+-]?\d{1,3}", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "\xa0": " ", "\u202f": " ", "\u2009": " "})
_LARGEST = 1e100


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number, and whether a percent sign follows it."""

    value: float
    percent: bool


def read_number(text: str) -> Number | None:
    """Read a number as people write it; None when the text is not one number.

    Examples
    --------
    >>> read_number("1,234.5").value, read_number("(12)").value, read_number("85%")
    (1234.5, -12.0, Number(value=85.0, percent=True))
    >>> read_number("12 days") is read_number("-") is read_number("12,34") is None
    True
    """
    bare = text.translate(_MINUS).strip().removeprefix("£").strip()
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        negative, bare = True, bare[1:-1].strip()
    if bare.startswith("-") or bare.endswith("-"):
        negative, bare = not negative, bare.removeprefix("-").removesuffix("-").strip()
    bare = bare.removeprefix("+").removeprefix("£").strip()
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare) or _SCIENTIFIC.fullmatch(bare)):
        return None
    value = float(re.sub(r"[ ,'’]", "", bare))
    if not math.isfinite(value) or value >= _LARGEST:
        return None
    return Number(value=-value if negative and value else value, percent=percent)


class NumberColumn:
    """The cells of one column of numbers, read with one idea of percent signs.

    Where some cells have a percent sign and some have none, 83 among 85% and 84% is 83%, but nobody can tell what 0.83
    is: it is no number of this column.
    """

    def __init__(self, texts: Sequence[str], heading: str) -> None:
        self._heading = heading
        self._numbers = [read_number(text) for text in texts]
        found = [number for number in self._numbers if number]
        signs = sum(number.percent for number in found)
        self.percent = signs > 0 and 2 * signs >= len(found)
        alike = [number for number in found if number.percent == self.percent]
        self._above_one = 2 * sum(abs(number.value) > 1 for number in alike) > len(alike)

    def at(self, place: int) -> float | None:
        """The number in a row, counted from 0; None where there is none."""
        number = self._numbers[place]
        if number is None:
            return None
        told = number.percent == self.percent or (self._above_one and abs(number.value) > 1)
        return number.value if told else None

    @property
    def expected(self) -> str:
        """What a cell should hold."""
        return "a number with a percent sign, as most have" if self.percent else "a number"

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """How the column was understood."""
        if not any(number.percent for number in self._numbers if number):
            return ()
        return (
            Decision(
                about=f"«{self._heading}»",
                decided="values are per cent: 85% is 85",
                because=f"{'most' if self.percent else 'some'} cells have a percent sign",
            ),
        )

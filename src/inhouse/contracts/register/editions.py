"""Which entries of several registers are one contract, and which of them counts?

A council publishes its register again and again, and most contracts stand in every edition. Two entries of different
registers are one contract if their number, supplier and title agree, apart from capitals, spaces and punctuation. An
entry without a number agrees with another without one if they start on the same day as well. Entries of one register
are never taken together: a register may list the lots of a contract under one number.

The entry in the newest register counts; the others are its history. The newest is told by the dates in the names of all
registers, if each has one of the same kind (a day or month, a quarter, a year), else it is the one that was given last.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from inhouse.contracts.register.contract import Contract, Origin
from inhouse.core.dates import month_number

_YEAR = r"(?<!\d)(?P<year>20\d\d)"
_TOLD: tuple[tuple[str, str], ...] = (
    ("month", rf"{_YEAR} ?(?P<month>0[1-9]|1[0-2]|[1-9](?= |$))(?: ?(?P<day>0[1-9]|[12]\d|3[01]))?(?!\d)"),
    ("month", rf"(?P<day>0?[1-9]|[12]\d|3[01]) (?P<month>0?[1-9]|1[0-2]) {_YEAR}(?!\d)"),
    ("month", rf"(?:(?P<day>\d{{1,2}})(?: ?(?:st|nd|rd|th))? ?)?(?P<name>[a-z]{{3,9}}) ?{_YEAR}(?!\d)"),
    ("quarter", rf"\bq(?:uarter|tr)? ?(?P<quarter>[1-4]) {_YEAR}(?!\d)"),
    ("quarter", rf"{_YEAR}(?: \d\d)? ?q(?:uarter|tr)? ?(?P<quarter>[1-4])(?!\d)"),
    ("year", rf"{_YEAR}(?!\d)"),
)
_Told = tuple[str, tuple[int, int, int]]


@dataclass(frozen=True, kw_only=True)
class Current:
    """A contract as the newest register tells it, and what older ones told, newest first."""

    contract: Contract
    earlier: tuple[Contract, ...] = ()


def current_contracts(contracts: Sequence[Contract]) -> tuple[Current, ...]:
    """Give each contract once, in the order in which the entries that count were given.

    Parameters
    ----------
    contracts
        All entries, register after register, the newest register last where names do not tell.
    """
    rank = {register: place for place, register in enumerate(_oldest_first(_registers(contracts)))}
    entries: dict[tuple[str, ...], list[Contract]] = defaultdict(list)
    for contract in contracts:
        entries[_key(contract)].append(contract)
    earlier: dict[int, list[Contract]] = {}
    for same in entries.values():
        newest = max(rank[_register(each.origin)] for each in same)
        counted = [each for each in same if rank[_register(each.origin)] == newest]
        earlier |= {id(each): [] for each in counted}
        older = [each for each in same if rank[_register(each.origin)] < newest]
        for each in sorted(older, key=lambda each: -rank[_register(each.origin)]):
            earlier[id(_nearest(each, counted))].append(each)
    return tuple(Current(contract=each, earlier=tuple(earlier[id(each)])) for each in contracts if id(each) in earlier)


def said_of(current: Iterable[Current]) -> tuple[str, ...]:
    """Say that contracts stand in several registers, if any do.

    Examples
    --------
    >>> def entry(file):
    ...     return Contract(id="C1", title="Cleaning", origin=Origin(file=file, sha256=file, row=2))
    >>> said_of(current_contracts([entry("register-2026-q1.csv"), entry("register-2025-q4.csv")]))
    ('1 contract stands in more than one register and counts once, as register-2026-q1.csv has it.',)
    """
    several = [each for each in current if each.earlier]
    if not several:
        return ()
    files = sorted({each.contract.origin.file for each in several})
    which = f"as {files[0]} has it" if len(files) == 1 else "as the newest register that lists it has it"
    stand = "contract stands" if len(several) == 1 else "contracts stand"
    verb = "counts" if len(several) == 1 else "count"
    return (f"{len(several):,} {stand} in more than one register and {verb} once, {which}.",)


def told_by_name(name: str) -> _Told | None:
    """Tell from its name which day, month, quarter or year a register is of: the kind, and numbers to order it by.

    Examples
    --------
    >>> told_by_name("Contracts register 30.04.2026.xlsx"), told_by_name("jan-2025-mar-2026.csv")
    (('month', (2026, 4, 30)), ('month', (2026, 3, 0)))
    >>> told_by_name("register-2025-26-Q3.csv"), told_by_name("contracts 2025.csv"), told_by_name("register (2).csv")
    (('quarter', (2025, 3, 0)), ('year', (2025, 0, 0)), None)
    """
    plain = " ".join(re.findall(r"[a-z]+|\d+", name.casefold()))
    for kind, pattern in _TOLD:
        found = [numbers for match in re.finditer(pattern, plain) if (numbers := _numbers(match))]
        if found:
            return kind, max(found)
    return None


def _numbers(match: re.Match[str]) -> tuple[int, int, int] | None:
    said = match.groupdict()
    month = month_number(said["name"]) if said.get("name") else int(said.get("month") or said.get("quarter") or 0)
    return None if month is None else (int(said["year"]), month, int(said.get("day") or 0))


def _register(origin: Origin) -> tuple[str, str]:
    return (origin.sha256, origin.part)


def _registers(contracts: Sequence[Contract]) -> dict[tuple[str, str], str]:
    """Name each register, in the order given: the sheet or member where its name tells a date, else the file."""
    return {
        _register(each.origin): each.origin.part if told_by_name(each.origin.part) else PurePath(each.origin.file).name
        for each in contracts
    }


def _oldest_first(registers: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    told = {register: told_by_name(name) for register, name in registers.items()}
    kinds = {each[0] if each else None for each in told.values()}
    if len(kinds) != 1 or None in kinds:
        return list(registers)
    return sorted(registers, key=lambda register: (told[register] or ("", (0, 0, 0)))[1])


def _key(contract: Contract) -> tuple[str, ...]:
    parts = (contract.number, contract.supplier or "", contract.title, "" if contract.number else contract.start_date)
    return tuple(_plain(str(part)) for part in parts)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _nearest(older: Contract, counted: Sequence[Contract]) -> Contract:
    """Where the newest register has several such entries: the first that agrees most with the older one."""

    def agreement(each: Contract) -> int:
        return sum(
            getattr(each, name) == getattr(older, name)
            for name in ("start_date", "end_date", "value_gbp", "description")
        )

    return max(counted, key=agreement)

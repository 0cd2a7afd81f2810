"""How are contracts listed, found, ordered and drawn?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.terms.dates import add_months
from inhouse.publishers.charts import Span, timeline
from inhouse.web.contracts.presenters import CHOICE_WORDS, address
from inhouse.web.contracts.queries import Held

MOST_DRAWN = 15
SOON_DAYS = 90
FAR = dt.date.max


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a contract stands, as a coloured tag."""

    words: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    """One contract in a list. ``notice_date`` and ``choices`` are empty where the reader may not see terms."""

    id: str
    title: str
    supplier: str
    start_date: dt.date | None
    end_date: dt.date | None
    value_gbp: Decimal | None
    notice_date: dt.date | None
    choices: str
    state: State
    href: str
    unread: frozenset[str]
    illustrative: bool


@dataclass(frozen=True, kw_only=True)
class ContractForDownload:
    """One contract as a line of a downloaded file, with the file and row it came from."""

    id: str
    title: str
    buyer: str | None
    supplier: str | None
    start_date: dt.date | None
    end_date: dt.date | None
    latest_end_date: dt.date | None
    value_gbp: Decimal | None
    value_basis: str
    notice_date: dt.date | None
    open_choices: tuple[str, ...]
    department: str | None
    file: str
    row: int


def contract_lines(held: Iterable[Held], today: dt.date, *, terms: bool, on: str = "") -> list[ContractLine]:
    """Turn contracts into lines of a list; ``on`` is the day to look from, where it is not today."""
    return [
        ContractLine(
            id=each.contract.id,
            title=each.contract.title or each.contract.id,
            supplier=each.contract.supplier or "",
            start_date=each.start_date,
            end_date=each.end_date,
            value_gbp=each.contract.value_gbp,
            notice_date=each.notice_date if terms else None,
            choices=_choices_in_words(each) if terms else "",
            state=state(each, today),
            href=address("contract", each.key, on=on),
            unread=each.contract.unread,
            illustrative=each.illustrative,
        )
        for each in held
    ]


def state(held: Held, today: dt.date) -> State:
    """Say where a contract stands on a day."""
    start, end = held.start_date, held.end_date
    if end is not None and end < today:
        return State(words="Ended", colour="grey")
    if start is not None and start > today:
        return State(words="Not started", colour="light-blue")
    if end is None:
        return State(words="Rolling" if held.contract.rolling else "No end date", colour="yellow")
    if (end - today).days <= SOON_DAYS:
        return State(words=f"Ends within {SOON_DAYS} days", colour="orange")
    return State(words="Running", colour="green")


def select(held: Iterable[Held], asked: dict[str, str], today: dt.date) -> list[Held]:
    """Keep the contracts asked for, in the order asked for."""
    words = asked.get("search", "").casefold().split()
    kept = [
        each
        for each in held
        if all(word in _searched(each) for word in words)
        and _ends_as_asked(each, asked.get("ends", ""), today)
        and _choices_as_asked(each, asked.get("choices", ""))
    ]
    return sorted(kept, key=lambda each: _place(each, asked.get("sort") or "end", today))


def draw(held: Sequence[Held], today: dt.date, *, terms: bool) -> str:
    """Draw the first contracts of a list in time; empty where none has a date."""
    dated = [each for each in held if each.start_date or each.end_date][:MOST_DRAWN]
    if not dated:
        return ""
    titles = [each.contract.title or each.contract.id for each in dated]
    spans = tuple(
        Span(
            label=title if titles.count(title) == 1 else f"{title} ({each.contract.id or each.key})",
            start_date=each.start_date,
            end_date=each.end_date,
            notice_date=each.notice_date if terms else None,
        )
        for each, title in zip(dated, titles, strict=True)
    )
    return timeline(spans, today=today, key="timeline", title="Contracts from start to end")


def for_download(held: Held, *, terms: bool) -> ContractForDownload:
    """Turn a contract into a line of a file; terms are left out for those who may not see them."""
    contract = held.contract
    return ContractForDownload(
        id=contract.id,
        title=contract.title,
        buyer=contract.buyer,
        supplier=contract.supplier,
        start_date=held.start_date,
        end_date=held.end_date,
        latest_end_date=contract.latest_end_date,
        value_gbp=contract.value_gbp,
        value_basis=contract.value_basis,
        notice_date=held.notice_date if terms else None,
        open_choices=tuple(CHOICE_WORDS[choice.choice] for choice in held.open_choices) if terms else (),
        department=contract.department,
        file=contract.origin.file,
        row=contract.origin.row,
    )


def _choices_in_words(held: Held) -> str:
    if held.open_choices:
        return f"{len(held.open_choices)} open"
    return "Not known" if any(choice.open is None for choice in held.choices) else "None open"


def _searched(held: Held) -> str:
    contract = held.contract
    return " ".join(filter(None, (contract.title, contract.id, contract.supplier, contract.department))).casefold()


def _ends_as_asked(held: Held, ends: str, today: dt.date) -> bool:
    end = held.end_date
    if ends == "none":
        return end is None
    if ends == "ended":
        return held.ended(today)
    return not ends or (end is not None and today <= end <= add_months(today, int(ends)))


def _choices_as_asked(held: Held, choices: str) -> bool:
    if choices == "open":
        return bool(held.open_choices)
    return choices != "lapsed" or all(choice.open is False for choice in held.choices)


def _place(held: Held, sort: str, today: dt.date) -> tuple[object, ...]:
    """Contracts that run come before those that ended, the next to end first; unknown values come last."""
    contract = held.contract
    end, title = held.end_date or FAR, contract.title.casefold()
    by = {
        "end": (held.ended(today), (today - end).days if held.ended(today) else (end - today).days),
        "value": (contract.value_gbp is None, -(contract.value_gbp or 0)),
        "supplier": (contract.supplier is None, (contract.supplier or "").casefold()),
        "title": (not title, title),
    }
    return (*by[sort], title, contract.id, contract.origin.row)

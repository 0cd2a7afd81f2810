"""What do terms do to dates? Before and after side by side, and the history of what was entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.contracts.options.choices import Option
from inhouse.contracts.options.outlook import Outlook, agreed_outlook, published_outlook
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.terms.agreed import Agreed
from inhouse.core.money import format_gbp
from inhouse.publishers.contract_timeline import Mark, contract_timeline
from inhouse.web.accounts.models import User
from inhouse.web.contracts.presenters import CHOICE_WORDS
from inhouse.web.contracts.terms.models import ContractTerms
from inhouse.web.contracts.terms.queries import Entered

SOON_DAYS = 30
FIELD_WORDS = {
    "start_date": "first day", "initial_months": "first term", "first_end_date": "exact end", "end_rule": "end rule",
    "extended_by": "who may extend", "extension_months": "extensions", "extensions_used": "extensions used",
    "most_renewals": "most renewals", "extension_notice": "notice to extend", "notice": "notice",
    "break_dates": "break dates", "break_notice": "notice of a break", "partial": "ending a part",
    "partial_notice": "notice to end a part", "staff_transfer": "people (TUPE)", "annual_value_gbp": "cost of a year",
    "exit_price_gbp": "cost of leaving", "nation": "bank holidays",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Change:
    """One date or choice, as it was and as it would be."""

    what: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether it would be another."""
        return self.before != self.after


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    """A choice as shown: its words and state, its days, and what closing costs."""

    words: str
    tag: str
    colour: str
    last_date: dt.date | None
    working_date: dt.date | None
    act_by_date: dt.date | None
    act_by_why: str
    why: str
    closed_by: str
    cost: str
    by_itself: bool


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One version of the terms: who entered it, when, why, and which dates followed."""

    kept: ContractTerms
    fields: str
    ends: dt.date | None
    notice: dt.date | None
    current: bool


def look(contract: Contract, agreed: Agreed | None, identity: str, known: Entered, today: dt.date) -> Outlook:
    """Look at a contract by terms that may not be kept yet.

    Raises
    ------
    InputError
        The terms contradict themselves.
    """
    lead = known.lead_of(identity)
    if agreed is None:
        return published_outlook(contract, today, lead, known.meetings)
    return agreed_outlook(agreed, today, lead, known.meetings)


def changes(before: Outlook, after: Outlook) -> list[Change]:
    """Put every date and choice beside what it would be."""
    dates = [
        ("Ends", before.last_date, after.last_date),
        ("Give notice by", before.notice_date, after.notice_date),
        ("Act by", before.act_by_date, after.act_by_date),
    ]
    listed = [Change(what=what, before=_day(old), after=_day(new)) for what, old, new in dates]
    pairs = zip(before.options, after.options, strict=True)
    return listed + [
        Change(what=CHOICE_WORDS[new.choice], before=_state(old, before.as_of), after=_state(new, after.as_of))
        for old, new in pairs
    ]


def choice_lines(options: Iterable[Option], today: dt.date) -> list[ChoiceLine]:
    """Turn choices into lines of a table."""
    return [
        ChoiceLine(
            words=CHOICE_WORDS[option.choice],
            tag=tag,
            colour=colour,
            last_date=option.last_date,
            working_date=option.working_date if option.working_date != option.last_date else None,
            act_by_date=option.act_by_date,
            act_by_why=option.act_by_why,
            by_itself=not option.needs_decision,
            why=option.why,
            closed_by=option.closed_by if option.closed_by != option.why else "",
            cost=f"{format_gbp(option.cost_gbp)}. {option.cost}" if option.cost_gbp is not None else option.cost,
        )
        for option in options
        for tag, colour in (_tag(option, today),)
    ]


def draw(start: dt.date | None, outlook: Outlook, title: str) -> str:
    """Draw one contract in time; empty where no end is known."""
    end = outlook.last_date
    if end is None:
        return ""
    marks = tuple(
        Mark(
            label=CHOICE_WORDS[option.choice],
            last_date=option.last_date,
            act_by_date=option.act_by_date,
            is_open=bool(option.open),
        )
        for option in outlook.options
        if option.last_date is not None
    )
    return contract_timeline(
        marks, start_date=start, end_date=end, notice_date=outlook.notice_date, today=outlook.as_of, key="in-time",
        title=f"{title} in time",
    )  # fmt: skip


def version_lines(kept: list[ContractTerms], today: dt.date) -> list[VersionLine]:
    """Turn versions, the newest first, into lines that say what each changed."""
    lines = []
    for place, version in enumerate(kept):
        agreed = version.agreed()
        outlook = agreed_outlook(agreed, today) if agreed else None
        before = kept[place + 1].terms if place + 1 < len(kept) else None
        lines.append(
            VersionLine(
                kept=version,
                fields=_fields(before, version.terms),
                ends=outlook.last_date if outlook else None,
                notice=outlook.notice_date if outlook else None,
                current=place == 0,
            )
        )
    return lines


def may_look_after(people: Iterable[User]) -> list[User]:
    """Keep the people who may see terms."""
    return [person for person in people if person.may("contracts.terms")]


def _fields(before: dict[str, object] | None, after: dict[str, object] | None) -> str:
    if after is None:
        return "Taken back: the register alone counts."
    if before is None:
        return "Everything"
    changed = [words for name, words in FIELD_WORDS.items() if before.get(name) != after.get(name)]
    return ", ".join(changed).capitalize() or "No term"


def _tag(option: Option, today: dt.date) -> tuple[str, str]:
    if option.late(today):
        return "Open, but late", "orange"
    if option.open and option.last_date is not None and (option.last_date - today).days <= SOON_DAYS:
        return "Closes soon", "red"
    return {True: ("Open", "green"), False: ("Closed", "grey"), None: ("Cannot be told", "yellow")}[option.open]


def _state(option: Option, today: dt.date) -> str:
    tag, _ = _tag(option, today)
    return f"{tag}, {_day(option.last_date)}" if option.last_date else tag


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else "Not known"

"""What needs a decision or a look this week? The list at the top of the home page, most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from inhouse.contracts.options.choices import Option
from inhouse.contracts.payments import Chosen
from inhouse.core.money import format_gbp
from inhouse.web.accounts.models import User
from inhouse.web.contracts.opened import illustrative, loaded
from inhouse.web.contracts.presenters import CHOICE_WORDS, address, rows_address
from inhouse.web.contracts.queries import Held, Ledger, suppliers_of
from inhouse.web.sources.models import Source, State
from inhouse.web.sources.queries import files_with_rejects

WEEK_DAYS, SOON_DAYS = 7, 90


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing to decide or look at. ``order`` puts the most pressing first."""

    order: tuple[int, int]
    words: str
    detail: str
    href: str
    tag: str
    colour: str
    illustrative: bool = False


def needs(user: User, book: Ledger | None, held: Iterable[Held], today: dt.date) -> list[Need]:
    """Gather what this reader may see and should look at."""
    found: list[Need] = []
    if user.may("sources.view"):
        found += _files()
    if user.may("contracts.terms"):
        found += _choices(held, today)
        found += _notice_missed(held, today)
    if user.may("payments.view") and book is not None:
        found += _paid_after_end(held, book, today)
        found += _repeats(book)
    return sorted(found, key=lambda need: (need.order, need.words))


def _choices(held: Iterable[Held], today: dt.date) -> Iterable[Need]:
    """Give one need a contract: the choices whose day to act comes first, and what is late before all else."""
    for each in held:
        dated = [(option.decide_by_date, option) for option in each.open_choices if option.decide_by_date]
        soonest = min((day for day, _ in dated), default=None)
        if soonest is None or (soonest - today).days > SOON_DAYS:
            continue
        together = [option for day, option in dated if day == soonest]
        days, last = (soonest - today).days, max(option.last_date for option in together if option.last_date)
        yield Need(
            order=(0, days),
            words=f"{_said_together(together)}? {each.contract.title or each.contract.id}",
            detail=_detail(together[0], soonest, last, today),
            href=address("contract", each.key),
            tag=_left(days),
            colour="red" if days <= WEEK_DAYS else "orange",
            illustrative=each.illustrative,
        )


def _notice_missed(held: Iterable[Held], today: dt.date) -> Iterable[Need]:
    """Name running contracts whose day to give notice went by not long ago."""
    for each in held:
        last = each.notice_date
        if last is None or each.ended(today) or not 0 < (today - last).days <= SOON_DAYS:
            continue
        yield Need(
            order=(1, (today - last).days),
            words=f"Notice can no longer be given: {each.contract.title or each.contract.id}",
            detail=f"The last day for it was {_day(last)}. See which choices are left.",
            href=address("contract", each.key),
            tag="Missed",
            colour="red",
            illustrative=each.illustrative,
        )


def _said_together(together: list[Option]) -> str:
    first, *others = (CHOICE_WORDS[option.choice] for option in together)
    return " or ".join([first, *(words.lower() for words in others)])


def _detail(option: Option, soonest: dt.date, last: dt.date, today: dt.date) -> str:
    if soonest < today:
        return f"The day to act by was {_day(soonest)}. It is still possible until {_day(last)}, by an urgent decision."
    if option.act_by_date is None:
        return f"Decide by {_day(last)}. {option.why}"
    return f"Act by {_day(soonest)}: {option.act_by_why} The last day itself is {_day(last)}."


def _left(days: int) -> str:
    if days < 0:
        return f"Late by {-days} day{'s' * (days != -1)}"
    return "Today" if days == 0 else f"{days} day{'s' * (days != 1)} left"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _paid_after_end(held: Iterable[Held], book: Ledger, today: dt.date) -> Iterable[Need]:
    """Name suppliers whose last contract has ended, and who were paid since."""
    held, payments_made_up = tuple(held), bool(illustrative(loaded("payments")))
    running = {s.supplier_id for each in held if not each.ended(today) for s in suppliers_of(book, each.contract)}
    ended = sorted(
        (end, supplier.supplier_id, supplier.supplier, each.contract.title or each.contract.id, each.illustrative)
        for each in held
        if each.ended(today) and (end := each.end_date)
        for supplier in suppliers_of(book, each.contract)
    )
    last_contract = {supplier_id: (end, *rest) for end, supplier_id, *rest in ended}
    for supplier_id, (end, name, title, made_up) in last_contract.items():
        chosen = Chosen(supplier_ids=(supplier_id,))
        last = book.figures(chosen).totals.last_date
        if supplier_id not in running and last is not None and last > end:
            yield Need(
                order=(1, (today - last).days),
                words=f"{name} was paid after its contract ended",
                detail=f"“{title}” ended on {end:%-d %B %Y}. The last payment is dated {last:%-d %B %Y}.",
                href=rows_address(chosen),
                tag="Check",
                colour="yellow",
                illustrative=made_up or payments_made_up,
            )


def _repeats(book: Ledger) -> Iterable[Need]:
    """Give one need for each pair of files that hold the same payments."""
    files = {file.sha256: file for file in loaded("payments")}
    for each in book.repeated():
        first, second = files[each.source], files[each.other]
        yield Need(
            order=(1, 0),
            words=f"{first.name} and {second.name} hold the same payments",
            detail=f"{each.payments:,} payments, {format_gbp(each.amount_gbp)}, stand in both and count twice."
            " If that is wrong, undo one of the files.",
            href=second.href,
            tag="Check",
            colour="orange",
            illustrative=first.illustrative and second.illustrative,
        )


def _files() -> Iterable[Need]:
    for source in Source.objects.filter(state__in=[State.WAITING, State.FAILED]):
        words, tag, colour = {
            State.WAITING: ("is waiting for your answer", "Answer", "blue"),
            State.FAILED: ("could not be loaded", "Failed", "red"),
        }[State(source.state)]
        yield Need(
            order=(2, 0),
            words=f"{source.filename} {words}",
            detail=source.message or "Say what its columns mean, then it can be loaded.",
            href=source.get_absolute_url(),
            tag=tag,
            colour=colour,
        )
    yield from _rejects()


def _rejects() -> Iterable[Need]:
    """Give one need for the rejected rows of all files that count, however many files they are in."""
    files = tuple(files_with_rejects())
    if not files:
        return
    rows, all_rows = (sum(getattr(file, name) or 0 for file in files) for name in ("rows_rejected", "rows_in"))
    which = f"{files[0].filename} has" if len(files) == 1 else f"{len(files):,} files have"
    left_out, each = ("It is", "it") if rows == 1 else ("They are", "each of them")
    yield Need(
        order=(3, 0),
        words=f"{which} {rows:,} rejected row{'s' * (rows != 1)}",
        detail=f"{left_out} left out of every figure, of {all_rows:,} row{'s' * (all_rows != 1)}. See {each}, and why.",
        href=files[0].get_absolute_url() if len(files) == 1 else f"{reverse('sources')}?rejected=yes",
        tag="Check",
        colour="yellow",
    )

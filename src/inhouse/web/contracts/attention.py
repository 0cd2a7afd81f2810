"""What needs a decision or a look this week? The list at the top of the home page, most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from inhouse.contracts.options.choices import Option
from inhouse.contracts.paid.records import PaidContract, Status
from inhouse.core.money import format_gbp
from inhouse.web.accounts.models import User
from inhouse.web.contracts.paid.answers import Answer, answer
from inhouse.web.contracts.paid.words import slug, worst_after, worst_over
from inhouse.web.contracts.presenters import CHOICE_WORDS, address
from inhouse.web.contracts.queries import Held, Ledger
from inhouse.web.sources.models import Source, State
from inhouse.web.sources.opened import illustrative, loaded
from inhouse.web.sources.queries import files_with_rejects

WEEK_DAYS, SOON_DAYS = 7, 90
PAID_AMISS = {
    Status.OVER: ("was paid more than its value", "were paid more than their value", "over value"),
    Status.AFTER: ("was paid after its end", "were paid after their end", "after the end"),
}


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
        found += _paid(answer(today, terms=user.may("contracts.terms")))
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


def _paid(found: Answer | None) -> Iterable[Need]:
    """Give one need for all that was paid over value, and one for all that was paid after the end."""
    if found is None:
        return
    over, after = worst_over(found.paid.contracts), worst_after(found.paid.contracts)
    yield from _paid_amiss(found, Status.OVER, [(each, each.over_value_gbp) for each in over])
    yield from _paid_amiss(found, Status.AFTER, [(each, each.paid_after_gbp) for each in after])


def _paid_amiss(found: Answer, status: Status, worst: Sequence[tuple[PaidContract, Decimal | None]]) -> Iterable[Need]:
    """Count what was paid amiss and name the worst: alone it is linked by itself, else by the list that it heads.

    It comes after what must be decided this week, and before what must be later.
    """
    if not worst:
        return
    held = {line.paid.place: line.held for line in found.lines}
    first, most = worst[0]
    whole = format_gbp(sum((amount or Decimal(0) for _, amount in worst), Decimal(0)))
    title, (one, many, said) = first.title or first.id, PAID_AMISS[status]
    alone = len(worst) == 1
    yield Need(
        order=(0, WEEK_DAYS + (1 if status is Status.OVER else 2)),
        words=f"{title} {one}" if alone else f"{len(worst):,} contracts {many}",
        detail=f"{whole} {said}."
        if alone
        else f"{whole} {said} in all. Most: “{title}”, {format_gbp(most or Decimal(0))}.",
        href=f"{address('contract', held[first.place].key)}#paid" if alone else address("paid", status=slug(status)),
        tag="Check",
        colour="red" if status is Status.OVER else "orange",
        illustrative=bool(illustrative(loaded("payments"))) or all(held[each.place].illustrative for each, _ in worst),
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

"""Which cases and events are behind a figure? Each event is followed to its file and row; people have pseudonyms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from inhouse.core.durations import say_duration
from inhouse.process.discovery.behind import ORDERS, CaseRow, StepRow
from inhouse.publishers.process_charts import dotted_chart
from inhouse.web.contracts.downloads import as_csv, provenance
from inhouse.web.permissions import permission
from inhouse.web.process import presenters as shown
from inhouse.web.process.case_presenter import EventForDownload, event_lines, events_for_download
from inhouse.web.process.views.looked import Looked, look, made_by, page
from inhouse.web.sources.opened import LoadedFile

CASES_A_PAGE, CASES_AT_ONCE, MOST_STEPS = 50, 20_000, 1_000_000
MOST_DOTS = 1_500
ORDER_WORDS = {"first": "First to begin", "latest": "Latest to begin", "longest": "Longest"}


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One case as shown; ``note`` says what is special where a step is looked at."""

    case_id: str
    href: str
    begun: str
    ended: str
    took: str
    events: int
    note: str = ""


@permission("process.rows")
@require_safe
def cases(request: HttpRequest, slug: str) -> HttpResponse:
    """List the cases that the filters leave in, or those in which one activity directly follows another."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    step = request.GET.get("step_from", ""), request.GET.get("step_to", "")
    if all(step):
        return _step(request, looked, step)
    order = _order(request)
    pages = Paginator(range(looked.found.totals.cases), CASES_A_PAGE).get_page(request.GET.get("page"))
    rows = looked.book.cases(
        looked.chosen.filters, order=order, limit=CASES_A_PAGE, offset=CASES_A_PAGE * (pages.number - 1)
    )
    context = {
        "page": pages,
        "cases": [_line(looked, row) for row in rows],
        "orders": [
            (words, looked.address("service_cases", order=name), name == order) for name, words in ORDER_WORDS.items()
        ],
        "download_href": looked.address("service_cases_download", order=order),
        "queries": made_by(("behind_cases",), order=order, limit=CASES_A_PAGE, offset=pages.start_index() - 1),
    }
    return page(request, looked, "service_cases", "process/cases.html", context)


def _step(request: HttpRequest, looked: Looked, step: tuple[str, str]) -> HttpResponse:
    number = request.GET.get("page", "1")
    start = max(int(number) if number.isdigit() else 1, 1) - 1
    found = looked.book.steps(looked.chosen.filters, step, limit=CASES_A_PAGE, offset=CASES_A_PAGE * start)
    pages = Paginator(range(found.cases or start * CASES_A_PAGE), CASES_A_PAGE).get_page(number)
    context = {
        "step": step,
        "steps": found,
        "download_href": looked.address("service_step_download", step_from=step[0], step_to=step[1]),
        "page": pages,
        "rows": [
            (row, say_duration(row.longest_wait_seconds), _case_href(looked, row.case_id)) for row in found.rows
        ],
        "queries": made_by(("behind_step",), from_activity=step[0], to_activity=step[1], limit=CASES_A_PAGE,
                           offset=CASES_A_PAGE * start),
    }  # fmt: skip
    return page(request, looked, "service_cases", "process/step.html", context)


@permission("process.rows")
@require_safe
def download_cases(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give every case that the filters leave in as CSV."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    origin = provenance(looked.opened.files, *looked.chosen.filters.words)
    return as_csv(origin.table("Cases", CaseRow, _every_case(looked, _order(request))), "cases.csv")


def _every_case(looked: Looked, order: str) -> Iterator[CaseRow]:
    offset = 0
    while rows := looked.book.cases(looked.chosen.filters, order=order, limit=CASES_AT_ONCE, offset=offset):
        yield from rows
        offset += CASES_AT_ONCE


@permission("process.rows")
@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what happened to one case, event by event, each with its file and row."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    case_id = request.GET.get("case", "")
    events = looked.book.trace(case_id)
    if not events:
        raise Http404
    context = {
        "case_id": case_id,
        "events": event_lines(events, _files(looked), looked.book.people(), looked.book.attributes()),
        "took": say_duration((events[-1].at - events[0].at).total_seconds()),
        "begun": shown.moment(events[0].at),
        "ended": shown.moment(events[-1].at),
        "back": looked.address("service_cases"),
        "download_href": looked.address("service_case_download", case=case_id),
        "queries": made_by(("behind_case",), case_id=case_id),
    }
    return page(request, looked, "service_cases", "process/case.html", context)


@permission("process.rows")
@require_safe
def download_case(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the events of one case as CSV."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    case_id = request.GET.get("case", "")
    events = looked.book.trace(case_id)
    if not events:
        raise Http404
    rows = events_for_download(case_id, events, _files(looked), looked.book.people())
    return as_csv(provenance(looked.opened.files).table("Events", EventForDownload, rows), "case.csv")


@permission("process.rows")
@require_safe
def download_step(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give every case in which one activity directly follows another as CSV."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    step = request.GET.get("step_from", ""), request.GET.get("step_to", "")
    found = looked.book.steps(looked.chosen.filters, step, limit=MOST_STEPS, offset=0)
    origin = provenance(looked.opened.files, *looked.chosen.filters.words)
    return as_csv(origin.table("Cases with a step", StepRow, found.rows), "step.csv")


def _files(looked: Looked) -> dict[str, LoadedFile]:
    return {file.sha256: file for file in looked.opened.files}


@permission("process.rows")
@require_safe
def dots(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every event as a dot; where there are many, those of evenly chosen cases."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    totals = looked.found.totals
    every = max(1, -(-totals.events // MOST_DOTS))
    since_start = request.GET.get("across") == "since"
    found = looked.book.dots(looked.chosen.filters, every=every)
    chosen_cases = len({dot.place for dot in found})
    words = (
        f"{len(found):,} events of {chosen_cases:,} cases, from {shown.day(totals.first_at)} to "
        f"{shown.day(totals.last_at)}."
    )
    context = {
        "every": every,
        "chosen_cases": chosen_cases,
        "words": words,
        "chart": dotted_chart(found, since_start=since_start, key="dots", title="Events as dots", description=words),
        "across": [
            ("The date", looked.address("service_dots"), not since_start),
            ("Time since the case began", looked.address("service_dots", across="since"), since_start),
        ],
        "activities": looked.found.activities,
        "queries": made_by(("behind_dots",), every=every),
    }
    return page(request, looked, "service_dots", "process/dots.html", context)


def _order(request: HttpRequest) -> str:
    asked = request.GET.get("order", "first")
    return asked if asked in ORDERS else "first"


def _line(looked: Looked, row: CaseRow) -> CaseLine:
    return CaseLine(
        case_id=row.case_id,
        href=_case_href(looked, row.case_id),
        begun=shown.moment(row.started_at),
        ended=shown.moment(row.finished_at),
        took=say_duration(row.duration_seconds),
        events=row.events,
        note=f"way {row.variant:,}",
    )


def _case_href(looked: Looked, case_id: str) -> str:
    return looked.chosen.address(reverse("service_case", args=[looked.service.slug]), case=case_id)

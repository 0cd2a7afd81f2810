"""Which ways do cases go through a service, and where is work done again or handed on?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from inhouse.process.discovery.records import Variant
from inhouse.web.contracts.downloads import as_csv, provenance
from inhouse.web.permissions import permission
from inhouse.web.process import presenters as shown
from inhouse.web.process.filters import SMALLEST_GROUP
from inhouse.web.process.views.looked import Looked, look, made_by, page

WAYS_A_PAGE, HANDOVERS_SHOWN, REWORK_SHOWN = 20, 30, 30


@permission("process.view")
@require_safe
def ways(request: HttpRequest, slug: str) -> HttpResponse:
    """List the ways cases went, the commonest first; a click looks at the cases that went one."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    listed = _told(looked)
    pages = Paginator(listed, WAYS_A_PAGE).get_page(request.GET.get("page"))
    most = listed[0].cases if listed else 0
    lines = shown.way_lines(pages.object_list, pages.start_index(), most)
    context = {
        "page": pages,
        "ways": [(line, looked.address("service", way=line.key)) for line in lines],
        "untold": looked.found.totals.variants - len(listed),
        "untold_share": 1 - (listed[-1].cumulative_share if listed else 0),
        "download_href": looked.address("service_ways_download"),
        "queries": made_by(("discover_variants", "discover_variant_steps"), limit=len(looked.found.variants)),
    }
    return page(request, looked, "service_ways", "process/ways.html", context)


@permission("process.view")
@require_safe
def download_ways(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the ways listed as CSV."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    rows = () if looked.too_few else _told(looked)
    caveats = (*looked.found.caveats, *looked.chosen.filters.words)
    return as_csv(provenance(looked.opened.files, *caveats).table("Ways through", Variant, rows), "ways-through.csv")


def _told(looked: Looked) -> tuple[Variant, ...]:
    """The ways that may be told: to those who may not see single cases, only ways that enough cases went."""
    every = looked.found.variants
    return every if looked.sees_rows else tuple(each for each in every if each.cases >= SMALLEST_GROUP)


@permission("process.view")
@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is done again, reopened, handed on and handed back."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    found = looked.found
    lines, left = shown.handover_lines(found.handovers, HANDOVERS_SHOWN)
    context = {
        "rework": found.rework[:REWORK_SHOWN],
        "handovers": lines,
        "handovers_left": left,
        "first_contact": found.first_contact,
        "reopened": found.reopened,
        "ping_pong": found.ping_pong,
        "queries": made_by(
            ("discover_activities", "discover_first_contact", "discover_reopened", "discover_ping_pong",
             "discover_handovers"),
            closing=list(found.reopened.closing), groups=found.ping_pong.between == "groups",
        ),
    }  # fmt: skip
    return page(request, looked, "service_work", "process/work.html", context)

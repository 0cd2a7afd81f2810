"""How does a service work? Its headline, the map of its flow, where it waits, and its work over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inhouse.core.durations import say_duration
from inhouse.process.discovery.records import Flow
from inhouse.publishers.process_charts import flow_chart, in_progress_chart
from inhouse.web.permissions import permission
from inhouse.web.process import presenters as shown
from inhouse.web.process.map_presenter import Links, class_words, drawn_map
from inhouse.web.process.models import Service
from inhouse.web.process.opened import open_service
from inhouse.web.process.opened import services as named
from inhouse.web.process.views.looked import Looked, look, made_by, page
from inhouse.web.sources.models import Kind
from inhouse.web.sources.opened import loaded

QUERIES = ("discover_totals", "discover_durations", "discover_edges", "discover_activities", "discover_flow")
BOTTLENECKS_SHOWN, STEPS_LISTED = 8, 100
ZOOMS = (("fit", "Fit to the page"), ("full", "Full size"))


@permission("process.view")
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List the services that were named, with their headline."""
    lines = []
    for service in named():
        opened = open_service(service)
        found = opened.book.answer() if opened.book else None
        lines.append((service, shown.headline(found) if found else "None of its logs counts now.", opened.files))
    removed = Service.objects.exclude(removed_at=None) if request.user.may("process.name") else ()  # type: ignore[union-attr]
    context = {"lines": lines, "removed": removed, "logs": loaded(Kind.EVENTS)}
    return render(request, "process/services.html", context)


@permission("process.view")
@require_safe
def service_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the flow of a service."""
    looked = look(request, slug)
    if isinstance(looked, HttpResponse):
        return looked
    found = looked.found
    zoom = request.GET.get("zoom") if request.GET.get("zoom") in dict(ZOOMS) else "fit"
    cases, work = looked.address("service_cases"), looked.address("service_work")
    longest = looked.address("service_cases", order="longest")
    context = {
        "figures": shown.figures(
            found,
            cases_href=cases if looked.sees_rows else "",
            longest_href=longest if looked.sees_rows else "",
            work_href=work,
        ),
        "map": drawn_map(found, _links(looked)),
        "zoom": zoom,
        "zooms": [(words, looked.address("service", zoom=name) + "#map", name == zoom) for name, words in ZOOMS],
        "coverage": looked.chosen.coverage or 100,
        "covered": looked.chosen.covered,
        "other_filters": [each for each in looked.chosen.query if each[0] not in ("coverage", "way")],
        "steps": [
            (edge, say_duration(edge.median_wait_seconds), say_duration(edge.p95_wait_seconds),
             class_words(edge.median_wait_seconds), _step_href(looked, edge.from_activity, edge.to_activity))
            for edge in found.edges[:STEPS_LISTED]
        ],
        "steps_left": max(len(found.edges) - STEPS_LISTED, 0),
        "bottlenecks": [
            (each, say_duration(each.median_wait_seconds), say_duration(each.total_wait_seconds / each.count),
             _step_href(looked, each.from_activity, each.to_activity))
            for each in found.bottlenecks[:BOTTLENECKS_SHOWN]
        ],
        "flow": [(_period(each, found.flow_unit), each) for each in found.flow],
        "flow_chart": flow_chart(found.flow, found.flow_unit, key="flow-chart", title="Cases begun and ended"),
        "progress_chart": in_progress_chart(
            found.flow, found.flow_unit, key="progress-chart", title="Cases in progress"
        ),
        "queries": made_by(QUERIES),
    }  # fmt: skip
    return page(request, looked, "service", "process/service.html", context)


def _links(looked: Looked) -> Links:
    path = reverse("service", args=[looked.service.slug])
    on = {value for name, value in looked.chosen.query if name == "activity"}

    def activity(name: str) -> str:
        return looked.chosen.address(path) if name in on else looked.chosen.with_activity(path, name)

    return Links(activity=activity, step=lambda one, other: _step_href(looked, one, other) or "#steps")


def _step_href(looked: Looked, one: str, other: str) -> str:
    return looked.address("service_cases", step_from=one, step_to=other) if looked.sees_rows else ""


def _period(flow: Flow, unit: str) -> str:
    return f"{flow.from_date:%B %Y}" if unit == "month" else f"{flow.from_date.day} {flow.from_date:%B %Y}"

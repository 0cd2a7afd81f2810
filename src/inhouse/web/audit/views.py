"""What does the audit record show to those who may see it?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inhouse.core.errors import UsageError
from inhouse.web.audit import presenters, queries
from inhouse.web.audit.chain import check_root
from inhouse.web.audit.models import AuditEvent
from inhouse.web.permissions import permission

EVENTS_A_PAGE = 50


@permission("audit.view")
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """List events, newest first, and say whether the record is whole."""
    typed, error = request.GET.get("root", "").strip(), ""
    try:
        root = check_root(typed or None)
    except UsageError:
        root, error = None, "A root is 64 characters from 0 to 9 and a to f. Copy all of it."
    page = Paginator(AuditEvent.objects.all(), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    people, targets = queries.names(page.object_list), queries.target_names(page.object_list, request.user)
    context = {
        "verification": queries.verify(root),
        "page": page,
        "events": [presenters.line(event, people, targets) for event in page.object_list],
        "root": typed,
        "error": error,
    }
    return render(request, "audit/audit.html", context)

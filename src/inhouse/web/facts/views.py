"""What do people outside say about this programme, and do they agree?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inhouse.core.errors import InputError
from inhouse.web.facts.presenters import topic_lines
from inhouse.web.permissions import permission
from inhouse.workflows.facts import read_facts


@permission("overview.view")
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """List published facts by topic, figures that disagree side by side."""
    path = settings.PROGRAMME.facts
    if not path.is_file():
        return render(request, "facts/none.html")
    try:
        published = read_facts(path)
    except InputError as error:
        return render(request, "facts/none.html", {"error": error})
    topics = topic_lines(published)
    context = {
        "published": published,
        "topics": topics,
        "statements": sum(len(group.facts) for topic in published.topics for group in topic.groups),
        "disagreements": sum(group.disagrees for topic in published.topics for group in topic.groups),
        "publications": len({s.url for t in published.topics for g in t.groups for f in g.facts for s in f.sources}),
    }
    return render(request, "facts/facts.html", context)

"""The contracts register as open data: what anybody may have, in the forms that standards ask for."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from inhouse.publishers.ocds import UNREGISTERED_PREFIX, Publication, to_ocds
from inhouse.publishers.transparency import transparency_lines
from inhouse.web.contracts.downloads import XLSX, provenance
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.permissions import permission
from inhouse.web.sources.opened import loaded
from inhouse.workflows.register_export import register_workbook


@permission("contracts.view")
@require_safe
def download_published(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give the whole register, without contracts that are made up, as OCDS, Transparency Code CSV or workbook."""
    contracts = [held.contract for held in held_contracts(timezone.localdate()) if not held.illustrative]
    if name == "contracts-ocds.json":
        folder = settings.PROGRAMME
        publication = Publication(
            published_at=timezone.now(),
            publisher=folder.name(),
            ocid_prefix=folder.ocid_prefix() or UNREGISTERED_PREFIX,
        )
        response: HttpResponseBase = HttpResponse(to_ocds(contracts, publication), content_type="application/json")
    elif name == "contracts-transparency-code.csv":
        lines = ("\ufeff", *transparency_lines(contracts))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    elif name == "contracts-transparency-code.xlsx":
        origin = provenance(file for file in loaded("contracts") if not file.illustrative)
        response = HttpResponse(register_workbook(contracts, origin.provenance), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

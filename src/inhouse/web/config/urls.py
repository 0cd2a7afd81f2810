"""Which address shows which page? Each app lists its own; pages are closed unless opened."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("inhouse.web.accounts.urls")),
    path("audit/", include("inhouse.web.audit.urls")),
    path("sources/", include("inhouse.web.sources.urls")),
    path("control/", include("inhouse.web.control.urls")),
    path("process/", include("inhouse.web.process.urls")),
    path("contracts/published/", include("inhouse.web.contracts.published_urls")),
    path("facts/", include("inhouse.web.facts.urls")),
    path("", include("inhouse.web.contracts.urls")),
]
handler403 = "inhouse.web.design.views.not_allowed"
handler404 = "inhouse.web.design.views.not_found"
handler500 = "inhouse.web.design.views.went_wrong"

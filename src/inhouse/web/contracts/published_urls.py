"""Where is the register given out as open data?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.contracts.views import published

urlpatterns = [path("<str:name>", published.download_published, name="published_download")]

"""Where is the audit record shown?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.audit import views

urlpatterns = [path("", views.audit, name="audit")]

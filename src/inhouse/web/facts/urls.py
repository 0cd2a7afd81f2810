"""Where are the published facts shown?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.facts import views

urlpatterns = [path("", views.facts, name="facts")]

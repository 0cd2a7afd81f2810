"""Where are the pages about files?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.sources import changes, views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("add/", changes.upload, name="upload"),
    path("<uuid:source_id>/", views.source, name="source"),
    path("<uuid:source_id>/columns/", changes.columns, name="source_columns"),
    path("<uuid:source_id>/progress.json", views.progress, name="source_progress"),
    path("<uuid:source_id>/rows/", views.source_rows, name="source_rows"),
    path("<uuid:source_id>/rejects.csv", views.rejects, name="source_rejects"),
    path("<uuid:source_id>/original", views.original, name="source_original"),
    path("<uuid:source_id>/undo/", changes.undo, name="undo_source"),
    path("<uuid:source_id>/redo/", changes.redo, name="redo_source"),
    path("<uuid:source_id>/retry/", changes.retry, name="retry_source"),
    path("<uuid:source_id>/discard/", changes.discard, name="discard_source"),
]

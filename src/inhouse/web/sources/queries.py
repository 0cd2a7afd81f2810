"""Which files count now, and what was found in them?"""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from inhouse.web.sources.models import Kind, RememberedLayout, Source, State


def loaded_sources(kind: Kind) -> QuerySet[Source]:
    """Return the files of one kind that count now, oldest first."""
    return Source.objects.filter(kind=kind, state=State.LOADED).order_by("loaded_at", "pk")


def loaded_files(kind: Kind) -> tuple[Path, ...]:
    """Return what loading wrote for the files that count now: Parquet for payments, JSON for contracts."""
    return tuple(source.loaded_file for source in loaded_sources(kind))


def files_with_rejects() -> QuerySet[Source]:
    """Return the files that count now and in which some row was rejected, the latest first."""
    return Source.objects.filter(state=State.LOADED, rows_rejected__gt=0)


def remembered_layouts(kind: str) -> tuple[RememberedLayout, ...]:
    """Return the layouts people accepted for files of one kind."""
    return tuple(RememberedLayout.objects.filter(kind=kind))


def source_of(kind: Kind, sha256: str) -> Source | None:
    """Return the source with these bytes, whatever its state."""
    return Source.objects.filter(kind=kind, sha256=sha256).first()

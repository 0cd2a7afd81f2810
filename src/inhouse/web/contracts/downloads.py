"""How does a table leave a page? As a file with a name, its sources and its caveats, never cached by others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from inhouse import __version__
from inhouse.core.results import Provenance, SourceFile
from inhouse.publishers.ical import Deadline, to_ical
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.web.sources.opened import LoadedFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE_UP = "Some of these rows are illustrative: made up to show how the programme works, not public facts."


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What every table made from the same files has in common."""

    caveats: tuple[str, ...]
    provenance: Provenance

    def table(self, title: str, record: type, rows: Iterable[object]) -> Table:
        """Make a table that carries this origin."""
        return Table(title=title, record=record, rows=rows, caveats=self.caveats, provenance=self.provenance)


def provenance(files: Iterable[LoadedFile], *caveats: str) -> Origin:
    """Say which files a table comes from, and what to doubt."""
    listed = tuple(files)
    made_up = (MADE_UP,) if any(file.illustrative for file in listed) else ()
    sources = tuple(SourceFile(path=file.name, sha256=file.sha256) for file in listed)
    return Origin(caveats=(*caveats, *made_up), provenance=Provenance(inputs=sources, version=__version__))


def as_csv(table: Table, filename: str) -> HttpResponseBase:
    """Answer with a CSV file, sent as it is made; Excel opens it as UTF-8."""
    lines = ("\ufeff" + line if first else line for first, line in _flagged(csv_lines(table)))
    return _named(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), filename)


def as_xlsx(tables: Sequence[Table], filename: str) -> HttpResponseBase:
    """Answer with a workbook."""
    return _named(HttpResponse(to_xlsx(tables), content_type=XLSX), filename)


def as_calendar(deadlines: Iterable[Deadline], filename: str, as_of: dt.date) -> HttpResponseBase:
    """Answer with a calendar file."""
    text = to_ical(deadlines, name="Contract deadlines", as_of=as_of)
    return _named(HttpResponse(text, content_type="text/calendar; charset=utf-8"), filename)


def _flagged(lines: Iterable[str]) -> Iterable[tuple[bool, str]]:
    return ((number == 0, line) for number, line in enumerate(lines))


def _named(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response

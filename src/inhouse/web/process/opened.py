"""What does a service's logs say? They are opened once, and each answer is worked out once for a set of filters.

A store holds the tables of one set of filters at a time, so questions about rows prepare it again where another set was
looked at in between; a lock keeps two readers apart.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.conf import settings

from inhouse.core.results import Decision
from inhouse.process.discovery import behind, questions
from inhouse.process.discovery.discover import Asked, discover
from inhouse.process.discovery.filters import Filters
from inhouse.process.discovery.prepare import prepare
from inhouse.process.discovery.pseudonyms import pseudonyms
from inhouse.process.discovery.records import Discovery
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.web.process.models import Service
from inhouse.web.sources.models import Source, State
from inhouse.web.sources.opened import LoadedFile, Shelf, as_loaded, stamp

Answer = TypeVar("Answer")
MOST_REMEMBERED = 60
SERVICES_OPEN = 4


@dataclass(eq=False)
class Book:
    """The logs of one service, open for questions."""

    store: DuckDBStore
    key: bytes
    _answers: OrderedDict[Filters, Discovery] = field(default_factory=OrderedDict)
    _prepared: Filters | None = None
    _people: dict[str, str] | None = None
    _attributes: dict[str, tuple[behind.AttributeValue, ...]] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, filters: Filters = Filters()) -> Discovery:  # noqa: B008 (frozen)
        """Say how the service works, for the cases that the filters leave in; resources are pseudonyms."""
        with self._lock:
            if filters not in self._answers:
                self._answers[filters] = discover(self.store, Asked(filters=filters, key=self.key))
                self._prepared = filters
                while len(self._answers) > MOST_REMEMBERED:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(filters)
            return self._answers[filters]

    def cases(self, filters: Filters, *, order: str, limit: int, offset: int) -> tuple[behind.CaseRow, ...]:
        """List some of the cases that the filters leave in."""
        return self._ask(filters, lambda: behind.cases(self.store, order=order, limit=limit, offset=offset))

    def steps(self, filters: Filters, step: tuple[str, str], *, limit: int, offset: int) -> behind.Steps:
        """List the cases in which one activity directly follows another."""
        return self._ask(filters, lambda: behind.steps(self.store, *step, limit=limit, offset=offset))

    def dots(self, filters: Filters, *, every: int) -> tuple[behind.Dot, ...]:
        """Place the events of every so-manieth case in time."""
        return self._ask(filters, lambda: behind.dots(self.store, every=every))

    def trace(self, case_id: str) -> tuple[behind.EventRow, ...]:
        """List the events of one case."""
        return behind.trace(self.store, case_id)

    def people(self) -> dict[str, str]:
        """Return the pseudonym of each resource of the logs, by name: never to be shown the other way round."""
        with self._lock:
            if self._people is None:
                self.answer()
                self._people = pseudonyms(questions.resources(self.store).values(), self.key)
            return self._people

    def attributes(self) -> dict[str, tuple[behind.AttributeValue, ...]]:
        """Return the attributes that have few enough values to choose from."""
        with self._lock:
            if self._attributes is None:
                self.answer()
                self._attributes = behind.attributes(self.store)
            return self._attributes

    def _ask(self, filters: Filters, ask: Callable[[], Answer]) -> Answer:
        with self._lock:
            if self._prepared != filters:
                prepare(self.store, filters)
                self._prepared = filters
            return ask()


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A service with its logs: those that count now, and what was assumed when they were read."""

    service: Service
    files: tuple[LoadedFile, ...]
    book: Book | None
    decisions: tuple[Decision, ...]


def services() -> tuple[Service, ...]:
    """Return the services on the pages, by name."""
    return tuple(Service.objects.filter(removed_at=None).prefetch_related("logs"))


def open_service(service: Service) -> Opened:
    """Open the logs of a service that count now; there may be none, as when a load was undone."""
    sources = Source.objects.filter(pk__in=service.logs.values("source"), state=State.LOADED)
    files = tuple(as_loaded(source) for source in sources.order_by("filename", "sha256"))
    decisions = (Decision(**each) for source in sources for part in source.parts for each in part.get("decisions", ()))
    return Opened(
        service=service,
        files=files,
        book=_BOOKS.take(stamp(files), lambda: _open(files)) if files else None,
        decisions=tuple(dict.fromkeys(decisions)),
    )


def _open(files: tuple[LoadedFile, ...]) -> Book:
    store = DuckDBStore()
    store.attach("event_rows", [file.path for file in files])
    return Book(store=store, key=hashlib.sha256(f"pseudonyms {settings.SECRET_KEY}".encode()).digest())


_BOOKS: Shelf[Book] = Shelf(most=SERVICES_OPEN)
"""Nothing is closed by hand: a store that another request still reads is freed with the last one that holds it."""


def close_all() -> None:
    """Let go of the logs that are held open, as before a folder is removed."""
    _BOOKS.clear()

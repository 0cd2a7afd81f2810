"""Who works out the figures before anybody asks? A thread beside the requests, so that no reader waits for them.

It looks every few seconds whether files were loaded or undone, services named, or a new day has begun. If so, it asks
what the home page, paid against agreed and the services' pages will ask. Whoever comes before it is done waits for the
rest only.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading

from django.db import close_old_connections
from django.utils import timezone

from inhouse.web.contracts.paid.answers import answer
from inhouse.web.contracts.queries import ledger
from inhouse.web.process.opened import open_service, services
from inhouse.web.sources.models import Kind
from inhouse.web.sources.opened import loaded, stamp

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 3


def warm(today: dt.date) -> None:
    """Work out what the pages show first; all of it is kept where the pages look."""
    book = ledger()
    if book is not None:
        book.figures()
        book.repeated()
        for terms in (True, False):
            answer(today, terms=terms)
    for service in services():
        opened = open_service(service)
        if opened.book is not None:
            opened.book.answer()
            opened.book.attributes()


def keep_warm(stopped: threading.Event) -> None:
    """Warm the figures of every new set of files and every new day, until told to stop."""
    known: object = None
    while not stopped.is_set():
        try:
            today = timezone.localdate()
            told = tuple((service.pk, *(log.source_id for log in service.logs.all())) for service in services())
            now = (today, told, *(stamp(loaded(kind)) for kind in Kind))
            if now != known:
                warm(today)
                known = now
        except Exception:  # a reader who asks for the same is told what is wrong
            log.exception("The figures could not be worked out in advance.")
        finally:
            close_old_connections()
        stopped.wait(SECONDS_BETWEEN_LOOKS)


def start() -> None:
    """Begin, in this process."""
    threading.Thread(target=keep_warm, args=(threading.Event(),), name="warm", daemon=True).start()

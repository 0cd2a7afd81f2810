"""Who loads files while people go on working? One process beside the web server, one file after another.

It holds a lock for as long as it lives, so there is never a second one, and whatever it finds half done when it starts
was left by one that died. A load that ends the process itself (out of memory, say) is therefore told on the next start.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.db import close_old_connections

from inhouse.core.errors import InhouseError, LayoutQuestion, StaleError
from inhouse.web.sources import actions, reading
from inhouse.web.sources.models import Kind, Source

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_NOTES = 0.4


@contextmanager
def only_worker() -> Iterator[bool]:
    """Hold the right to load files into the open programme; False when another process has it."""
    with (settings.PROGRAMME.path / "worker.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def run(between: Callable[[], None] = lambda: None) -> None:
    """Load queued files until told to stop; a stop waits for no file.

    Parameters
    ----------
    between
        Called again and again while no file waits, for other work of this process.
    """
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with only_worker() as alone:
        if not alone:
            log.error("Another process loads files into this programme already.")
            return
        recover()
        while not stopped.is_set():
            drain()
            between()
            close_old_connections()
            stopped.wait(SECONDS_BETWEEN_LOOKS)


def recover() -> None:
    """Tell of loads that a dead worker left half done, and sweep up after it; only the holder of the lock may ask."""
    actions.fail_interrupted()
    for kind in Kind:
        for left in settings.PROGRAMME.loaded(kind).glob(".*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def drain() -> None:
    """Load every file in the queue."""
    while source := actions.claim():
        load(source)


def load(source: Source) -> None:
    """Load one claimed file, and leave it loaded, asked about or failed."""
    try:
        outcome = reading.load(source, _Notes(source))
        actions.finish(source, outcome)
    except StaleError:
        log.warning("Source %s changed while it was being loaded.", source.pk)
    except InhouseError as error:
        if isinstance(error, LayoutQuestion) and _answerable(source, error):
            actions.ask(source, error.wrong)
        else:
            actions.fail(source, str(error))
    except Exception:
        log.exception("Source %s could not be loaded.", source.pk)
        actions.fail(source, "This file could not be loaded, and the fault is ours. Tell your system administrator.")


def _answerable(source: Source, question: LayoutQuestion) -> bool:
    """Say whether a person can answer on the columns page."""
    return source.has_columns and (source.about_kind.any_question or bool(question.candidates))


class _Notes:
    """Passes progress on to the database, but not so often that it costs time."""

    def __init__(self, source: Source) -> None:
        self.source, self.noted_at = source, 0.0

    def __call__(self, progress: float) -> None:
        now = time.monotonic()
        if now - self.noted_at >= SECONDS_BETWEEN_NOTES:
            self.noted_at = now
            actions.note_progress(self.source, progress)

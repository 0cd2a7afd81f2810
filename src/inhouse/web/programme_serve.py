"""How is a programme served? A web server and a loader beside it, both stopped together.

The server listens on this machine alone; a proxy in front opens it to others: see ``INHOUSE_HOSTS`` in the settings.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from inhouse.core.errors import InputError
from inhouse.web.programme import Account, bring_up_to_date, first_sign_in, open_programme

HOST = "127.0.0.1"
_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.2
_LONGEST_REST_SECONDS = 60.0


def serve(directory: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve a programme until told to stop by Ctrl-C or SIGTERM.

    Parameters
    ----------
    say
        Told the lines ``Address: …``, ``User: …`` and, on the first start, ``Password: …``.

    Raises
    ------
    InputError
        When the folder is not a programme, or the port is taken.
    """
    folder = open_programme(directory)
    _require_free(port)
    bring_up_to_date()
    account = first_sign_in()
    stop = _StopSignal()
    environment = {"INHOUSE_ADDRESS": f"http://{HOST}:{port}"} | os.environ | {"PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(_server_command(port), env=environment)
    loader = _Loader(folder.path, environment)
    try:
        if _wait_until_listening(server, port, stop):
            _tell(say, port, account)
        while not stop.asked and server.poll() is None:
            loader.keep_alive()
            time.sleep(_LOOK_SECONDS)
    finally:
        _end(server)
        _end(loader.process)
    if not stop.asked and server.returncode:
        raise InputError("The web server stopped by itself.", found=f"exit code {server.returncode}")


class _StopSignal:
    """Remembers that somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


class _Loader:
    """The process that loads files and checks deadlines; when it dies it is started again, after longer and longer."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._command = [sys.executable, "-m", "inhouse.web.programme_worker", str(folder)]
        self._environment = environment
        self._rest = 1.0
        self._next_start = 0.0
        self.process = self._start()

    def keep_alive(self) -> None:
        """Start the process again if it died and has rested."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self._next_start:
            self._next_start, self._rest = now + self._rest, min(self._rest * 2, _LONGEST_REST_SECONDS)
        elif now >= self._next_start:
            self._next_start = 0.0
            self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, env=self._environment)


def _server_command(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "inhouse.web.programme_application:warmed()",
        "--bind", f"{HOST}:{port}", "--workers", "1", "--threads", "8", "--worker-class", "gthread",
        "--keep-alive", "75", "--timeout", "300", "--graceful-timeout", "5", "--log-level", "warning",
    ]  # fmt: skip


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise InputError(
                "The programme cannot be served at this address.",
                found=f"{HOST}:{port}: {error.strerror}",
                next_step=f"Stop what is there, or choose another port: --port {port + 1}",
            ) from error


def _wait_until_listening(server: subprocess.Popen[bytes], port: int, stop: _StopSignal) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None and not stop.asked:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(_LOOK_SECONDS)
    return False


def _tell(say: Callable[[str], None], port: int, account: Account) -> None:
    say(f"Address: http://{HOST}:{port}")
    say(f"User: {account.username}")
    if account.password:
        say(f"Password: {account.password}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

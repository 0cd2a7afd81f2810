"""`inhouse demo`: build the example programme with the loaders anybody uses, and serve it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inhouse.cli.app import AsJson, app, err
from inhouse.core.errors import InputError

if TYPE_CHECKING:
    from inhouse.web.programme_load import LoadedSource

_WHERE = Path("birmingham")
_DESK = "resource=Handled by,timezone=Europe/London"


@app.command(epilog="Example: inhouse demo birmingham")
def demo(
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Build here and stop; without it, build and serve.")
    ] = None,
    port: Annotated[int, typer.Option(help="Where to serve it on this machine.")] = 8000,
    as_json: AsJson = False,
) -> None:
    """Build the example programme "Birmingham, 2005-2021"; without a folder, serve it too."""
    if directory is None:
        _build_and_serve(_WHERE, port)
        return
    loads = build(directory)
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json({"path": str(directory), "built": loads is not None, "loads": loads or ()}))
    elif loads is None:
        err().print(f"{directory} is a programme already. Nothing was changed.", markup=False)
    else:
        err().print(f"The example programme is in {directory}. See it with: inhouse serve {directory}", markup=False)


def build(directory: Path) -> tuple[LoadedSource, ...] | None:
    """Build the example into a folder, whole or not at all.

    Returns
    -------
    tuple of LoadedSource or None
        What was loaded; None when the folder is a programme already.

    Raises
    ------
    InputError
        When the folder holds something else, or a file of the example could not be loaded.
    """
    from inhouse.web.programme_folder import ProgrammeFolder

    target = directory.resolve()
    if ProgrammeFolder(target).exists():
        return None
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("This folder is in use.", found=str(directory), next_step="Name a new or an empty folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=target.parent) as scratch:
        unfinished = Path(scratch) / target.name
        loads = _fill(unfinished)
        unfinished.replace(target)
    return loads


def _fill(directory: Path) -> tuple[LoadedSource, ...]:
    from inhouse.web.programme import close_programme, init
    from inhouse.web.programme_control import load_control
    from inhouse.web.programme_load import load
    from inhouse.web.programme_process import name_service
    from inhouse.workflows.example import birmingham

    example = birmingham()
    folder = init(directory, example.name)
    shutil.copyfile(example.facts, folder.facts)
    events = load("events", example.events, directory, illustrative=True, columns=_DESK)
    loads = (
        *load("contracts", example.contracts, directory),
        *load("payments", example.payments, directory, illustrative=True),
        *load_control(example.control, directory),
        *events,
    )
    name_service("IT service desk", [log.sha256 for log in events if log.state == "loaded"], directory)
    close_programme()
    for each in loads:
        if each.state != "loaded":
            raise InputError("A file of the example could not be loaded.", found=f"{each.path}: {each.message}")
    return loads


def _build_and_serve(directory: Path, port: int) -> None:
    from inhouse.web.programme_folder import ProgrammeFolder
    from inhouse.web.programme_serve import serve

    if not ProgrammeFolder(directory).exists():
        # In a process of its own: one process opens one programme, and the folder is renamed when it is whole.
        built = subprocess.run([sys.executable, "-m", "inhouse.cli", "demo", str(directory)], check=False)
        if built.returncode:
            raise typer.Exit(built.returncode)
    serve(directory, port, typer.echo)

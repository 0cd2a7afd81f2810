"""What does every command share: one application, one way to end with an error, one way to show progress?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import inhouse
from inhouse.core.errors import InhouseError, InputError

app = typer.Typer(
    name="inhouse",
    help="Bring outsourced public services back in-house, and prove they run better.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

_EXTRAS = {"altair": "report", "vl_convert": "report", "xlsxwriter": "report", "django": "web"}

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also save tables and charts in this folder.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to read; .gz, .zip and globs are fine.")]


def err() -> Console:
    """Where messages and progress go: standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Where answers for people go: standard output."""
    return Console(highlight=False)


def expand(paths: Sequence[Path]) -> list[Path]:
    """Turn globs that the shell left alone into the files they name, in order."""
    found: list[Path] = []
    for path in paths:
        pattern = path.relative_to(path.anchor)
        matches = [] if path.exists() else sorted(Path(path.anchor).glob(str(pattern)))
        found.extend(matches or [path])
    return found


def counted(number: int, what: str) -> str:
    """Say how many of something there are.

    Examples
    --------
    >>> counted(1, "payment"), counted(1200, "payment")
    ('1 payment', '1,200 payments')
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def percent(share: float) -> str:
    """Say a share with one decimal; a share too small to show has no sign.

    Examples
    --------
    >>> percent(0.1234), percent(-0.0001)
    ('12.3%', '0.0%')
    """
    return f"{round(share * 100, 1) + 0.0:.1f}%"


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.progress import Progress

    with Progress(console=err(), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def run() -> int:
    """Run the command line; a user's mistake ends with its exit code and a message, never a traceback."""
    try:
        answer = app(standalone_mode=False)
    except InhouseError as error:
        err().print(f"Error: {error}", markup=False, style="bold")
        return error.exit_code
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        err().print("Stopped.")
        return 130
    except ModuleNotFoundError as error:
        return _missing_part(error)
    except OSError as error:
        place = error.filename or "this place"
        err().print(
            f"Error: {place} cannot be used.\nFound: {error.strerror or error}\nNext: Give another place.", markup=False
        )
        return InputError.exit_code
    except Exception as error:
        return _usage_error(error)
    return answer if isinstance(answer, int) else 0


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"inhouse {inhouse.__version__}")
        raise typer.Exit


def _missing_part(error: ModuleNotFoundError) -> int:
    """Name the extra that brings a missing library; a library that no extra brings is a defect."""
    extra = _EXTRAS.get((error.name or "").partition(".")[0])
    if extra is None:
        raise error
    err().print(f"Error: this needs a part that is not installed.\nNext: pip install 'inhouse[{extra}]'", markup=False)
    return 2


def _usage_error(error: Exception) -> int:
    """Show a usage error as the command-line library words it; anything else is a defect and keeps its traceback."""
    if not hasattr(error, "format_message"):
        raise error
    show = getattr(error, "show", None)
    if show:
        show()
    return int(getattr(error, "exit_code", 2))

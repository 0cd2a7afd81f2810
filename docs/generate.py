"""Write the pages of docs/ that follow from the code: make docs.

A test compares each page with what this writes, so that a changed command or parameter shows.
"""

from collections.abc import Iterator
from pathlib import Path

import typer.main

from inhouse.cli import commands as every_command  # noqa: F401  # importing registers them
from inhouse.cli.app import app
from inhouse.core.parameters import histories

DOCS = Path(__file__).parent
GENERATED = "<!-- Written by make docs: change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Names and texts of the generated pages."""
    return {"commands.md": "\n".join(commands()) + "\n", "parameters.md": "\n".join(parameters()) + "\n"}


def commands() -> Iterator[str]:
    """Every command with its arguments and options."""
    yield from (
        "# Commands",
        "",
        GENERATED,
        "",
        "`--json` prints exactly one JSON document. Exit codes: 0 fine, 2 usage, 10 bad input, 11 bad parameter,",
        "12 infeasible, 13 not allowed, 14 stale.",
    )
    yield from command("inhouse", typer.main.get_command(app))


def command(path: str, found: object) -> Iterator[str]:
    """One command, or each command of a group."""
    if children := getattr(found, "commands", None):
        for name in sorted(children):
            yield from command(f"{path} {name}", children[name])
        return
    yield from (
        "",
        f"## `{path}`",
        "",
        first_paragraph(found.help or ""),
        "",
        "| argument or option | meaning |",
        "|---|---|",
    )
    for parameter in found.params:
        if not getattr(parameter, "hidden", False):
            yield f"| {cell(written(parameter))} | {cell(getattr(parameter, 'help', None) or '')} |"
    yield "| `--help` | Show what the command does, with an example. |"
    if found.epilog:
        yield from ("", cell(found.epilog).replace("Example: ", "Example: `", 1) + "`")


def written(parameter: object) -> str:
    """How an argument or option is typed."""
    if parameter.param_type_name == "argument":
        name = (parameter.metavar or parameter.name).upper().strip("[].")
        return f"`{name}{'…' if parameter.nargs == -1 else ''}`"
    return ", ".join(f"`{option}`" for option in [*parameter.opts, *parameter.secondary_opts])


def first_paragraph(text: str) -> str:
    """The first paragraph on one line."""
    return " ".join(text.partition("\n\n")[0].split())


def parameters() -> Iterator[str]:
    """Every number of law and policy, newest value first."""
    yield from (
        "# Numbers of law and policy",
        "",
        GENERATED,
        "",
        "Each answer names the numbers it rests on. “Not read again” means: check the source before you rely on it.",
    )
    for parameter_id, history in sorted(histories().items()):
        newest = history[-1]
        yield from ("", f"## `{parameter_id}`", "", f"{newest.title}. Unit: {newest.unit or 'none'}.")
        if newest.applies_to:
            yield f"Applies to: {newest.applies_to}."
        if newest.note:
            yield from ("", " ".join(newest.note.split()))
        yield from ("", "| from | value | source | read for this release |", "|---|---|---|---|")
        for entry in reversed(history):
            again = "yes" if entry.reread else "not read again"
            yield f"| {entry.from_date.isoformat()} | {cell(said(entry.value))} | {cell(entry.source)} | {again} |"


def said(value: object) -> str:
    """A value in words: lists and tables on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {said(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(said, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def cell(text: str) -> str:
    """Text that stays in one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")

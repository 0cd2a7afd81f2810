"""`inhouse init, load, status, serve, undo, user, audit`: a programme is a folder, and these are its doors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from inhouse.cli.app import AsJson, app, expand, out
from inhouse.cli.days import AsOf, as_of_day, day
from inhouse.core.errors import InputError, UsageError

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The programme's folder.")]
HERE = Path()


@app.command(epilog='Example: inhouse init our-it --name "Our council\'s IT"')
def init(
    directory: Folder,
    name: Annotated[str | None, typer.Option(help="What people call it; the folder's name by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a programme: a folder with a database; one that exists keeps all it has."""
    from inhouse.web import programme

    folder = programme.init(directory, name or directory.resolve().name)
    _answer({"programme": folder.name(), "directory": str(folder.path)}, as_json, [
        f"The programme «{folder.name()}» is in {folder.path}.",
        f"Next: inhouse load payments FILE... --into {directory}    or: inhouse serve {directory}",
    ])  # fmt: skip


@app.command(epilog="Example: inhouse load payments spend-*.csv --into our-it")
def load(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="payments, contracts, control or events.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to load; globs are fine.")],
    into: Annotated[Path, typer.Option(metavar="DIR", help="The programme's folder.")],
    illustrative: Annotated[
        bool, typer.Option("--illustrative", help="The figures are made up: label them so.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option(help="What the columns mean: date=1,supplier=3,amount=5; of logs by name: case=Ticket."),
    ] = None,
    profile: Annotated[list[Path] | None, typer.Option(help="A YAML file with more words for headings.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load files into a programme; the same file twice changes nothing."""
    from inhouse.web.programme_control import load_control
    from inhouse.web.programme_load import load as load_files

    if kind == "control":
        if columns or profile:
            raise UsageError(
                "The columns of a control matrix cannot be told.",
                found="--columns or --profile",
                next_step="Leave it out; both are for payments, contracts and events.",
            )
        loaded = load_control(expand(files), into)
    else:
        loaded = load_files(
            kind, expand(files), into, illustrative=illustrative, columns=columns, profiles=profile or ()
        )
    lines = [_loaded_line(file) for file in loaded]
    _answer({"files": loaded}, as_json, [line for line in lines if line])
    stopped = [file for file in loaded if file.state not in ("loaded", "undone")]
    if stopped:
        first, files = stopped[0], "file was" if len(loaded) == 1 else "files were"
        reason, _, more = first.message.partition("\n")
        raise InputError(
            f"{len(stopped)} of {len(loaded)} {files} not loaded. {first.path}: {reason}",
            found="; ".join(more.splitlines()),
            next_step=f"Answer on the Sources page: inhouse serve {into}" if first.state == "waiting" else "",
        )


@app.command(epilog="Example: inhouse status our-it")
def status(
    directory: Folder,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say what needs a decision this week, and what the programme rests on."""
    from inhouse.web.programme_status import status as ask

    found = ask(directory, as_of_day(as_of))
    _answer(found, as_json, [
        f"{found.programme} on {found.as_of:%-d %B %Y}",
        *(line for each in found.decisions for line in _decision_lines(each)),
        *(["  Nothing needs a decision."] if not found.decisions else []),
        *(f"{each.filename}: {each.state}" + _rows(each) for each in found.sources),
    ])  # fmt: skip


@app.command(epilog="Example: inhouse serve our-it --port 8080")
def serve(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The programme's folder; this one by default.")
    ] = HERE,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen on this machine.")] = 8000,
) -> None:
    """Serve a programme in the browser, on this machine alone, until Ctrl-C."""
    from inhouse.web.programme_serve import serve as run_server

    run_server(directory, port, typer.echo)


@app.command(epilog="Example: inhouse undo spend-2021.csv --in our-it")
def undo(
    source: Annotated[str, typer.Argument(metavar="FILE", help="File name, identifier or start of the SHA-256.")],
    directory: Annotated[Path, typer.Option("--in", metavar="DIR", help="The programme's folder.")],
    as_json: AsJson = False,
) -> None:
    """Stop counting a loaded file; it can be redone on the Sources page."""
    from inhouse.web.programme_load import undo as undo_load

    undo_load(directory, source)
    _answer({"undone": source}, as_json, [f"{source} no longer counts in any figure."])


user = typer.Typer(help="Keep the accounts of a programme.", no_args_is_help=True)
audit = typer.Typer(help="Prove that the record of who did what is whole.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(audit, name="audit")


@user.command(epilog='Example: inhouse user add ann.smith --full-name "Ann Smith" --role finance_partner --in our-it')
def add(
    username: Annotated[str, typer.Argument(metavar="USER", help="The name to sign in with.")],
    full_name: Annotated[str, typer.Option(help="The person's name.")],
    directory: Annotated[Path, typer.Option("--in", metavar="DIR", help="The programme's folder.")],
    role: Annotated[list[str] | None, typer.Option(help="A role, such as finance_partner; may be repeated.")] = None,
    email: Annotated[str, typer.Option(help="Another name to sign in with.")] = "",
    employer: Annotated[str, typer.Option(help="Who pays: council, supplier or other.")] = "council",
    organisation: Annotated[str, typer.Option(help="The name of that organisation.")] = "",
    leaver_date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The last day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Open an account, and print its first password."""
    from inhouse.web import programme

    details: dict[str, Any] = {
        "username": username, "full_name": full_name, "email": email, "employer": employer,
        "organisation": organisation, "leaver_date": day(leaver_date, "--leaver-date") if leaver_date else None,
    }  # fmt: skip
    _tell_account(programme.add_user(directory, details, set(role or ())), as_json)


@user.command(epilog="Example: inhouse user reset admin --in our-it")
def reset(
    username: Annotated[str, typer.Argument(metavar="USER", help="User name or email address.")],
    directory: Annotated[Path, typer.Option("--in", metavar="DIR", help="The programme's folder.")],
    as_json: AsJson = False,
) -> None:
    """Give a person a new password, and print it."""
    from inhouse.web import programme

    _tell_account(programme.reset_password(directory, username), as_json)


@audit.command(epilog="Example: inhouse audit verify our-it")
def verify(
    place: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="The programme's folder, or a database file.")],
    root: Annotated[str | None, typer.Option(metavar="HEX", help="A root that was kept outside.")] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute the audit record; ends with 14 when a line was changed, cut or rewritten."""
    from inhouse.web.programme import verify_audit

    found = verify_audit(place, root)
    _answer(found, as_json, [
        f"{found.entries:,} lines, root {found.root}",
        "The record is as it was written." if found.verified else _what_is_wrong(found.first_bad),
    ])  # fmt: skip
    if not found.verified:
        raise typer.Exit(14)


@audit.callback()
def _audit() -> None:
    """Keep `verify` a command of its own, also while it is the only one."""


def _what_is_wrong(first_bad: int | str | None) -> str:
    if first_bad is None:
        return "The record does not contain this root: lines were cut or rewritten."
    return f"Line {first_bad} is not as it was written."


def _tell_account(account: Any, as_json: bool) -> None:
    _answer(account, as_json, [f"User: {account.username}", f"Password: {account.password}"])


def _loaded_line(file: Any) -> str:
    if not file.new:
        return f"{file.path}: brought in before ({file.state}); nothing changed."
    if file.state != "loaded":
        return ""
    kept = f"{file.path}: {file.rows_kept:,} rows kept, {file.rows_rejected:,} rejected."
    return "\n".join(filter(None, (kept, file.message)))


def _decision_lines(decision: Any) -> list[str]:
    return [f"  {decision.tag}: {decision.what}", *(f"    {line}" for line in decision.detail.splitlines())]


def _rows(source: Any) -> str:
    return "" if source.rows_kept is None else f", {source.rows_kept:,} rows kept, {source.rows_rejected:,} rejected"


def _answer(document: object, as_json: bool, lines: list[str]) -> None:
    """Print one JSON document, or lines for people."""
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json(document))
        return
    for line in lines:
        out().print(line, markup=False, soft_wrap=True)

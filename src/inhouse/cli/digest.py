"""`inhouse digest`: check every deadline of a programme, and send the e-mails that people asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inhouse.cli.app import AsJson, app, out
from inhouse.cli.days import AsOf, as_of_day


@app.command(epilog="Example: inhouse digest our-it")
def digest(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The programme's folder.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Check every deadline and send the reminders that are due; twice a day sends nothing twice. Made for cron."""
    from inhouse.web.programme_digest import digest as check

    checked = check(directory, as_of_day(as_of))
    if as_json:
        from inhouse.publishers.tables import to_json

        typer.echo(to_json(checked))
        return
    out().print(
        f"{checked.deadlines:,} deadlines in {checked.contracts:,} contracts on {checked.as_of.isoformat()}, "
        f"{checked.late:,} late. {checked.digests:,} e-mails sent, {checked.failed:,} failed.",
        soft_wrap=True,
    )

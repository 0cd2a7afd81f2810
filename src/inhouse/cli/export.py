"""`inhouse export`: the register as open data and who holds control, as files for others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from inhouse.cli.app import AsJson, app, err, out


@app.command(epilog="Example: inhouse export our-it --out published --ocid-prefix ocds-b5fd17")
def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The programme's folder.")],
    save: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where to write; DIR/reports/export by default.")
    ] = None,
    buyer: Annotated[str, typer.Option(help="Who buys, where the register does not say.")] = "",
    ocid_prefix: Annotated[str, typer.Option(help="Your registered prefix, such as ocds-b5fd17.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write the contracts register as OCDS 1.1, Transparency Code CSV and workbook, and who holds control."""
    from inhouse.publishers.tables import to_json
    from inhouse.web.programme_export import export as write

    found = write(
        directory,
        save or directory / "reports" / "export",
        dt.datetime.now(dt.UTC).replace(microsecond=0),
        buyer=buyer,
        ocid_prefix=ocid_prefix,
    )
    for warning in found.warnings:
        err().print(warning, markup=False)
    if as_json:
        typer.echo(to_json(found))
        return
    for file in found.files:
        out().print(f"{file.path}: {file.kind}, {file.records:,} records", markup=False, soft_wrap=True)

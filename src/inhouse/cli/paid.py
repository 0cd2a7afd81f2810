"""`inhouse paid`: what was paid against what was agreed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from inhouse.cli.app import AsJson, Out, app, err, expand, out, progress
from inhouse.cli.days import AsOf, as_of_day
from inhouse.cli.payments import file_entries, print_doubts, repeat_entries

if TYPE_CHECKING:
    from rich.console import Console

    from inhouse.contracts.paid.records import Paid, PaidContract
    from inhouse.core.results import Provenance
    from inhouse.workflows.contracts import ContractsRead
    from inhouse.workflows.payments import Loaded

_SHOWN = 15
_LISTS = ("--contracts", "--payments")


class ManyFiles(TyperCommand):
    """A command whose ``--contracts`` and ``--payments`` take every file up to the next option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat the option before each of its files, which is how the parser wants them."""
        return super().parse_args(ctx, repeat_options(args))


def repeat_options(args: Sequence[str]) -> list[str]:
    """Write the option again before each file that follows it.

    Examples
    --------
    >>> repeat_options(["--payments", "a.csv", "b.csv", "--json", "--contracts", "r.csv"])
    ['--payments', 'a.csv', '--payments', 'b.csv', '--json', '--contracts', 'r.csv']
    """
    said: list[str] = []
    taking = ""
    for arg in args:
        if arg.startswith("--") or (arg.startswith("-") and len(arg) == 2):
            taking = arg if arg in _LISTS else ""
            said += [] if taking else [arg]
        else:
            said += [taking, arg] if taking else [arg]
    return said


@app.command(
    cls=ManyFiles, epilog="Example: inhouse paid --contracts register.csv --payments spend-2024.csv spend-2025.csv"
)
def paid(
    contracts: Annotated[list[Path], typer.Option(help="Contracts registers or OCDS notices; several are fine.")],
    payments: Annotated[list[Path], typer.Option(help="Payments files; several, .gz, .zip and globs are fine.")],
    as_of: AsOf = None,
    columns: Annotated[
        str | None,
        typer.Option(help="What the columns of payments mean, counted from 1: date=none,supplier=3,amount=5."),
    ] = None,
    profile: Annotated[list[Path] | None, typer.Option(help="A YAML file with more words for headings.")] = None,
    save: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say what was paid against what was agreed, from contracts registers and payments files."""
    from inhouse.publishers.tables import to_json
    from inhouse.workflows import contracts as agreed
    from inhouse.workflows import paid as workflow
    from inhouse.workflows.payments import load_all, open_payments, parse_columns

    day = as_of_day(as_of)
    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder, progress("Reading") as tell:
        read = agreed.read_all(expand(contracts), profiles=profile or ())
        loaded = load_all(
            expand(payments),
            Path(folder),
            columns=parse_columns(columns) if columns else None,
            profiles=profile or (),
            progress=tell,
        )
        store = open_payments([file.parquet for file in loaded.files])
        answer = workflow.summarise(store, read.contracts, day, workflow.amount_headings_of(loaded.files), read.caveats)
        store.close()
    origin = workflow.provenance(answer, read.provenance, loaded.files)
    if save:
        workflow.save_tables(answer, origin, save)
    if as_json:
        typer.echo(to_json(_document(read, loaded, answer, origin)))
    else:
        _print(read, loaded, answer)


def _document(read: ContractsRead, loaded: Loaded, answer: Paid, origin: Provenance) -> dict[str, Any]:
    return {
        "as_of": answer.as_of,
        "contracts": answer.contracts,
        "unmatched_contracts": answer.unmatched_contracts,
        "off_contract_suppliers": answer.off_contract_suppliers,
        "shared_suppliers": answer.shared_suppliers,
        "large_lines": answer.large_lines,
        "totals": answer.totals,
        "holes": answer.holes,
        "files": [part for file in loaded.files for part in file_entries(file)] + repeat_entries(loaded),
        "contract_files": [
            {
                "path": f"{file.path} » {file.part}" if file.part else file.path,
                "sha256": file.sha256,
                "rows_in": file.rows_in,
                "rows_kept": file.rows_kept,
                "rows_rejected": file.rows_rejected,
                "warnings": file.warnings,
            }
            for file in read.files
        ],
        "rejects": read.rejects,
        "caveats": answer.caveats,
        "provenance": origin,
    }


def _print(read: ContractsRead, loaded: Loaded, answer: Paid) -> None:
    from inhouse.core.money import format_gbp

    for warning in read.warnings:
        err().print(warning, markup=False)
    if read.rejects:
        err().print(f"{len(read.rejects):,} rows of the registers gave no contract; --json lists them.", markup=False)
    print_doubts(loaded)
    console, totals = out(), answer.totals
    console.print(
        f"{len(answer.contracts):,} contracts, {len(answer.unmatched_contracts):,} without a payment that counts. "
        f"Of {format_gbp(totals.amount_gbp)} paid, {format_gbp(totals.on_contract_gbp)} went to"
        f" {totals.suppliers_on_contract:,} suppliers on contract and {format_gbp(totals.off_contract_gbp)} to"
        f" {totals.suppliers_off_contract:,} above the threshold without one.",
        markup=False,
    )
    _print_contracts(console, answer)
    _print_nothing_paid(console, answer)
    _print_off_contract(console, answer)
    for said in [hole.said for hole in answer.holes] + list(answer.caveats):
        console.print(said, markup=False)


def _print_contracts(console: Console, answer: Paid) -> None:
    over = [line for line in answer.contracts if line.over_value_gbp is not None]
    after = [line for line in answer.contracts if "paid after end" in line.findings]
    over.sort(key=lambda line: line.over_value_gbp or Decimal(0), reverse=True)
    after.sort(key=lambda line: line.paid_after_gbp or Decimal(0), reverse=True)
    _table(
        console,
        "Paid over value",
        ("Contract", "Supplier", "Value", "Paid in term", "Over"),
        [(_name(line), line.supplier, line.value_gbp, line.paid_in_period_gbp, line.over_value_gbp) for line in over],
    )
    _table(
        console,
        "Paid after the end",
        ("Contract", "Supplier", "Ended", "Paid after", "Last paid"),
        [(_name(line), line.supplier, line.end_date, line.paid_after_gbp, line.last_payment_date) for line in after],
    )
    shared = [(" ".join(s.contracts), s.supplier, s.value_gbp, s.paid_gbp) for s in answer.shared_suppliers
              if s.told_apart_by is None]  # fmt: skip
    _table(console, "Shared suppliers, not told apart", ("Contracts", "Supplier", "Values", "Paid in all"), shared)


def _print_nothing_paid(console: Console, answer: Paid) -> None:
    lines = [
        (f"{each.id} {each.title}", each.supplier, each.status.value, "; ".join(each.possible_names))
        for each in answer.unmatched_contracts
    ]
    _table(console, "Nothing paid, or not sure", ("Contract", "Supplier", "What is known", "May be"), lines)


def _print_off_contract(console: Console, answer: Paid) -> None:
    lines = [(each.supplier, each.payments, each.amount_gbp) for each in answer.off_contract_suppliers]
    (threshold,) = answer.parameters
    title = f"Paid more than £{int(threshold.value):,} without a contract in the register"
    _table(console, title, ("Supplier", "Payments", "Paid"), lines)


def _name(line: PaidContract) -> str:
    return f"{line.id} {line.title}"


def _table(console: Console, title: str, heads: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    """Show the first lines of a list, and say how many more there are."""
    from rich.table import Table

    if not lines:
        return
    more = f" ({_SHOWN} of {len(lines):,}; --json or --out gives all)" if len(lines) > _SHOWN else ""
    table = Table(*heads, title=title + more, title_justify="left")
    for line in lines[:_SHOWN]:
        table.add_row(*map(_cell, line))
    for column, value in zip(table.columns, lines[0], strict=True):
        column.justify = "right" if isinstance(value, int | Decimal) else "left"
        column.no_wrap = not isinstance(value, str)
    console.print(table)


def _cell(value: object) -> str:
    from rich.markup import escape

    from inhouse.core.money import format_gbp

    if isinstance(value, Decimal):
        return format_gbp(value)
    return "not known" if value is None else f"{value:,}" if isinstance(value, int) else escape(str(value))

"""What was paid to whom? Files in, figures out; the same for the command line and the web."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import inhouse
from inhouse.contracts import payments as engine
from inhouse.contracts.suppliers import WITHHELD, identify_suppliers, resolve_suppliers
from inhouse.core.errors import InputError
from inhouse.core.money import format_gbp
from inhouse.core.results import Provenance, SourceFile
from inhouse.publishers.charts import Bar, ranked_bars, year_bars
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.readers.grid import file_hash
from inhouse.readers.payments import (
    NO_COLUMN,
    OPTIONAL,
    REQUIRED,
    Accepted,
    LoadedPayments,
    Preview,
    RejectedPayment,
    preview_payments,
    read_payments,
    read_rejects,
    vocabulary,
)
from inhouse.stores import Store
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.spark_store import LOCAL, SparkStore

_WORKERS = 2
_SUPPLIERS_DRAWN = 15
FIRST_CUT = (
    "Suppliers are told apart by company number, supplier id, VAT number and the plain name alone: one organisation"
    " written in several ways may count as several suppliers. --resolve weighs names too."
)
RESOLVED = (
    "Spellings that are surely one organisation count as one supplier. Doubtful pairs stay apart: `inhouse suppliers`"
    " lists those of a file, and a programme asks about them on its Suppliers page."
)
Engine = Literal["duckdb", "spark"]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The files of one question: those read, and those left out because their bytes were read before."""

    files: tuple[LoadedPayments, ...]
    repeats: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PaymentsSummary:
    """What was paid to whom; where a supplier was asked for, under the spellings in ``matched_names`` alone."""

    totals: engine.Totals
    suppliers: tuple[engine.SupplierTotal, ...]
    by_year: tuple[engine.YearTotal, ...]
    by_financial_year: tuple[engine.FinancialYearTotal, ...]
    concentration: engine.Concentration
    matched_names: tuple[str, ...] | None
    repeated: tuple[engine.Repeated, ...]
    caveats: tuple[str, ...]
    provenance: Provenance


def preview(
    path: Path,
    accepted: Iterable[Accepted] = (),
    *,
    columns: Mapping[str, int] | None = None,
    profiles: Sequence[Path] = (),
    shown: str | None = None,
) -> Preview:
    """Show how a payments file would be read; what may be said is as for :func:`load`."""
    return preview_payments(path, vocabulary(profiles), accepted, columns=columns, shown=shown)


def load(
    path: Path,
    into: Path,
    accepted: Iterable[Accepted] = (),
    *,
    columns: Mapping[str, int] | None = None,
    profiles: Sequence[Path] = (),
    shown: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> LoadedPayments:
    """Read a payments file into ``into/SHA256.parquet``, whole or not at all.

    Parameters
    ----------
    path, into
        The file, and an existing folder.
    accepted
        Layouts that people accepted before.
    columns
        What each column means, said by a person for this file; indexes from 0, ``NO_COLUMN`` for none.
    profiles
        Further words for headings, as YAML.
    shown
        The name to use in messages.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    UnreadableFile, LayoutQuestion
        As :func:`inhouse.readers.payments.read_payments`.
    """
    store = DuckDBStore()
    try:
        return read_payments(
            path, into, vocabulary(profiles), accepted, columns=columns, store=store, shown=shown, progress=progress
        )  # fmt: skip
    finally:
        store.close()


def load_all(
    paths: Sequence[Path],
    into: Path,
    *,
    columns: Mapping[str, int] | None = None,
    profiles: Sequence[Path] = (),
    progress: Callable[[float], None] = lambda _share: None,
) -> Loaded:
    """Read several payments files, each once: a file with the same bytes as an earlier one is left out.

    Raises
    ------
    UnreadableFile, LayoutQuestion
        The first file, in the order given, that cannot be read.
    """
    words = vocabulary(profiles)
    first: dict[str, Path] = {}
    repeats: dict[str, str] = {}
    for path in paths:
        digest = file_hash(path)
        if digest in first:
            repeats[str(path)] = str(first[digest])
        else:
            first[digest] = path
    mine = threading.local()
    done: list[str] = []

    def read(path: Path) -> LoadedPayments:
        if not hasattr(mine, "store"):
            mine.store = DuckDBStore(threads=1)
        loaded = read_payments(path, into, words, columns=columns, store=mine.store)
        done.append(loaded.path)
        progress(len(done) / len(first))
        return loaded

    with ThreadPoolExecutor(_WORKERS) as workers:
        waiting = [workers.submit(read, path) for path in first.values()]
        try:
            files = tuple(each.result() for each in waiting)
        except BaseException:
            workers.shutdown(cancel_futures=True)
            raise
    return Loaded(files=files, repeats=repeats)


def open_payments(
    parquet_files: Sequence[Path], *, resolve: bool = False, engine: Engine = "duckdb", master: str = LOCAL
) -> Store:
    """Open loaded payments for questions: see :func:`inhouse.contracts.suppliers.identify_suppliers` for the tables.

    Parameters
    ----------
    parquet_files
        As :func:`load` writes them.
    resolve
        Whether the resolver says which spellings are one organisation, rather than the first cut.
    engine, master
        Who answers; for Spark, and where it runs: see :class:`inhouse.stores.spark_store.SparkStore`.
    """
    store: Store = SparkStore(master=master) if engine == "spark" else DuckDBStore()
    _identify(store, parquet_files, resolve=resolve)
    return store


def open_ledger(parquet_files: Sequence[Path]) -> DuckDBStore:
    """Open loaded payments as :func:`open_payments`, in this process, for answers that are kept apart."""
    store = DuckDBStore()
    _identify(store, parquet_files, resolve=False)
    return store


def _identify(store: Store, parquet_files: Sequence[Path], *, resolve: bool) -> None:
    store.attach("payment_rows", parquet_files)
    if resolve:
        resolve_suppliers(store)
    else:
        identify_suppliers(store)


def summarise(
    store: Store, files: Iterable[LoadedPayments], *, supplier: str | None = None, resolved: bool = False
) -> PaymentsSummary:
    """Answer `inhouse payments`: totals, suppliers, years, concentration.

    Parameters
    ----------
    store
        From :func:`open_payments`.
    files
        The files in the store, for provenance.
    supplier
        Words to find in suppliers' names, whole: CAPITA is not in RICOH CAPITAL.
    resolved
        Whether the store was opened with the resolver.
    """
    files = tuple(files)
    chosen, names = engine.ALL, None
    if supplier is not None:
        names = tuple(sorted({each.name for each in engine.suppliers_named(store, supplier)}))
        chosen = engine.Chosen(names=names)
    suppliers = engine.suppliers(store, chosen)
    repeated = engine.repeated(store)
    caveats = repeat_warnings(repeated, {file.sha256: file.path for file in files})
    caveats.append(RESOLVED if resolved else FIRST_CUT)
    if any(each.supplier_id == WITHHELD for each in suppliers):
        caveats.append("Payments to people whose names are withheld count as one supplier, «redacted».")
    return PaymentsSummary(
        totals=engine.totals(store, chosen),
        suppliers=suppliers,
        by_year=engine.by_year(store, chosen),
        by_financial_year=engine.by_financial_year(store, chosen),
        concentration=engine.concentration(store, chosen),
        matched_names=names,
        repeated=repeated,
        caveats=tuple(caveats),
        provenance=Provenance(
            inputs=tuple(SourceFile(path=file.path, sha256=file.sha256) for file in files), version=inhouse.__version__
        ),
    )


def repeat_warnings(repeated: Iterable[engine.Repeated], names: Mapping[str, str]) -> list[str]:
    """Say which files hold the same payments; ``names`` gives a file's name by its SHA-256."""
    return [
        f"{each.payments:,} payments ({format_gbp(each.amount_gbp)}) stand both in"
        f" {names.get(each.source, each.source)} and in {names.get(each.other, each.other)}:"
        " their money counts twice."
        for each in repeated
    ]


def rejects(parquet: Path, shown: str) -> tuple[RejectedPayment, ...]:
    """List the rejected rows of a loaded file, in order.

    Parameters
    ----------
    parquet
        The file's rows.
    shown
        The name of the file; its sheet or member is added.
    """
    store = DuckDBStore()
    try:
        return read_rejects(store, parquet, shown)
    finally:
        store.close()


def parse_columns(text: str) -> dict[str, int]:
    """Read what a person says about columns, such as ``date=1,supplier=3,amount=5``; columns count from 1.

    Raises
    ------
    InputError
        A part is not a known field and a column number or ``none``.

    Examples
    --------
    >>> parse_columns("date=none, supplier=1, amount=2")
    {'date': -1, 'supplier': 0, 'amount': 1}
    """
    columns = {}
    for part in text.split(","):
        name, _, number = (piece.strip().lower() for piece in part.partition("="))
        if number == "none" and name not in ("supplier", "amount"):
            columns[name] = NO_COLUMN
        elif name in (*REQUIRED, *OPTIONAL) and number.isdecimal() and int(number) > 0:
            columns[name] = int(number) - 1
        else:
            raise InputError(
                f"The columns «{text}» are not understood.",
                found=part.strip(),
                next_step="Write them as date=1,supplier=3,amount=5, counting from 1; date=none where there is none.",
            )
    return columns


def save_rejects(files: Iterable[LoadedPayments], path: Path) -> None:
    """Write every rejected row with its reason as a CSV that is safe to open in a spreadsheet."""
    found = (reject for file in files for reject in rejects(file.parquet, file.path))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(csv_lines(Table(title="Rejected rows", record=RejectedPayment, rows=found)))


def save_answer(summary: PaymentsSummary, folder: Path) -> None:
    """Write suppliers and years into a folder: as CSV, as one workbook and as charts."""

    def table(title: str, record: type, rows: tuple[object, ...]) -> Table:
        return Table(title=title, record=record, rows=rows, caveats=summary.caveats, provenance=summary.provenance)

    tables = {
        "suppliers": table("Suppliers", engine.SupplierTotal, summary.suppliers),
        "by_year": table("By year", engine.YearTotal, summary.by_year),
        "by_financial_year": table("April to March", engine.FinancialYearTotal, summary.by_financial_year),
    }
    years = tuple(Bar(label=str(y.year or engine.NO_DATE), amount_gbp=y.amount_gbp) for y in summary.by_year)
    financial = tuple(Bar(label=y.label, amount_gbp=y.amount_gbp) for y in summary.by_financial_year)
    largest = tuple(Bar(label=s.supplier, amount_gbp=s.amount_gbp) for s in summary.suppliers[:_SUPPLIERS_DRAWN])
    written: dict[str, bytes] = {
        "payments.xlsx": to_xlsx(tuple(tables.values())),
        "by_year.svg": year_bars(years, key="years", title="Payments by calendar year").encode(),
        "by_financial_year.svg": year_bars(financial, key="years", title="Payments, April to March").encode(),
        "suppliers.svg": ranked_bars(largest, key="suppliers", title="Largest suppliers").encode(),
        **{f"{name}.csv": "".join(csv_lines(each)).encode("utf-8-sig") for name, each in tables.items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        (folder / name).write_bytes(data)

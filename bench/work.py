"""Which pieces of work are measured? Each runs in a process of its own: python -m bench.work NAME ARGUMENTS."""

import sys
import tempfile
from pathlib import Path


def nothing() -> None:
    """Start Python and the libraries: what every other figure contains."""
    import duckdb  # noqa: F401

    import inhouse.workflows.payments  # noqa: F401


def scan(*files: str) -> None:
    """DuckDB's own scan of CSV files as text: every cell is read, nothing is understood."""
    import duckdb

    connection = duckdb.connect()
    relation = connection.read_csv(list(files), all_varchar=True, header=True)
    relation.aggregate("count(*), max(length(COLUMNS(*)))").fetchall()


def load(*files: str) -> None:
    """Load files as the main job does, then compute the summary."""
    from inhouse.workflows import payments

    with tempfile.TemporaryDirectory() as into:
        loaded = payments.load_all([Path(file) for file in files], Path(into))
        payments.summarise(payments.open_payments([file.parquet for file in loaded.files]), loaded.files)


def suppliers(method: str, source: str, vat: str = "") -> None:
    """Group names by one method and print how good the groups are."""
    from bench.suppliers import run

    run(method, source, vat)


def scan_log(path: str) -> None:
    """DuckDB's own scan of the columns of a log that discovery needs: every cell is read, nothing is understood."""
    import duckdb

    texts = ("case_id", "activity", "resource", "org_group")
    columns = ", ".join(["sum(second(timestamp))", *(f"sum(length({text}))" for text in texts)])
    duckdb.connect(config={"threads": 2}).sql(f"SELECT count(*), {columns} FROM '{path}'").fetchall()


def discover(path: str) -> None:
    """The whole answer of `inhouse discover`."""
    from inhouse.process.discovery.discover import Asked
    from inhouse.workflows import discover as workflow

    with tempfile.TemporaryDirectory() as into:
        log = workflow.open_log([Path(path)], Path(into))
        workflow.answer(log, Asked(key=log.key))
        log.store.close()


WORKS = {
    "nothing": nothing, "scan": scan, "load": load, "suppliers": suppliers, "scan_log": scan_log, "discover": discover,
}  # fmt: skip

if __name__ == "__main__":
    WORKS[sys.argv[1]](*sys.argv[2:])

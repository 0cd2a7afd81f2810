"""The store for data that outgrow a machine: Apache Spark over Parquet files, here or on a cluster.

The same queries as on DuckDB, translated by :mod:`inhouse.stores.dialect`. Needs the ``spark`` extra and Java.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from inhouse.core.errors import InputError, MissingPart, UsageError
from inhouse.stores.dialect import to_spark
from inhouse.stores.query import Query
from inhouse.stores.records import as_records

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway
    from pyspark import SparkContext

Record = TypeVar("Record")
LOCAL = "local[2]"
_ANSWER_SECONDS = 5
_MEMORY = "2g"
_REASON_LENGTH = 300
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # a sum too large is an error, never an empty answer
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class SparkStore:
    """A :class:`inhouse.stores.Store` on Spark; one at a time in a process.

    Parameters
    ----------
    master
        Where Spark runs: ``local[2]`` is this machine with two threads, ``spark://host:7077`` a cluster, whose workers
        must see the Parquet files under the same paths.

    Raises
    ------
    MissingPart
        The ``spark`` extra or Java is not installed.
    UsageError
        There is no Spark at ``master``.
    """

    def __init__(self, *, master: str = LOCAL) -> None:
        _require_parts()
        # Spark looks for pandas, which it is never given here, and warns of a new one on the terminal.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        from pyspark.sql import SparkSession

        self._context = _connect(master)
        self._session = SparkSession(self._context)
        self._session.conf.set("spark.sql.shuffle.partitions", 2 * self._context.defaultParallelism)

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Name a set of Parquet files as one table; columns are matched by name."""
        with _work(table):
            reader = self._session.read.option("mergeSchema", "true")
            reader.parquet(*map(_address, files)).createOrReplaceTempView(table)

    def define(self, table: str, query: Query, **parameters: object) -> None:
        """Compute a query once and keep its answer as a table."""
        frame = self._session.sql(to_spark(query), args=query.only_named(parameters))
        with _work(query.name):
            # Kept, not merely cached: a question on a cached table may still compute the table again.
            frame.localCheckpoint().createOrReplaceTempView(table)

    def view(self, table: str, query: Query) -> None:
        """Name a query, to be computed whenever the table is asked."""
        self._session.sql(to_spark(query)).createOrReplaceTempView(table)

    def put(self, table: str, columns: Mapping[str, Sequence[str | None]], types: Mapping[str, str]) -> None:
        """Make a small table from columns of text; ``types`` names the SQL types of those that are not text."""
        schema = ", ".join(f"{name} STRING" for name in columns)
        rows = list(zip(*columns.values(), strict=True))
        with _work(table):
            text = self._session.createDataFrame(rows, schema)
            typed = text.selectExpr(*(f"CAST({name} AS {types.get(name, 'STRING')}) AS {name}" for name in columns))
            typed.localCheckpoint().createOrReplaceTempView(table)

    def ask(self, query: Query, into: type[Record], **parameters: object) -> tuple[Record, ...]:
        """Answer a query as records: its columns are the fields of ``into``, by name.

        Raises
        ------
        InputError
            Spark stopped half way, for instance because its workers do not see the files.
        """
        frame = self._session.sql(to_spark(query), args=query.only_named(parameters))
        with _work(query.name):
            return as_records(into, frame.columns, frame.collect())

    def close(self) -> None:
        """Leave Spark and free what it kept; a cluster goes on running."""
        self._session.stop()


def _require_parts() -> None:
    for package in ("pyspark", "sqlglot"):
        if importlib.util.find_spec(package) is None:
            raise MissingPart(
                "Spark is not installed here.",
                found=f"no Python package {package}",
                next_step="Install it with: pip install 'inhouse[spark]'. Or leave out --engine spark.",
            )
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise MissingPart(
            "Spark needs Java, and there is none here.",
            found="no java on the PATH, and no JAVA_HOME",
            next_step="Install Java 17 or later. Or leave out --engine spark.",
        )


def _connect(master: str) -> SparkContext:
    """Start Spark on this machine or join a cluster, with nothing said on the terminal."""
    from py4j.protocol import Py4JJavaError
    from pyspark import SparkConf, SparkContext

    _knock(master)
    gateway = _java()
    settings = {**_SETTINGS, **_LOOPBACK} if master.startswith("local") else _SETTINGS
    conf = SparkConf().setMaster(master).setAppName("inhouse").setAll(list(settings.items()))
    try:
        context = SparkContext(conf=conf, gateway=gateway)
    except Py4JJavaError as error:
        raise _unusable(master, _reason(error)) from error
    context.setLogLevel("OFF")
    return context


@cache
def _java() -> JavaGateway:
    """Start Java, once in a process; what it says goes to a file, read only if it does not start."""
    from pyspark import SparkConf
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway

    memory = os.environ.get("SPARK_DRIVER_MEMORY", _MEMORY)
    with tempfile.TemporaryFile() as said:
        try:
            conf = SparkConf(loadDefaults=False).set("spark.driver.memory", memory)
            return launch_gateway(conf, popen_kwargs={"stdout": said, "stderr": said})  # type: ignore[no-untyped-call]
        except PySparkRuntimeError as error:
            said.seek(0)
            lines = said.read().decode(errors="replace").split("\n")
            raise MissingPart(
                "Java did not start Spark.",
                found=next(filter(None, lines), ""),
                next_step="Check that Java is version 17 or later, and that JAVA_HOME, if set, is its folder.",
            ) from error


def _knock(master: str) -> None:
    """Ask whether anybody listens at the address of a cluster: Spark itself would try for minutes."""
    if not master.startswith("spark://"):
        return
    reasons = []
    for address in master.removeprefix("spark://").split(","):
        try:
            parts = urlsplit(f"//{address}")
            socket.create_connection((parts.hostname or "", parts.port or 0), timeout=_ANSWER_SECONDS).close()
        except (OSError, ValueError) as error:
            reasons.append(f"{address}: {error}")
        else:
            return
    raise _unusable(master, "; ".join(reasons))


def _unusable(master: str, found: str) -> UsageError:
    return UsageError(
        f"There is no Spark at «{master}».",
        found=found,
        next_step="Give --master as local[2] for this machine, or as spark://host:7077 for a cluster that is running.",
    )


@contextmanager
def _work(what: str) -> Iterator[None]:
    """Turn a failure on the cluster into a message."""
    from py4j.protocol import Py4JJavaError

    try:
        yield
    except Py4JJavaError as error:
        raise InputError(
            f"Spark stopped at «{what}».",
            found=_reason(error),
            next_step="Check that Spark has enough memory (SPARK_DRIVER_MEMORY here, the workers' own on a cluster),"
            " and that every worker sees the folder for temporary files (TMPDIR).",
        ) from error


def _reason(error: Exception) -> str:
    """Quote the first line of what Java said."""
    said = getattr(error, "java_exception", None)
    return str(said.getMessage() if said else error).split("\n", maxsplit=1)[0][:_REASON_LENGTH]


def _address(path: Path) -> str:
    """Address of a file on the machine's own file system; signs that Spark reads as patterns stand for themselves."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", str(path.resolve()))

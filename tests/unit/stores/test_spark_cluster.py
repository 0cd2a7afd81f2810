"""`inhouse payments` on a Spark cluster answers what it answers on DuckDB."""

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src"
PATIENCE_SECONDS = 240


class Daemon:
    """A part of the cluster, and what it says."""

    def __init__(self, kind: str, *arguments: str) -> None:
        import pyspark

        command = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self.process = subprocess.Popen(
            [str(command), f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", "--port", "0", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"},
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stderr:
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it says something, up to a deadline."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while line := self._lines.get(timeout=max(0.0, deadline - time.monotonic())):
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"ended without saying {pattern}: {self.said[-5:]}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_SECONDS)
        self._reader.join(timeout=PATIENCE_SECONDS)
        self.process.stderr.close()


@contextmanager
def cluster(folder: Path):
    """A master and two workers on this machine, reached by nobody else."""
    with ExitStack() as stack:
        master = Daemon("master.Master", "--webui-port", "0")
        stack.callback(master.stop)
        address = master.wait_for(r"spark://127\.0\.0\.1:[0-9]+").group()
        for name in ("one", "two"):
            settings = ("--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir", str(folder / name))
            worker = Daemon("worker.Worker", *settings, address)
            stack.callback(worker.stop)
        for _ in range(2):
            master.wait_for("Registering worker")
        yield master, address


@pytest.mark.spark
@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_same_document(payments_files, tmp_path, monkeypatch):
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    command = [sys.executable, "-m", "inhouse.cli", "payments", *map(str, payments_files), "--json"]
    with cluster(tmp_path) as (master, address):
        spark = subprocess.run([*command, "--engine", "spark", "--master", address], capture_output=True, text=True)
        master.wait_for("Registered app inhouse")
    duckdb = subprocess.run(command, capture_output=True, text=True)
    assert (spark.returncode, spark.stderr) == (0, "")
    assert (duckdb.returncode, duckdb.stderr) == (0, "")
    assert json.loads(spark.stdout)["totals"]["rows"] == 46
    assert spark.stdout == duckdb.stdout


@pytest.mark.parametrize("arguments", [["--engine", "flink"], ["--master", "local[2]"]])
def test_an_engine_that_is_not_one_is_a_wrong_question(arguments, payments_files, run_inhouse):
    ended = run_inhouse("payments", payments_files[1], *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")

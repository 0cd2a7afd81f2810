"""Does inhouse start without loading what it may not need?"""

import subprocess
import sys

import pytest

HEAVY = {"altair", "django", "duckdb", "numpy", "pyspark", "sqlglot"}


@pytest.mark.parametrize("module", ["inhouse", "inhouse.cli.commands"])
def test_importing_loads_no_engine_and_no_web(module: str) -> None:
    script = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())

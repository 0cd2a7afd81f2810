"""What unit tests share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def run_inhouse():
    """Run the `inhouse` command as a person would, in a process of its own."""

    def run(*arguments: object, path: Path = SOURCE) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "inhouse.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{SOURCE}"},
        )

    return run

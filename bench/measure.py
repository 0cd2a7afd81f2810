"""What does a piece of work cost in a process of its own: seconds and peak memory?"""

import os
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds and the largest resident memory, in megabytes."""

    seconds: float
    peak_mb: float


def best_of(times: int, work: str, *arguments: str) -> Cost:
    """The quickest of several runs, with the largest memory of them: other work on the machine only adds time."""
    costs = [cost_of(work, *arguments) for _ in range(times)]
    return Cost(min(cost.seconds for cost in costs), max(cost.peak_mb for cost in costs))


def cost_of(work: str, *arguments: str) -> Cost:
    """Run ``python -m bench.work WORK …`` and measure it; the work's output goes to the terminal."""
    command = [sys.executable, "-m", "bench.work", work, *arguments]
    started = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{work} ended with exit code {code}")
    # Linux counts ru_maxrss in kilobytes, macOS in bytes.
    return Cost(seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))

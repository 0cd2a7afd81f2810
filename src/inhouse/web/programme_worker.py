"""What runs beside the web server? One process that loads files and checks deadlines once a day.

As a process of its own: ``python -m inhouse.web.programme_worker PROGRAMME``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inhouse.web.programme import open_programme


def work(directory: Path) -> None:
    """Open a programme and work for it until told to stop."""
    open_programme(directory)
    from inhouse.web.contracts.digests.check import DailyCheck
    from inhouse.web.sources.worker import run

    run(between=DailyCheck())


if __name__ == "__main__":
    work(Path(sys.argv[1]))

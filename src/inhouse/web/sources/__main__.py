"""The worker as a process of its own: ``python -m inhouse.web.sources PROGRAMME``."""

from __future__ import annotations

import sys
from pathlib import Path

from inhouse.web.programme import open_programme

if __name__ == "__main__":
    open_programme(Path(sys.argv[1]))
    from inhouse.web.sources.worker import run

    run()

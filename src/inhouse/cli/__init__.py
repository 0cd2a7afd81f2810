"""The command line: one command per file, arguments to one workflow to print."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the `inhouse` command."""
    from inhouse.cli import commands  # noqa: F401  # importing registers every command
    from inhouse.cli.app import run

    sys.exit(run())

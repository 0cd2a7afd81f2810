"""Run the command line with `python -m inhouse.cli`."""

from inhouse.cli import main

main()

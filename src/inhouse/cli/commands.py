"""Which commands are there? Importing this module registers them all, in the order `--help` shows them."""

from importlib import import_module
from importlib.util import find_spec

NAMES = ("payments", "contracts", "notice", "programme", "demo")

for name in NAMES:
    if find_spec(f"inhouse.cli.{name}"):  # transitional
        import_module(f"inhouse.cli.{name}")

"""Which commands are there? Importing this module registers them all, in the order `--help` shows them."""

from importlib import import_module

NAMES = (
    "payments", "suppliers", "contracts", "notice", "paid", "discover", "spc", "change", "targets", "capacity",
    "programme", "export", "digest", "demo",
)  # fmt: skip

for name in NAMES:
    import_module(f"inhouse.cli.{name}")

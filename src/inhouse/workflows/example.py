"""Which files make the example programme, and where do they lie?

In a checkout they are in ``examples/birmingham``; an installed package carries a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Example:
    """An example programme as files, to be loaded as anybody loads theirs; payments and events are illustrative."""

    name: str
    facts: Path
    contracts: tuple[Path, ...]
    payments: tuple[Path, ...]
    control: tuple[Path, ...]
    events: tuple[Path, ...]


def birmingham() -> Example:
    """Return the example "Birmingham, 2005-2021".

    Raises
    ------
    InputError
        When its files are not there.

    Examples
    --------
    >>> [path.name for path in birmingham().contracts]
    ['contracts.csv']
    """
    places = (_PACKAGE / "examples" / "birmingham", _PACKAGE.parent.parent / "examples" / "birmingham")
    folder = next((place for place in places if (place / "facts.yaml").is_file()), None)
    if folder is None:
        raise InputError(
            "The files of the example programme are missing.",
            found=f"nothing in {places[0]}",
            next_step="Install inhouse again.",
        )
    return Example(
        name="Birmingham, 2005-2021",
        facts=folder / "facts.yaml",
        contracts=(folder / "contracts.csv",),
        payments=tuple(sorted(folder.glob("illustrative-payments-*.csv"))),
        control=(folder / "control.csv",),
        events=tuple(sorted(folder.glob("illustrative-service-desk-*.csv.gz"))),
    )

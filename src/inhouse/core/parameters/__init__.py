"""Which number does the law or the Treasury say applies on this date, and who says so?

Every such number is a dated entry in a YAML file beside this module, one file per area, with its unit, its source and
whether the text of the law itself was read again for this release. Code asks by id and date and never holds the number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

import yaml

from inhouse.core.errors import ParameterError
from inhouse.core.results import ParameterUse

Value: TypeAlias = int | Decimal | str | bool | dt.date | list[Any] | dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One number (or list, or table) of law or policy, as it stands from ``from_date``.

    Attributes
    ----------
    reread
        Whether a published text saying so was read for this release; if not, check before relying on it.
    note
        What to know before using it; empty when nothing.
    """

    id: str
    title: str
    value: Value
    unit: str
    from_date: dt.date
    source: str
    reread: bool
    applies_to: str
    note: str

    def use(self) -> ParameterUse:
        """Say in a result's provenance that it rests on this number."""
        return ParameterUse(
            id=self.id, value=str(self.value), unit=self.unit, from_date=self.from_date, source=self.source
        )


def parameter(parameter_id: str, as_of: dt.date) -> Parameter:
    """Find the value in force on a date.

    Raises
    ------
    ParameterError
        No parameter has this id, or it is not known for a date so early.

    Examples
    --------
    >>> parameter("tupe.eli_days_before_transfer", dt.date(2014, 4, 30)).value
    14
    >>> parameter("tupe.eli_days_before_transfer", dt.date(2014, 5, 1)).value
    28
    """
    history = histories().get(parameter_id)
    if history is None:
        area = parameter_id.partition(".")[0]
        near = [known for known in histories() if known.startswith(f"{area}.")]
        raise ParameterError(
            "There is no parameter with this name.",
            found=parameter_id,
            next_step=f"Use one of: {', '.join(near or histories())}.",
        )
    in_force = [entry for entry in history if entry.from_date <= as_of]
    if not in_force:
        first = history[0]
        raise ParameterError(
            f"{first.title}: the value is known from {first.from_date.isoformat()} only.",
            found=f"{parameter_id} asked for {as_of.isoformat()}",
            next_step="Ask for a later date, or add the earlier value with its source to the parameters.",
        )
    return in_force[-1]


@cache
def histories() -> dict[str, tuple[Parameter, ...]]:
    """Give every parameter's values in order of date, by id."""
    found: dict[str, tuple[Parameter, ...]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            area = file.name.removesuffix(".yaml")
            for name, entry in yaml.load(file.read_text("utf-8"), _ExactLoader).items():  # noqa: S506 (a safe loader)
                found[f"{area}.{name}"] = _history(f"{area}.{name}", entry)
    return found


def _history(parameter_id: str, entry: dict[str, Any]) -> tuple[Parameter, ...]:
    shared = {key: entry.get(key, "") for key in ("title", "unit", "applies_to", "note")}
    dated = (
        Parameter(
            id=parameter_id,
            **shared,
            value=value["value"],
            from_date=value["from_date"],
            source=value.get("source", entry["source"]),
            reread=value.get("reread", entry["reread"]),
        )
        for value in entry["values"]
    )
    return tuple(sorted(dated, key=lambda parameter: parameter.from_date))


class _ExactLoader(yaml.SafeLoader):
    """YAML whose fractions are exact decimals, not binary floats."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)

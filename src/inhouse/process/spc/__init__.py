"""Is it signal or noise? Control charts by the rules of NHS England's Making Data Count."""

from inhouse.process.spc.chart import chart
from inhouse.process.spc.records import (
    Assurance,
    Better,
    Chart,
    ChartKind,
    Limits,
    Phase,
    Point,
    PointType,
    Rebase,
    Rule,
)

__all__ = [
    "Assurance",
    "Better",
    "Chart",
    "ChartKind",
    "Limits",
    "Phase",
    "Point",
    "PointType",
    "Rebase",
    "Rule",
    "chart",
]

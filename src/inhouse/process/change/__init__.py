"""When did it change, and by how much? Change points, and the effect of a known intervention."""

from inhouse.process.change.interrupted import Impact, Seasons, interrupt
from inhouse.process.change.points import find_changes
from inhouse.process.change.records import ChangePoint, Effect, Fitted, Found, Interrupted, Shape

__all__ = [
    "ChangePoint",
    "Effect",
    "Fitted",
    "Found",
    "Impact",
    "Interrupted",
    "Seasons",
    "Shape",
    "find_changes",
    "interrupt",
]

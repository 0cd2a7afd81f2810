"""How much working time lies between two instants? Elapsed time with nights, weekends and holidays taken out."""

from inhouse.process.working_time.calendar import ALWAYS_OPEN, WHOLE_DAY, Calendar, Opening, office_hours
from inhouse.process.working_time.clock import WorkingClock, working_seconds
from inhouse.process.working_time.days import define_working_time

__all__ = [
    "ALWAYS_OPEN",
    "WHOLE_DAY",
    "Calendar",
    "Opening",
    "WorkingClock",
    "define_working_time",
    "office_hours",
    "working_seconds",
]

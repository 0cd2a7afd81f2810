"""Series of measurements from CSV and workbooks: a column of dates in any style, a column of values, perhaps others."""

from inhouse.readers.series.moments import asked_moment
from inhouse.readers.series.read import Columns, SeriesRead, read_series

__all__ = ["Columns", "SeriesRead", "asked_moment", "read_series"]

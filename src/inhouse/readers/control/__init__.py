"""Statements about who holds a lever, from a table with a fixed, short heading."""

from inhouse.readers.control.read import COLUMNS, ControlRead, ControlRow, read_control, read_day

__all__ = ["COLUMNS", "ControlRead", "ControlRow", "read_control", "read_day"]

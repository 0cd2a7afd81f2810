"""Event logs in any format people have, as one table of events with every row accounted for."""

from inhouse.readers.events.parquet import EventScan, scan_events
from inhouse.readers.events.preview import preview_events
from inhouse.readers.events.read import read_events
from inhouse.readers.events.records import EventsPreview, LoadedEvents, PartPreview, read_rejects
from inhouse.readers.events.said import Said

__all__ = [
    "EventScan",
    "EventsPreview",
    "LoadedEvents",
    "PartPreview",
    "Said",
    "preview_events",
    "read_events",
    "read_rejects",
    "scan_events",
]

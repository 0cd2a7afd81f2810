"""What is an event, once it has been read, and where does it lie?

A log of a service becomes one Parquet file of events, kept and rejected rows side by side: readers write it, and every
question of this engine reads it. Words are those of the XES standard (IEEE 1849): a case is followed from event to
event.

The columns of a table of events:

``source``
    SHA-256 of the file, as hexadecimal.
``part``
    Sheet of a workbook, member of a ZIP or object type; empty where a file has no parts.
``row``
    Where the event stands: the row as a spreadsheet counts it, or the number of the event in the file, from 1.
``case_id``, ``activity``
    Text, exactly as in the file: "NA" is a case like any other.
``timestamp``
    When the event was complete; UTC, to the microsecond, without a zone. Times without an offset are read in the zone
    that was said, or as they stand.
``start_timestamp``
    When it began; empty where the log does not say.
``resource``, ``org_group``, ``lifecycle``
    Who, which group, and which transition or status; empty where the log does not say.
``position``
    The order of events of one case that have equal times: the order of the file, unless a column says otherwise.
``attributes``
    Everything else the log says of the event, as text by name; what it says of the whole case has names that begin
    with ``case:``.
``reject_column``, ``reject_found``, ``reject_expected``
    Why the row was not kept; all three empty for a kept row.
"""

from __future__ import annotations

EVENT_COLUMNS = {
    "source": "VARCHAR",
    "part": "VARCHAR",
    "row": "BIGINT",
    "case_id": "VARCHAR",
    "activity": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "start_timestamp": "TIMESTAMP",
    "resource": "VARCHAR",
    "org_group": "VARCHAR",
    "lifecycle": "VARCHAR",
    "position": "BIGINT",
    "attributes": "MAP(VARCHAR, VARCHAR)",
    "reject_column": "VARCHAR",
    "reject_found": "VARCHAR",
    "reject_expected": "VARCHAR",
}
"""The columns of a table of events, in order, with their types in DuckDB's words."""

"""Contracts registers as councils publish them: tables with one contract a row, in any wording of the headings.

The fields are those of the Local Government Transparency Code and what councils add to them. How headings are worded is
in ``profile.yaml``; a wording it does not know can be added with a profile of one's own.
"""

from inhouse.readers.registers.read import NOTHING_TOLD, Told, preview_register, read_records, read_register

__all__ = ["NOTHING_TOLD", "Told", "preview_register", "read_records", "read_register"]

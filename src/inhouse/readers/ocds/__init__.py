"""Procurement notices in the Open Contracting Data Standard, 1.0 and 1.1, as contract records.

Releases, records, packages of either, lists and JSON lines, plain or ``.gz``. Releases of one process are merged first.
Every release or record is kept, when its process gives a contract, or rejected with a reason.
"""

from inhouse.readers.ocds.documents import is_json, looks_like_ocds, read_documents
from inhouse.readers.ocds.read import read_ocds

__all__ = ["is_json", "looks_like_ocds", "read_documents", "read_ocds"]

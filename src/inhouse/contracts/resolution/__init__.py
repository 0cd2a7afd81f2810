"""Which spellings of suppliers are one organisation?

A spelling is read (``reading``, with the words of ``words.yaml``), compared only with those it shares something rare
with (``candidates``), word by word (``alignment``); the evidence is weighed (``evidence``, ``weights.yaml``) and
spellings are joined where all of a group agree (``joining``). What stays doubtful is for a person to say.
"""

from inhouse.contracts.resolution.contradictions import contradiction
from inhouse.contracts.resolution.records import (
    Apart,
    Decided,
    Doubt,
    Member,
    Resolution,
    Spelling,
    Supplier,
)
from inhouse.contracts.resolution.resolve import resolve

__all__ = [
    "Apart",
    "Decided",
    "Doubt",
    "Member",
    "Resolution",
    "Spelling",
    "Supplier",
    "contradiction",
    "resolve",
]

"""What goes into a resolution of suppliers, and what comes out of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """One way a supplier is written, with the ids that stand beside it.

    Attributes
    ----------
    name
        As written.
    company_number, vat_number, supplier_ref
        As written; empty where there is none. ``supplier_ref`` is the publisher's own account for the supplier.
    """

    name: str
    company_number: str = ""
    vat_number: str = ""
    supplier_ref: str = ""

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where it stands among others."""
        return self.name, self.company_number, self.vat_number, self.supplier_ref


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a person said about two names: one organisation, or two."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True, kw_only=True)
class Member:
    """A spelling of a supplier, how sure it is that it belongs there (0 to 1), and on which evidence: see ``basis``."""

    spelling: Spelling
    confidence: float
    basis: str


@dataclass(frozen=True, kw_only=True)
class Supplier:
    """One organisation: a stable id, the spelling it is called by, and every spelling of it."""

    supplier_id: str
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Two suppliers that may be one: a person must say.

    Attributes
    ----------
    a, b
        The two spellings that agree best.
    supplier_a, supplier_b
        The ids of the suppliers they belong to.
    score
        How likely the two are one organisation, 0 to 1.
    reasons
        What speaks for it and what speaks against it.
    """

    a: str
    b: str
    supplier_a: str
    supplier_b: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Suppliers that share something and yet were kept apart: a name (homonyms), or a VAT number (often a group)."""

    shared: str
    supplier_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """Which spellings are one organisation.

    Attributes
    ----------
    suppliers
        In order of their ids; every spelling asked about is a member of exactly one.
    needs_review
        Doubtful pairs, likeliest first; none of them is joined.
    homonyms
        Suppliers of the same name that different ids keep apart.
    shared_vat_numbers
        Suppliers with one VAT number whose names do not make them one: VAT groups, schools of one authority.
    caveats
        What to know before using the answer.
    """

    suppliers: tuple[Supplier, ...]
    needs_review: tuple[Doubt, ...]
    homonyms: tuple[Apart, ...]
    shared_vat_numbers: tuple[Apart, ...]
    caveats: tuple[str, ...]

    @cached_property
    def supplier_of(self) -> Mapping[Spelling, tuple[Supplier, Member]]:
        """Find a spelling's supplier, and its place there."""
        return {member.spelling: (supplier, member) for supplier in self.suppliers for member in supplier.members}

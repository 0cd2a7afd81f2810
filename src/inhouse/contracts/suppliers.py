"""Which payments went to one and the same organisation?

Two answers, in one table, ``supplier_identities``. The first cut takes what the publisher says: company number,
supplier id, VAT number, else the name without its legal suffix; the SQL beside this file is the rule. The resolver
weighs all evidence (:mod:`inhouse.contracts.resolution`), once for each way of writing and not for each payment, so
that it costs the same whatever the number of rows, and the same on every store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from inhouse.contracts.resolution import Decided, Doubt, Resolution, Spelling, resolve
from inhouse.stores import Store
from inhouse.stores.query import load_query

WITHHELD = "redacted"
"""The supplier that stands for everybody whose name the publisher withheld."""
WITHHELD_BASIS = "name withheld"


@dataclass(frozen=True, kw_only=True)
class Written:
    """One way of writing a supplier, with the ids that stand beside it, and whether the name is withheld."""

    supplier: str
    supplier_ref: str | None
    company_number: str | None
    vat_number: str | None
    is_withheld: bool

    @property
    def spelling(self) -> Spelling:
        """What the resolver reads."""
        return Spelling(
            name=self.supplier,
            company_number=self.company_number or "",
            vat_number=self.vat_number or "",
            supplier_ref=self.supplier_ref or "",
        )


def identify_suppliers(store: Store) -> None:
    """Give every payment the stable identity of its supplier, by the first cut.

    Parameters
    ----------
    store
        Holds ``payment_rows`` as :mod:`inhouse.readers.payments` writes them. Afterwards it also holds
        ``payments_kept``; ``supplier_keys``, what each way of writing says; ``supplier_identities`` (``supplier``,
        ``supplier_ref``, ``company_number``, ``vat_number`` as written; ``supplier_id``, ``name``, ``basis``,
        ``confidence``, which the first cut leaves empty); and ``payments``, the kept rows with their identity.
    """
    _read_spellings(store)
    store.define("supplier_identities", load_query("contracts", "supplier_identities"))
    store.view("payments", load_query("contracts", "payments_identified"))


def resolve_suppliers(
    store: Store,
    *,
    decided: Iterable[Decided] = (),
    progress: Callable[[float], None] = lambda _share: None,
) -> Resolution:
    """Give every payment the stable identity of its supplier, by the resolver.

    Payments to people whose names are withheld are one supplier, as in the first cut.

    Parameters
    ----------
    store
        As for :func:`identify_suppliers`; afterwards it holds the same tables.
    decided
        What people said about pairs of names.
    progress
        Told the share done, 0 to 1.
    """
    _read_spellings(store)
    written = store.ask(load_query("contracts", "supplier_written"), Written)
    named = (each.spelling for each in written if not each.is_withheld)
    found = resolve(named, decided=decided, progress=progress)
    _put_identities(store, written, found)
    store.view("payments", load_query("contracts", "payments_identified"))
    return found


def use_identities(store: Store) -> None:
    """Give every payment its identity from ``supplier_identities``, which the store holds already."""
    store.view("payments_kept", load_query("contracts", "payments_kept"))
    store.view("payments", load_query("contracts", "payments_identified"))


def put_doubts(store: Store, doubts: Sequence[Doubt]) -> None:
    """Make the table ``supplier_doubts``: two names, their suppliers, a score, and reasons, one a line."""
    columns = {
        "a": [each.a for each in doubts],
        "b": [each.b for each in doubts],
        "supplier_a": [each.supplier_a for each in doubts],
        "supplier_b": [each.supplier_b for each in doubts],
        "score": [str(each.score) for each in doubts],
        "reasons": ["\n".join(each.reasons) for each in doubts],
    }
    store.put("supplier_doubts", columns, {"score": "DOUBLE"})


def doubts(store: Store) -> tuple[Doubt, ...]:
    """Return the doubts in ``supplier_doubts``, likeliest first."""
    rows = store.ask(load_query("contracts", "supplier_doubts"), _DoubtRow)
    return tuple(Doubt(**vars(row) | {"reasons": tuple(filter(None, row.reasons.split("\n")))}) for row in rows)


@dataclass(frozen=True, kw_only=True)
class _DoubtRow:
    """A doubt as the store holds it, with its reasons one a line."""

    a: str
    b: str
    supplier_a: str
    supplier_b: str
    score: float
    reasons: str


def _read_spellings(store: Store) -> None:
    store.view("payments_kept", load_query("contracts", "payments_kept"))
    store.define("supplier_keys", load_query("contracts", "supplier_keys"))


def _put_identities(store: Store, written: Sequence[Written], found: Resolution) -> None:
    withheld = next((each.supplier for each in written if each.is_withheld), "")
    lines: list[tuple[str | None, ...]] = []
    for each in written:
        ids = (each.supplier, each.supplier_ref, each.company_number, each.vat_number)
        if each.is_withheld:
            lines.append((*ids, WITHHELD, withheld, WITHHELD_BASIS, None))
        else:
            supplier, member = found.supplier_of[each.spelling]
            lines.append((*ids, supplier.supplier_id, supplier.name, member.basis, str(member.confidence)))
    names = ("supplier", "supplier_ref", "company_number", "vat_number", "supplier_id", "name", "basis", "confidence")
    columns = dict(zip(names, zip(*lines, strict=True), strict=True)) if lines else dict.fromkeys(names, ())
    store.put("supplier_identities", columns, {"confidence": "DOUBLE"})

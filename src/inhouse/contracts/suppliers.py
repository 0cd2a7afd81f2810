"""Which payments went to one and the same organisation?

A first, careful answer from what the publisher says: company number, supplier id, VAT number, else the name without
its legal suffix. The SQL beside this file is the rule; a resolver that weighs evidence will take this place.
"""

from __future__ import annotations

from inhouse.stores import Store
from inhouse.stores.query import load_query


def identify_suppliers(store: Store) -> None:
    """Give every payment the stable identity of its supplier.

    Parameters
    ----------
    store
        Holds ``payment_rows`` as :mod:`inhouse.readers.payments` writes them. Afterwards it also holds
        ``payments_kept``; ``supplier_keys``, what each way of writing says; ``supplier_identities`` (``supplier``,
        ``supplier_ref``, ``company_number``, ``vat_number`` as written; ``supplier_id``, ``name``, ``basis``); and
        ``payments``, the kept rows with their identity.
    """
    store.view("payments_kept", load_query("contracts", "payments_kept"))
    store.define("supplier_keys", load_query("contracts", "supplier_keys"))
    store.define("supplier_identities", load_query("contracts", "supplier_identities"))
    store.view("payments", load_query("contracts", "payments_identified"))

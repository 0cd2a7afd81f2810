"""Where bulk rows live and are queried: one Protocol, an embedded engine by default."""

from inhouse.stores.query import Query
from inhouse.stores.store import Store

__all__ = ["Query", "Store"]

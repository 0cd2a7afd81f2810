"""Where does each part of a process map go? By Graphviz where it is installed, else by our own layers."""

from __future__ import annotations

from functools import lru_cache

from inhouse.publishers.process_map.graphviz import by_graphviz
from inhouse.publishers.process_map.layered import by_layers
from inhouse.publishers.process_map.records import Placement, ProcessMap


@lru_cache(maxsize=64)
def lay_out(shown: ProcessMap) -> Placement:
    """Lay out a map; the same map is laid out once."""
    return by_graphviz(shown) or by_layers(shown)

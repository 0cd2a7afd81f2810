"""What does a process map look like? Records of what to draw, two ways to lay it out, and the drawing."""

from inhouse.publishers.process_map.draw import draw_map
from inhouse.publishers.process_map.layout import lay_out
from inhouse.publishers.process_map.records import END, START, MapEdge, MapNode, ProcessMap, WaitClass, wait_class

__all__ = ["END", "START", "MapEdge", "MapNode", "ProcessMap", "WaitClass", "draw_map", "lay_out", "wait_class"]

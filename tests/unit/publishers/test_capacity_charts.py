"""Charts of a desk can be read by eye and by ear."""

import xml.etree.ElementTree as ET

from inhouse.process.capacity.desk import Desk, cope
from inhouse.publishers.capacity_charts import waiting_by_agents

SVG = "{http://www.w3.org/2000/svg}"


def test_waits_are_drawn_and_those_without_end_are_said():
    coping = cope(Desk(arrivals_per_hour=200, handle_seconds=180, agents=9))
    drawing = ET.fromstring(waiting_by_agents(coping.staffing, agents=9, agents_needed=14, key="k", title="Waits"))
    words = [element.text for element in drawing.iter(f"{SVG}text") if element.text]
    assert {"9 now", "14 needed", "Mean wait, seconds"} <= set(words)
    description = drawing.find(f"{SVG}desc").text
    assert "9 agents: waits without end" in description
    assert "12 agents: 40.4 seconds" in description

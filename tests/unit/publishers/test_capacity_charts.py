"""Charts of a desk can be read by eye and by ear."""

import datetime as dt
import xml.etree.ElementTree as ET

from inhouse.process.capacity.desk import Desk, cope
from inhouse.process.capacity.scenario import BacklogDay, Interval, Recovery, ShockOutcome
from inhouse.publishers.capacity_charts import backlog_by_day, waiting_by_agents

SVG = "{http://www.w3.org/2000/svg}"


def test_waits_are_drawn_and_those_without_end_are_said():
    coping = cope(Desk(arrivals_per_hour=200, handle_seconds=180, agents=9))
    drawing = ET.fromstring(waiting_by_agents(coping.staffing, agents=9, agents_needed=14, key="k", title="Waits"))
    words = [element.text for element in drawing.iter(f"{SVG}text") if element.text]
    assert {"9 now", "14 needed", "Mean wait, seconds"} <= set(words)
    description = drawing.find(f"{SVG}desc").text
    assert "9 agents: waits without end" in description
    assert "12 agents: 40.4 seconds" in description


def outcome(factor, days_back):
    interval = Interval(mean=3.0, low=2.0, high=4.0)
    return ShockOutcome(
        factor=factor, mean_wait_seconds=interval, service_level=interval, abandon_share=interval,
        peak_backlog=interval, arrivals=interval, agents_needed=3,
        recovery=Recovery(
            usual_backlog=1, recovered_share=0.25, median_days=days_back, low_days=None, high_days=None
        ),
        backlog=tuple(
            BacklogDay(day=day, date=dt.date(2024, 3, 4 + day), median=day * factor, low=0.0, high=20.0)
            for day in range(5)
        ),
    )  # fmt: skip


def test_a_backlog_is_drawn_by_factor_and_its_recovery_said():
    drawing = ET.fromstring(
        backlog_by_day([outcome(1.0, 0), outcome(6.25, None)], shock_date=dt.date(2024, 3, 6), key="k", title="Backlog")
    )
    words = {element.text for element in drawing.iter(f"{SVG}text") if element.text}
    assert {"× 1", "× 6.25", "Waiting at the end of the day"} <= words
    description = drawing.find(f"{SVG}desc").text
    assert "1 times the demand: at most 3 wait, back to usual after 0 days in the middle run" in description
    assert (
        "6.25 times the demand: at most 3 wait, back to usual within the days simulated in 25% of runs" in description
    )

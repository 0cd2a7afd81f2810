"""What does a control chart say, in a sentence a councillor can read out?"""

from __future__ import annotations

from inhouse.process.series import shown
from inhouse.process.spc import Assurance, Chart, PointType

POINT_WORDS = {
    PointType.COMMON_CAUSE: "Common cause",
    PointType.IMPROVEMENT: "Improvement",
    PointType.CONCERN: "Concern",
    PointType.HIGH: "Unusually high",
    PointType.LOW: "Unusually low",
}
_VARIATION = {
    PointType.COMMON_CAUSE: "the latest point shows no signal: ordinary variation",
    PointType.IMPROVEMENT: "the latest point is part of an improvement that chance does not explain",
    PointType.CONCERN: "the latest point is part of a worsening that chance does not explain",
    PointType.HIGH: "the latest point is unusually high; whether that is good was not said",
    PointType.LOW: "the latest point is unusually low; whether that is good was not said",
}
ASSURANCE_WORDS = {
    Assurance.MEETS: "as it works now, the process will meet the target every time",
    Assurance.FAILS: "as it works now, the process will miss the target every time",
    Assurance.EITHER: "as it works now, the process will meet the target at some times and miss it at others",
}


def figure(value: float | None) -> str:
    """Write a measure in at most four places that tell.

    Examples
    --------
    >>> figure(1234.5678), figure(0.0123), figure(12.0), figure(None)
    ('1,234.6', '0.0123', '12', 'cannot be told')
    """
    if value is None:
        return "cannot be told"
    size = abs(value)
    places = 1 if size >= 1000 else 2 if size >= 10 else 3 if size >= 1 else 5
    return f"{value:,.{places}f}".rstrip("0").rstrip(".")


def in_words(chart: Chart, name: str) -> str:
    """Say what a chart shows.

    Parameters
    ----------
    name
        What is measured.
    """
    last, count = chart.points[-1], sum(point.special_cause for point in chart.points)
    signals = {0: "none is a signal", 1: "1 is a signal"}.get(count, f"{count} are signals")
    period = f"{shown(chart.points[0].date)} to {shown(last.date)}"
    many = "1 point" if len(chart.points) == 1 else f"{len(chart.points)} points"
    sentences = [f"{name}, {period}: of {many} {signals}, and {_VARIATION[chart.variation]}."]
    if last.lower_limit is not None and last.upper_limit is not None:
        sentences.append(
            f"It now runs at about {figure(last.centre_line)} and will stay between {figure(last.lower_limit)} and "
            f"{figure(last.upper_limit)} unless something changes."
        )
    if chart.target is not None:
        told = ASSURANCE_WORDS[chart.assurance] if chart.assurance else "whether it will be met cannot be told"
        sentences.append(f"Target {figure(chart.target)}: {told}.")
    return " ".join(sentences)

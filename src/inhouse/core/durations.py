"""How is a length of time said, so that a person takes it in? Seconds in; one figure and its unit out."""

from __future__ import annotations

_UNITS = (
    (365.25 * 86_400 * 2, 365.25 * 86_400, "year", "y"),
    (86_400.0 * 2, 86_400.0, "day", "d"),
    (3_600.0, 3_600.0, "hour", "h"),
    (60.0, 60.0, "minute", "min"),
    (0.0, 1.0, "second", "s"),
)


def say_duration(seconds: float) -> str:
    """Say a length of time in words; days start at two, years at two.

    Examples
    --------
    >>> [say_duration(s) for s in (0, 1, 90, 7_200, 5_400, 100_000, 2.04 * 86_400, 900 * 86_400)]
    ['0 seconds', '1 second', '1.5 minutes', '2 hours', '1.5 hours', '27.8 hours', '2 days', '2.5 years']
    """
    number, word, _sign = _scaled(seconds)
    return f"{number} {word}{'' if number == '1' else 's'}"


def short_duration(seconds: float) -> str:
    """Say a length of time in the fewest signs, for labels in charts.

    Examples
    --------
    >>> short_duration(100_000), short_duration(12 * 86_400.0), short_duration(59)
    ('27.8 h', '12 d', '59 s')
    """
    number, _word, sign = _scaled(seconds)
    return f"{number} {sign}"


def _scaled(seconds: float) -> tuple[str, str, str]:
    _from, size, word, sign = next(unit for unit in _UNITS if abs(seconds) >= unit[0])
    scaled = seconds / size
    return (f"{scaled:,.0f}" if abs(scaled) >= 100 or size == 1.0 else f"{scaled:,.1f}".removesuffix(".0")), word, sign

"""Where do the limits of charts of samples lie: their averages, and their spread?

Several measurements at each point, such as the handling times of one day. Limits are those of X-bar and s charts
(Montgomery, Introduction to Statistical Quality Control, 6th edition, section 6.3), at each sample's own size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from inhouse.process.spc.limits import mean, symmetric_band
from inhouse.process.spc.records import Band


def average_bands(samples: Sequence[Sequence[float]]) -> tuple[Band, ...]:
    """Limits for the average of each sample, of two or more measurements.

    Examples
    --------
    >>> [round(band.upper_limit, 2) for band in average_bands([[1, 2, 3], [2, 3, 4]])]
    [4.45, 4.45]
    """
    centre = mean([value for sample in samples for value in sample])
    usual = _usual_spread(samples)
    return tuple(
        symmetric_band(centre, 3 * usual / (_bias(len(sample)) * math.sqrt(len(sample)))) for sample in samples
    )


def spread_bands(samples: Sequence[Sequence[float]]) -> tuple[Band, ...]:
    """Limits for the standard deviation of each sample."""
    usual = _usual_spread(samples)
    return tuple(
        symmetric_band(usual, 3 * usual * math.sqrt(1 - _bias(len(sample)) ** 2) / _bias(len(sample)), least=0)
        for sample in samples
    )


def spread(sample: Sequence[float]) -> float:
    """The standard deviation of a sample.

    Examples
    --------
    >>> spread([1, 2, 3])
    1.0
    """
    centre = mean(sample)
    return math.sqrt(math.fsum((value - centre) ** 2 for value in sample) / (len(sample) - 1))


def _usual_spread(samples: Sequence[Sequence[float]]) -> float:
    """The mean of the standard deviations; where sizes differ, the root of the pooled variance."""
    if len({len(sample) for sample in samples}) == 1:
        return mean([spread(sample) for sample in samples])
    freedom = [len(sample) - 1 for sample in samples]
    pooled = math.fsum(spread(sample) ** 2 * each for sample, each in zip(samples, freedom, strict=True))
    return math.sqrt(pooled / sum(freedom))


def _bias(size: int) -> float:
    """By how much a sample's standard deviation is too small on average (c4)."""
    return math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))

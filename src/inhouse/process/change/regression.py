"""What do level, slope, seasons and controls contribute, when neighbouring rows resemble each other?

Measures: generalised least squares with first-order autoregressive errors. The autocorrelation of residuals is too low
in short series, so it is raised by (k + 3 r) / n for k coefficients (after Marriott and Pope 1954); in simulations this
covers as well as restricted maximum likelihood, which Turner and others (2021) found best, and far better than
Newey-West. Counts with an exposure: quasi-Poisson regression with the logarithm of the exposure as offset; where the
residuals are autocorrelated, the same autoregressive errors enter the standard errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from inhouse.process.change.noise import Array

_MOST_TURNS = 50
_MOST_AUTOCORRELATION = 0.95
_CLEARLY_AUTOCORRELATED = 1.645
_NO_NOISE = 1e-20
_DUST = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Regression:
    """Coefficients with their covariance.

    Attributes
    ----------
    freedom
        Rows less coefficients: how many degrees of freedom an interval has.
    dispersion
        Variance over Poisson's; None for measures.
    errors
        How the standard errors were found, in words.
    """

    coefficients: Array
    covariance: Array
    freedom: int
    dispersion: float | None
    errors: str

    def interval(self, combination: Array) -> tuple[float, float, float]:
        """Estimate a combination of coefficients, with its 95% interval."""
        from scipy import stats

        estimate = float(combination @ self.coefficients)
        variance = float(combination @ self.covariance @ combination)
        reach = float(stats.t.ppf(0.975, self.freedom)) * max(variance, 0.0) ** 0.5
        return estimate, estimate - reach, estimate + reach

    def chance(self, places: list[int]) -> float:
        """Probability of coefficients this far from nought together, if all were nought (Wald's test)."""
        from scipy import stats

        found = self.coefficients[places]
        covariance = self.covariance[np.ix_(places, places)]
        if not np.any(found):
            return 1.0
        statistic = float(found @ np.linalg.pinv(covariance) @ found) / len(places)
        return float(stats.f.sf(statistic, len(places), self.freedom)) if np.any(covariance) else 0.0


def regress_measures(values: Array, design: Array) -> Regression:
    """Fit measures by generalised least squares with autoregressive errors."""
    import statsmodels.api as sm

    rows, numbers = design.shape
    fit: Any = sm.OLS(values, design).fit()
    if float(np.sum(fit.resid**2)) <= _NO_NOISE * float(np.sum(values**2)):
        return _without_noise(np.asarray(fit.params, dtype=float), design, values)
    rho = 0.0
    for _ in range(_MOST_TURNS):
        before, rho = rho, _autocorrelation(values - design @ fit.params, numbers)
        fit = sm.GLS(values, design, sigma=_resemblance(rows, rho)).fit()
        if abs(rho - before) < 1e-6:
            break
    return Regression(
        coefficients=np.asarray(fit.params, dtype=float),
        covariance=np.asarray(fit.cov_params(), dtype=float),
        freedom=rows - numbers,
        dispersion=None,
        errors=f"autoregressive errors: {rho:.2f} of a deviation is left in the next row",
    )


def regress_counts(values: Array, design: Array, exposure: Array) -> Regression:
    """Fit counts by quasi-Poisson regression with an exposure; coefficients are logarithms of ratios."""
    import statsmodels.api as sm

    rows, numbers = design.shape
    model = sm.GLM(values, design, family=sm.families.Poisson(), offset=np.log(exposure))
    fit: Any = model.fit(scale="X2")
    covariance, dispersion = np.asarray(fit.cov_params(), dtype=float), float(fit.scale)
    errors = f"quasi-Poisson: {dispersion:.2f} times the variance of Poisson"
    residuals = np.asarray(fit.resid_pearson, dtype=float)
    rho = _autocorrelation(residuals, numbers)
    if _raw_autocorrelation(residuals) * rows**0.5 > _CLEARLY_AUTOCORRELATED:
        weighted = design * np.sqrt(np.asarray(fit.fittedvalues))[:, None]
        bread = np.linalg.pinv(weighted.T @ weighted)
        covariance = dispersion * bread @ (weighted.T @ _resemblance(rows, rho) @ weighted) @ bread
        errors += f", and autoregressive errors: {rho:.2f} of a deviation is left in the next row"
    return Regression(
        coefficients=np.asarray(fit.params, dtype=float),
        covariance=covariance,
        freedom=rows - numbers,
        dispersion=dispersion,
        errors=errors,
    )


def _without_noise(coefficients: Array, design: Array, values: Array) -> Regression:
    """A series that lies on its lines: what is left of coefficients by rounding is nought, and nothing is unsure."""
    dust = np.abs(coefficients) * np.max(np.abs(design), axis=0) <= _DUST * float(np.max(np.abs(values)))
    return Regression(
        coefficients=np.where(dust, 0.0, coefficients),
        covariance=np.zeros((len(coefficients), len(coefficients))),
        freedom=len(values) - len(coefficients),
        dispersion=None,
        errors="none: every row lies on the lines, as measurements hardly do",
    )


def _resemblance(rows: int, rho: float) -> Array:
    place = np.arange(rows)
    alike: Array = rho ** np.abs(place[:, None] - place).astype(float)
    return alike


def _autocorrelation(residuals: Array, numbers: int) -> float:
    raw = _raw_autocorrelation(residuals)
    return min(max(raw + (numbers + 3 * raw) / len(residuals), 0.0), _MOST_AUTOCORRELATION)


def badness(values: Array, design: Array, exposure: Array | None) -> float:
    """How badly columns explain a series, with a price for each column (BIC), to compare designs of equal width."""
    import statsmodels.api as sm

    rows, numbers = design.shape
    if exposure is None:
        left = float(np.sum(np.asarray(sm.OLS(values, design).fit().resid) ** 2))
        least = _NO_NOISE * float(np.sum(values**2))
    else:
        fit = sm.GLM(values, design, family=sm.families.Poisson(), offset=np.log(exposure)).fit(scale="X2")
        left, least = float(fit.pearson_chi2), _NO_NOISE
    return float(rows * math.log(max(left, least)) + numbers * math.log(rows))


def _raw_autocorrelation(residuals: Array) -> float:
    power = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / power if power else 0.0

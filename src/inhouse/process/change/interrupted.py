"""By how much did a series change at a known intervention, beyond what trend, seasons and volume explain?

An interrupted time series: level, slope, seasons and controls, and from the intervention on a jump and a change of
slope (Bernal, Cummins and Gasparrini 2017). Where the data cannot bear an answer, there is none, and the reason is
said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inhouse.core.results import Decision
from inhouse.process.change.effect import effect_of, in_words
from inhouse.process.change.model import waves
from inhouse.process.change.noise import Array
from inhouse.process.change.records import Fitted, Interrupted
from inhouse.process.change.regression import Regression, badness, regress_counts, regress_measures
from inhouse.process.series import Moment, Observation, Rhythm, comes_before, rhythm, season_of, shown

LEAST_ROWS_A_SIDE = 8
_ENOUGH_ROWS = 48
_MOST_MISSING = 0.2
_MOST_ALIKE = 1e-7
_SEASONS_TO_SEE = 2
_LEAST_FOR_SEASONS = 24
_WAVES = {4: 3, 7: 6, 12: 4, 52: 4}
_CLEAR = 0.05
_MUCH_BETTER = 10.0


class Impact(StrEnum):
    """What an intervention can change."""

    LEVEL = "level"
    BOTH = "both"


class Seasons(StrEnum):
    """Whether seasons are part of the model: where the data show them, or not."""

    AUTO = "auto"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """The columns of a regression: where the jump and the change of slope are, and the row of the intervention."""

    design: Array
    level: int
    trend: int | None
    first: int
    exposure: Array | None

    @property
    def changed(self) -> list[int]:
        """The columns that an intervention can change."""
        return [self.level] if self.trend is None else [self.level, self.trend]


def interrupt(
    series: Sequence[Observation],
    when: Moment,
    *,
    gaps: Sequence[Moment] = (),
    impact: Impact = Impact.BOTH,
    seasons: Seasons = Seasons.AUTO,
) -> Interrupted:
    """Estimate the effect of an intervention.

    Parameters
    ----------
    series
        In the order of time; denominators make it counts with an exposure, other columns are controls.
    when
        The first moment at which it can have worked.
    gaps
        Moments of rows without a value.
    impact
        Whether only the level can have changed, or level and slope.
    seasons
        Whether to leave seasons out even where the data show them.
    """
    first = next((at for at, each in enumerate(series) if not comes_before(each.when, when)), len(series))
    found = rhythm([each.when for each in series])
    if reason := _too_little(series, first, when) or _too_many_gaps(series, found, gaps) or _too_alike(series):
        return _cannot_tell(series, when, reason)
    model = _model(series, first, impact, ())
    if reason := _tangled(series, model):
        return _cannot_tell(series, when, reason)
    model, about_seasons = _with_seasons(series, model, impact, seasons, found)
    if reason := _curved(series, model):
        return _cannot_tell(series, when, reason)
    fit = _fit(series, model)
    effect = effect_of(fit, model, series)
    return Interrupted(
        effect=effect,
        sentence=in_words(effect, series[first].when),
        intervention_date=series[first].when,
        fitted=_lines(series, fit, model),
        decisions=(
            Decision(
                about="intervention",
                decided=f"the first row that can have changed is {shown(series[first].when)}",
                because="it is the first on or after the date given",
                change_with="--intervention",
            ),
            _about_impact(impact),
            about_seasons,
            Decision(
                about="errors",
                decided=fit.errors,
                because="rows near each other resemble each other, and counts vary more than chance",
            ),
            *_about_controls(series),
        ),
        caveats=tuple(_caveats(model, series)),
    )


def _cannot_tell(series: Sequence[Observation], when: Moment, reason: str) -> Interrupted:
    return Interrupted(
        effect=None,
        sentence=f"This cannot be told: {reason}",
        intervention_date=when,
        fitted=tuple(Fitted(date=e.when, value=e.value, expected=None, without=None, row=e.row) for e in series),
        decisions=(Decision(about="effect", decided="this cannot be told", because=reason.rstrip(".")),),
        caveats=(f"The effect cannot be told: {reason}",),
    )


def _too_little(series: Sequence[Observation], first: int, when: Moment) -> str:
    before, after = first, len(series) - first
    if not before or not after:
        span = f"{shown(series[0].when)} to {shown(series[-1].when)}" if series else "no row at all"
        side = "before" if not before else "on or after"
        return f"the series, {span}, has no row {side} the intervention of {shown(when)}."
    if min(before, after) < LEAST_ROWS_A_SIDE:
        return (
            f"there are {before} rows before the intervention and {after} from it on; at least {LEAST_ROWS_A_SIDE} are "
            "needed on each side."
        )
    return ""


def _too_many_gaps(series: Sequence[Observation], found: Rhythm, gaps: Sequence[Moment]) -> str:
    missing = len({*map(shown, found.missing), *map(shown, gaps)})
    share = missing / (len(series) + missing)
    if share > _MOST_MISSING:
        return f"{missing} of {len(series) + missing} {found.unit}s have no value."
    return ""


def _too_alike(series: Sequence[Observation]) -> str:
    values = {each.value for each in series}
    if any(each.denominator is not None and each.value < 0 for each in series):
        return "counts with a denominator cannot be below nought."
    if series[0].denominator is not None and values == {0.0}:
        return "all counts are nought."
    return "all values are equal." if len(values) == 1 and series[0].denominator is None else ""


def _tangled(series: Sequence[Observation], model: Model) -> str:
    """Say which columns say the same, so that their effects cannot be told apart."""
    rows, numbers = model.design.shape
    if rows - numbers < LEAST_ROWS_A_SIDE // 2:
        return f"{rows} rows cannot bear {numbers} coefficients."
    for column in (*model.changed, *range(numbers - len(series[0].others), numbers)):
        others = np.delete(model.design, column, axis=1)
        target = model.design[:, column]
        left = target - others @ np.linalg.lstsq(others, target, rcond=None)[0]
        if float(left @ left) <= _MOST_ALIKE * float(np.sum((target - target.mean()) ** 2)):
            name = "the intervention" if column in model.changed else f"«{_control(series, model, column)}»"
            return f"{name} moves exactly as trend, intervention or a control does; their effects cannot be told apart."
    return ""


def _curved(series: Sequence[Observation], model: Model) -> str:
    """Say if a smooth curve explains the series far better than any change at the intervention."""
    rows = len(series)
    bent = np.linspace(-1.0, 1.0, rows)[:, None] ** 2
    curve = np.column_stack([np.delete(model.design, model.changed, axis=1), bent])
    values = _values(series)
    gain = badness(values, model.design, model.exposure) - badness(values, curve, model.exposure)
    if gain <= _MUCH_BETTER:
        return ""
    return "a smooth curve without any change at the intervention explains the series far better."


def _values(series: Sequence[Observation]) -> Array:
    return np.array([each.value for each in series], dtype=float)


def _control(series: Sequence[Observation], model: Model, column: int) -> str:
    return series[0].others[column - int(model.design.shape[1])][0]


def _model(series: Sequence[Observation], first: int, impact: Impact, seasonal: Sequence[Array]) -> Model:
    rows = len(series)
    time = np.arange(rows, dtype=float)
    columns = [np.ones(rows), time - first, (time >= first).astype(float)]
    if impact is Impact.BOTH:
        columns.append(np.maximum(0.0, time - first))
    columns += [*seasonal, *_controls(series)]
    exposure = np.array([each.denominator or 1.0 for each in series]) if series[0].denominator is not None else None
    return Model(
        design=np.column_stack(columns),
        level=2,
        trend=3 if impact is Impact.BOTH else None,
        first=first,
        exposure=exposure,
    )


def _controls(series: Sequence[Observation]) -> Iterator[Array]:
    """Further columns around their mean; as logarithms where the series is one of counts, whose effects are ratios."""
    for number in range(len(series[0].others)):
        values = np.array([each.others[number][1] for each in series])
        if series[0].denominator is not None and np.all(values > 0):
            values = np.log(values)
        spread = float(np.std(values))
        yield (values - values.mean()) / spread if spread else values * 0.0


def _with_seasons(
    series: Sequence[Observation], model: Model, impact: Impact, seasons: Seasons, found: Rhythm
) -> tuple[Model, Decision]:
    rows, period = len(series), found.cycle

    def said(decided: str, because: str) -> Decision:
        return Decision(about="seasons", decided=decided, because=because, change_with="--seasons")

    if seasons is Seasons.NONE:
        return model, said("left out", "that was asked for")
    if period < 2 or rows < max(_LEAST_FOR_SEASONS, _SEASONS_TO_SEE * period):
        return model, said("left out", f"{rows} rows show no two full cycles of a known length")
    season = np.array([season_of(each.when, found) for each in series])
    columns = list(waves(season, period).T[: _WAVES[period]])
    wavy = _model(series, model.first, impact, columns)
    start = model.design.shape[1] - len(series[0].others)
    chance = _fit(series, wavy).chance(list(range(start, start + len(columns))))
    told = f"the chance of such seasons without any is {chance:.3f}"
    if chance >= _CLEAR:
        return model, said("left out", told)
    return wavy, said(f"{len(columns)} waves with a cycle of {period} rows", told)


def _fit(series: Sequence[Observation], model: Model) -> Regression:
    if model.exposure is None:
        return regress_measures(_values(series), model.design)
    return regress_counts(_values(series), model.design, model.exposure)


def _lines(series: Sequence[Observation], fit: Regression, model: Model) -> tuple[Fitted, ...]:
    unchanged = model.design.copy()
    unchanged[:, model.changed] = 0.0
    expected, without = model.design @ fit.coefficients, unchanged @ fit.coefficients
    if model.exposure is not None:
        expected, without = model.exposure * np.exp(expected), model.exposure * np.exp(without)
    return tuple(
        Fitted(
            date=each.when,
            value=each.value,
            expected=float(expected[at]),
            without=float(without[at]) if at >= model.first else None,
            row=each.row,
        )
        for at, each in enumerate(series)
    )


def _about_impact(impact: Impact) -> Decision:
    if impact is Impact.BOTH:
        return Decision(
            about="impact",
            decided="level and trend may both have changed at the intervention",
            because="nothing says that only the level can have",
            change_with="--impact level",
        )
    return Decision(
        about="impact",
        decided="only the level may have changed; the change of trend is nought by assumption",
        because="that was asked for",
        change_with="--impact both",
    )


def _about_controls(series: Sequence[Observation]) -> Iterator[Decision]:
    names = ", ".join(f"«{name}»" for name, _ in series[0].others)
    if names:
        yield Decision(
            about="controls", decided=f"the effect is what is left beside {names}", because="that was asked for"
        )
    if series[0].denominator is not None:
        yield Decision(
            about="exposure",
            decided="counts over their denominator: the effect is a ratio of rates",
            because="a denominator was named",
        )


def _caveats(model: Model, series: Sequence[Observation]) -> Iterator[str]:
    yield (
        "What else happened at the same time is not told apart from the intervention, except for seasons and the "
        "controls named."
    )
    if len(series) < _ENOUGH_ROWS:
        yield f"With fewer than {_ENOUGH_ROWS} rows the intervals are somewhat too narrow."
    if min(model.first, len(series) - model.first) < 12:
        yield "Fewer than 12 rows on one side: the effect rests on little."

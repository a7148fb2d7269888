"""Fitting: a factor score by principal components, then a linear model of what is usual for whom.

scikit-learn is imported where a model is fitted and nowhere else; scoring needs only the coefficients.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from yimen.domains.verification.errors import IndexRefusedError
from yimen.domains.verification.index.drift import spread, words_spread
from yimen.domains.verification.index.fitted import (
    WORDED,
    Bins,
    Component,
    Fitted,
    GroupMean,
    Linear,
    MeasureFit,
)
from yimen.domains.verification.index.scoring import entered
from yimen.domains.verification.types.index import BOUND, Group, Measure, Observation, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_HISTORY = 200
"""Families a model is fitted to at least; the platform's own figure: some ten for each coefficient."""
LEAST_LEVEL = 10
"""Families of a level (a programme, a structure) at least; the platform's own figure."""
LEAST_GROUP = 20
"""Smaller groups are not shown in the card: a mean of few says something of each."""
TO_NEED = np.array([-1.0, -1.0, 1.0, 1.0])
"""Less income, less assets, more applications mean more need. That is laid down, not found: no family ever
scores higher because it earns more."""
_HUNDRED_YUAN = 10_000
"""Bounds of money are rounded outward to this: a bound is one family's figure."""


def fit(history: Iterable[Observation]) -> Fitted:
    """A model of this history, in whatever order it comes; refuses one that is too short."""
    observed, left_out = _usable(history)
    if len(observed) < LEAST_HISTORY:
        raise IndexRefusedError(
            "可用的历史办件只有 %(n)s 户，至少要 %(least)s 户才能拟合需求指数。",
            n=len(observed),
            least=LEAST_HISTORY,
        )
    raw = np.array([[entered(m, each.facts.measure(m) or 0) for m in Measure] for each in observed])
    means, deviations = raw.mean(axis=0), raw.std(axis=0, ddof=1)
    deviations[deviations < 1e-9] = 0.0
    components, weights = _components(raw, means, deviations)
    index = np.clip(_standard(raw, means, deviations) @ weights, -BOUND / 100, BOUND / 100)
    linear, expected = _linear(observed, index)
    days = sorted(each.facts.on for each in observed)
    return Fitted(
        n=len(observed),
        first_on=days[0],
        last_on=days[-1],
        left_out=left_out,
        measures={
            m: MeasureFit(float(means[i]), float(deviations[i]), *_bounds(m, observed), float(weights[i]))
            for i, m in enumerate(Measure)
        },
        components=components,
        explained=sum(each.share for each in components if each.is_used),
        linear=linear,
        bins=_bins(observed, raw, index),
        groups=_groups(observed, index, expected),
    )


def _usable(history: Iterable[Observation]) -> tuple[list[Observation], dict[str, int]]:
    """Families of whom everything is known, without levels that are too rare; how many were left out why."""
    left_out: Counter[str] = Counter()
    whole: list[Observation] = []
    for each in history:
        missing = _missing(each)
        left_out.update([missing] if missing else [])
        whole += [] if missing else [each]
    while rare := _rare(whole):
        kept = [each for each in whole if not any((t, each.facts.level(t)) in rare for t in WORDED)]
        left_out["rare"] += len(whole) - len(kept)
        whole = kept
    whole.sort(key=lambda each: repr((each.facts, sorted(each.groups))))
    return whole, dict(sorted(left_out.items()))


def _missing(each: Observation) -> str:
    """The first fact that is not known."""
    measures = [str(m) for m in Measure if each.facts.measure(m) is None]
    return next(iter([*measures, *(str(t) for t in Trait if each.facts.level(t) is None)]), "")


def _rare(observed: Sequence[Observation]) -> set[tuple[Trait, str | None]]:
    counts = Counter((trait, each.facts.level(trait)) for each in observed for trait in WORDED)
    return {level for level, n in counts.items() if n < LEAST_LEVEL}


def _standard(
    raw: NDArray[np.float64], means: NDArray[np.float64], deviations: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Centred and scaled; a measure that was the same for everybody says nothing."""
    scale = np.where(deviations > 0, deviations, 1.0)
    return np.where(deviations > 0, (raw - means) / scale, 0.0)


def _components(
    raw: NDArray[np.float64], means: NDArray[np.float64], deviations: NDArray[np.float64]
) -> tuple[tuple[Component, ...], NDArray[np.float64]]:
    """The components and the weight of each measure in the score, which has a deviation of one.

    Components with an eigenvalue of at least one count (Kaiser), each by its share. They say how much a
    measure weighs; which way it points is laid down. Where all point one way this is the first
    component's score.
    """
    from sklearn.decomposition import PCA

    moving = [i for i in range(len(Measure)) if deviations[i] > 0]
    if 0 not in moving:
        raise IndexRefusedError("历史办件的人均月收入都相同，不能拟合需求指数。")
    standard = _standard(raw, means, deviations)
    found = PCA(svd_solver="full").fit(standard[:, moving])
    values = found.explained_variance_
    axes = np.zeros((len(moving), len(Measure)))
    axes[:, moving] = found.components_
    axes *= np.where(axes @ TO_NEED < 0, -1.0, 1.0)[:, None]
    used = values >= min(1.0, values[0])
    shares = np.where(used, values, 0.0) / values[used].sum()
    sizes = shares[:, None] * np.abs(axes) / np.sqrt(np.maximum(values, 1e-12))[:, None]
    weights = TO_NEED * sizes.sum(axis=0)
    weights /= (standard @ weights).std(ddof=1)
    components = tuple(
        Component(
            float(values[k]),
            float(values[k] / values.sum()),
            bool(used[k]),
            {m: float(axes[k, i]) for i, m in enumerate(Measure)},
        )
        for k in range(len(moving))
    )
    return components, weights


def _linear(
    observed: Sequence[Observation], index: NDArray[np.float64]
) -> tuple[Linear, NDArray[np.float64]]:
    """Ordinary least squares on year and levels; effects are deviations from the mean of all."""
    from sklearn.linear_model import LinearRegression

    levels = {trait: sorted({each.facts.level(trait) or "" for each in observed}) for trait in WORDED}
    columns = [(trait, level) for trait in WORDED for level in levels[trait]]
    years = np.array([float(each.facts.on.year) for each in observed])
    design = np.array(
        [[float(each.facts.level(trait) == level) for trait, level in columns] for each in observed]
    )
    full = np.column_stack([years - years.mean(), design - design.mean(axis=0)])
    model = LinearRegression().fit(full, index)
    effects = dict(zip(columns, model.coef_[1:], strict=True))
    shares = dict(zip(columns, design.mean(axis=0), strict=True))
    middle = {
        trait: sum(effects[trait, level] * shares[trait, level] for level in levels[trait])
        for trait in WORDED
    }
    linear = Linear(
        base=float(index.mean()),
        year_mean=float(years.mean()),
        year_slope=float(model.coef_[0]),
        first_year=int(years.min()),
        last_year=int(years.max()),
        levels={
            trait: {level: float(effects[trait, level] - middle[trait]) for level in levels[trait]}
            for trait in WORDED
        },
        r_squared=max(0.0, float(model.score(full, index))),
    )
    return linear, model.predict(full)


def _bounds(measure: Measure, observed: Sequence[Observation]) -> tuple[int, int]:
    """What was seen from least to most."""
    values = [each.facts.measure(measure) or 0 for each in observed]
    low, high = min(values), max(values)
    if not measure.is_money:
        return low, high
    return low // _HUNDRED_YUAN * _HUNDRED_YUAN, -(-high // _HUNDRED_YUAN) * _HUNDRED_YUAN


def _bins(
    observed: Sequence[Observation], raw: NDArray[np.float64], index: NDArray[np.float64]
) -> Mapping[str, Bins]:
    bins = {str(m): spread(raw[:, i]) for i, m in enumerate(Measure)}
    words = {str(t): words_spread([each.facts.level(t) or "" for each in observed]) for t in WORDED}
    return {**bins, "index": spread(index), **words}


def _groups(
    observed: Sequence[Observation], index: NDArray[np.float64], expected: NDArray[np.float64]
) -> dict[Group, GroupMean]:
    """Groups large enough, with their mean index and how far it is from what is usual for them."""
    found = {}
    for group in Group:
        member = np.array([group in each.groups for each in observed])
        if (n := int(member.sum())) >= LEAST_GROUP:
            difference = float((index[member] - expected[member]).mean())
            found[group] = GroupMean(n, float(index[member].mean()), difference)
    return found

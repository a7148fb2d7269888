"""Drift: the population stability index between the families a model was fitted to and those since."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from yimen.domains.verification.index.fitted import WORDED, Bins, Fitted
from yimen.domains.verification.index.scoring import entered, factor
from yimen.domains.verification.types.index import BOUND, Drift, Measure, Observation, Trait

LEAST_SINCE = 200
"""Families since the fit before anything is compared; the platform's own figure."""
MOVING, DRIFTED = 0.10, 0.25
"""What those who use this index take for a change and for another population; a convention, no law."""
INDEX = "index"
_TENTHS = 10


def spread(values: NDArray[np.float64]) -> Bins:
    """Shares of the values between their tenths; where many are equal there are fewer bins."""
    quantiles = np.quantile(values, np.linspace(0, 1, _TENTHS + 1)[1:-1])
    edges = tuple(float(edge) for edge in np.unique(np.round(quantiles, 9)))
    return Bins(_shares(_place(values, edges), len(edges) + 1), edges)


def words_spread(words: Sequence[str]) -> Bins:
    """Shares of the words."""
    return Bins({word: n / len(words) for word, n in sorted(Counter(words).items())})


def stability(reference: Bins, values: Sequence[float] | Sequence[str]) -> float:
    """Σ (now − then) · ln(now / then), in which an empty bin counts as half a family."""
    if reference.edges:
        placed = _place(np.array(values, dtype=float), reference.edges)
        now: Mapping[str, float] = _shares(placed, len(reference.edges) + 1)
    else:
        counts = Counter(str(value) for value in values)
        now = {word: n / len(values) for word, n in counts.items()}
    least = 0.5 / len(values)
    return sum(
        (max(now.get(key, 0.0), least) - max(reference.shares.get(key, 0.0), least))
        * log(max(now.get(key, 0.0), least) / max(reference.shares.get(key, 0.0), least))
        for key in sorted({*reference.shares, *now})
    )


def drift_of(fitted: Fitted, since: Iterable[Observation]) -> tuple[Drift, dict[str, float], int]:
    """The verdict on families since the fit, the figure of each measure and trait, how many families."""
    seen = [each for each in since if _is_whole(each)]
    if len(seen) < LEAST_SINCE:
        return Drift.FEW, {}, len(seen)
    figures = {
        str(m): stability(fitted.bins[m], [entered(m, each.facts.measure(m) or 0) for each in seen])
        for m in Measure
    }
    figures |= {
        str(t): stability(fitted.bins[t], [each.facts.level(t) or "" for each in seen]) for t in WORDED
    }
    bound = BOUND / 100
    scores = [max(-bound, min(bound, sum(factor(fitted, each.facts).values()))) for each in seen]
    figures[INDEX] = stability(fitted.bins[INDEX], scores)
    return verdict(figures.values()), figures, len(seen)


def verdict(figures: Iterable[float]) -> Drift:
    """By the largest figure."""
    most = max(figures)
    if most >= DRIFTED:
        return Drift.DRIFTED
    return Drift.MOVING if most >= MOVING else Drift.STABLE


def _is_whole(each: Observation) -> bool:
    facts = each.facts
    return all(facts.measure(m) is not None for m in Measure) and all(facts.level(t) for t in Trait)


def _place(values: NDArray[np.float64], edges: tuple[float, ...]) -> NDArray[np.intp]:
    return np.digitize(values.round(9), edges)


def _shares(placed: NDArray[np.intp], bins: int) -> dict[str, float]:
    counts = np.bincount(placed, minlength=bins)
    return {str(place): float(n) / len(placed) for place, n in enumerate(counts)}

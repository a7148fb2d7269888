"""One family's index from a fitted model: refusals first, then the score with its parts in hundredths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor, log1p
from uuid import UUID

from yimen.domains.verification.index.fitted import WORDED, Fitted, MeasureFit
from yimen.domains.verification.types.index import (
    BOUND,
    Measure,
    NeedFacts,
    Of,
    Part,
    Refusal,
    RefusalKind,
    RefusalReason,
    Score,
    Trait,
)
from yimen.kernel import Sentence


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model with its name."""

    id: UUID
    version: int
    fitted: Fitted


def entered(measure: Measure, value: int) -> float:
    """A measure as the model reads it: money by its logarithm, since a few families own most of it."""
    return log1p(value / 100) if measure.is_money else float(value)


def factor(fitted: Fitted, facts: NeedFacts) -> dict[Measure, float]:
    """What each measure adds to the factor score; every measure is known."""
    return {
        measure: _weighted(fit, entered(measure, facts.measure(measure) or 0))
        for measure, fit in fitted.measures.items()
    }


def _weighted(fit: MeasureFit, value: float) -> float:
    return fit.weight * (value - fit.mean) / fit.deviation if fit.deviation else 0.0


def usual(fitted: Fitted, facts: NeedFacts) -> dict[Trait, float]:
    """What each trait adds to the mean of all; every level was seen."""
    linear = fitted.linear
    added = {trait: linear.levels[trait][facts.level(trait) or ""] for trait in WORDED}
    return {**added, Trait.YEAR: linear.year_slope * (facts.on.year - linear.year_mean)}


def score(model: Model, facts: NeedFacts) -> Score | Refusal:
    """The index of a family, or every reason why this model says nothing of it."""
    reasons = tuple(refusals(model.fitted, facts))
    if reasons:
        return Refusal(reasons, model.version, model.id)
    parts, hundredths = _parts(factor(model.fitted, facts), facts)
    index = _held(hundredths)
    base = round(100 * model.fitted.linear.base)
    expected_parts, added = _parts(usual(model.fitted, facts), facts)
    expected = _held(base + added)
    return Score(
        model_id=model.id,
        version=model.version,
        hundredths=index,
        parts=parts,
        cut=index - hundredths,
        expected=expected,
        base=base,
        expected_parts=expected_parts,
        expected_cut=expected - base - added,
    )


def _held(hundredths: int) -> int:
    return max(-BOUND, min(BOUND, hundredths))


def _parts(added: Mapping[Of, float], facts: NeedFacts) -> tuple[tuple[Part[Of], ...], int]:
    """Parts in hundredths that add up to the rounded whole; the largest rests take what is left."""
    whole = round(100 * sum(added.values()))
    exact = {of: 100 * value for of, value in added.items()}
    low = {of: floor(value) for of, value in exact.items()}
    order = sorted(exact, key=lambda of: (low[of] - exact[of], str(of)))
    for place in range(whole - sum(low.values())):
        low[order[place % len(order)]] += 1
    parts = tuple(Part(of, low[of], facts.level(of) or "" if isinstance(of, Trait) else "") for of in exact)
    return parts, whole


def refusals(fitted: Fitted, facts: NeedFacts) -> Iterator[RefusalReason]:
    """Whatever the model was not fitted for."""
    for measure in Measure:
        yield from _of_measure(fitted.measures[measure], measure, facts.measure(measure))
    for trait in WORDED:
        yield from _of_trait(fitted, trait, facts.level(trait))
    yield from _of_year(fitted, facts.on.year)


def _of_measure(fit: MeasureFit, measure: Measure, value: int | None) -> Iterator[RefusalReason]:
    if value is None:
        yield _missing(measure)
    elif not fit.lo <= value <= fit.hi:
        said = Sentence("“%(fact)s”超出了模型拟合时见过的范围。", fact=measure)
        yield RefusalReason(RefusalKind.OUT_OF_RANGE, said, measure)


def _of_trait(fitted: Fitted, trait: Trait, level: str | None) -> Iterator[RefusalReason]:
    if level is None:
        yield _missing(trait)
    elif level not in fitted.linear.levels[trait]:
        said = Sentence("模型拟合时，这种“%(fact)s”的家庭太少。", fact=trait)
        yield RefusalReason(RefusalKind.UNSEEN, said, trait)


def _of_year(fitted: Fitted, year: int) -> Iterator[RefusalReason]:
    """The year after the last one is scored too: in January the new year has no history yet."""
    if not fitted.linear.first_year <= year <= fitted.linear.last_year + 1:
        said = Sentence("模型拟合的历史不包括这一年。")
        yield RefusalReason(RefusalKind.OUT_OF_RANGE, said, Trait.YEAR)


def _missing(of: Measure | Trait) -> RefusalReason:
    return RefusalReason(RefusalKind.MISSING, Sentence("缺少“%(fact)s”。", fact=of), of)

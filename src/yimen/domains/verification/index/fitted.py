"""A fitted model as values and as JSON: coefficients, what they were fitted on, what a card says of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from yimen.domains.verification.types.index import Group, Measure, Trait

FORM = "principal-components+linear/1"
WORDED = (Trait.PROGRAMME, Trait.STRUCTURE, Trait.EMPLOYMENT)
"""The traits whose levels are words; a year is a number."""


@dataclass(frozen=True, slots=True)
class MeasureFit:
    """How a measure enters: centred, scaled, weighted; beyond `lo` … `hi` nothing was seen."""

    mean: float
    deviation: float
    lo: int
    hi: int
    weight: float


@dataclass(frozen=True, slots=True)
class Component:
    """One principal component: its share of all variance, and whether it is part of the score."""

    eigenvalue: float
    share: float
    is_used: bool
    loadings: Mapping[Measure, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """What is usual: the mean of all, what each level adds to it, what a year adds."""

    base: float
    year_mean: float
    year_slope: float
    first_year: int
    last_year: int
    levels: Mapping[Trait, Mapping[str, float]]
    r_squared: float


@dataclass(frozen=True, slots=True)
class Bins:
    """How the fitting data lay: shares between edges; without edges, shares of words."""

    shares: Mapping[str, float]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupMean:
    """A group of fairness: how many, their mean index, how far that is from what is usual for them."""

    n: int
    mean: float
    difference: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Everything a score, a drift check and a model card need; no family is in it."""

    n: int
    first_on: date
    last_on: date
    left_out: Mapping[str, int]
    measures: Mapping[Measure, MeasureFit]
    components: tuple[Component, ...]
    explained: float
    linear: Linear
    bins: Mapping[str, Bins]
    groups: Mapping[Group, GroupMean]

    def to_json(self) -> dict[str, Any]:
        content = asdict(self)
        return {"form": FORM, **_plain(content)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Fitted":
        """In our own order, since a database keeps none of keys; refuses a form it does not know."""
        if content["form"] != FORM:
            raise ValueError(f"need index: unknown form {content['form']!r}")
        linear = content["linear"]
        return cls(
            n=content["n"],
            first_on=date.fromisoformat(content["first_on"]),
            last_on=date.fromisoformat(content["last_on"]),
            left_out=content["left_out"],
            measures={each: MeasureFit(**content["measures"][each]) for each in Measure},
            components=tuple(_component(each) for each in content["components"]),
            explained=content["explained"],
            linear=Linear(**{**linear, "levels": {each: linear["levels"][each] for each in WORDED}}),
            bins={key: Bins(each["shares"], tuple(each["edges"])) for key, each in content["bins"].items()},
            groups={
                each: GroupMean(**content["groups"][each]) for each in Group if each in content["groups"]
            },
        )


def _component(content: Mapping[str, Any]) -> Component:
    loadings = {each: content["loadings"][each] for each in Measure}
    return Component(content["eigenvalue"], content["share"], content["is_used"], loadings)


def _plain(value: Any) -> Any:
    """Twelve decimals: enough for a hundredth, and the same text on every machine."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 12)
    return value.isoformat() if isinstance(value, date) else value

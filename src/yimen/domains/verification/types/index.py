"""The need index: what it is made of, a family's facts for it, a score in its parts or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from yimen.kernel import Programme, RegionCode, Sentence, Titled

BOUND = 200
"""The index runs from −2.00 to 2.00; inside it is counted in hundredths."""


class Measure(Titled):
    """What the factor score is made of."""

    INCOME = "income", "人均月收入"
    ASSETS = "assets", "人均财产"
    APPLICATIONS = "applications", "累计申请次数"
    FREQUENCY = "frequency", "近三年申请次数"

    @property
    def is_money(self) -> bool:
        return self in (Measure.INCOME, Measure.ASSETS)


class Trait(Titled):
    """What the linear model explains an index by: what is usual for families like this one."""

    PROGRAMME = "programme", "业务类型"
    YEAR = "year", "年度"
    STRUCTURE = "structure", "家庭结构"
    EMPLOYMENT = "employment", "就业结构"


class Structure(Titled):
    """Of whom a family consists; the first that fits."""

    ALONE = "alone", "一人户"
    ILL_OR_DISABLED = "ill_or_disabled", "有重度残疾人或者重病患者"
    ELDERLY = "elderly", "都是六十周岁以上的老年人"
    CHILDREN = "children", "有未成年人"
    OTHER = "other", "其他家庭结构"


class Employment(Titled):
    """Who of the adults under sixty who can work has work."""

    NOBODY_ABLE = "nobody_able", "没有劳动年龄内能劳动的人"
    NOBODY = "nobody", "能劳动的人都没有就业"
    SOME = "some", "能劳动的人部分就业"
    ALL = "all", "能劳动的人全部就业"


class Group(Titled):
    """Groups by which the index is looked at for fairness; no fact of the model."""

    WOMAN = "woman", "户主为女性"
    MAN = "man", "户主为男性"
    YOUNG = "young", "户主不满三十五周岁"
    MIDDLE = "middle", "户主三十五至五十九周岁"
    OLD = "old", "户主六十周岁以上"
    URBAN = "urban", "城镇家庭"
    RURAL = "rural", "农村家庭"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """What is known of one family on a day; None is not known, and then there is no index."""

    region: RegionCode
    on: date
    income_fen: int | None
    assets_fen: int | None
    applications: int | None
    frequency: int | None
    programme: Programme | None
    structure: Structure | None
    employment: Employment | None

    def measure(self, measure: Measure) -> int | None:
        """Fen for money, times for the others."""
        return {
            Measure.INCOME: self.income_fen,
            Measure.ASSETS: self.assets_fen,
            Measure.APPLICATIONS: self.applications,
            Measure.FREQUENCY: self.frequency,
        }[measure]

    def level(self, trait: Trait) -> str | None:
        """The word of the model for a trait; the year as its digits."""
        return {
            Trait.PROGRAMME: self.programme and self.programme.value,
            Trait.YEAR: str(self.on.year),
            Trait.STRUCTURE: self.structure and self.structure.value,
            Trait.EMPLOYMENT: self.employment and self.employment.value,
        }[trait]


@dataclass(frozen=True, slots=True)
class Observation:
    """A family of the past as a model is fitted to it, and the groups it belongs to."""

    facts: NeedFacts
    groups: frozenset[Group] = frozenset()


class RefusalKind(StrEnum):
    """Why a family gets no index."""

    NO_MODEL = "no_model"
    DRIFTED = "drifted"
    MISSING = "missing"
    OUT_OF_RANGE = "out_of_range"
    UNSEEN = "unseen"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """One reason; `of` is the measure or trait it is about."""

    kind: RefusalKind
    said: Sentence
    of: Measure | Trait | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """No index, with every reason."""

    reasons: tuple[RefusalReason, ...]
    version: int | None = None
    model_id: UUID | None = None

    def to_json(self) -> dict[str, object]:
        reasons = [
            {"kind": str(each.kind), "of": each.of and str(each.of), "said": str(each.said)}
            for each in self.reasons
        ]
        return {"index": None, "version": self.version, "refused": reasons}


Of = TypeVar("Of", Measure, Trait)


@dataclass(frozen=True, slots=True)
class Part(Generic[Of]):
    """What one measure or trait contributes, in hundredths of the index; `level` is the trait's word."""

    of: Of
    hundredths: int
    level: str = ""

    @property
    def said(self) -> str:
        return signed(self.hundredths)


@dataclass(frozen=True, slots=True)
class Score:
    """An index with its two accounts, both of which add up to the hundredth.

    The parts and `cut` make the index; base, expected parts and `expected_cut` make what is usual for
    families of this type, year, structure and employment. `cut` is what lies beyond ±2.
    """

    model_id: UUID
    version: int
    hundredths: int
    parts: tuple[Part[Measure], ...]
    cut: int
    expected: int
    base: int
    expected_parts: tuple[Part[Trait], ...]
    expected_cut: int

    @property
    def index(self) -> str:
        """As it is written: with its sign and two decimals."""
        return signed(self.hundredths)

    @property
    def difference(self) -> int:
        """How far the family lies from families like it, in hundredths; above means more need."""
        return self.hundredths - self.expected

    @property
    def usual(self) -> str:
        return signed(self.expected)

    @property
    def beyond(self) -> str:
        return signed(self.difference)

    @property
    def base_said(self) -> str:
        return signed(self.base)

    @property
    def cut_said(self) -> str:
        return signed(self.cut)

    def to_json(self) -> dict[str, object]:
        """As a report keeps it; figures as text with sign and two decimals."""
        return {
            "index": self.index,
            "model": str(self.model_id),
            "version": self.version,
            "parts": _written(self.parts),
            "cut": self.cut_said,
            "expected": self.usual,
            "base": self.base_said,
            "expected_parts": _written(self.expected_parts),
            "expected_cut": signed(self.expected_cut),
            "difference": self.beyond,
        }


def signed(hundredths: int) -> str:
    """Hundredths as one reads them: +0.35, −1.20, 0.00."""
    sign = "" if hundredths == 0 else "+" if hundredths > 0 else "−"
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def _written(parts: tuple[Part[Of], ...]) -> Mapping[str, str]:
    return {str(part.of): part.said for part in parts}


class Drift(Titled):
    """How far families of today are from those a model was fitted to."""

    FEW = "few", "新办件太少，尚不能比较"
    STABLE = "stable", "稳定"
    MOVING = "moving", "有变化"
    DRIFTED = "drifted", "已漂移，停止评分"

"""The need index for other rooms and pages: a family's score, a county's models and their cards."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import ModelNotFoundError
from yimen.domains.verification.index.fitted import Fitted
from yimen.domains.verification.index.scoring import Model
from yimen.domains.verification.index.scoring import score as score_by
from yimen.domains.verification.models import NeedModel, NeedModelCheck
from yimen.domains.verification.types.index import (
    Drift,
    NeedFacts,
    Refusal,
    RefusalKind,
    RefusalReason,
    Score,
)
from yimen.kernel import RegionCode, RegionLevel, Sentence


def score(facts: NeedFacts) -> Score | Refusal:
    """The need index of a family by the present model of its county; it decides nothing. Two queries."""
    row = _newest(county_of(facts.region))
    if row is None:
        return _refused(RefusalKind.NO_MODEL, Sentence("本县还没有需求指数模型。"))
    if row.checks.filter(verdict=Drift.DRIFTED).exists():
        said = Sentence("新办件与模型拟合时的家庭差别太大，重新拟合以前不评分。")
        return _refused(RefusalKind.DRIFTED, said, row)
    return score_by(Model(row.id, row.version, Fitted.from_json(row.content)), facts)


def _refused(kind: RefusalKind, said: Sentence, row: NeedModel | None = None) -> Refusal:
    reasons = (RefusalReason(kind, said),)
    return Refusal(reasons) if row is None else Refusal(reasons, row.version, row.id)


def find_fitted(county: RegionCode) -> Fitted | None:
    """What a county scores with at present."""
    row = _newest(county)
    return None if row is None else Fitted.from_json(row.content)


def county_of(region: RegionCode) -> RegionCode:
    """Every county has a model of its own."""
    return region.at(RegionLevel.COUNTY)


def _newest(county: RegionCode) -> NeedModel | None:
    return NeedModel.objects.filter(county=str(county)).order_by("-version").first()


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A version with everything a reader may know of it."""

    model: NeedModel
    fitted: Fitted
    checks: tuple[NeedModelCheck, ...]
    is_present: bool


def models_of_county(*, by: Actor) -> QuerySet[NeedModel]:
    """Every version of the reader's county, the present one first, each with its last check."""
    require(by, Permission.VERIFICATION_OPEN, by.region)
    last = NeedModelCheck.objects.filter(model=OuterRef("pk")).order_by("-checked_at", "-id")
    rows = NeedModel.objects.filter(_of(by)).annotate(checked=Subquery(last.values("verdict")[:1]))
    return rows.defer("content").order_by("-county", "-version")


def get_model(model_id: UUID, *, by: Actor) -> ModelCard:
    """One version, of any county: a card says nothing of a family, and everybody may know how it scores."""
    require(by, Permission.VERIFICATION_OPEN, by.region)
    row = NeedModel.objects.filter(pk=model_id).first()
    if row is None:
        raise ModelNotFoundError("没有这个需求指数模型。", model=str(model_id))
    is_present = not NeedModel.objects.filter(county=row.county, version__gt=row.version).exists()
    checks = tuple(row.checks.order_by("-checked_at", "-id")[:12])
    return ModelCard(row, Fitted.from_json(row.content), checks, is_present)


def _of(by: Actor) -> Q:
    """The county one works in, or every county of a region above."""
    if by.region.level < RegionLevel.COUNTY:
        return Q(county__gte=by.region.lo, county__lt=by.region.hi)
    return Q(county=str(county_of(by.region)))

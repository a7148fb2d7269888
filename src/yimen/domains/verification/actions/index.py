"""Writes of the need index: a county's next model from its history, and the check of the present one."""

from collections.abc import Iterable

from django.db import transaction

from yimen.domains.verification.index.drift import drift_of
from yimen.domains.verification.index.fitted import Fitted
from yimen.domains.verification.index.fitting import fit
from yimen.domains.verification.models import NeedModel, NeedModelCheck
from yimen.domains.verification.types.index import Observation
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.kernel import RegionCode


@transaction.atomic
def fit_model(
    *, county: RegionCode, history: Iterable[Observation], by: Doer, by_name: str = ""
) -> NeedModel:
    """The next version; earlier ones stay as they are. Refuses too short a history."""
    fitted = fit(history)
    rows = NeedModel.objects.filter(county=str(county)).order_by("-version")
    version = rows.values_list("version", flat=True).first() or 0
    made = NeedModel.objects.create(
        county=str(county),
        version=version + 1,
        fitted_by=by_name,
        families=fitted.n,
        first_on=fitted.first_on,
        last_on=fitted.last_on,
        explained=fitted.explained,
        r_squared=fitted.linear.r_squared,
        content=fitted.to_json(),
    )
    audit.record(
        "need_index:fit",
        kind="need_model",
        subject=made.id,
        region=str(county),
        by=by,
        changes={"version": made.version, "families": made.families},
    )
    return made


@transaction.atomic
def check_model(*, county: RegionCode, since: Iterable[Observation], by: Doer) -> NeedModelCheck | None:
    """Families since the fit against those of the fit; None where there is no model yet."""
    model = NeedModel.objects.filter(county=str(county)).order_by("-version").first()
    if model is None:
        return None
    verdict, figures, families = drift_of(Fitted.from_json(model.content), since)
    made = NeedModelCheck.objects.create(model=model, families=families, verdict=verdict, figures=figures)
    audit.record(
        "need_index:check",
        kind="need_model",
        subject=model.id,
        region=str(county),
        by=by,
        changes={"verdict": str(verdict), "families": families},
    )
    return made

"""A model of the need index of the county, checked once."""

from tests.support.need import plain_model
from yimen.domains.verification.models import NeedModelCheck
from yimen.domains.verification.types.index import Drift
from yimen.foundation.database.scope import system_scope

from .setting import Stage


def model_is_fitted(stage: Stage) -> None:
    """Written as it would have been fitted: fitting is tested elsewhere."""
    by = stage.cast.county_verifier
    with system_scope():
        made = plain_model(str(by.region), by_name=by.staff_name)
        figures = {"income": 0.02, "index": 0.04}
        NeedModelCheck.objects.create(model=made, families=240, verdict=Drift.STABLE, figures=figures)
    stage.objects["need_model_id"] = made.id

"""The need index of counties: the present model checked against what came since, then fitted anew."""

from datetime import timedelta

from yimen.domains.awards import queries as awards
from yimen.domains.cases.queries.need_index import history_of
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions import index as actions
from yimen.domains.verification.errors import IndexRefusedError
from yimen.domains.verification.queries import index as queries
from yimen.foundation.audit import Doer
from yimen.kernel import RegionCode


def fit_own_index(*, by: Actor) -> None:
    """The next model of the actor's county, now; refuses too short a history."""
    county = queries.county_of(by.region)
    require(by, Permission.VERIFICATION_ANSWER, county)
    _check(county, by)
    actions.fit_model(county=county, history=history_of(county), by=by, by_name=by.staff_name)


def check_own_index(*, by: Actor) -> None:
    """How far the families since the fit of the actor's county are from those it was fitted to."""
    county = queries.county_of(by.region)
    require(by, Permission.VERIFICATION_ANSWER, county)
    _check(county, by)


def refit_indexes(*, by: Doer) -> dict[RegionCode, IndexRefusedError | None]:
    """Every county where anything was decided; where its history does not do, why, and nothing changes."""
    done: dict[RegionCode, IndexRefusedError | None] = {}
    for county in awards.counties_decided():
        _check(county, by)
        try:
            actions.fit_model(county=county, history=history_of(county), by=by)
            done[county] = None
        except IndexRefusedError as refusal:
            done[county] = refusal
    return done


def _check(county: RegionCode, by: Doer) -> None:
    """Decided since the last day of the fit; without a model there is nothing to check."""
    fitted = queries.find_fitted(county)
    if fitted is not None:
        since = fitted.last_on + timedelta(days=1)
        actions.check_model(county=county, since=history_of(county, since=since), by=by)

"""Whose confirmation counts, and every delegation it rests on."""

from datetime import date
from uuid import UUID

from yimen.kernel import Programme, RegionCode, Step

from .. import rules
from ..errors import UnknownDelegationError
from ..models import DelegatedStep
from ..types import Actor, Delegation
from .conditions import in_force, is_within


def confirmers(programme: Programme, step: Step, region: RegionCode, on: date) -> Delegation:
    """Whose confirmation counts: most specific region, then date; the county where nothing is delegated."""
    path = [str(region), *map(str, region.ancestors())]
    rows = DelegatedStep.objects.filter(in_force(on), programme=programme, step=step, region__in=path)
    return rules.choose_delegation(programme, step, region, rows)


def delegations(region: RegionCode) -> list[DelegatedStep]:
    """Every delegation ever made within the region, latest first."""
    rows = DelegatedStep.objects.filter(region__gte=region.lo, region__lt=region.hi)
    return list(rows.order_by("programme", "step", "region", "-valid_from"))


def get_delegation(delegation_id: UUID, *, by: Actor) -> DelegatedStep:
    """A delegation within the actor's region."""
    row = DelegatedStep.objects.filter(id=delegation_id).first()
    if row is None or not is_within(by, row.region):
        raise UnknownDelegationError("没有这项授权；请从授权列表中选择。")
    return row

"""What the county agreed with departments about sets for which no published basis for a push was found."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.models import SetAgreement
from yimen.domains.verification.permissions import access_agreement
from yimen.domains.verification.sets.catalogue import definition
from yimen.kernel import RegionCode


def agreements_of_set(set_key: str, *, by: Actor) -> list[SetAgreement]:
    """Every agreement the county recorded for a set, newest first, those that ended too."""
    require(by, Permission.SET_OPEN, by.region)
    return list(_of_county(by.region, [set_key]).order_by("-agreed_on", "-id"))


def get_agreement(agreement_id: UUID, *, by: Actor) -> SetAgreement:
    """One agreement of the county."""
    return access_agreement(agreement_id, by=by)


def agreed_sets(region: RegionCode, keys: Collection[str], on: date) -> frozenset[str]:
    """Those of some sets for which an agreement of the county is in force on a day."""
    found = _of_county(region, keys).filter(_in_force(on)).values_list("set_key", flat=True)
    return frozenset(found)


def is_in_force(agreement: SetAgreement, on: date) -> bool:
    """Whether an agreement counts on a day."""
    has_ended = agreement.ended_at is not None or (agreement.ends_on is not None and agreement.ends_on <= on)
    return agreement.agreed_on <= on and not has_ended


def refuse_unagreed(set_key: str, region: RegionCode) -> None:
    """A set without a published basis is loaded only under an agreement in force today."""
    said = definition(set_key)
    if said.needs_agreement and not agreed_sets(region, [set_key], timezone.localdate()):
        raise SetRefusedError(
            "没有查到推送“%(name)s”的明文依据，须先由县级确认人登记本县与该部门的书面约定，才能装载。",
            name=said.title,
        )


def _of_county(region: RegionCode, keys: Collection[str]) -> QuerySet[SetAgreement]:
    return SetAgreement.objects.filter(region__gte=region.lo, region__lt=region.hi, set_key__in=keys)


def _in_force(on: date) -> Q:
    return Q(agreed_on__lte=on, ended_at=None) & (Q(ends_on=None) | Q(ends_on__gt=on))

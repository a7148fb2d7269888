"""Reads of authorisations within the current scope."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.queries.grounds import standing_authorisations


def authorisations_of_case(case_id: UUID, *, by: Actor) -> QuerySet[Authorisation]:
    """All authorisations of a case, revoked ones too."""
    require(by, Permission.VERIFICATION_OPEN, by.region)
    return Authorisation.objects.filter(case_id=case_id).select_related("person").order_by("signed_at")


def authorised_people(case_id: UUID, on: date) -> frozenset[UUID]:
    """Who stands under a valid authorisation of this case on a day."""
    return frozenset(standing_authorisations([case_id], on).values_list("person_id", flat=True))


def once_authorised_people(case_id: UUID) -> frozenset[UUID]:
    """Everybody who ever signed for this case."""
    return frozenset(Authorisation.objects.filter(case_id=case_id).values_list("person_id", flat=True))

"""On what a query about each person of a case may rest today."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.people.queries.identified import births_of
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.rules.grounds import grounds
from yimen.domains.verification.types import AuthorisedFor, Ground

Grounds = dict[tuple[UUID, UUID], Ground]
"""By case and person."""


def standing_authorisations(cases: Collection[UUID], on: date) -> QuerySet[Authorisation]:
    """What was signed for some cases, is not taken back and has not ended on a day."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    return Authorisation.objects.filter(in_force, case_id__in=cases, revoked_at=None, valid_from__lte=on)


def grounds_of(case_id: UUID, people: Collection[UUID], on: date) -> dict[UUID, Ground]:
    """The people who stand under an authorisation of the case, each with it; whoever is missing does not."""
    return {person: ground for (_, person), ground in grounds_of_cases({case_id: people}, on).items()}


def obligors_signed(cases: Collection[UUID], on: date) -> dict[UUID, int]:
    """How many obligors outside the household of each case let their own means be looked at on a day."""
    rows = standing_authorisations(cases, on).filter(purpose=AuthorisedFor.OBLIGOR)
    return Counter(rows.values_list("case_id", flat=True))


def grounds_of_cases(people: Mapping[UUID, Collection[UUID]], on: date) -> Grounds:
    """The same for many cases, in two queries."""
    own: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    family: dict[UUID, UUID] = {}
    for signed in standing_authorisations(people.keys(), on).order_by("id"):
        own[signed.case_id][signed.person_id] = signed.id
        if signed.purpose == AuthorisedFor.HOUSEHOLD and signed.signed_by_id == signed.person_id:
            family.setdefault(signed.case_id, signed.id)
    births = births_of({person for each in people.values() for person in each})
    return {
        (case, person): ground
        for case, asked in people.items()
        for person, ground in grounds(
            {each: births[each] for each in asked if each in births}, own[case], family.get(case), on
        ).items()
    }

"""Reads of letters to places of registration, by whoever sent them and by whoever is asked."""

import json
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.cases.errors import CooperationNotFoundError
from yimen.domains.cases.models import Case, Cooperation
from yimen.domains.cases.permissions import access_case
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


def get_cooperation(cooperation_id: UUID, *, by: Actor) -> Cooperation:
    """A letter that the actor's place sent or received; the opening is recorded."""
    found = Cooperation.objects.filter(pk=cooperation_id).first()
    if found is None:
        raise CooperationNotFoundError("没有这份协助核查函，或不是发给您所在地区的。")
    place = found.to_region if is_asked(found, by=by) else found.region
    require(by, Permission.CASE_OPEN, place, subject=found.case_id)
    audit.record_opening(kind="cooperation", subject=found.id, region=found.region, by=by)
    return found


def is_asked(cooperation: Cooperation, *, by: Actor) -> bool:
    """Whether the letter came to the actor's place."""
    asked: str = cooperation.to_region
    return by.scope.lo <= asked < by.scope.hi


def cooperations_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[Cooperation]:
    """Every letter of a case, newest first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.cooperations.order_by("-number")


def asked_of(cooperation: Cooperation) -> list[dict[str, str]]:
    """Whom the letter asks about: name and number; the caller has opened the letter."""
    people: list[dict[str, str]] = json.loads(cooperation.asked_of or "[]")
    return people

"""Finding a case by its number, whole or, within a town, without the town; or by whose it is."""

import re
from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.models import Case
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.kernel import RegionLevel

_NUMBER = re.compile(r"(?:(?:(?P<town>\d{9})-)?(?P<year>\d{4})-)?(?P<last>\d{5})")


def case_numbered(text: str, *, by: Actor) -> Case | None:
    """The case of that number in the actor's scope; a town may leave out itself and the present year."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not allows(by.role, Permission.CASE_OPEN):
        return None
    has_town = by.region.level in (RegionLevel.TOWN, RegionLevel.VILLAGE)
    town = found["town"] or (by.region.at(RegionLevel.TOWN).prefix if has_town else "")
    year = found["year"] or timezone.localdate().year
    return Case.objects.filter(number=f"{town}-{year}-{found['last']}").first()


def open_cases_of_households(household_ids: Collection[UUID], *, by: Actor, limit: int) -> list[Case]:
    """What is on its way for these households, newest first: whoever looks for a name mostly means that."""
    if not allows(by.role, Permission.CASE_OPEN):
        return []
    running = Case.objects.filter(household_id__in=list(household_ids), closed_on__isnull=True)
    shown = running.only("id", "number", "kind", "state", "applicant_name")
    return list(shown.order_by("-opened_at")[:limit])

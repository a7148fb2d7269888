"""Finding a case by its number, whole or, within a town, without the town."""

import re

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

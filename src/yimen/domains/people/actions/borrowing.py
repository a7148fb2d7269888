"""Reading a file that another place keeps, for one matter and for a time: an emergency or a consent here.

The file stays where it is. Whoever keeps it finds the share in its audit and among its shares.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import actions as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, ShareReason
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode, RegionLevel, ResidentId

from .. import queries
from ..errors import IdentityUnclearError
from ..models import Person
from .transfers import responsible

DAYS = {ShareReason.EMERGENCY: 90, ShareReason.COOPERATION: 180}
"""How long a borrowed file is shown; the office's own."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Whose file it is, their household if any, and the actor who may read it from now on."""

    person_id: UUID
    household_id: UUID | None
    by: Actor


@transaction.atomic
def borrow_file(
    *, identity: ResidentId, name: str, region: RegionCode, reason: ShareReason, note: str, by: Actor
) -> Borrowed:
    """The file of somebody who is here and kept elsewhere, shown to the town of `region`.

    The number and the name must fit; where they do not, nothing is shown and nothing said of the file. An
    emergency shows the household, a consent only the person who gave it.
    """
    require(by, Permission.APPLICATION_WRITE, region)
    person_id, kept_in = responsible(identity)
    there = replace(by, scope=replace(by.scope, lo=RegionCode(kept_in).lo, hi=RegionCode(kept_in).hi))
    with scoped(there.scope):
        if Person.objects.get(id=person_id).name != name.strip():
            raise IdentityUnclearError("身份证号与姓名不符，请核对证件；不能打开其他地区的档案。")
        home = queries.find_household_of(person_id) if reason is ShareReason.EMERGENCY else None
        members = [] if home is None else [row.person_id for row in queries.members(home.id)]
        shown = list(dict.fromkeys([person_id, *members]))
    town, until = region.at(RegionLevel.TOWN), timezone.localdate() + timedelta(days=DAYS[reason])
    for kind, ids in (("person", shown), ("household", [] if home is None else [home.id])):
        network.share_subjects(
            kind=kind,
            subject_ids=ids,
            region=RegionCode(kept_in),
            to_region=town,
            reason=reason,
            note=note[:200],
            valid_until=until,
            permission=Permission.APPLICATION_WRITE,
            by=there,
        )
    seen = (*by.scope.shared, *shown, *([] if home is None else [home.id]))
    reader = replace(by, scope=replace(by.scope, shared=seen))
    return Borrowed(person_id, None if home is None else home.id, reader)

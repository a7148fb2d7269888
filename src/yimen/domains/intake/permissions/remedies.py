"""Who may open a reconsideration or a lawsuit; the database shows only rows of the actor's region."""

from uuid import UUID

from yimen.domains.intake.errors import RemedyNotFoundError
from yimen.domains.intake.models import Remedy
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_remedy(remedy_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False) -> Remedy:
    """The remedy, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = Remedy.objects.select_for_update() if is_changed else Remedy.objects.all()
    found = rows.filter(pk=remedy_id).first()
    if found is None:
        raise RemedyNotFoundError("没有这件复议、诉讼，或不在您负责的区域内。", remedy=str(remedy_id))
    require(by, permission, found.region, subject=found.case_id)
    return found

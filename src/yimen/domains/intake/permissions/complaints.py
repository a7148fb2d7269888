"""Who may open a complaint, and who may handle it: nobody it is about, nobody with a hand in the case.

Both are asked of the database: whoever the row policies let see it may be given it.
"""

from uuid import UUID

from yimen.domains.intake.errors import ComplaintNotFoundError, NotHandlerError
from yimen.domains.intake.models import Complaint
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

SECRET = ("name", "phone")


def access_complaint(
    complaint_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Complaint:
    """The complaint without who complained, or the refusal that it is not there for this reader."""
    rows = Complaint.objects.select_for_update(of=("self",)) if is_changed else Complaint.objects.all()
    found = rows.defer(*SECRET).filter(pk=complaint_id).first()
    if found is None:
        raise ComplaintNotFoundError("没有这件投诉举报，或者不由您办理。", complaint=str(complaint_id))
    require(by, permission, found.region)
    return found


def access_as_handler(complaint_id: UUID, *, by: Actor, is_changed: bool = True) -> Complaint:
    """For whoever it was assigned to, and nobody else."""
    found = access_complaint(complaint_id, Permission.COMPLAINT_HANDLE, by=by, is_changed=is_changed)
    if found.handler_id != by.post_id:
        raise NotHandlerError("这件投诉举报由他人承办；来件人信息和后续办理只对承办人开放。")
    return found


def whoever_is_apart(complaint_id: UUID, county: RegionCode) -> list[Actor]:
    """Whoever of the county may handle it and is not kept from it; whoever decides cases comes last."""
    station = network.station_of(county, StationLevel.COUNTY)
    able = network.actors_at(station.id, Permission.COMPLAINT_HANDLE)
    able.sort(key=lambda actor: actor.role is Role.COUNTY_CONFIRMER)
    return [actor for actor in able if _sees(actor, complaint_id)]


def _sees(actor: Actor, complaint_id: UUID) -> bool:
    with scoped(actor.scope):
        return Complaint.objects.filter(pk=complaint_id).exists()

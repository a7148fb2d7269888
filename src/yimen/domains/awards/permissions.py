"""Who may open an award; the database shows only rows of the actor's region or shares."""

from uuid import UUID

from yimen.domains.awards.errors import AwardNotFoundError
from yimen.domains.awards.models import Award
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_award(award_id: UUID, permission: Permission, *, by: Actor) -> Award:
    """The award, or the refusal that it is not there for this actor."""
    award = Award.objects.filter(pk=award_id).first()
    if award is None:
        raise AwardNotFoundError("没有这项在册记录，或不在您负责的区域内。", award=str(award_id))
    require(by, permission, award.region, subject=award.outcome_id)
    return award

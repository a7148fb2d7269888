"""Who may open an award or a determination; the database shows only rows of the actor's region or shares."""

from uuid import UUID

from yimen.domains.awards.errors import AwardNotFoundError, DeterminationNotFoundError
from yimen.domains.awards.models import Award, Determination
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_award(award_id: UUID, permission: Permission, *, by: Actor) -> Award:
    """The award, or the refusal that it is not there for this actor."""
    award = Award.objects.filter(pk=award_id).first()
    if award is None:
        raise AwardNotFoundError("没有这项在册记录，或不在您负责的区域内。", award=str(award_id))
    require(by, permission, award.region, subject=award.outcome_id)
    return award


def access_determination(determination_id: UUID, *, by: Actor) -> Determination:
    """The determination, or the refusal that it is not there for this actor."""
    determination = Determination.objects.filter(pk=determination_id).first()
    if determination is None:
        raise DeterminationNotFoundError(
            "没有这份认定，或不在您负责的区域内。", determination=str(determination_id)
        )
    require(by, Permission.CASE_OPEN, determination.region, subject=determination.case_id)
    return determination

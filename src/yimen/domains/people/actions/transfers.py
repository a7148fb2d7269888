"""Asking for the file of somebody registered elsewhere, and answering. Only acceptance shows a name."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yimen.domains.network.actions import share_subjects
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, ShareReason
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, ResidentId

from ..errors import InvalidMoveError, PersonNotFoundError, TransferClosedError
from ..models import Membership, Person, TransferRequest
from ..types import Relation, TransferState
from .households import move, move_person


@transaction.atomic
def request_transfer(
    *, identity: ResidentId, to_region: RegionCode, reason: str, by: Actor
) -> TransferRequest:
    """Ask the station responsible for this identity, wherever it is, to hand over the file."""
    require(by, Permission.HOUSEHOLD_TRANSFER, to_region)
    person_id, region = responsible(identity)
    if by.scope.lo <= region < by.scope.hi:
        raise InvalidMoveError("此人就在您负责的区域内；请直接办理迁居。", person=person_id)
    if TransferRequest.objects.filter(person_id=person_id, to_region=str(to_region), state="asked").exists():
        raise TransferClosedError("转移申请已经发出，正等待对方答复。")
    asked = TransferRequest.objects.create(
        region=region, to_region=str(to_region), person_id=person_id, reason=reason, asked_by_id=by.post_id
    )
    _record("transfer:ask", asked, str(to_region), by, {"reason": reason})
    return asked


def responsible(identity: ResidentId) -> tuple[UUID, str]:
    """Whose number it is and which region keeps the file; never a name."""
    with connection.cursor() as cursor:
        key = blind(str(identity), "identity")
        cursor.execute("SELECT person_id, region FROM people_responsible_region(%s)", [key])
        row = cursor.fetchone()
    if row is None:
        raise PersonNotFoundError("此身份证号没有登记；请直接建档。")
    return row[0], row[1]


@transaction.atomic
def answer_transfer(*, request_id: UUID, is_accepted: bool, answer: str, by: Actor) -> TransferRequest:
    """The responsible station accepts, and the file moves; or declines, saying why.

    The head's whole household moves, another member alone.
    """
    asked = TransferRequest.objects.select_for_update().filter(id=request_id).first()
    if asked is None:
        raise PersonNotFoundError("没有这项转移申请；请刷新列表。")
    require(by, Permission.HOUSEHOLD_TRANSFER, asked.region)
    if asked.state != TransferState.ASKED:
        raise TransferClosedError("这项转移申请已经答复。")
    asked.state = (TransferState.ACCEPTED if is_accepted else TransferState.DECLINED).value
    asked.answer, asked.answered_by_id, asked.answered_at = answer, by.post_id, timezone.now()
    asked.save()
    _record("transfer:answer", asked, asked.region, by, {"state": asked.state, "answer": answer})
    if is_accepted:
        _hand_over(asked, by)
    return asked


def _hand_over(asked: TransferRequest, by: Actor) -> None:
    person = Person.objects.filter(
        id=asked.person_id, region__gte=by.scope.lo, region__lt=by.scope.hi
    ).first()
    if person is None:
        raise InvalidMoveError("此人已不在您负责的区域内；申请地可重新查询。")
    before, to_region, today = RegionCode(person.region), RegionCode(asked.to_region), timezone.localdate()
    membership = Membership.objects.filter(person=person, valid_until__isnull=True).first()
    if membership is not None and membership.relation == Relation.HEAD:
        moved = move(membership.household, to_region, "", today, by)
    else:
        move_person(person, to_region, today, by)
        moved = [person.id]
    share_subjects(
        kind="person",
        subject_ids=moved,
        region=before,
        to_region=to_region,
        reason=ShareReason.MOVED_HOUSEHOLD,
        by=by,
        permission=Permission.HOUSEHOLD_TRANSFER,
    )


def _record(action: str, asked: TransferRequest, region: str, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="person", subject=asked.person_id, region=region, by=by, changes=changes)

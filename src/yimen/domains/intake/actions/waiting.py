"""What waits while a transfer is under way, each on the list of whoever has to do it next."""

from uuid import UUID

from django.utils import timezone

from yimen.domains.intake.models import Transfer
from yimen.domains.intake.queries.transfers import limit_of
from yimen.domains.intake.types import AnswerWay, TransferTopic
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, RegionCode, deadline


def transfer_subject(transfer: Transfer) -> Subject:
    """The transfer as lists and papers name it."""
    title = f"{transfer.name}：{TransferTopic(transfer.topic).title}"
    return Subject("transfer", transfer.id, title, RegionCode(transfer.region))


def wait_for_reply(transfer: Transfer, by: Doer) -> Deadline:
    """The liaison says whether the department takes it on; without one, whoever sent it keeps asking."""
    return _wait(WorkKind.TRANSFER_REPLY, transfer, _liaison(transfer), by)


def wait_for_result(transfer: Transfer, by: Doer) -> Deadline:
    """Whoever took it on brings the result."""
    owner = by.post_id if transfer.way == AnswerWay.SYSTEM else _liaison(transfer)
    return _wait(WorkKind.TRANSFER_RESULT, transfer, owner, by)


def wait_for_feedback(transfer: Transfer, by: Doer) -> Deadline:
    """Whoever sent it tells the family."""
    return _wait(WorkKind.TRANSFER_FEEDBACK, transfer, None, by)


def _liaison(transfer: Transfer) -> UUID | None:
    if transfer.department_id is None:
        return None
    liaisons = network.liaisons_for(transfer.department_id, transfer.region)
    return liaisons[0].id if liaisons else None


def _wait(kind: WorkKind, transfer: Transfer, owner: UUID | None, by: Doer) -> Deadline:
    today = timezone.localdate()
    due = deadline(limit_of(kind, transfer.region, today), today, load_calendar())
    subject = transfer_subject(transfer)
    if owner is None and not network.posts_ended([transfer.sender_id]):
        owner = transfer.sender_id
    if owner is not None:
        worklist.open_item(kind=kind, subject=subject, due=due, owner_post=owner, by=by)
    else:
        left = transfer.sender
        worklist.open_item(
            kind=kind,
            subject=subject,
            due=due,
            owner_station=left.station_id,
            owner_role=Role(left.role),
            by=by,
        )
    return due

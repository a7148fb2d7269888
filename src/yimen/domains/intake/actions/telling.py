"""The last step of a transfer: the family is told what became of it; and the papers shown on the way."""

from uuid import UUID

from django.db import transaction

from yimen.domains.intake.actions.sheets import issue_feedback_sheet
from yimen.domains.intake.errors import TransferPapersError, TransferStateError
from yimen.domains.intake.models import Transfer
from yimen.domains.intake.permissions import access_transfer, follow_transfer
from yimen.domains.intake.types import Feedback, TransferState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.actions import OpenedDocument
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit


@transaction.atomic
def prepare_feedback(*, transfer_id: UUID, by: Actor) -> UUID:
    """The feedback sheet, to print before the family is told; the document's id."""
    return issue_feedback_sheet(_ended(transfer_id, by), by)


@transaction.atomic
def tell_family(*, transfer_id: UUID, feedback: Feedback, by: Actor) -> Transfer:
    """How and when the family was told; the sheet and its delivery are kept, and nothing waits any more."""
    transfer = _ended(transfer_id, by)
    if transfer.told_on is not None:
        raise TransferStateError("已于 %(told_on)s 反馈，不需要重复登记。", told_on=transfer.told_on)
    document_id = issue_feedback_sheet(transfer, by)
    papers.record_delivery(
        document_id,
        method=feedback.method,
        recipient=feedback.recipient,
        delivered_on=feedback.told_on,
        proof=feedback.proof,
        by=by,
    )
    transfer.told_on = feedback.told_on
    transfer.save(update_fields=["told_on"])
    worklist.close_item(kind=WorkKind.TRANSFER_FEEDBACK, subject_id=transfer.id, by=by, outcome="已反馈群众")
    audit.record(
        "transfer:tell",
        kind="transfer",
        subject=transfer.id,
        region=transfer.region,
        by=by,
        changes={"told_on": feedback.told_on, "method": feedback.method},
    )
    return transfer


def _ended(transfer_id: UUID, by: Actor) -> Transfer:
    transfer = follow_transfer(transfer_id, by=by)
    if TransferState(transfer.state).is_open:
        raise TransferStateError("对方还没有办结，暂不能反馈；可以先催办或撤回。")
    return transfer


@transaction.atomic
def open_shared_paper(*, transfer_id: UUID, document_id: UUID, by: Actor) -> OpenedDocument:
    """A paper that goes with a transfer, for its receiver and as long as it is under way."""
    transfer = access_transfer(transfer_id, by=by)
    given = {paper["id"] for paper in transfer.papers}
    if str(document_id) not in given or not TransferState(transfer.state).is_open:
        raise TransferPapersError("这份文书没有随这条转办提供，或转办已经办结。")
    return papers.open_document(document_id, by=by, purpose="transfer", permission=Permission.TRANSFER_ANSWER)

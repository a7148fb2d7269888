"""What the receiver says to a transfer: taken on, refused, the result; and what withdrawing it does."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.actions.waiting import wait_for_feedback, wait_for_result
from yimen.domains.intake.errors import TransferIncompleteError, TransferStateError
from yimen.domains.intake.models import Transfer
from yimen.domains.intake.permissions import answering, follow_transfer
from yimen.domains.intake.rules import may_say
from yimen.domains.intake.types import BECOMES, AnswerWay, TransferState, Verdict
from yimen.domains.network import actions as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.foundation import audit
from yimen.foundation.audit import Doer


@transaction.atomic
def answer_transfer(
    *, transfer_id: UUID, verdict: Verdict, text: str = "", answerer: str = "", by: Actor
) -> Transfer:
    """The liaison answers; for a receiver without one, whoever sent it records what the receiver said."""
    transfer = answering(transfer_id, by=by)
    is_liaison = allows(by.role, Permission.TRANSFER_ANSWER)
    if not is_liaison and not answerer.strip():
        raise TransferIncompleteError("代录对方的答复，请写明对方的答复人和方式（如来函文号、电话）。")
    way = AnswerWay.SYSTEM if is_liaison else AnswerWay.RELAYED
    say(transfer, verdict, text, by.staff_name if is_liaison else answerer, way, by)
    return transfer


def say(transfer: Transfer, verdict: Verdict, text: str, answerer: str, way: AnswerWay, by: Doer) -> None:
    """The transfer moves on; the right to say it was checked by whoever calls."""
    if not may_say(verdict, TransferState(transfer.state)):
        raise TransferStateError(
            "这条转办“%(state)s”，不能再“%(verdict)s”；请刷新后查看。",
            state=TransferState(transfer.state).title,
            verdict=verdict.title,
        )
    if verdict is not Verdict.ACCEPT and not text.strip():
        raise TransferIncompleteError("不予接办请写明理由，办结请写明结果。")
    transfer.answerer, transfer.way = answerer.strip(), way
    if verdict is Verdict.ACCEPT:
        _take_on(transfer, by)
    else:
        _conclude(transfer, BECOMES[verdict], text, by)
    changes: dict[str, object] = {"verdict": verdict, "text": text, "way": way, "answerer": answerer}
    _record(f"transfer:{verdict}", transfer, by, changes)


def _take_on(transfer: Transfer, by: Doer) -> None:
    transfer.state, transfer.accepted_at = TransferState.ACCEPTED, timezone.now()
    transfer.save(update_fields=["state", "accepted_at", "answerer", "way"])
    worklist.close_items_of(subject_id=transfer.id, by=by, outcome=TransferState.ACCEPTED.title)
    wait_for_result(transfer, by)


def _conclude(transfer: Transfer, state: TransferState, text: str, by: Doer) -> None:
    """It ends: nobody is shown it any more, no code opens it, and the family waits to be told."""
    transfer.state, transfer.answer, transfer.ended_at = state, text.strip(), timezone.now()
    transfer.save(update_fields=["state", "answer", "ended_at", "answerer", "way"])
    network.end_shares_of(subject_id=transfer.id, by=by)
    transfer.codes.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    worklist.close_items_of(subject_id=transfer.id, by=by, outcome=state.title)
    wait_for_feedback(transfer, by)


@transaction.atomic
def withdraw_transfer(*, transfer_id: UUID, reason: str, by: Actor) -> Transfer:
    """Whoever sent it takes it back before its end, with the reason; the family is told that too."""
    transfer = follow_transfer(transfer_id, by=by)
    if not TransferState(transfer.state).is_open:
        raise TransferStateError("这条转办已经办结，不能撤回；有新的需要请另行转办。")
    if not reason.strip():
        raise TransferIncompleteError("请写明撤回的原因。")
    _conclude(transfer, TransferState.WITHDRAWN, reason, by)
    _record("transfer:withdraw", transfer, by, {"reason": reason})
    return transfer


def _record(action: str, transfer: Transfer, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="transfer", subject=transfer.id, region=transfer.region, by=by, changes=changes)

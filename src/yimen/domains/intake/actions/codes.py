"""One-time codes: a receiver without an account answers through a code, once; only its digest is kept.

The code is shown to whoever hands the sheet over, once, and stands in no archive, address or log.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.actions.answering import say
from yimen.domains.intake.errors import CodeNotFoundError, TransferIncompleteError, TransferStateError
from yimen.domains.intake.models import Transfer, TransferCode
from yimen.domains.intake.permissions import follow_transfer, has_liaison
from yimen.domains.intake.rules import CODE_DAYS, CODE_OPENINGS, without_name
from yimen.domains.intake.types import (
    AnswerCode,
    AnswerWay,
    CodeAnswer,
    PublicTransfer,
    TransferState,
    TransferTopic,
    Verdict,
)
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import SYSTEM, Doer
from yimen.foundation.codes import draw_code, grouped_code, read_code
from yimen.foundation.database.scope import system_scope
from yimen.foundation.models import blind
from yimen.kernel import masked_name

_PURPOSE = "intake.transfer-link"


@transaction.atomic
def send_code(*, transfer_id: UUID, by: Actor) -> AnswerCode:
    """A code to hand over with the sheet, shown this once; the one before it opens nothing any more."""
    transfer = follow_transfer(transfer_id, by=by)
    if not TransferState(transfer.state).is_open:
        raise TransferStateError("这条转办已经办结，不需要再答复。")
    if has_liaison(transfer):
        raise TransferStateError("接收单位有联络员账号，在系统内答复，不需要答复码。")
    return _make_code(transfer, by)


def open_by_code(code: str) -> PublicTransfer:
    """What the holder of a code sees. Every opening is recorded, and too many close it."""
    return _opened(code, "transfer:code_opened")


def look_again(code: str) -> PublicTransfer:
    """The same for whoever has it open and typed something wrong; counted like any other opening."""
    return _opened(code, "transfer:code_opened_again")


def _opened(code: str, action: str) -> PublicTransfer:
    digest = _digest(code)
    with system_scope():
        held = _usable(digest, CODE_OPENINGS - 1)
        held.openings += 1
        held.save(update_fields=["openings"])
        _record(action, held.transfer, SYSTEM, {"openings": held.openings})
        return _shown(held)


def answer_by_code(code: str, *, verdict: Verdict, text: str, answerer: str) -> CodeAnswer:
    """The answer, once; whoever takes it on gets the code for the result."""
    digest = _digest(code)
    if not answerer.strip():
        raise TransferIncompleteError("请写明答复人的姓名和职务。")
    with system_scope():
        held = _usable(digest)
        transfer = held.transfer
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        say(transfer, verdict, text, answerer, AnswerWay.CODE, SYSTEM)
        state = TransferState(transfer.state)
        return CodeAnswer(state, _make_code(transfer, SYSTEM) if state.is_open else None)


def _make_code(transfer: Transfer, by: Doer) -> AnswerCode:
    transfer.codes.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    code = draw_code()
    until = timezone.localdate() + timedelta(days=CODE_DAYS)
    TransferCode.objects.create(
        region=transfer.region, transfer=transfer, digest=blind(code, _PURPOSE), until=until
    )
    _record("transfer:code", transfer, by, {"until": until})
    return AnswerCode(grouped_code(code), settings.YIMEN_TRANSFER_ADDRESS, until)


def _digest(text: str) -> bytes:
    code = read_code(text)
    if code is None:
        raise _gone()
    return blind(code, _PURPOSE)


def _usable(digest: bytes, opened: int = CODE_OPENINGS) -> TransferCode:
    """The open code, opened so often at most, and locked: of two answers at once the second finds it used."""
    rows = TransferCode.objects.select_for_update(of=("self", "transfer")).filter(
        digest=digest, closed_at__isnull=True, until__gte=timezone.localdate(), openings__lte=opened
    )
    held = rows.select_related("transfer__department", "transfer__organisation").first()
    if held is None:
        raise _gone()
    return held


def _gone() -> CodeNotFoundError:
    return CodeNotFoundError("这个答复码无效、已使用或已过期；请联系转出单位重新提供。")


def _shown(held: TransferCode) -> PublicTransfer:
    transfer = held.transfer
    station = transfer.sender.station
    return PublicTransfer(
        topic=TransferTopic(transfer.topic),
        receiver=transfer.receiver_name,
        masked_name=masked_name(transfer.name),
        need=without_name(transfer.need, transfer.name),
        office=station.name,
        phone=station.hotline,
        sent_on=timezone.localdate(transfer.sent_at),
        state=TransferState(transfer.state),
        until=held.until,
    )


def _record(action: str, transfer: Transfer, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="transfer", subject=transfer.id, region=transfer.region, by=by, changes=changes)

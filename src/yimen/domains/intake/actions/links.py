"""One-time links: a receiver without an account answers through one, once; only its digest is kept.

The token is random and signed, so that a guess is refused before the database is asked.
"""

from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.actions.answering import say
from yimen.domains.intake.actions.sheets import Link, issue_transfer_sheet
from yimen.domains.intake.errors import LinkNotFoundError, TransferIncompleteError, TransferStateError
from yimen.domains.intake.models import Transfer, TransferLink
from yimen.domains.intake.permissions import follow_transfer
from yimen.domains.intake.rules import LINK_DAYS, LINK_OPENINGS, masked, without_name
from yimen.domains.intake.types import (
    AnswerWay,
    LinkAnswer,
    PublicTransfer,
    TransferState,
    TransferTopic,
    Verdict,
)
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import SYSTEM, Doer
from yimen.foundation.database.scope import system_scope
from yimen.foundation.models import blind

_SIGNER = "intake.transfer-link"


def make_link(transfer: Transfer, by: Doer) -> Link:
    """A new link; the one before it opens nothing any more."""
    transfer.links.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    token = Signer(salt=_SIGNER, sep=".").sign(token_urlsafe(24))
    until = timezone.localdate() + timedelta(days=LINK_DAYS)
    TransferLink.objects.create(
        region=transfer.region, transfer=transfer, digest=blind(token, _SIGNER), until=until
    )
    _record("transfer:link", transfer, by, {"until": until})
    return Link(token, f"{settings.YIMEN_TRANSFER_ADDRESS}{token}", until)


@transaction.atomic
def send_link(*, transfer_id: UUID, by: Actor) -> UUID:
    """A new link on a new sheet, where the old one was lost or has expired; the document's id."""
    transfer = follow_transfer(transfer_id, by=by)
    if not TransferState(transfer.state).is_open:
        raise TransferStateError("这条转办已经办结，不需要再答复。")
    return issue_transfer_sheet(transfer, link=make_link(transfer, by), by=by)


def open_link(token: str) -> PublicTransfer:
    """What the holder of a link sees. Every opening is recorded, and too many close it."""
    digest = _digest(token)
    with system_scope():
        link = _usable(digest)
        link.openings += 1
        link.save(update_fields=["openings"])
        _record("transfer:link_opened", link.transfer, SYSTEM, {"openings": link.openings})
        return _shown(link)


def answer_by_link(token: str, *, verdict: Verdict, text: str, answerer: str) -> LinkAnswer:
    """The answer, once; whoever takes it on gets the link for the result."""
    digest = _digest(token)
    if not answerer.strip():
        raise TransferIncompleteError("请写明答复人的姓名和职务。")
    with system_scope():
        link = _usable(digest)
        transfer = link.transfer
        link.closed_at = timezone.now()
        link.save(update_fields=["closed_at"])
        say(transfer, verdict, text, answerer, AnswerWay.LINK, SYSTEM)
        state = TransferState(transfer.state)
        following = make_link(transfer, SYSTEM) if state.is_open else None
    return LinkAnswer(state, following.address if following else None, following.until if following else None)


def _digest(token: str) -> bytes:
    try:
        Signer(salt=_SIGNER, sep=".").unsign(token)
    except BadSignature as wrong:
        raise _gone() from wrong
    return blind(token, _SIGNER)


def _usable(digest: bytes) -> TransferLink:
    """The open link, locked: of two answers at once the second finds it used."""
    rows = TransferLink.objects.select_for_update(of=("self", "transfer")).filter(
        digest=digest, closed_at__isnull=True, until__gte=timezone.localdate(), openings__lt=LINK_OPENINGS
    )
    link = rows.select_related("transfer__department", "transfer__organisation").first()
    if link is None:
        raise _gone()
    return link


def _gone() -> LinkNotFoundError:
    return LinkNotFoundError("这个答复链接无效、已使用或已过期；请联系转出单位重新提供。")


def _shown(link: TransferLink) -> PublicTransfer:
    transfer = link.transfer
    station = transfer.sender.station
    return PublicTransfer(
        topic=TransferTopic(transfer.topic),
        receiver=transfer.receiver_name,
        masked_name=masked(transfer.name),
        need=without_name(transfer.need, transfer.name),
        office=station.name,
        phone=station.hotline,
        sent_on=timezone.localdate(transfer.sent_at),
        state=TransferState(transfer.state),
        until=link.until,
    )


def _record(action: str, transfer: Transfer, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="transfer", subject=transfer.id, region=transfer.region, by=by, changes=changes)

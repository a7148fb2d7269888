"""Questions that nobody waits for any longer, and batches that are finished with them."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import BatchRefusedError
from yimen.domains.verification.models import SourceBatch, SourceQuery, VerificationRequest
from yimen.domains.verification.permissions import access_asked, access_batch
from yimen.domains.verification.types import OUTSTANDING, AskedState
from yimen.domains.worklist import actions as worklist
from yimen.foundation import audit
from yimen.foundation.database.scope import system_scope

MANY = 500
"""So many questions are written at once."""


@transaction.atomic
def close_asked(*, asked_id: UUID, reason: str, by: Actor) -> SourceQuery:
    """One question is not waited for any longer; the reason stands on the report."""
    asked = access_asked(asked_id, Permission.VERIFICATION_ANSWER, by=by, is_changed=True)
    _close([asked], reason, by)
    return asked


@transaction.atomic
def close_batch(*, batch_id: UUID, reason: str, by: Actor) -> SourceBatch:
    """The source does not answer what is still open of a batch; the reason stands on every report."""
    batch = access_batch(batch_id, Permission.VERIFICATION_ANSWER, by=by)
    _close(list(batch.queries.select_for_update(of=("self",)).order_by("id")), reason, by)
    batch.refresh_from_db()
    return batch


def stop_waiting(request: VerificationRequest, reason: str, *, by: Actor) -> None:
    """What sources still owe a request that was answered or cancelled."""
    owed = request.asked.select_for_update().filter(state__in=OUTSTANDING)
    open_ones = list(owed.order_by("id"))
    if open_ones:
        _close(open_ones, reason, by)


def finish_batches(batch_ids: Iterable[UUID | None], *, by: Actor) -> None:
    """A batch of which nothing is owed any more is finished, and its clock with it.

    Whoever changes questions holds them first and their batch after them: of two who change the last
    questions of a batch the second sees what the first did.
    """
    wanted = {batch for batch in batch_ids if batch is not None}
    with system_scope():  # a town that ends its case does not see the batches of the county
        open_ones = SourceBatch.objects.filter(id__in=wanted, finished_at=None)
        for batch in open_ones.select_for_update().order_by("id"):
            if not batch.queries.filter(state__in=OUTSTANDING).exists():
                batch.finished_at = timezone.now()
                batch.save(update_fields=["finished_at"])
                worklist.close_items_of(subject_id=batch.id, by=by)


def _close(asked: list[SourceQuery], reason: str, by: Actor) -> None:
    open_ones = [each for each in asked if each.state in OUTSTANDING]
    if not open_ones:
        raise BatchRefusedError("没有仍在等待的查询，不需要再登记不再等待。")
    if not reason.strip():
        raise BatchRefusedError("请写明为什么不再等待，原因写入核对情况。")
    for each in open_ones:
        each.state, each.closed_reason = AskedState.CLOSED, reason.strip()
        audit.record(
            "verification:stop_waiting",
            kind="source_query",
            subject=each.id,
            region=each.region,
            by=by,
            changes={"source": each.source, "reason": reason.strip()},
        )
    SourceQuery.objects.bulk_update(open_ones, ["state", "closed_reason"], batch_size=MANY)
    finish_batches((each.batch_id for each in open_ones), by=by)

"""A need that came up in a case is handed to a department or organisation, as that of its household."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.permissions import access_case
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import About, Receiver, TransferTopic
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor


@transaction.atomic
def refer_case(
    *,
    case_id: UUID,
    topic: TransferTopic,
    receiver: Receiver,
    need: str,
    wants: Sequence[str] = (),
    papers_shared: Sequence[UUID] = (),
    by: Actor,
) -> UUID:
    """The transfer's id. It is about the household of this case, which must lie with the actor."""
    case = access_case(case_id, Permission.TRANSFER_SEND, by=by)
    transfer = intake.send_transfer(
        about=About(household_id=case.household_id),
        topic=topic,
        receiver=receiver,
        need=need,
        wants=wants,
        papers_shared=papers_shared,
        case_id=case.id,
        by=by,
    )
    return transfer.id

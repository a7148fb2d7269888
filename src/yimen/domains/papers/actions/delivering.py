"""Recording many deliveries at once, each of its own day; for set-up of a county under way."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers.models import Delivery
from yimen.domains.papers.types import LoadedDelivery
from yimen.foundation.audit.loading import load_rows


@transaction.atomic
def load_deliveries(*, deliveries: Sequence[LoadedDelivery], documents: Mapping[int, UUID], by: Actor) -> int:
    """All or none, with one audit digest; `documents` leads from `id(order)` to what was issued for it."""
    for one in deliveries:
        require(by, Permission.DOCUMENT_DELIVER, one.order.subject.region, subject=one.order.household_id)
    rows = [_row(one, documents[id(one.order)]) for one in deliveries]
    load_rows(rows, kind="delivery", region=str(by.region), by=by)
    return len(rows)


def _row(one: LoadedDelivery, document_id: UUID) -> Delivery:
    return Delivery(
        region=str(one.order.subject.region),
        household_id=one.order.household_id,
        document_id=document_id,
        method=one.method,
        recipient=one.recipient,
        delivered_on=one.delivered_on,
        issued_on=one.order.issued_on,
        proof=one.proof,
        by_post_id=one.post_id,
        recorded_at=timezone.make_aware(datetime.combine(one.delivered_on, time(17))),
    )

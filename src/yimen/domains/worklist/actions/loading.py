"""Writing many items at once, open or done, each as of its own day; for set-up of a county under way."""

from collections.abc import Sequence

from django.db import transaction

from yimen.foundation.audit import Doer
from yimen.foundation.audit.loading import load_rows

from .. import rules
from ..models import WorkItem
from ..types import LoadedItem
from .items import limit_columns


@transaction.atomic
def load_items(*, items: Sequence[LoadedItem], region: str, by: Doer) -> int:
    """All or none; one audit digest a chunk. The caller vouches that each is open once."""
    load_rows([_row(item) for item in items], kind="work", region=region, by=by)
    return len(items)


def _row(item: LoadedItem) -> WorkItem:
    return WorkItem(
        kind=item.kind.value,
        subject_kind=item.subject.kind,
        subject_id=item.subject.id,
        subject_title=item.subject.title,
        region=str(item.subject.region),
        owner_station_id=item.owner_station,
        owner_post_id=item.owner_post,
        owner_role=item.owner_role.value,
        opened_on=item.event_on,
        event_on=item.event_on,
        due_on=item.due.due_on,
        warn_on=rules.warning_day(item.event_on, item.due.due_on),
        done_at=item.done_at,
        **limit_columns(item.due, is_extended=item.is_extended),
    )

"""What the record says: of which subjects something was written since a moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yimen.foundation.audit.models import Entry

OPENED = "open"


def times_opened(subject: UUID, purpose: str) -> int:
    """How often something was opened for one purpose."""
    return Entry.objects.filter(subject=subject, action=OPENED, purpose=purpose).count()


def written_about(subjects: Collection[UUID], since: datetime) -> set[UUID]:
    """Of these subjects, those about which more than an opening was recorded after a moment."""
    entries = Entry.objects.filter(subject__in=subjects, happened_at__gt=since).exclude(action=OPENED)
    return set(entries.values_list("subject", flat=True))

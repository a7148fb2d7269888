"""What is known of stored files without opening them."""

from collections.abc import Collection
from uuid import UUID

from yimen.foundation.files.models import StoredFile


def stored_files(file_ids: Collection[UUID]) -> list[StoredFile]:
    """Those of the files that lie in the present scope."""
    return list(StoredFile.objects.filter(id__in=file_ids))


def files_about(subjects: Collection[UUID]) -> list[StoredFile]:
    """What was stored about any of these subjects, oldest first, as far as it lies in the present scope."""
    return list(StoredFile.objects.filter(subject__in=subjects).order_by("stored_at", "id"))

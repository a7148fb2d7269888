"""What is known of stored files without opening them."""

from collections.abc import Collection
from uuid import UUID

from yimen.foundation.files.models import StoredFile


def stored_files(file_ids: Collection[UUID]) -> list[StoredFile]:
    """Those of the files that lie in the present scope."""
    return list(StoredFile.objects.filter(id__in=file_ids))

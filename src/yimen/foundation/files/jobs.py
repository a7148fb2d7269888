"""Clearing away content whose transaction never committed."""

import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.jobs.queue import job

DAY = 24 * 60 * 60


@job("files.remove_orphans", cron="23 19 * * *")
def remove_orphans() -> None:
    """Remove content older than a day that no row names."""
    yesterday = time.time() - DAY
    for directory in Path(settings.YIMEN_FILES).glob("??"):
        old = [path for path in directory.iterdir() if path.stat().st_mtime < yesterday]
        with system_scope():
            known = set(
                StoredFile.objects.filter(id__in=[UUID(p.stem) for p in old]).values_list("id", flat=True)
            )
        for path in old:
            if path.suffix or UUID(path.stem) not in known:
                path.unlink()

"""Writing many rows for set-up: by COPY, chunk by chunk, each chunk with its digest in the record."""

from collections.abc import Sequence

from django.db import models

from yimen.foundation.audit.recording import Doer, record_bulk
from yimen.foundation.database.copying import copy_rows
from yimen.foundation.models import make_id

CHUNK = 1000


def load_rows(*tables: Sequence[models.Model], kind: str, region: str, by: Doer) -> None:
    """Table after table, parents first, in the caller's transaction: all or none."""
    run = make_id()
    for rows in tables:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            record_bulk(
                f"{kind}:load",
                kind=f"{kind}-load",
                subject=run,
                region=region,
                by=by,
                digest=copy_rows(chunk),
                rows=len(chunk),
            )

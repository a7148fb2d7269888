"""That a list showed people: one entry of the audit for the page, as search leaves one."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.foundation import audit


def record_shown(action: str, ids: Iterable[UUID], *, by: Actor) -> None:
    """That a post was shown so many; which they were can be proven by their ids, and not read."""
    shown = sorted(map(str, ids))
    digest = hashlib.sha256(",".join(shown).encode()).digest()
    audit.record_bulk(
        action, kind="list", subject=by.post_id, region=str(by.region), by=by, digest=digest, rows=len(shown)
    )

"""Writing entries. Each carries a keyed digest of itself: an entry written past this module is found."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from yimen.foundation.encryption import audit_key, keyed_digest

if TYPE_CHECKING:
    from yimen.foundation.audit.models import Entry

NO_CHANGES: Mapping[str, object] = {}
NATION = "000000000000"
"""The region of what belongs to no place, such as signing in."""


class Doer(Protocol):
    """Who acts: a user under a post; both are empty for the system itself."""

    @property
    def user_id(self) -> UUID | None: ...
    @property
    def post_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class _Plain:
    user_id: UUID | None = None
    post_id: UUID | None = None


SYSTEM: Doer = _Plain()
"""The doer of set-up and of periodic jobs."""


def as_user(user_id: UUID) -> Doer:
    """A user who acts under no post: signing in, changing a password."""
    return _Plain(user_id=user_id)


def record(
    action: str,
    *,
    kind: str,
    subject: UUID,
    region: str,
    by: Doer,
    changes: Mapping[str, object] = NO_CHANGES,
    purpose: str = "",
) -> None:
    """Record a write inside the caller's transaction; of `changes` only names and salted digests are kept."""
    salt = os.urandom(16)
    digests = {name: _digest(salt, name, value) for name, value in changes.items()}
    _insert(action, kind, subject, region, by, purpose, digests, salt, rows=1)


def record_opening(*, kind: str, subject: UUID, region: str, by: Doer, purpose: str = "") -> None:
    """Record that somebody opened a file, a document or a household."""
    record("open", kind=kind, subject=subject, region=region, by=by, purpose=purpose)


def record_bulk(
    action: str,
    *,
    kind: str,
    subject: UUID,
    region: str,
    by: Doer,
    digest: bytes,
    rows: int,
    purpose: str = "",
) -> None:
    """Record one chunk of a mass write: `subject` is the run, `digest` covers the `rows` written."""
    salt = os.urandom(16)
    _insert(
        action,
        kind,
        subject,
        region,
        by,
        purpose,
        {"digest": _digest(salt, "digest", digest.hex())},
        salt,
        rows,
    )


def says(entry: "Entry", name: str, value: object) -> bool:
    """Whether an entry, itself unchanged, recorded this value under this name."""
    is_whole = entry_mac(entry) == bytes(entry.mac)
    return is_whole and entry.changes.get(name) == _digest(bytes(entry.salt), name, value)


def entry_mac(entry: "Entry") -> bytes:
    """The keyed digest of everything an entry says."""
    content = [
        str(entry.id),
        entry.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.kind,
        str(entry.subject),
        entry.region,
        str(entry.user_id),
        str(entry.post_id),
        entry.purpose,
        str(entry.rows),
        json.dumps(entry.changes, sort_keys=True),
    ]
    return keyed_digest(audit_key("entry"), bytes(entry.salt), *(part.encode() for part in content))


def _digest(salt: bytes, name: str, value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return keyed_digest(audit_key("change"), salt, name.encode(), canonical.encode()).hex()


def _insert(
    action: str,
    kind: str,
    subject: UUID,
    region: str,
    by: Doer,
    purpose: str,
    changes: dict[str, str],
    salt: bytes,
    rows: int,
) -> None:
    entry: Entry = apps.get_model("audit", "Entry")(
        happened_at=timezone.now(),
        action=action,
        kind=kind,
        subject=subject,
        region=str(region),
        user_id=by.user_id,
        post_id=by.post_id,
        purpose=purpose,
        rows=rows,
        changes=changes,
        salt=salt,
    )
    entry.mac = entry_mac(entry)
    entry.save(force_insert=True)

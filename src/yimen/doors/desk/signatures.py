"""Signatures as they come from a form: drawn on the screen, or a picture of what was signed on paper."""

from typing import Any
from uuid import UUID

from yimen.domains.cases.types import FileKind
from yimen.domains.network.types import Actor
from yimen.foundation.files.actions import store


def keep_signature(signature: Any, subject: UUID, region: str, by: Actor) -> Any:
    """Kept as what it is, so that nobody takes the one for the other."""
    kind = FileKind.SIGNATURE if isinstance(signature, bytes) else FileKind.SIGNED_SCAN
    return store(signature, kind=kind, subject=subject, region=region, by=by)

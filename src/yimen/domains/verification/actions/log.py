"""The log of queries for rooms above: whoever looks into data under a duty of its own says so here."""

from contextlib import AbstractContextManager
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.domains.verification.recording import log_deed, log_left_out, refusals_kept
from yimen.domains.verification.rules.duties import purpose_of
from yimen.domains.verification.types import Deed, QueryAct

__all__ = ["log_deed", "log_left_out", "refusals_kept", "tried_at_the_door"]


def tried_at_the_door(
    *, request_id: UUID | None, person_id: UUID | None, by: Actor
) -> AbstractContextManager[None]:
    """A page of queries that does not open for a post: what is refused inside is recorded as a refusal."""
    deed = Deed(QueryAct.VIEW, str(by.region), purpose_of(by.role), request_id=request_id)
    return refusals_kept(deed, [person_id] if person_id else (), by=by)

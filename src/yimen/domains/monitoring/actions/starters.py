"""Under whose name a job works."""

from uuid import UUID

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.jobs.runs import fail_run, get_run
from yimen.kernel import YimenError


def starter_of(run_id: UUID, permission: Permission, region: str) -> Actor:
    """Whoever began a run, under their post as it is now; where they may no more, the run has failed."""
    run = get_run(run_id)
    assert run.user_id is not None  # runs of this room are begun by somebody
    try:
        by = network.actor_for(run.user_id, run.post_id)
        require(by, permission, region)
    except YimenError as refusal:
        fail_run(run_id, refusal.code)
        raise
    return by

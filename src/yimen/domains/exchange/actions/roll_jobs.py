"""Opening rolls at work: each job acts as the person who asked for it, under their post as it is now."""

from uuid import UUID

from yimen.domains.exchange.actions.roll_checking import check_roll
from yimen.domains.exchange.actions.roll_loading import load_roll, take_back_roll
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.runs import fail_run
from yimen.kernel import YimenError


def run_check(roll_id: UUID) -> None:
    """As whoever prepared it."""
    roll = _roll(roll_id)
    check_roll(roll.id, by=_actor(roll, roll.prepared_user_id, roll.prepared_post_id))


def run_load(roll_id: UUID) -> None:
    """As whoever takes it over."""
    roll = _roll(roll_id)
    load_roll(roll.id, by=_actor(roll, roll.taken_user_id, roll.taken_post_id))


def run_undo(roll_id: UUID) -> None:
    """As whoever undoes it."""
    roll = _roll(roll_id)
    take_back_roll(roll.id, by=_actor(roll, roll.undone_user_id, roll.undone_post_id))


def _roll(roll_id: UUID) -> OpeningRoll:
    with system_scope():
        return OpeningRoll.objects.get(id=roll_id)


def _actor(roll: OpeningRoll, user_id: UUID | None, post_id: UUID | None) -> Actor:
    """Where the post has ended meanwhile, the run has failed: somebody else goes on."""
    assert user_id is not None and roll.run_id is not None
    try:
        return network.actor_for(user_id, post_id)
    except YimenError as refusal:
        fail_run(roll.run_id, refusal.code)
        raise

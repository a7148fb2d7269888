"""Opening rolls at work: each job acts as the person who asked for it, under their post as it is now."""

from uuid import UUID

from yimen.domains.exchange.actions.roll_checking import check_roll
from yimen.domains.exchange.actions.roll_loading import load_roll, take_back_roll
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.foundation.database.scope import system_scope


def run_check(roll_id: UUID) -> None:
    """As whoever prepared it."""
    roll = _roll(roll_id)
    check_roll(roll.id, by=_actor(roll.prepared_user_id, roll.prepared_post_id))


def run_load(roll_id: UUID) -> None:
    """As whoever takes it over."""
    roll = _roll(roll_id)
    load_roll(roll.id, by=_actor(roll.taken_user_id, roll.taken_post_id))


def run_undo(roll_id: UUID) -> None:
    """As whoever undoes it."""
    roll = _roll(roll_id)
    take_back_roll(roll.id, by=_actor(roll.undone_user_id, roll.undone_post_id))


def _roll(roll_id: UUID) -> OpeningRoll:
    with system_scope():
        return OpeningRoll.objects.get(id=roll_id)


def _actor(user_id: UUID | None, post_id: UUID | None) -> Actor:
    assert user_id is not None
    return network.actor_for(user_id, post_id)

"""Who may see, prepare and take over an opening roll; the database shows only rolls of the county."""

from uuid import UUID

from yimen.domains.exchange.errors import RollNotFoundError
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


def access_roll(roll_id: UUID, *, by: Actor) -> OpeningRoll:
    """The roll, if the actor may see it; recorded as an opening, as it names families."""
    roll = _find(roll_id, Permission.ROLL_OPEN, by=by)
    audit.record_opening(kind="opening_roll", subject=roll.id, region=roll.region, by=by)
    return roll


def hold_roll(roll_id: UUID, permission: Permission, *, by: Actor) -> OpeningRoll:
    """The roll to act on; whoever else acts on it waits."""
    _find(roll_id, permission, by=by)
    return OpeningRoll.objects.select_for_update(no_key=True).get(id=roll_id)


def _find(roll_id: UUID, permission: Permission, *, by: Actor) -> OpeningRoll:
    roll = OpeningRoll.objects.filter(id=roll_id).first()
    if roll is None:
        raise RollNotFoundError("没有这份期初名册，或不在您负责的区域内。", roll=str(roll_id))
    require(by, permission, roll.region)
    return roll

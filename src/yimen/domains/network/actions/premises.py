"""Describing the rooms of a station."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.foundation import audit

from .. import queries
from ..models import Premises
from ..permissions import Permission, require
from ..types import Actor, Equipment, Zone


@dataclass(frozen=True)
class Rooms:
    """What somebody found when they looked."""

    floor_area: Decimal | None
    has_sign: bool
    has_road_sign: bool
    zones: Collection[Zone]
    equipment: Collection[Equipment]
    tasks: Collection[str]
    is_posted: bool


@transaction.atomic
def describe_premises(*, station_id: UUID, rooms: Rooms, by: Actor) -> Premises:
    """The rooms of a station as they are today, in place of what was written before."""
    station = queries.get_station_within(station_id, by=by)
    require(by, Permission.STATION_DESCRIBE, station.region)
    described = {
        "floor_area": rooms.floor_area,
        "has_sign": rooms.has_sign,
        "has_road_sign": rooms.has_road_sign,
        "zones": [zone.value for zone in rooms.zones],
        "equipment": [each.value for each in rooms.equipment],
        "tasks": list(rooms.tasks),
        "is_posted": rooms.is_posted,
        "described_on": timezone.localdate(),
    }
    premises, _is_first = Premises.objects.update_or_create(station=station, defaults=described)
    changes = {name: str(value) for name, value in described.items()}
    audit.record(
        "station:describe", kind="station", subject=station.id, region=station.region, by=by, changes=changes
    )
    return premises

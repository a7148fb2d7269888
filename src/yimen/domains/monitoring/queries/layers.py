"""The low-income population of a place by layer: awards in force, and who is watched against relapse."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.library.queries import Layer, layers_of
from yimen.domains.monitoring.models import LayerStay, Lead
from yimen.domains.monitoring.rules.layers import NOT_WATCHED, is_watched
from yimen.domains.monitoring.types.leads import RELAPSE, LeadSource
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Month, Programme, RegionCode


@dataclass(frozen=True, slots=True)
class LayeredHousehold:
    """A household in the layer it counts in, with every layer it belongs to and what it holds."""

    household_id: UUID
    region: str
    layer: Layer
    layers: tuple[Layer, ...]
    programmes: tuple[Programme, ...]
    everybody: Layer | None
    """Where all of its members count, unless they count elsewhere for themselves."""
    own: tuple[Layer, ...]
    """Where each member counts who is assisted for themselves."""


Held = Mapping[UUID | None, set[Programme]]
"""What a household holds by whom it is for; None: all of it."""


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How many households and people count in a layer."""

    layer: Layer
    households: int
    people: int


def layered(region: RegionCode, *, by: Actor, layer: Layer | None = None) -> list[LayeredHousehold]:
    """Every household of the low-income population of a place, in the order of the layers, then by place."""
    require(by, Permission.LEAD_OPEN, region)
    require(by, Permission.AWARD_OPEN, region)
    return [one for one in population_of(region) if layer in (None, one.layer)]


def population_of(region: RegionCode) -> list[LayeredHousehold]:
    """The same of all layers; jobs ask without an actor."""
    held: dict[UUID, dict[UUID | None, set[Programme]]] = defaultdict(lambda: defaultdict(set))
    places: dict[UUID, str] = {}
    month = Month.of(timezone.localdate())
    for home, place, whose, programme in awards.held_programmes(month, region):
        held[home][whose].add(programme)
        places[home] = place
    watched = _watched(region)
    places |= {home: place for home, place in watched.items() if home not in places}
    found = [layered_household(home, places[home], held.get(home, {}), home in watched) for home in places]
    rank = {each: place for place, each in enumerate(Layer)}
    told = [one for one in found if one is not None]
    return sorted(told, key=lambda one: (rank[one.layer], one.region, str(one.household_id)))


def layered_household(home: UUID, region: str, held: Held, is_watched: bool) -> LayeredHousehold | None:
    """In its layers; None where nothing it holds puts it into one."""
    programmes = {one for some in held.values() for one in some}
    layers = layers_of(programmes, is_watched=is_watched)
    if not layers:
        return None
    common = held.get(None, set())
    shared = layers_of(common, is_watched=is_watched)
    theirs = (
        layers_of(common | own, is_watched=is_watched) for whose, own in held.items() if whose is not None
    )
    return LayeredHousehold(
        household_id=home,
        region=region,
        layer=layers[0],
        layers=layers,
        programmes=tuple(sorted(programmes)),
        everybody=shared[0] if shared else None,
        own=tuple(found[0] for found in theirs if found),
    )


def _watched(region: RegionCode) -> dict[UUID, str]:
    """Households that a department's list names as watched, and that no visit found otherwise."""
    rows = Lead.objects.filter(
        region__gte=region.lo,
        region__lt=region.hi,
        source=LeadSource.PUSH,
        rule=RELAPSE,
        unnamed_on__isnull=True,
    ).exclude(outcome__in=NOT_WATCHED)
    return dict(rows.filter(household__isnull=False).values_list("household_id", "region"))


def layers_held(held: Iterable[AwardInForce], leads: Iterable[Lead]) -> tuple[Layer, ...]:
    """The layers of one family, from what it holds in a month and the leads about it."""
    programmes = {each.programme for each in held}
    return layers_of(programmes, is_watched=any(map(is_watched, leads)))


def layers_of_household(household_id: UUID, *, by: Actor) -> tuple[Layer, ...]:
    """The layers of one family as it stands today; the one it counts in first."""
    require(by, Permission.LEAD_OPEN, by.region)
    month = Month.of(timezone.localdate())
    held = awards.awards_in_force(month, by=by, household_id=household_id)
    return layers_held(held, Lead.objects.filter(household_id=household_id))


def stays_of_household(household_id: UUID, *, by: Actor) -> QuerySet[LayerStay]:
    """In which layers scans found a household, and until when; the latest first."""
    require(by, Permission.LEAD_OPEN, by.region)
    rows = LayerStay.objects.filter(household_id=household_id)
    return rows.order_by(F("until").desc(nulls_first=True), "-since", "id")


def people_by_layer(one: LayeredHousehold, size: int) -> Counter[Layer]:
    """Who is assisted alone counts alone: of a margin family with a single dibao one person holds dibao."""
    heads = Counter(one.own)
    if one.everybody is not None:
        heads[one.everybody] += max(0, size - len(one.own))
    return heads


def counted(households: Iterable[LayeredHousehold]) -> list[LayerCount]:
    """Each layer once, also where nobody is in it; the sums are those of the whole population."""
    listed = list(households)
    sizes = people.sizes_of([one.household_id for one in listed])
    homes: Counter[Layer] = Counter(one.layer for one in listed)
    heads: Counter[Layer] = Counter()
    for one in listed:
        heads.update(people_by_layer(one, sizes.get(one.household_id, 0)))
    return [LayerCount(layer, homes[layer], heads[layer]) for layer in Layer]

"""The seven haves (七个有): what is asked of a station of each level, and what it lacks; pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yimen.kernel import Sentence

from .types import Equipment, Have, HaveScore, Norm, StationLevel, Zone

_COUNTY, _TOWN, _VILLAGE = StationLevel.COUNTY, StationLevel.TOWN, StationLevel.VILLAGE
ZONES: Mapping[StationLevel, tuple[Zone, ...]] = {
    _COUNTY: (Zone.WINDOW, Zone.SHOW, Zone.EXPERIENCE, Zone.MEETING, Zone.CHARITY, Zone.VOLUNTEERS),
    _TOWN: (Zone.WINDOW, Zone.OFFICE),
    _VILLAGE: (),
}
EQUIPMENT: Mapping[StationLevel, tuple[Equipment, ...]] = {
    _COUNTY: (Equipment.KIOSK, Equipment.SCREEN, Equipment.PRINTER),
    _TOWN: (Equipment.KIOSK, Equipment.SCREEN, Equipment.PRINTER),
    _VILLAGE: (Equipment.COMPUTER, Equipment.PRINTER),
}
"""What the plan of 平远县 asks of each level (二、（五）（七）); it asks no zones of a village."""


@dataclass(frozen=True, slots=True)
class StationFacts:
    """What is known of a station when it is scored; an area of None was never described."""

    level: StationLevel
    levels_with_it: Collection[StationLevel]
    """The levels at which an open station stands above it or within its region."""
    area: Decimal | None
    has_sign: bool
    has_road_sign: bool
    staffed: int
    required: int
    zones: Collection[Zone]
    equipment: Collection[Equipment]
    hours: str
    hotline: str
    tasks: Collection[str]
    is_posted: bool


def score(facts: StationFacts, area: Norm) -> tuple[HaveScore, ...]:
    """All seven in order."""
    return tuple(_scored(have, lacking(facts, area), facts.level) for have, lacking in _LACKING.items())


def _scored(have: Have, lacking: list[Sentence], level: StationLevel) -> HaveScore:
    if level is _VILLAGE and have in (Have.ZONES, Have.PUBLIC):
        return HaveScore(have, None)
    return HaveScore(have, not lacking, tuple(lacking))


def _network(facts: StationFacts, _area: Norm) -> list[Sentence]:
    wanted = [level for level in StationLevel if level not in (facts.level, *facts.levels_with_it)]
    words = {
        _COUNTY: Sentence("没有县级站点"),
        _TOWN: Sentence("没有镇级站点"),
        _VILLAGE: Sentence("没有村级站点"),
    }
    return [words[level] for level in wanted]


def _premises(facts: StationFacts, area: Norm) -> list[Sentence]:
    if facts.area is None:
        return [Sentence("没有登记建筑面积")]
    if facts.area >= area.value:
        return []
    return [
        Sentence(
            "建筑面积%(have)s平方米，应不少于%(want)s平方米", have=facts.area.normalize(), want=area.value
        )
    ]


def _sign(facts: StationFacts, _area: Norm) -> list[Sentence]:
    lacking = [] if facts.has_sign else [Sentence("没有统一的标识牌")]
    is_asked = facts.level is _COUNTY and not facts.has_road_sign
    return [*lacking, Sentence("附近路口没有导向标识")] if is_asked else lacking


def _staff(facts: StationFacts, _area: Norm) -> list[Sentence]:
    wanted = max(1, facts.required)
    if facts.staffed >= wanted:
        return []
    return [Sentence("工作人员%(have)s人，应有%(want)s人", have=facts.staffed, want=wanted)]


def _zones(facts: StationFacts, _area: Norm) -> list[Sentence]:
    return [Sentence("没有%(part)s", part=one) for one in ZONES[facts.level] if one not in facts.zones]


def _public(facts: StationFacts, _area: Norm) -> list[Sentence]:
    asked = {
        Sentence("没有公布工作时间"): facts.hours,
        Sentence("没有公布服务热线"): facts.hotline,
        Sentence("没有公布服务项目"): facts.tasks,
        Sentence("服务信息没有上墙公开"): facts.is_posted,
    }
    return [words for words, is_there in asked.items() if not is_there]


def _equipment(facts: StationFacts, _area: Norm) -> list[Sentence]:
    wanted = EQUIPMENT[facts.level]
    return [Sentence("没有%(part)s", part=one) for one in wanted if one not in facts.equipment]


_LACKING: Mapping[Have, Callable[[StationFacts, Norm], list[Sentence]]] = {
    Have.NETWORK: _network,
    Have.PREMISES: _premises,
    Have.SIGN: _sign,
    Have.STAFF: _staff,
    Have.ZONES: _zones,
    Have.PUBLIC: _public,
    Have.EQUIPMENT: _equipment,
}

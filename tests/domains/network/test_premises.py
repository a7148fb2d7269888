"""The seven haves of a station: what is asked of each level, what is missing, and the norm it rests on."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.cast import COUNTY, OTHER_COUNTY

from yimen.domains.library import queries as library
from yimen.domains.network import actions, queries
from yimen.domains.network.errors import NotPermittedError, UnknownStationError
from yimen.domains.network.haves import StationFacts, score
from yimen.domains.network.types import Equipment, Have, Norm, StationLevel, Zone
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

AREA = Norm(50, "方案", is_local=True)
COMPLETE = StationFacts(
    level=StationLevel.TOWN,
    levels_with_it={StationLevel.COUNTY, StationLevel.VILLAGE},
    area=Decimal(50),
    has_sign=True,
    has_road_sign=False,
    staffed=3,
    required=3,
    zones={Zone.WINDOW, Zone.OFFICE},
    equipment={Equipment.KIOSK, Equipment.SCREEN, Equipment.PRINTER},
    hours="周一至周五",
    hotline="0753-8821234",
    tasks=("低保申请",),
    is_posted=True,
)


def changed(**facts):
    return StationFacts(**{**{name: getattr(COMPLETE, name) for name in StationFacts.__slots__}, **facts})


def lacking(facts, have):
    return [str(line) for one in score(facts, AREA) if one.have is have for line in one.lacking]


@pytest.mark.requirement("R-NET-2")
def test_a_town_with_everything_has_all_seven():
    assert [one.is_met for one in score(COMPLETE, AREA)] == [True] * 7


@pytest.mark.parametrize(
    ("facts", "have", "said"),
    [
        ({"levels_with_it": {StationLevel.COUNTY}}, Have.NETWORK, "没有村级站点"),
        ({"area": Decimal("49.5")}, Have.PREMISES, "建筑面积49.5平方米，应不少于50平方米"),
        ({"area": None}, Have.PREMISES, "没有登记建筑面积"),
        ({"has_sign": False}, Have.SIGN, "没有统一的标识牌"),
        ({"staffed": 2}, Have.STAFF, "工作人员2人，应有3人"),
        ({"zones": {Zone.WINDOW}}, Have.ZONES, "没有日常办公区"),
        ({"hotline": ""}, Have.PUBLIC, "没有公布服务热线"),
        ({"is_posted": False}, Have.PUBLIC, "服务信息没有上墙公开"),
        ({"equipment": {Equipment.SCREEN, Equipment.PRINTER}}, Have.EQUIPMENT, "没有政务一体机"),
    ],
)
def test_what_is_missing_is_named(facts, have, said):
    assert lacking(changed(**facts), have) == [said]


def test_a_village_is_asked_for_less_and_a_county_for_a_sign_at_the_road():
    village = changed(
        level=StationLevel.VILLAGE, levels_with_it={StationLevel.COUNTY, StationLevel.TOWN}, zones=()
    )
    unasked = [one.have for one in score(village, AREA) if one.is_met is None]
    assert unasked == [Have.ZONES, Have.PUBLIC]
    assert lacking(village, Have.EQUIPMENT) == ["没有电脑"]
    county = changed(level=StationLevel.COUNTY, levels_with_it={StationLevel.TOWN, StationLevel.VILLAGE})
    assert lacking(county, Have.SIGN) == ["附近路口没有导向标识"]


def test_the_norm_is_the_county_s_own_or_says_whose_it_is():
    own = library.station_norms(COUNTY, date(2026, 1, 1))
    assert [own.area[level].value for level in StationLevel] == [300, 50, 30]
    assert own.area[StationLevel.COUNTY].is_local and "平远县" in own.area[StationLevel.COUNTY].source
    assert (own.training_per_person.value, own.training_per_person.is_local) == (2, True)
    assert not own.training_per_town.is_local and "孟政发" in own.training_per_town.source
    elsewhere = library.station_norms(OTHER_COUNTY, date(2026, 1, 1))
    assert (
        not elsewhere.area[StationLevel.TOWN].is_local and "暂按" in elsewhere.area[StationLevel.TOWN].source
    )
    assert not library.station_norms(COUNTY, date(2024, 1, 1)).area[StationLevel.TOWN].is_local


def rooms(**found):
    ours = {
        "floor_area": Decimal("62.5"),
        "has_sign": True,
        "has_road_sign": False,
        "zones": [Zone.WINDOW, Zone.OFFICE],
        "equipment": [Equipment.KIOSK, Equipment.SCREEN, Equipment.PRINTER],
        "tasks": ["低保申请"],
        "is_posted": True,
    }
    return actions.Rooms(**{**ours, **found})


@pytest.mark.django_db
def test_describing_a_station_raises_its_score_and_leaves_an_entry(cast):
    norms = library.station_norms(COUNTY, date(2026, 1, 1))
    town = cast.town_reviewer.station_id

    def score_of_town(by):
        return next(row for row in queries.station_scores(by, norms) if row.station_id == town)

    before = score_of_town(cast.town_reviewer)
    actions.describe_premises(station_id=town, rooms=rooms(), by=cast.town_reviewer)
    after = score_of_town(cast.county_reviewer)
    assert after.met > before.met and after.asked == 7
    assert [one.have for one in after.scores if not one.is_met] == [Have.PUBLIC]  # no hours are published
    assert after.light == "yellow" and before.light == "red"
    with system_scope():
        assert Entry.objects.filter(action="station:describe", subject=town).count() == 1


@pytest.mark.django_db
def test_scores_ask_a_constant_number_of_queries(cast, django_assert_max_num_queries):
    norms = library.station_norms(COUNTY, date(2026, 1, 1))
    with django_assert_max_num_queries(5):
        assert len(queries.station_scores(cast.county_reviewer, norms)) == 4


@pytest.mark.django_db
def test_who_may_not_describe_a_station(cast):
    with pytest.raises(NotPermittedError):
        actions.describe_premises(
            station_id=cast.town_handler.station_id, rooms=rooms(), by=cast.town_handler
        )
    with pytest.raises(UnknownStationError):
        actions.describe_premises(station_id=cast.stranger.station_id, rooms=rooms(), by=cast.town_reviewer)

"""Stations, departments, the staffing norm and the duty roster."""

from datetime import date

import pytest
from tests.support.cast import COUNTY, OTHER_COUNTY, TOWN, VILLAGE

from yimen.domains.network import actions, queries
from yimen.domains.network.errors import (
    InvalidChangeError,
    NotPermittedError,
    OutOfScopeError,
    UnknownRegionError,
    UnknownStationError,
)
from yimen.domains.network.rules import required_posts
from yimen.domains.network.types import Role, StaffingState, StationLevel
from yimen.foundation.audit import SYSTEM
from yimen.kernel import RegionCode

NEW_TOWN = RegionCode("441426102000")


@pytest.mark.django_db
def test_a_station_is_founded_once_and_shows_hours_and_hotline(cast):
    station = actions.found_station(
        region=NEW_TOWN, name="东石镇救助站", address="东石圩1号", hours="8:30-17:30", by=cast.administrator
    )
    changed = actions.change_station(
        station_id=station.id,
        by=cast.administrator,
        name="东石镇综合救助服务平台",
        address="东石圩1号",
        hours="8:00-17:30",
        hotline="12345",
    )

    assert (station.level, changed.hotline) == (StationLevel.TOWN, "12345")
    with pytest.raises(InvalidChangeError):
        actions.found_station(region=NEW_TOWN, name="又一个", by=cast.administrator)


@pytest.mark.django_db
def test_who_may_not_found_a_station(cast):
    with pytest.raises(NotPermittedError):
        actions.found_station(region=TOWN, name="", by=cast.town_reviewer)
    with pytest.raises(OutOfScopeError):
        actions.found_station(region=OTHER_COUNTY, name="", by=cast.administrator)
    with pytest.raises(UnknownRegionError):
        actions.found_station(region=RegionCode("441426999000"), name="", by=cast.administrator)


@pytest.mark.django_db
def test_the_station_responsible_for_a_village(cast):
    assert queries.station_of(VILLAGE, StationLevel.TOWN).region == str(TOWN)
    assert queries.find_station(RegionCode("441426100201")).region == str(TOWN)
    assert queries.superior_station(queries.find_station(VILLAGE)).region == str(TOWN)
    assert queries.superior_station(queries.find_station(COUNTY)) is None
    with pytest.raises(UnknownStationError):
        queries.station_of(NEW_TOWN, StationLevel.TOWN)


@pytest.mark.django_db
def test_a_role_sits_only_where_it_belongs(cast):
    with pytest.raises(InvalidChangeError):
        actions.appoint(
            staff_id=cast.town_handler.staff_id,
            station_id=cast.village_assistant.station_id,
            role=Role.COUNTY_CONFIRMER,
            valid_from=date(2024, 1, 1),
            by=cast.administrator,
        )


@pytest.mark.django_db
def test_nobody_appoints_themselves(cast):
    with pytest.raises(InvalidChangeError):
        actions.appoint(
            staff_id=cast.administrator.staff_id,
            station_id=cast.administrator.station_id,
            role=Role.COUNTY_CONFIRMER,
            valid_from=date(2024, 1, 1),
            by=cast.administrator,
        )


@pytest.mark.django_db
def test_a_county_has_one_first_administrator(cast):
    with pytest.raises(InvalidChangeError):
        actions.appoint_first_administrator(
            county=COUNTY, user_id=cast.outsider.user_id, name="某", on=date(2024, 1, 1), by=cast.outsider
        )


@pytest.mark.requirement("R-NET-3")
@pytest.mark.parametrize(
    ("level", "population", "required"),
    [
        (StationLevel.TOWN, None, 3),
        (StationLevel.VILLAGE, None, 1),
        (StationLevel.VILLAGE, 999, 1),
        (StationLevel.VILLAGE, 1000, 2),
        (StationLevel.COUNTY, 500_000, 0),
    ],
)
def test_the_staffing_norm(level, population, required):
    assert required_posts(level, population) == required


@pytest.mark.django_db
def test_stations_below_the_norm_are_listed(cast):
    assert actions.record_populations(populations={VILLAGE: 1500}, by=cast.administrator) == 1
    assert actions.record_populations(populations={VILLAGE: 1500}, by=cast.administrator) == 0

    gaps = {str(gap.region): (gap.posts, gap.required) for gap in queries.staffing_gaps(cast.auditor)}

    assert gaps == {str(VILLAGE): (1, 2), "441426101000": (1, 3)}
    assert [gap.posts for gap in queries.staffing_gaps(cast.stranger)] == [1]
    unknown = queries.staffing(cast.auditor, state=StaffingState.UNKNOWN_POPULATION)
    assert not [row for row in unknown if row.region == VILLAGE]
    of_town = queries.staffing(cast.auditor, region=TOWN)
    assert {row.station_name: row.lacking for row in of_town if row.region in (TOWN, VILLAGE)} == {
        queries.station_of(TOWN, StationLevel.TOWN).name: 0,
        queries.station_of(VILLAGE, StationLevel.VILLAGE).name: 1,
    }


@pytest.mark.django_db
def test_a_population_is_of_ones_own_county_and_within_reason(cast):
    def recorded(region, population, by=cast.administrator):
        return actions.record_populations(populations={region: population}, by=by)

    with pytest.raises(NotPermittedError):
        recorded(VILLAGE, 1500, by=cast.town_reviewer)
    with pytest.raises(OutOfScopeError):
        recorded(OTHER_COUNTY, 1500)
    for population in (-1, 5_000_001):
        with pytest.raises(InvalidChangeError):
            recorded(VILLAGE, population)
    with pytest.raises(UnknownRegionError):
        recorded(RegionCode("441426100999"), 1500)
    assert recorded(VILLAGE, 900) == 1
    assert recorded(VILLAGE, None) == 1
    ended = RegionCode("441426100201")
    actions.merge_region(region=ended, into=VILLAGE, on=date(2026, 1, 1), by=SYSTEM)
    with pytest.raises(InvalidChangeError):
        recorded(ended, 900)

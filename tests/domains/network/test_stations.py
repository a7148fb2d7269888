"""Stations, departments, the staffing norm and the duty roster."""

from datetime import date
from typing import Any

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
from yimen.domains.network.types import DepartmentKind, OrganisationKind, Role, StationLevel
from yimen.kernel import Month, RegionCode, SocialCreditCode

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
    actions.record_population(region=VILLAGE, population=1500, by=cast.administrator)

    gaps = {str(gap.region): (gap.posts, gap.required) for gap in queries.staffing_gaps(cast.auditor)}

    assert gaps == {str(VILLAGE): (1, 2), "441426101000": (1, 3)}
    assert [gap.posts for gap in queries.staffing_gaps(cast.stranger)] == [1]


@pytest.mark.django_db
def test_departments_stand_duty_by_the_month(cast):
    department = actions.add_department(
        region=COUNTY, kind=DepartmentKind.EDUCATION, name="平远县教育局", by=cast.administrator
    )
    station_id, month = cast.administrator.station_id, Month(2025, 3)
    staff = actions.add_staff(name="邱联络", by=cast.administrator)
    liaison = actions.appoint(
        staff_id=staff.id,
        station_id=station_id,
        role=Role.DEPARTMENT_LIAISON,
        department_id=department.id,
        valid_from=date(2025, 1, 1),
        by=cast.administrator,
    ).id
    for foreign in (
        {"department_id": station_id},
        {"department_id": department.id, "liaison_post_id": cast.county_reviewer.post_id},
    ):
        with pytest.raises(InvalidChangeError):
            actions.set_duty(station_id=station_id, month=month, by=cast.administrator, **foreign)
    for post_id in (None, liaison):
        actions.set_duty(
            station_id=station_id,
            month=month,
            department_id=department.id,
            liaison_post_id=post_id,
            by=cast.administrator,
        )

    assert [row.name for row in queries.departments(COUNTY)] == ["平远县教育局"]
    assert [(duty.department.name, duty.liaison_id) for duty in queries.duty_of(station_id, month)] == [
        ("平远县教育局", liaison)
    ]
    assert not queries.duty_of(station_id, Month(2025, 4)).exists()
    with pytest.raises(NotPermittedError):
        actions.set_duty(
            station_id=station_id, month=month, department_id=department.id, by=cast.town_handler
        )


@pytest.mark.django_db
def test_an_organisation_is_registered_once(cast):
    values: dict[str, Any] = {
        "region": COUNTY,
        "kind": OrganisationKind.CHARITY,
        "name": "平远县慈善会",
        "credit_code": SocialCreditCode("91110000600037341L"),
    }
    actions.add_organisation(**values, by=cast.administrator)

    with pytest.raises(InvalidChangeError):
        actions.add_organisation(**values, by=cast.administrator)
    assert [row.name for row in queries.organisations(COUNTY)] == ["平远县慈善会"]

"""Departments and organisations: registered, renamed, standing duty, sending people."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.support.cast import COUNTY

from yimen.domains.network import actions, queries
from yimen.domains.network.errors import InvalidChangeError, NotPermittedError, UnknownPartnerError
from yimen.domains.network.types import DepartmentKind, OrganisationKind, Role
from yimen.foundation.models import make_id
from yimen.kernel import Month, SocialCreditCode


@pytest.mark.requirement("R-NET-4")
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
    with pytest.raises(InvalidChangeError):
        actions.add_organisation(**values | {"name": " "}, by=cast.administrator)


@pytest.fixture
def department(cast):
    return actions.add_department(
        region=COUNTY, kind=DepartmentKind.EDUCATION, name="平远县教育局", by=cast.administrator
    )


@pytest.fixture
def organisation(cast):
    return actions.add_organisation(
        region=COUNTY,
        kind=OrganisationKind.PROVIDER,
        name="平远县社工站",
        credit_code=SocialCreditCode("91110000600037341L"),
        by=cast.administrator,
    )


def far_administrator(cast):
    return queries.actor_for(type(cast.user_of(cast.outsider)).objects.get(username="other_administrator").id)


@pytest.mark.django_db
def test_a_department_takes_another_name_that_no_other_bears(cast, department):
    other = actions.add_department(
        region=COUNTY, kind=DepartmentKind.HOUSING, name="平远县住建局", by=cast.administrator
    )

    def change(name, by=cast.administrator, department_id=department.id):
        return actions.change_department(
            department_id=department_id, kind=DepartmentKind.EDUCATION, name=name, by=by
        )

    assert change(" 平远县教育和体育局 ").name == "平远县教育和体育局"
    assert change("平远县教育和体育局").name == "平远县教育和体育局"
    for wrong in (" ", other.name):
        with pytest.raises(InvalidChangeError):
            change(wrong)
    with pytest.raises(NotPermittedError):
        change("平远县教育局", by=cast.county_reviewer)
    for by, unknown in ((far_administrator(cast), department.id), (cast.administrator, make_id())):
        with pytest.raises(UnknownPartnerError):
            change("平远县教育局", by=by, department_id=unknown)


@pytest.mark.django_db
def test_an_organisation_takes_another_name_and_keeps_its_code(cast, organisation):
    def change(name, by=cast.administrator):
        return actions.change_organisation(
            organisation_id=organisation.id, kind=OrganisationKind.CHARITY, name=name, by=by
        )

    changed = change("平远县慈善会")
    assert (changed.name, changed.kind, changed.credit_code) == (
        "平远县慈善会", "charity", organisation.credit_code,
    )  # fmt: skip
    with pytest.raises(InvalidChangeError):
        change(" ")
    with pytest.raises(NotPermittedError):
        change("某会", by=cast.auditor)
    with pytest.raises(UnknownPartnerError):
        change("某会", by=far_administrator(cast))


@pytest.mark.django_db
def test_an_organisation_of_the_county_sends_social_workers_and_nobody_else(cast, organisation):
    staff = actions.add_staff(name="邓社工", by=cast.administrator)

    def appoint(role, organisation_id=organisation.id):
        return actions.appoint(
            staff_id=staff.id,
            station_id=cast.town_handler.station_id,
            role=role,
            valid_from=date(2025, 1, 1),
            organisation_id=organisation_id,
            by=cast.administrator,
        )

    with pytest.raises(InvalidChangeError):
        appoint(Role.TOWN_HANDLER)
    with pytest.raises(InvalidChangeError):
        appoint(Role.SOCIAL_WORKER, staff.id)
    assert appoint(Role.SOCIAL_WORKER).organisation_id == organisation.id
    assert [row.people for row in queries.organisations_with_posts(COUNTY)] == [1]  # type: ignore[attr-defined]  # annotated


@pytest.mark.django_db
def test_a_month_that_is_not_over_is_taken_off_the_roster(cast, department):
    station_id, this_month = cast.administrator.station_id, Month.of(timezone.localdate())

    def stand(month):
        return actions.set_duty(
            station_id=station_id, month=month, department_id=department.id, by=cast.administrator
        )

    last, now = stand(this_month.previous()), stand(this_month)
    year = dict(queries.roster(station_id, this_month.year))
    assert [[turn.id for turn in year[this_month]], len(year)] == [[now.id], 12]
    with pytest.raises(NotPermittedError):
        actions.withdraw_duty(duty_id=now.id, by=cast.county_verifier)
    with pytest.raises(UnknownPartnerError):
        actions.withdraw_duty(duty_id=now.id, by=far_administrator(cast))
    with pytest.raises(InvalidChangeError):
        actions.withdraw_duty(duty_id=last.id, by=cast.administrator)
    assert actions.withdraw_duty(duty_id=now.id, by=cast.administrator) == station_id
    assert not queries.duty_of(station_id, this_month).exists()


@pytest.mark.django_db
def test_nobody_stands_duty_at_a_closed_station(cast, department):
    station_id = cast.village_assistant.station_id
    actions.close_station(station_id=station_id, on=timezone.localdate(), by=cast.administrator)
    with pytest.raises(InvalidChangeError):
        actions.set_duty(
            station_id=station_id,
            month=Month(2026, 1),
            department_id=department.id,
            by=cast.administrator,
        )

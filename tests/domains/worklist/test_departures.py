"""When a post ends, a station closes or somebody leaves, nothing that waits is left with nobody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import TOWN, VILLAGE, acting

from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network import actions as network
from yimen.domains.network import queries
from yimen.domains.network.errors import InvalidChangeError, NotPermittedError, UnknownStationError
from yimen.domains.network.models import Post, Station
from yimen.domains.network.types import DepartmentKind, Role, StationLevel
from yimen.domains.worklist import actions
from yimen.domains.worklist.errors import NotForThisPostError
from yimen.domains.worklist.models import HandOver, WorkItem
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope
from yimen.kernel import YimenError

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def waiting(by, name="李大叔"):
    with acting(by):
        contact = intake.record_contact(
            channel=ContactChannel.VISIT, asked="低保", region=VILLAGE, name=name, by=by
        )
    with system_scope():
        return WorkItem.objects.get(subject_id=contact.id)


def again(item):
    with system_scope():
        item.refresh_from_db()
    return item


def test_a_post_that_ends_leaves_its_work_to_the_station(cast):
    item = waiting(cast.village_assistant)
    with acting(cast.administrator):
        gone = actions.leave_post(post_id=cast.village_assistant.post_id, on=TODAY, by=cast.administrator)
    item = again(item)
    assert (gone, item.owner_post_id, item.owner_station_id) == (1, None, cast.village_assistant.station_id)
    with system_scope():
        assert HandOver.objects.get(item=item).from_post_id == cast.village_assistant.post_id


def test_a_post_that_ends_later_leaves_its_work_on_that_day(cast):
    item = waiting(cast.village_assistant)
    with acting(cast.administrator):
        later = TODAY + timedelta(days=3)
        assert (
            actions.leave_post(post_id=cast.village_assistant.post_id, on=later, by=cast.administrator) == 0
        )
    assert actions.release_of_ended_posts() == 0
    Post.objects.filter(id=cast.village_assistant.post_id).update(valid_until=TODAY)
    assert actions.release_of_ended_posts() == 1
    assert again(item).owner_post_id is None
    assert actions.release_of_ended_posts() == 0


def test_a_station_with_work_waiting_closes_only_when_somebody_goes_on(cast):
    item, town = waiting(cast.village_assistant), cast.town_handler.station_id
    close = {"station_id": cast.village_assistant.station_id, "on": TODAY, "by": cast.administrator}
    with acting(cast.administrator):
        with pytest.raises(NotForThisPostError, match="1件"):
            actions.close_station(**close)
        for wrong in (cast.village_assistant.station_id, cast.outsider.station_id):
            with pytest.raises(NotForThisPostError):
                actions.close_station(**close, to_station_id=wrong)
        assert actions.close_station(**close, to_station_id=town) == 1
        with pytest.raises(InvalidChangeError, match="关闭"):
            actions.close_station(**close)
    assert (again(item).owner_station_id, item.owner_post_id) == (town, None)
    assert Post.objects.get(id=cast.village_assistant.post_id).valid_until == TODAY
    assert queries.find_station(VILLAGE).id == town
    with acting(cast.town_handler):
        assert actions.take(item_id=item.id, by=cast.town_handler).owner_post_id == cast.town_handler.post_id


def test_a_closed_station_takes_nobody_on_and_may_open_again(cast):
    station = cast.village_assistant.station_id
    with acting(cast.administrator):
        actions.close_station(station_id=station, on=TODAY, by=cast.administrator)
        post = {
            "staff_id": cast.village_assistant.staff_id,
            "station_id": station,
            "role": Role.VILLAGE_ASSISTANT,
            "valid_from": TODAY,
            "by": cast.administrator,
        }
        with pytest.raises(InvalidChangeError, match="已关闭"):
            network.appoint(**post)
        assert [row.id for row in queries.stations_closed(cast.administrator)] == [station]
        network.reopen_station(station_id=station, by=cast.administrator)
        assert network.appoint(**post).station_id == station
        with pytest.raises(InvalidChangeError):
            network.reopen_station(station_id=station, by=cast.administrator)


@pytest.mark.parametrize("part", ["county", "future", "outside", "clerk"])
def test_what_does_not_close(cast, part):
    by, station, on = cast.administrator, cast.village_assistant.station_id, TODAY
    if part == "county":
        station = cast.administrator.station_id
    if part == "future":
        on = TODAY + timedelta(days=1)
    if part == "outside":
        station = cast.outsider.station_id
    if part == "clerk":
        by = cast.town_reviewer
    refusal = {"outside": UnknownStationError, "clerk": NotPermittedError}.get(part, InvalidChangeError)
    with acting(by), pytest.raises(refusal):
        actions.close_station(station_id=station, on=on, by=by)
    assert Station.objects.filter(closed_on__isnull=False).count() == 0


def test_who_leaves_the_service_leaves_every_post_and_cannot_sign_in(cast):
    item = waiting(cast.village_assistant)
    gone = cast.village_assistant
    with acting(cast.administrator):
        assert actions.leave_office(staff_id=gone.staff_id, on=TODAY, by=cast.administrator) == 1
    assert again(item).owner_post_id is None
    assert not User.objects.get(id=gone.user_id).is_active
    with pytest.raises(YimenError):
        queries.actor_for(gone.user_id)
    with acting(cast.administrator), pytest.raises(YimenError):
        actions.leave_office(staff_id=cast.administrator.staff_id, on=TODAY, by=cast.administrator)
    with acting(cast.administrator), pytest.raises(YimenError):
        actions.leave_office(staff_id=cast.outsider.staff_id, on=TODAY, by=cast.administrator)


def test_a_liaison_speaks_for_a_department_of_the_county(cast):
    by = cast.administrator
    with acting(by):
        staff = network.add_staff(name="邱联络", by=by)
        ours = network.add_department(region=by.region, kind=DepartmentKind.EDUCATION, name="教育局", by=by)
    post = {"staff_id": staff.id, "station_id": by.station_id, "valid_from": date(2025, 1, 1), "by": by}
    with acting(by):
        with pytest.raises(InvalidChangeError, match="联络员"):
            network.appoint(role=Role.DEPARTMENT_LIAISON, **post)
        with pytest.raises(InvalidChangeError, match="联络员"):
            network.appoint(role=Role.AUDITOR, department_id=ours.id, **post)
        with pytest.raises(InvalidChangeError, match="没有这个部门"):
            network.appoint(role=Role.DEPARTMENT_LIAISON, department_id=by.station_id, **post)
        made = network.appoint(role=Role.DEPARTMENT_LIAISON, department_id=ours.id, **post)
        assert made.department_id == ours.id
        assert [(row.name, names) for row, names in queries.departments_with_liaisons(by.region)] == [
            ("教育局", ["邱联络"])
        ]


def test_the_three_levels_answer_for_each_other(cast):
    for region, level in ((VILLAGE, StationLevel.VILLAGE), (TOWN, StationLevel.TOWN)):
        station = queries.station_of(region, level)
        assert queries.superior_station(station).level != level
    assert queries.superior_station(queries.station_of(VILLAGE, StationLevel.COUNTY)) is None


def test_staff_are_renamed_by_their_county_only(cast):
    with acting(cast.administrator):
        network.change_staff(
            staff_id=cast.town_handler.staff_id, name="张为民", phone="13800001111", by=cast.administrator
        )
        for wrong in ({"name": " "}, {"staff_id": cast.outsider.staff_id}):
            typed = {"staff_id": cast.town_handler.staff_id, "name": "甲", "phone": ""} | wrong
            with pytest.raises(YimenError):
                network.change_staff(**typed, by=cast.administrator)
    user = User.objects.get(id=cast.town_handler.user_id)
    assert (user.name, user.phone, user.username) == ("张为民", "13800001111", "town_handler")

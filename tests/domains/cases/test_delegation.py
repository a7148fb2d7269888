"""A delegation that changes while a file waits: the work item goes where the decision goes."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.support.cast import TOWN
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.cases import errors
from yimen.domains.cases.jobs import follow_changed_delegation, follow_delegations
from yimen.domains.network import actions as network
from yimen.domains.network.types import Role
from yimen.kernel import Programme, Step

pytestmark = pytest.mark.django_db
NEXT_DAY = NOTICE_OVER + timedelta(days=1)


def devolve(cast, valid_from: date):
    return network.delegate_step(
        programme=Programme.DIBAO,
        step=Step.CONFIRM,
        region=TOWN,
        role=Role.TOWN_CONFIRMER,
        rule="粤民发〔2021〕1号（示例）",
        valid_from=valid_from,
        by=cast.county_confirmer,
    )


def office(walk) -> tuple[object, str]:
    item = walk.waiting("confirmation")
    return item.owner_station_id, item.owner_role


def test_a_file_goes_down_to_the_town_with_the_delegation_and_back_when_it_ends(walk, cast):
    walk.to_sent()
    with on(NOTICE_OVER):
        county, town = (cast.county_confirmer, cast.town_confirmer)
        assert office(walk) == (county.station_id, "county_confirmer")
        given = devolve(cast, NOTICE_OVER)
        assert ProcrastinateJob.objects.filter(task_name="cases.follow_changed_delegation").exists()
        follow_changed_delegation([given.id])
        assert office(walk) == (town.station_id, "town_confirmer")
        assert walk.waiting("confirmation").owner_post_id == town.post_id
        with pytest.raises(errors.NotDelegatedError):
            walk.confirm()
    with on(NEXT_DAY):
        network.end_delegation(delegation_id=given.id, on=NEXT_DAY, by=cast.county_confirmer)
        follow_changed_delegation([given.id])
        back = walk.waiting("confirmation")
        assert (back.owner_role, back.event_on, back.limit_days) == ("county_confirmer", NOTICE_OVER, 10)
        with pytest.raises(errors.NotDelegatedError):
            walk.confirm(by=cast.town_confirmer)
        walk.confirm()
        assert "confirmation" not in walk.open_kinds()


def test_a_delegation_to_come_moves_the_file_on_its_day_and_once(walk, cast):
    with on(MONDAY):
        devolve(cast, NEXT_DAY)
    walk.to_sent()
    with on(NOTICE_OVER):
        follow_delegations()
        assert office(walk)[1] == "county_confirmer"
    with on(NEXT_DAY):
        follow_delegations()
        moved = walk.waiting("confirmation")
        follow_delegations()
        assert moved.owner_role == "town_confirmer" and walk.waiting("confirmation").id == moved.id
        walk.confirm(by=cast.town_confirmer)
        follow_delegations()
        assert "confirmation" not in walk.open_kinds()


def test_whoever_may_decide_does_so_before_the_item_has_followed(walk, cast):
    walk.to_sent()
    with on(NOTICE_OVER):
        devolve(cast, NOTICE_OVER)
        walk.confirm(by=cast.town_confirmer)
        follow_delegations()
        assert "confirmation" not in walk.open_kinds()

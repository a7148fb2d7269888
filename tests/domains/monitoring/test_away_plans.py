"""Who lives away: found, given a plan to stay in touch, shown to the place of residence as agreed."""

from datetime import timedelta
from functools import partial

import pytest
from tests.support.cast import OTHER_TOWN, VILLAGE, acting
from tests.support.process import on
from tests.support.scanning import DAY

from yimen.domains.monitoring.actions import away
from yimen.domains.monitoring.errors import (
    LeadNotFoundError,
    PlanRefusedError,
)
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.types.leads import (
    ContactWay,
)
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.queries import actor_for
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-7")]


def test_who_lives_away_gets_a_plan_and_is_shown_to_the_place(scanned, cast):
    scanned.moved()
    scanned.scan()
    lead, by = scanned.lead(), cast.town_reviewer
    assert (lead.rule, lead.lives_in) == ("lives_away", str(OTHER_TOWN))
    with acting(by):
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.VIDEO, every_days=30, share_until=DAY + timedelta(90), by=by
        )
        assert plan.share_id is not None
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert queries.get_plan(plan.id, by=there).lives_in == str(OTHER_TOWN)
    with acting(by):
        item = WorkItem.objects.get(kind="away_contact", done_at__isnull=True)
        assert item.due_on == DAY + timedelta(30)
        told = away.record_away_contact(plan_id=plan.id, note="视频看到本人，生活正常", by=by)
        assert told.last_on == DAY
        assert WorkItem.objects.filter(kind="away_contact", done_at__isnull=True).count() == 1
        away.end_plan(plan_id=plan.id, by=by)
        assert WorkItem.objects.filter(kind="away_contact", done_at__isnull=True).count() == 0
        with pytest.raises(PlanRefusedError):
            away.record_away_contact(plan_id=plan.id, note="又联系", by=by)


def test_a_plan_that_a_colleague_made_just_now_is_told(scanned, cast, monkeypatch):
    scanned.moved()
    scanned.disabled()
    scanned.scan()
    by = cast.village_assistant
    plan = partial(away.plan_contact, way=ContactWay.PHONE, every_days=30, share_until=None, by=by)
    first, second = scanned.leads()
    with acting(by):
        plan(lead_id=first.id)
        monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
        with pytest.raises(PlanRefusedError, match="刚刚"):
            plan(lead_id=second.id)


def test_who_may_not_share_makes_a_plan_without_it(scanned, cast):
    scanned.moved()
    scanned.scan()
    lead, by = scanned.lead(), cast.village_assistant
    with acting(by):
        with pytest.raises(NotPermittedError):
            away.plan_contact(
                lead_id=lead.id, way=ContactWay.PHONE, every_days=30, share_until=DAY + timedelta(9), by=by
            )
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PHONE, every_days=30, share_until=None, by=by
        )
    assert plan.share_id is None


def test_the_place_of_residence_sees_and_visits_until_the_share_ends(scanned, cast):
    scanned.moved()
    scanned.scan()
    lead, by, until = scanned.lead(), cast.town_reviewer, DAY + timedelta(20)
    with acting(by):
        with pytest.raises(PlanRefusedError, match="须填写共享"):
            away.plan_contact(lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=None, by=by)
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=until, by=by
        )
    assert waiting() == [str(OTHER_TOWN)], "it is on the list of whoever visits"
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert queries.plans(by=there).get().lead.name == lead.name
        told = away.record_away_contact(plan_id=plan.id, note="上门见到本人", by=there)
        assert (told.last_on, told.last_note) == (DAY, "上门见到本人")
        with pytest.raises(OutOfScopeError):
            away.end_plan(plan_id=plan.id, by=there)
    assert waiting() == [str(OTHER_TOWN)]
    with on(until):
        with system_scope():
            assert away.bring_home(by=SYSTEM) == 1
            assert away.bring_home(by=SYSTEM) == 0
        assert waiting() == [str(VILLAGE)]
        there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
        with acting(there), pytest.raises(LeadNotFoundError):
            away.record_away_contact(plan_id=plan.id, note="再去", by=there)


def waiting():
    with system_scope():
        rows = WorkItem.objects.filter(kind="away_contact", done_at__isnull=True)
        return list(rows.values_list("region", flat=True))


def test_whoever_ends_a_plan_ends_what_it_showed(scanned, cast):
    scanned.moved()
    scanned.scan()
    lead, by = scanned.lead(), cast.town_reviewer
    with acting(by):
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=DAY + timedelta(90), by=by
        )
    village = cast.village_assistant
    with acting(village):
        away.end_plan(plan_id=plan.id, by=village)
    assert waiting() == []
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert not queries.plans(by=there).exists()

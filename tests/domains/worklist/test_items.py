"""Items open once, are taken by one, and close with what was escalated about them."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.support.cast import VILLAGE, acting

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.worklist import actions, queries
from yimen.domains.worklist.errors import (
    AlreadyOpenError,
    AlreadyTakenError,
    NotForThisPostError,
    NotOpenError,
    NotOwnerError,
    ReasonMissingError,
    TitleHoldsIdentityError,
)
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, TimeLimit, deadline

pytestmark = pytest.mark.django_db
LIMIT = TimeLimit(5, DayUnit.WORKING, "收到申请", "某办法 第九条")


def opened(
    by, *, title="李小妹的低保申请", subject_id: UUID | None = None, event_on=date(2025, 3, 3), **owner
):
    owner = owner or {"owner_station": by.station_id}
    with acting(by):
        return actions.open_item(
            kind=WorkKind.ACCEPTANCE,
            subject=Subject("case", subject_id or uuid4(), title, VILLAGE),
            due=deadline(LIMIT, event_on, load_calendar()),
            event_on=event_on,
            by=by,
            **owner,
        )


def test_an_item_keeps_its_clock_with_unit_and_article(cast):
    item = opened(cast.town_handler)

    assert item.due_on == date(2025, 3, 10)
    assert item.warn_on == date(2025, 3, 8)
    assert (item.limit_days, item.limit_unit, item.article) == (5, "working", "某办法 第九条")


def test_one_open_item_of_a_kind_for_a_subject(cast):
    item = opened(cast.town_handler)

    with pytest.raises(AlreadyOpenError):
        opened(cast.town_handler, subject_id=item.subject_id)
    with acting(cast.town_handler), pytest.raises(IntegrityError), transaction.atomic():
        item.pk = uuid4()
        item.save(force_insert=True)


def test_after_closing_it_may_open_again(cast):
    item = opened(cast.town_handler)
    with acting(cast.town_handler):
        closed = actions.close_item(
            kind=WorkKind.ACCEPTANCE, subject_id=item.subject_id, by=cast.town_handler, outcome="受理"
        )
    again = opened(cast.town_handler, subject_id=item.subject_id)

    assert closed.done_at is not None
    with acting(cast.town_handler):
        assert [row.id for row in queries.items_of(item.subject_id)] == [item.id, again.id]


def test_what_is_not_open_does_not_close(cast):
    with acting(cast.town_handler), pytest.raises(NotOpenError):
        actions.close_item(kind=WorkKind.OPINION, subject_id=uuid4(), by=cast.town_handler)


@pytest.mark.parametrize("title", ["李小妹44142619800101002X", "李小妹 441426800101002"])
def test_a_title_with_an_identity_number_is_refused_by_action_and_database(cast, title):
    with pytest.raises(TitleHoldsIdentityError):
        opened(cast.town_handler, title=title)
    item = opened(cast.town_handler)
    with acting(cast.town_handler), pytest.raises(IntegrityError), transaction.atomic():
        WorkItem.objects.filter(id=item.id).update(subject_title=title)


def test_the_first_who_takes_it_has_it(cast):
    item = opened(cast.town_handler)
    with acting(cast.town_handler):
        taken = actions.take(item_id=item.id, by=cast.town_handler)
    assert taken.owner_post_id == cast.town_handler.post_id
    with acting(cast.town_investigator), pytest.raises(AlreadyTakenError):
        actions.take(item_id=item.id, by=cast.town_investigator)


def test_an_item_for_another_role_is_not_taken(cast):
    item = opened(
        cast.town_handler, owner_station=cast.town_handler.station_id, owner_role=Role.TOWN_REVIEWER
    )
    with acting(cast.town_handler), pytest.raises(NotForThisPostError):
        actions.take(item_id=item.id, by=cast.town_handler)
    with acting(cast.town_reviewer):
        assert (
            actions.take(item_id=item.id, by=cast.town_reviewer).owner_post_id == cast.town_reviewer.post_id
        )


def test_an_auditor_takes_nothing(cast):
    item = opened(cast.town_handler)
    with acting(cast.auditor), pytest.raises(NotPermittedError):
        actions.take(item_id=item.id, by=cast.auditor)


def test_a_stranger_does_not_even_learn_that_it_exists(cast):
    item = opened(cast.town_handler)
    with acting(cast.stranger), pytest.raises(NotOpenError):
        actions.take(item_id=item.id, by=cast.stranger)


def test_the_owner_hands_over_and_the_reason_stays(cast):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    with acting(cast.town_handler):
        actions.hand_over(
            item_id=item.id, to_post=cast.town_investigator.post_id, reason="休假", by=cast.town_handler
        )
        hand_over = queries.hand_overs_of(item.id).get()
    assert hand_over.reason == "休假"
    assert hand_over.to_post_id == cast.town_investigator.post_id
    with acting(cast.town_handler), pytest.raises(NotOwnerError):
        actions.put_back(item_id=item.id, reason="", by=cast.town_handler)


def test_put_back_it_waits_for_the_station_with_the_reason_and_the_same_clock(cast):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    with acting(cast.town_handler):
        with pytest.raises(ReasonMissingError):
            actions.put_back(item_id=item.id, reason=" ", by=cast.town_handler)
        back = actions.put_back(item_id=item.id, reason="是亲戚", by=cast.town_handler)
        assert queries.hand_overs_of(item.id).get().reason == "是亲戚"
    assert (back.owner_post_id, back.due_on) == (None, item.due_on)
    with acting(cast.town_investigator):
        assert [row.id for row in queries.takeable(cast.town_investigator)] == [item.id]
        actions.take(item_id=item.id, by=cast.town_investigator)


def test_what_went_to_another_station_waits_there_for_whoever_works_there(cast):
    item = opened(cast.town_handler, owner_station=cast.town_handler.station_id, owner_role=Role.TOWN_HANDLER)
    with acting(cast.town_reviewer):
        actions.reassign(
            item_id=item.id, to_post=cast.county_reviewer.post_id, reason="回避", by=cast.town_reviewer
        )
    with acting(cast.county_reviewer):
        actions.put_back(item_id=item.id, reason="请同事办", by=cast.county_reviewer)
        assert [row.id for row in queries.takeable(cast.county_reviewer)] == [item.id]


@pytest.mark.parametrize(
    ("kind", "role", "may"),
    [
        (WorkKind.INVESTIGATION, Role.TOWN_HANDLER, True),
        (WorkKind.CONTACT, Role.VILLAGE_ASSISTANT, False),
        (WorkKind.COMPLAINT, Role.COUNTY_REVIEWER, False),
        (WorkKind.TRANSFER_RESULT, Role.DEPARTMENT_LIAISON, False),
    ],
)
def test_what_somebody_is_bound_to_does_not_go_back(kind, role, may):
    assert queries.goes_back(kind, role) is may


def test_a_colleagues_item_is_reassigned_only_by_the_reviewer(cast):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    passed_on = {"item_id": item.id, "to_post": cast.town_investigator.post_id, "reason": "均衡"}
    with acting(cast.town_investigator), pytest.raises(NotPermittedError):
        actions.reassign(**passed_on, by=cast.town_investigator)
    with acting(cast.town_reviewer):
        assert (
            actions.reassign(**passed_on, by=cast.town_reviewer).owner_post_id
            == cast.town_investigator.post_id
        )


@pytest.mark.parametrize(
    ("kind", "role", "may"),
    [
        (WorkKind.INVESTIGATION, Role.TOWN_HANDLER, True),
        (WorkKind.INVESTIGATION, Role.TOWN_CONFIRMER, False),
        (WorkKind.INVESTIGATION, Role.GRID_WORKER, False),
        (WorkKind.NOTICE, Role.TOWN_CONFIRMER, False),
        (WorkKind.OBJECTION, Role.COUNTY_CONFIRMER, False),
        (WorkKind.OBJECTION, Role.TOWN_REVIEWER, True),
        (WorkKind.CONFIRMATION, Role.COUNTY_CONFIRMER, True),
        (WorkKind.DELIVERY, Role.TOWN_HANDLER, True),
        (WorkKind.CONTACT, Role.GRID_WORKER, True),
    ],
)
def test_an_item_goes_only_to_who_may_do_it_and_never_takes_a_confirmer_away(kind, role, may):
    assert queries.suits(kind, role) is may


def test_an_item_is_not_handed_to_whoever_may_not_do_it_or_must_confirm(cast):
    item = opened(cast.town_handler, owner_post=cast.town_handler.post_id)
    with acting(cast.town_handler):
        for unfit in (cast.village_assistant, cast.county_confirmer):
            with pytest.raises(NotForThisPostError):
                actions.hand_over(item_id=item.id, to_post=unfit.post_id, reason="休假", by=cast.town_handler)

"""Two who act at once take turns at the lock of the case: one wins, the other is told by whom and when."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connections
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, both_at_once, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions.application import next_number
from yimen.domains.cases.models import Case, Opinion, OutcomeStep
from yimen.domains.cases.permissions import lock_case
from yimen.domains.cases.types import OutcomeState
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Programme, RegionCode


@pytest.mark.django_db
def test_a_page_that_is_behind_is_told_who_was_first(walk):
    with on(MONDAY):
        walk.to_submitted()
        stale = walk.case().version
        walk.accept()
        by = walk.cast.town_investigator
        with acting(by), pytest.raises(errors.AlreadyMovedError) as refused:
            actions.accept_application(case_id=walk.case_id, version=stale, by=by)
        assert "张伟民已于2026-03-02 09:30办理" in refused.value.message


@pytest.mark.django_db
def test_a_draft_saved_in_two_windows_loses_nothing_unseen(walk):
    with on(MONDAY):
        case = walk.apply()
        by = walk.cast.village_assistant
        with acting(by):
            actions.save_step(case_id=case.id, version=case.version, reason="甲", by=by)
            with pytest.raises(errors.AlreadyMovedError):
                actions.save_step(case_id=case.id, version=case.version, reason="乙", by=by)
        assert walk.case().reason == "甲"


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmers_at_once_one_wins_and_the_other_is_told(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        (told,) = both_at_once(confirmation(walk), confirmation(walk))
        assert isinstance(told, errors.AlreadyMovedError), told
        with acting(walk.cast.county_confirmer):
            assert Award.objects.count() == 1
            assert OutcomeStep.objects.filter(verb="confirm").count() == 1


@pytest.mark.django_db
def test_numbers_count_per_town_and_year():
    village, neighbour = RegionCode("441426100200"), RegionCode("441426101200")
    assert next_number(village, 2026) == "441426100-2026-00001"
    assert next_number(village, 2026) == "441426100-2026-00002"
    assert next_number(neighbour, 2026) == "441426101-2026-00001"
    assert next_number(village, 2027) == "441426100-2027-00001"


@pytest.mark.django_db(transaction=True)
def test_a_household_does_not_apply_twice_at_once(walk):
    with on(MONDAY):
        refused = both_at_once(walk.apply, walk.apply)
        assert [type(fault) for fault in refused] == [errors.OpenCaseExistsError]
        with acting(walk.cast.town_handler):
            assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_visit_signed_while_the_county_answers_lets_the_opinion_wait(walk):
    with on(MONDAY):
        walk.to_started()
        assert both_at_once(walk.verify, walk.visit) == []
        with acting(walk.cast.town_reviewer):
            assert WorkItem.objects.filter(kind="opinion", done_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_and_a_refusal_at_once_conclude_the_case(walk):
    margin = Programme.DIBAO_MARGIN
    with on(MONDAY):
        walk.to_investigated()
        walk.request(margin)
        walk.opine()
        walk.post()
        walk.opine(is_positive=False, programme=margin, difference_reason="已是低保家庭")
        walk.send(margin)
    with on(NOTICE_OVER):
        walk.send()
        assert both_at_once(walk.confirm, lambda: walk.refuse(programme=margin)) == []
        assert walk.case().state == "concluded"


def refusing_opinion(walk) -> Callable[[], object]:
    """The reviewer gives a negative opinion on the page they see now."""
    outcome, by = walk.outcome(), walk.cast.town_reviewer

    def opine() -> None:
        with acting(by):
            actions.give_opinion(
                outcome_id=outcome.id,
                version=outcome.version,
                is_positive=False,
                amount=Money(0),
                text="不符合",
                difference_reason="另有收入",
                by=by,
            )

    return opine


def confirmation(walk) -> Callable[[], object]:
    """The confirmer decides on the page they see now."""
    outcome, by = walk.outcome(), walk.cast.county_confirmer

    def confirm() -> None:
        with acting(by):
            actions.confirm_outcome(
                outcome_id=outcome.id, version=outcome.version, amount=Money(100), reason="议定", by=by
            )

    return confirm


def withdrawal(walk) -> Callable[[], object]:
    """The handler takes the application back on the page they see now."""
    case, by = walk.case(), walk.cast.town_handler

    def withdraw() -> None:
        with acting(by):
            actions.withdraw_application(case_id=case.id, version=case.version, why="不再申请", by=by)

    return withdraw


def is_withdrawn_whole(walk) -> bool:
    return walk.case().state == "withdrawn" and walk.open_kinds() == set()


@pytest.mark.django_db(transaction=True)
def test_an_opinion_given_while_the_family_withdraws_leaves_nothing_waiting(walk):
    with on(MONDAY):
        walk.to_investigated()
        refused = both_at_once(refusing_opinion(walk), withdrawal(walk))
        assert [type(fault) for fault in refused] in ([], [errors.IllegalMoveError])
        assert is_withdrawn_whole(walk)
        with acting(walk.cast.town_reviewer):
            assert Opinion.objects.count() == 1 - len(refused)


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_while_the_family_withdraws_is_whole_or_is_not(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        (refused,) = both_at_once(confirmation(walk), withdrawal(walk))
        with acting(walk.cast.county_confirmer):
            is_granted = Award.objects.exists()
        if is_granted:
            assert walk.case().state == "concluded" and walk.outcome().state == OutcomeState.CONFIRMED
            assert isinstance(refused, errors.AlreadyMovedError)
        else:
            assert is_withdrawn_whole(walk)
            assert isinstance(refused, errors.IllegalMoveError)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("stage", "step"), [("to_verifying", "verify"), ("to_posted", "object_to")])
def test_what_comes_in_while_the_family_withdraws_wakes_nobody(walk, stage, step):
    with on(MONDAY):
        getattr(walk, stage)()
        assert len(both_at_once(getattr(walk, step), withdrawal(walk))) <= 1
        assert is_withdrawn_whole(walk)


@pytest.mark.django_db(transaction=True)
def test_a_step_waits_for_the_one_before_it_and_sees_what_it_wrote(walk):
    """The lock is taken before anything is read, however long the first step takes."""
    with on(MONDAY):
        walk.to_investigated()
        opine, withdraw = refusing_opinion(walk), withdrawal(walk)
        held, go, seen = Event(), Event(), []

        def withdraw_slowly() -> None:
            with acting(walk.cast.town_handler):
                lock_case(walk.case_id)
                held.set()
                go.wait(timeout=20)
                withdraw()
            connections.close_all()

        slow = Thread(target=withdraw_slowly)
        slow.start()
        assert held.wait(timeout=20)
        second = Thread(target=lambda: seen.extend(both_at_once(opine)))
        second.start()
        second.join(timeout=1)
        assert second.is_alive(), "the opinion did not wait"
        go.set()
        slow.join()
        second.join()
        assert [type(fault) for fault in seen] == [errors.IllegalMoveError] and "已撤回" in str(seen[0])
        assert is_withdrawn_whole(walk)

"""Two who act at once: one wins, the other is told by whom and when."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions import decision, investigation
from yimen.domains.cases.actions.application import next_number
from yimen.domains.cases.actions.moves import lock_case
from yimen.domains.cases.models import Case, OutcomeStep
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Programme, RegionCode

MONDAY = date(2026, 3, 2)
NOTICE_OVER = MONDAY + timedelta(days=8)


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
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        outcome, by, barrier = walk.outcome(), walk.cast.county_confirmer, Barrier(2)
        results: list[object] = []

        def confirm() -> None:
            barrier.wait()
            try:
                with acting(by):
                    actions.confirm_outcome(
                        outcome_id=outcome.id,
                        version=outcome.version,
                        amount=Money(100),
                        reason="议定",
                        by=by,
                    )
                results.append("confirmed")
            except errors.AlreadyMovedError as refusal:
                results.append(refusal)
            finally:
                connections.close_all()

        threads = [Thread(target=confirm) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results.count("confirmed") == 1
        (told,) = [result for result in results if result != "confirmed"]
        assert isinstance(told, errors.AlreadyMovedError), told
        with acting(by):
            assert Award.objects.count() == 1
            assert OutcomeStep.objects.filter(outcome=outcome, verb="confirm").count() == 1


@pytest.mark.django_db
def test_numbers_count_per_town_and_year():
    village, neighbour = RegionCode("441426100200"), RegionCode("441426101200")
    assert next_number(village, 2026) == "441426100-2026-00001"
    assert next_number(village, 2026) == "441426100-2026-00002"
    assert next_number(neighbour, 2026) == "441426101-2026-00001"
    assert next_number(village, 2027) == "441426100-2027-00001"


def both_at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Run acts side by side, each in its own connection; what they raised."""
    barrier, refused = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Exception as fault:
            refused.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_a_household_does_not_apply_twice_at_once(walk):
    with on(MONDAY):
        refused = both_at_once(walk.apply, walk.apply)
        assert [type(fault) for fault in refused] == [errors.OpenCaseExistsError]
        with acting(walk.cast.town_handler):
            assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_visit_signed_while_the_county_answers_lets_the_opinion_wait(walk, monkeypatch):
    """Each side has written its part before the other looks; the second to look sees both."""
    written = Barrier(2)

    def meet(case_id: UUID) -> Case:
        written.wait(timeout=20)
        return lock_case(case_id)

    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        monkeypatch.setattr(investigation, "lock_case", meet)
        assert both_at_once(walk.verify, walk.visit) == []
        with acting(walk.cast.town_reviewer):
            assert WorkItem.objects.filter(kind="opinion", done_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_and_a_refusal_at_once_conclude_the_case(walk, monkeypatch):
    decided = Barrier(2)

    def meet(case_id: UUID) -> Case:
        decided.wait(timeout=20)
        return lock_case(case_id)

    with on(MONDAY):
        walk.to_investigated()
        handler, reviewer = walk.cast.town_handler, walk.cast.town_reviewer
        with acting(handler):
            actions.request_programme(case_id=walk.case_id, programme=Programme.DIBAO_MARGIN, by=handler)
        walk.opine()
        walk.post()
        margin = walk.outcome(Programme.DIBAO_MARGIN)
        with acting(reviewer):
            actions.give_opinion(
                outcome_id=margin.id,
                version=margin.version,
                is_positive=False,
                amount=Money(0),
                text="已是低保家庭",
                by=reviewer,
            )
            margin = walk.outcome(Programme.DIBAO_MARGIN)
            actions.send_to_confirmer(outcome_id=margin.id, version=margin.version, by=reviewer)
    with on(NOTICE_OVER):
        walk.send()
        margin, by = walk.outcome(Programme.DIBAO_MARGIN), walk.cast.county_confirmer

        def refuse() -> None:
            with acting(by):
                actions.refuse_outcome(
                    outcome_id=margin.id, version=margin.version, reasons="已是低保家庭", by=by
                )

        monkeypatch.setattr(decision, "lock_case", meet)
        assert both_at_once(walk.confirm, refuse) == []
        assert walk.case().state == "concluded"

"""Two who act at once: one wins, the other is told by whom and when."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions.application import next_number
from yimen.domains.cases.models import OutcomeStep
from yimen.kernel import Money, RegionCode

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
        assert "张伟民" in refused.value.message


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

"""The living subsidy of disabled people rests on a recognition of the family, not on one that is proposed."""

import pytest
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.cases import queries
from yimen.domains.cases.errors import StandingMissingError, StandingRefusedError
from yimen.domains.cases.types import OutcomeState
from yimen.kernel import Programme

LIVING = Programme.DISABILITY_LIVING
DISABLED = {"members": [{"ref": "m1", "disability": {"kind": "physical", "level": 2}}]}


@pytest.mark.django_db
def test_the_subsidy_waits_for_the_confirmation_of_the_family(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(corrections=DISABLED)
        walk.request(LIVING)
        walk.opine()
        walk.opine(programme=LIVING)
        walk.post()
        walk.post(LIVING)
    with on(NOTICE_OVER):
        walk.send()
        walk.send(LIVING)
        with pytest.raises(StandingMissingError, match="尚未确认"):
            walk.confirm(programme=LIVING)
        assert walk.outcome(LIVING).state == OutcomeState.WITH_CONFIRMER
        walk.confirm()
        walk.confirm(programme=LIVING)
    assert walk.outcome(LIVING).state == OutcomeState.CONFIRMED


@pytest.mark.django_db
def test_the_subsidy_of_a_family_that_was_refused_says_so_and_can_be_refused(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(corrections=DISABLED)
        walk.request(LIVING)
        walk.opine()
        walk.opine(programme=LIVING)
        walk.post()
        walk.post(LIVING)
    with on(NOTICE_OVER):
        walk.send()
        walk.send(LIVING)
        by = walk.cast.county_confirmer
        with acting(by):
            assert "不予确认" not in queries.proposed_refusal(walk.outcome(LIVING).id, by=by)
        walk.refuse()
        with pytest.raises(StandingRefusedError, match="最低生活保障已于2026年3月10日决定不予确认"):
            walk.confirm(programme=LIVING)
        with acting(by):
            why = queries.proposed_refusal(walk.outcome(LIVING).id, by=by)
        assert "低保、低保边缘身份" in why
        walk.refuse(why, programme=LIVING)
    assert walk.outcome(LIVING).state == OutcomeState.REFUSED


@pytest.mark.django_db
def test_an_answer_that_is_kept_says_what_the_family_was_not_asked(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        by = walk.cast.county_reviewer
        with acting(by):
            kept = walk.outcome().opinions.latest("number").determination.answer
            assert "obligors_within_line" in kept["unstated"]
            assert "homes" not in kept["unstated"]
            assert "home_area" in queries.preview_finding(walk.outcome().id, by=by).unstated

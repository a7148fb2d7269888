"""What a list or a page calls a whole case: never behind where its programmes really are."""

from datetime import timedelta

import pytest
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.cases import queries
from yimen.domains.cases.rules.standing import ON_THE_WAY, programme_standing, standing
from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.kernel import Programme

INVESTIGATING, PROPOSED = CaseState.INVESTIGATING, OutcomeState.PROPOSED


@pytest.mark.parametrize(
    ("state", "outcomes", "shown"),
    [
        (CaseState.SUBMITTED, [], CaseState.SUBMITTED),
        (CaseState.ACCEPTED, [PROPOSED], CaseState.ACCEPTED),
        (INVESTIGATING, [PROPOSED, PROPOSED], INVESTIGATING),
        (INVESTIGATING, [OutcomeState.WITH_CONFIRMER], OutcomeState.WITH_CONFIRMER),
        (INVESTIGATING, [OutcomeState.WITH_CONFIRMER, OutcomeState.RETURNED], OutcomeState.RETURNED),
        (INVESTIGATING, [OutcomeState.CONFIRMED, OutcomeState.POSTED], OutcomeState.POSTED),
        (INVESTIGATING, [OutcomeState.REFUSED, PROPOSED], PROPOSED),
        (CaseState.WITHDRAWN, [OutcomeState.POSTED], CaseState.WITHDRAWN),
        (CaseState.CONCLUDED, [OutcomeState.CONFIRMED], CaseState.CONCLUDED),
    ],
)
def test_the_programme_furthest_behind_speaks_for_the_case(state, outcomes, shown):
    assert standing(state, outcomes) is shown


@pytest.mark.parametrize(
    ("state", "outcome", "shown"),
    [
        (INVESTIGATING, OutcomeState.OBJECTED, OutcomeState.OBJECTED),
        (CaseState.WITHDRAWN, OutcomeState.OBJECTED, CaseState.WITHDRAWN),
        (CaseState.TERMINATED, PROPOSED, CaseState.TERMINATED),
        (CaseState.TERMINATED, OutcomeState.CONFIRMED, OutcomeState.CONFIRMED),
        (CaseState.CONCLUDED, OutcomeState.REFUSED, OutcomeState.REFUSED),
    ],
)
def test_what_a_closed_case_left_undecided_ended_with_it(state, outcome, shown):
    assert programme_standing(state, outcome) is shown


def test_every_undecided_state_has_its_place():
    assert set(ON_THE_WAY) == {state for state in OutcomeState if not state.is_decided}


@pytest.mark.django_db
def test_a_case_is_called_what_it_waits_for(walk):
    def shown() -> str:
        by = walk.cast.county_confirmer
        with acting(by):
            (case,) = queries.cases_in(by=by)
            standing = queries.standings_of([case])[case.id]
            assert standing == queries.standing_of(case, queries.programmes_of_case(case, by=by))
            return standing.title

    with on(MONDAY):
        walk.to_investigated()
        assert shown() == "调查核对中"
        walk.opine()
        walk.post()
        assert shown() == "公示中"
    with on(NOTICE_OVER):
        walk.send()
        assert shown() == "待确认"
    with on(NOTICE_OVER + timedelta(days=1)):
        walk.request(Programme.DIBAO_MARGIN)
        assert shown() == "待提初审意见"

"""The pure rules of reviews: what is decided, how often one looks, what the household file is told."""

from dataclasses import replace
from datetime import date

import pytest

from yimen.domains.cases import errors
from yimen.domains.cases.rules.facts import OutcomeFacts
from yimen.domains.cases.rules.life import award_before, effect_of, event, is_looked_into, review_months
from yimen.domains.cases.rules.process import outcome_target
from yimen.domains.cases.types import CaseKind, CaseState, ChangeCause, Effect, OutcomeState, OutcomeVerb
from yimen.kernel import Month, Programme

FACTS = OutcomeFacts(
    programme=Programme.DIBAO,
    state=OutcomeState.WITH_CONFIRMER,
    case_state=CaseState.INVESTIGATING,
    today=date(2026, 9, 21),
    is_positive=True,
    award_fen=100000,
    intended_fen=60000,
)


@pytest.mark.parametrize(
    ("before", "after", "is_ended", "until", "effect"),
    [
        (100, 100, False, None, Effect.KEEP),
        (100, 101, False, None, Effect.INCREASE),
        (100, 99, False, None, Effect.DECREASE),
        (100, 100, False, Month(2027, 3), Effect.PHASE_OUT),
        (100, 0, True, None, Effect.STOP),
        (0, 0, False, None, Effect.KEEP),
    ],
)
def test_the_effect_follows_from_the_amounts(before, after, is_ended, until, effect):
    assert effect_of(before, after, is_ended=is_ended, until=until) is effect


def test_only_what_takes_something_away_is_heard_on():
    assert {effect for effect in Effect if effect.is_against} == {
        Effect.DECREASE,
        Effect.PHASE_OUT,
        Effect.STOP,
    }


@pytest.mark.parametrize("verb", [OutcomeVerb.DECREASE, OutcomeVerb.PHASE_OUT, OutcomeVerb.STOP])
def test_nothing_is_taken_without_a_hearing_down_to_it(verb):
    is_ending = verb is not OutcomeVerb.DECREASE
    facts = replace(FACTS, is_ending=is_ending)
    with pytest.raises(errors.HearingMissingError):
        outcome_target(verb, facts)
    with pytest.raises(errors.HearingMissingError):
        outcome_target(verb, replace(facts, heard_fen=60001))
    with pytest.raises(errors.HearingOpenError):
        outcome_target(verb, replace(facts, heard_fen=0, has_open_hearing=True))
    assert outcome_target(verb, replace(facts, heard_fen=60000)).is_decided
    assert outcome_target(verb, replace(facts, spared_fen=60000)).is_decided


@pytest.mark.parametrize("verb", [OutcomeVerb.KEEP, OutcomeVerb.INCREASE])
def test_what_takes_nothing_away_needs_no_hearing(verb):
    assert outcome_target(verb, replace(FACTS, intended_fen=100000)) is OutcomeState.CONFIRMED


def test_an_award_has_its_own_verbs_and_an_application_its_own():
    for verb in (OutcomeVerb.CONFIRM, OutcomeVerb.REFUSE):
        with pytest.raises(errors.IllegalMoveError):
            outcome_target(verb, FACTS)
    without = replace(FACTS, award_fen=None)
    for verb in (OutcomeVerb.KEEP, OutcomeVerb.INCREASE, OutcomeVerb.DECREASE, OutcomeVerb.STOP):
        with pytest.raises(errors.IllegalMoveError):
            outcome_target(verb, without)


def test_nothing_of_an_award_hangs_but_the_end_of_tekun():
    opinion = replace(FACTS, state=OutcomeState.OPINION, heard_fen=0)
    assert outcome_target(OutcomeVerb.SEND, opinion) is OutcomeState.WITH_CONFIRMER
    end = replace(opinion, programme=Programme.TEKUN, is_positive=False, intended_fen=0, is_ending=True)
    with pytest.raises(errors.NotPostedError):
        outcome_target(OutcomeVerb.SEND, end)
    assert outcome_target(OutcomeVerb.POST, end) is OutcomeState.POSTED


def test_half_yearly_only_where_somebody_can_work_and_the_income_is_not_fixed():
    def months(programme=Programme.DIBAO, **member):
        return review_months(programme, {"members": [{"ref": "a", **member}]})

    assert months() == 12
    assert months(work_ability="full") == 6
    assert months(work_ability="full", income_stable=True) == 12
    assert months(work_ability="full", income=[{"kind": "wage", "amount": "9.00"}]) == 12
    assert months(work_ability="full", income=[{"kind": "wage", "amount": "9"}], income_stable=False) == 6
    assert months(work_ability="partial", income=[{"kind": "business", "amount": "9.00"}]) == 6
    assert months(work_ability="full", died_on="2026-01-01") == 12
    assert months(Programme.TEKUN, work_ability="full") == 12


def test_a_death_alone_is_not_looked_into():
    assert not is_looked_into(CaseKind.CHANGE, ChangeCause.MEMBER_DIED)
    assert is_looked_into(CaseKind.CHANGE, ChangeCause.INCOME_CHANGED)
    assert is_looked_into(CaseKind.REVIEW, "")


def test_the_household_file_is_told_of_the_award_and_of_what_the_rules_know():
    assert award_before(Programme.DIBAO, [("base", 50050), ("supplement", 1)], 3, date(2026, 4, 1)) == {
        "programme": "dibao",
        "members": 3,
        "base": "500.50",
        "supplement": "0.01",
        "since": "2026-04-01",
    }
    assert event(ChangeCause.STARTED_WORK, "m1", date(2026, 9, 1)) == {
        "kind": "started_work",
        "member": "m1",
        "on": "2026-09-01",
    }
    assert event(ChangeCause.PROPERTY_CHANGED, None, None) is None

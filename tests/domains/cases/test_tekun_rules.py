"""Support in extreme hardship, without a database: levels, what the rules read, what the guards ask."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from yimen.domains.cases import errors
from yimen.domains.cases.rules.facts import OutcomeFacts
from yimen.domains.cases.rules.process import outcome_target
from yimen.domains.cases.rules.tekun import are_obligors_settled, level_of, member_file, obligors_file
from yimen.domains.cases.tekun import Ability, Consent, Indicator, SelfCare
from yimen.domains.cases.types import CaseState, OutcomeState, OutcomeVerb
from yimen.kernel import Programme

READY = OutcomeFacts(
    Programme.TEKUN, OutcomeState.PROPOSED, CaseState.INVESTIGATING, date(2026, 3, 2), is_positive=True
)


def but(facts: OutcomeFacts, /, **changed: Any) -> OutcomeFacts:
    return replace(facts, **changed)


@pytest.mark.parametrize("failed", range(7))
def test_the_level_follows_from_how_many_of_six_are_not_reached(failed: int) -> None:
    expected = SelfCare.SELF if failed == 0 else SelfCare.HALF if failed <= 3 else SelfCare.FULL
    assert level_of(list(Indicator)[:failed]) is expected


def test_what_is_not_found_out_is_unknown_to_the_rules() -> None:
    assert obligors_file([Ability.ABLE, Ability.SEVENTY, Ability.OPEN]) == [
        {"capable": True},
        {"capable": False},
        {"capable": "unknown"},
    ]
    assert member_file("m1", None, None) == {"ref": "m1"}
    assert member_file("m1", 4, True) == {"ref": "m1", "self_care_failed": 4, "institution": True}


def test_obligors_are_settled_by_a_statement_or_one_by_one() -> None:
    assert not are_obligors_settled({}, [])
    assert are_obligors_settled({"obligors": []}, [])
    assert not are_obligors_settled({}, [(Consent.PENDING, Ability.DISABLED)])
    assert not are_obligors_settled({}, [(Consent.GIVEN, Ability.OPEN)])
    assert are_obligors_settled({}, [(Consent.GIVEN, Ability.ABLE), (Consent.REFUSED, Ability.INCAPABLE)])


@pytest.mark.parametrize(
    ("lacking", "refusal"),
    [
        ("are_obligors_settled", errors.ObligorsOpenError),
        ("is_assessed", errors.AssessmentMissingError),
        ("is_care_arranged", errors.CareMissingError),
    ],
)
def test_a_positive_opinion_waits_for_what_the_programme_needs(lacking: str, refusal: type) -> None:
    with pytest.raises(refusal):
        outcome_target(OutcomeVerb.GIVE_OPINION, but(READY, **{lacking: False}))
    negative = but(READY, is_positive=False, **{lacking: False})
    assert outcome_target(OutcomeVerb.GIVE_OPINION, negative) is OutcomeState.OPINION
    dibao = but(READY, programme=Programme.DIBAO, **{lacking: False})
    assert outcome_target(OutcomeVerb.GIVE_OPINION, dibao) is OutcomeState.OPINION


def test_nobody_confirms_before_the_draw_nor_what_was_drawn_and_not_checked() -> None:
    sent = replace(READY, state=OutcomeState.WITH_CONFIRMER, user=uuid4())
    for lacking in ({"is_in_draw": False}, {"is_check_open": True}):
        with pytest.raises(errors.CountyCheckMissingError):
            outcome_target(OutcomeVerb.CONFIRM, but(sent, **lacking))
        assert outcome_target(OutcomeVerb.REFUSE, but(sent, **lacking)) is OutcomeState.REFUSED
    assert outcome_target(OutcomeVerb.CONFIRM, sent) is OutcomeState.CONFIRMED


def test_an_end_that_no_opinion_proposed_and_nobody_posted_is_not_decided() -> None:
    kept = replace(
        READY,
        state=OutcomeState.WITH_CONFIRMER,
        user=uuid4(),
        award_fen=1000_00,
        intended_fen=0,
        is_ending=True,
        heard_fen=0,
    )
    with pytest.raises(errors.NotPostedError):
        outcome_target(OutcomeVerb.STOP, kept)
    assert outcome_target(OutcomeVerb.STOP, but(kept, is_positive=False)) is OutcomeState.STOPPED
    dibao = but(kept, programme=Programme.DIBAO)
    assert outcome_target(OutcomeVerb.STOP, dibao) is OutcomeState.STOPPED

"""The transition tables and guards: what the law allows and what no sequence can reach."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from yimen.domains.cases import errors
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts, needs_notice
from yimen.domains.cases.rules.process import CASE_MOVES, OUTCOME_MOVES, case_target, outcome_target
from yimen.domains.cases.types import CaseKind, CaseState, CaseVerb, OutcomeState, OutcomeVerb
from yimen.kernel import Programme, YimenError

TODAY = date(2026, 3, 2)
OPEN = OutcomeFacts(Programme.DIBAO, OutcomeState.PROPOSED, CaseState.INVESTIGATING, TODAY, is_positive=True)


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("verb", list(CaseVerb))
def test_an_application_moves_only_from_the_states_of_the_table(state: CaseState, verb: CaseVerb) -> None:
    kind = CaseKind.REVIEW if verb is CaseVerb.BEGIN else CaseKind.APPLICATION
    facts = CaseFacts(state, missing=("授权书",) if verb is CaseVerb.TELL_MISSING else (), kind=kind)
    if state in CASE_MOVES[verb].sources:
        assert case_target(verb, facts) is CASE_MOVES[verb].target
    else:
        with pytest.raises(errors.IllegalMoveError):
            case_target(verb, facts)


@pytest.mark.parametrize("state", [CaseState.CONCLUDED, CaseState.WITHDRAWN, CaseState.TERMINATED])
def test_nothing_moves_a_closed_application(state: CaseState) -> None:
    assert not any(state in move.sources for move in CASE_MOVES.values())


@pytest.mark.parametrize("state", [OutcomeState.CONFIRMED, OutcomeState.REFUSED])
def test_nothing_moves_a_decided_programme(state: OutcomeState) -> None:
    assert not any(state in move.sources for move in OUTCOME_MOVES.values())


def test_acceptance_names_every_missing_material_at_once() -> None:
    with pytest.raises(errors.MaterialsMissingError) as refused:
        case_target(CaseVerb.ACCEPT, CaseFacts(CaseState.SUBMITTED, missing=("委托书", "授权书（张三）")))
    assert "委托书" in refused.value.message and "授权书（张三）" in refused.value.message


def test_a_second_notice_may_not_ask_for_what_the_first_left_out() -> None:
    facts = CaseFacts(CaseState.SUBMITTED, missing=("委托书",), told_before=frozenset({"授权书"}))
    with pytest.raises(errors.SecondNoticeError):
        case_target(CaseVerb.TELL_MISSING, facts)
    assert (
        case_target(CaseVerb.TELL_MISSING, replace(facts, told_before=frozenset({"委托书"})))
        is CaseState.INCOMPLETE
    )


def test_no_opinion_without_visit_verification_and_a_told_failure() -> None:
    for lacking, refusal in (
        (replace(OPEN, has_investigation=False), errors.InvestigationMissingError),
        (replace(OPEN, has_verification=False), errors.VerificationMissingError),
        (replace(OPEN, is_failure_open=True), errors.VerificationFailedOpenError),
        (replace(OPEN, case_state=CaseState.ACCEPTED), errors.IllegalMoveError),
    ):
        with pytest.raises(refusal):
            outcome_target(OutcomeVerb.GIVE_OPINION, lacking)


def test_a_negative_opinion_is_not_posted_and_goes_straight_to_the_confirmer() -> None:
    negative = replace(OPEN, state=OutcomeState.OPINION, is_positive=False)
    with pytest.raises(errors.NoticeNotAllowedError):
        outcome_target(OutcomeVerb.POST, negative)
    assert outcome_target(OutcomeVerb.SEND, negative) is OutcomeState.WITH_CONFIRMER


def test_a_positive_opinion_must_hang_seven_full_days() -> None:
    opinion = replace(OPEN, state=OutcomeState.OPINION, opinion_amount=100)
    with pytest.raises(errors.NotPostedError):
        outcome_target(OutcomeVerb.SEND, opinion)
    posted = replace(opinion, state=OutcomeState.POSTED, notice_ends_on=TODAY)
    with pytest.raises(errors.NoticeRunningError):
        outcome_target(OutcomeVerb.SEND, posted)
    after = replace(posted, today=TODAY + timedelta(days=1))
    assert outcome_target(OutcomeVerb.SEND, after) is OutcomeState.WITH_CONFIRMER
    with pytest.raises(errors.NoticeOverError):
        outcome_target(OutcomeVerb.OBJECT, after)


@pytest.mark.parametrize("programme", [Programme.ORPHAN, Programme.UNATTENDED_CHILD])
def test_childrens_programmes_are_never_posted(programme: Programme) -> None:
    facts = replace(OPEN, state=OutcomeState.OPINION, programme=programme)
    with pytest.raises(errors.NoticeNotAllowedError):
        outcome_target(OutcomeVerb.POST, facts)
    assert outcome_target(OutcomeVerb.SEND, facts) is OutcomeState.WITH_CONFIRMER


def test_after_an_objection_tekun_is_posted_again_and_dibao_is_not() -> None:
    again = replace(
        OPEN,
        state=OutcomeState.OPINION,
        notice_ends_on=TODAY,
        is_objected=True,
        opinion_amount=1,
        posted_amount=2,
    )
    assert not needs_notice(again)
    assert needs_notice(replace(again, programme=Programme.TEKUN))


def test_after_a_return_only_a_changed_opinion_is_posted_again() -> None:
    again = replace(
        OPEN, state=OutcomeState.OPINION, notice_ends_on=TODAY, opinion_amount=100, posted_amount=100
    )
    assert not needs_notice(again)
    assert needs_notice(replace(again, opinion_amount=101))


def test_whoever_had_a_hand_in_the_case_never_decides_it() -> None:
    user = uuid4()
    facts = replace(OPEN, state=OutcomeState.WITH_CONFIRMER, user=user, hands=frozenset({user}))
    for verb in (OutcomeVerb.CONFIRM, OutcomeVerb.REFUSE):
        with pytest.raises(errors.HandlerMayNotConfirmError):
            outcome_target(verb, facts)
        assert outcome_target(verb, replace(facts, user=uuid4()))


def test_the_county_visits_near_relatives_and_complaints_itself() -> None:
    facts = replace(OPEN, state=OutcomeState.WITH_CONFIRMER, user=uuid4(), needs_county_visit=True)
    for verb in (OutcomeVerb.CONFIRM, OutcomeVerb.REFUSE):
        with pytest.raises(errors.CountyVisitMissingError):
            outcome_target(verb, facts)
        assert outcome_target(verb, replace(facts, needs_county_visit=False))


def test_nobody_confirms_against_a_negative_opinion() -> None:
    facts = replace(OPEN, state=OutcomeState.WITH_CONFIRMER, user=uuid4(), is_positive=False)
    with pytest.raises(errors.NegativeOpinionError):
        outcome_target(OutcomeVerb.CONFIRM, facts)


class Process(RuleBasedStateMachine):
    """Any sequence of verbs with any facts: the invariants are written from the law, not from the table."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = replace(OPEN, user=uuid4())
        self.was_posted = False
        self.full_days = False
        self.path = [OutcomeState.PROPOSED]

    def attempt(self, verb: OutcomeVerb) -> bool:
        try:
            target = outcome_target(verb, self.facts)
        except YimenError:
            return False
        self.facts = replace(self.facts, state=target)
        self.path.append(target)
        return True

    @rule(
        is_positive=st.booleans(),
        amount=st.integers(0, 3),
        programme=st.sampled_from([Programme.DIBAO, Programme.TEKUN, Programme.ORPHAN]),
    )
    def give_opinion(self, is_positive: bool, amount: int, programme: Programme) -> None:
        if self.path == [OutcomeState.PROPOSED]:
            self.facts = replace(self.facts, programme=programme)
        if self.attempt(OutcomeVerb.GIVE_OPINION):
            self.facts = replace(
                self.facts, is_positive=is_positive, opinion_amount=amount if is_positive else 0
            )

    @rule()
    def post(self) -> None:
        if self.attempt(OutcomeVerb.POST):
            self.was_posted, self.full_days = True, False
            ends = self.facts.today + timedelta(days=7)
            self.facts = replace(
                self.facts, notice_ends_on=ends, posted_amount=self.facts.opinion_amount, is_objected=False
            )

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.facts = replace(self.facts, today=self.facts.today + timedelta(days=days))
        ends = self.facts.notice_ends_on
        self.full_days = self.full_days or (ends is not None and self.facts.today > ends)

    @rule()
    def object_to_it(self) -> None:
        if self.attempt(OutcomeVerb.OBJECT):
            self.facts = replace(self.facts, is_objected=True, has_open_objection=True)

    @rule()
    def settle(self) -> None:
        self.facts = replace(self.facts, has_open_objection=False)

    @rule(
        verb=st.sampled_from([OutcomeVerb.SEND, OutcomeVerb.RETURN, OutcomeVerb.REFUSE, OutcomeVerb.CONFIRM])
    )
    def move(self, verb: OutcomeVerb) -> None:
        self.attempt(verb)

    @invariant()
    def only_steps_of_the_process_page(self) -> None:
        allowed = {
            ("proposed", "opinion"),
            ("opinion", "posted"),
            ("opinion", "with_confirmer"),
            ("posted", "objected"),
            ("posted", "with_confirmer"),
            ("objected", "opinion"),
            ("with_confirmer", "returned"),
            ("with_confirmer", "confirmed"),
            ("with_confirmer", "refused"),
            ("returned", "opinion"),
        }
        assert all((str(a), str(b)) in allowed for a, b in zip(self.path, self.path[1:], strict=False))

    @precondition(lambda self: self.facts.state is OutcomeState.CONFIRMED)
    @invariant()
    def a_confirmation_was_positive_and_seen_by_the_village(self) -> None:
        assert self.facts.is_positive
        assert not self.facts.has_open_objection
        if self.facts.programme is not Programme.ORPHAN:
            assert self.was_posted and (self.full_days or self.facts.is_objected)

    @invariant()
    def children_are_never_posted(self) -> None:
        assert not (self.facts.programme is Programme.ORPHAN and OutcomeState.POSTED in self.path)


Process.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestProcess = Process.TestCase

"""The legal process as data: which verb leads from which state to which, and what must hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.cases import errors
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import (
    CaseState,
    CaseVerb,
    OutcomeState,
    OutcomeVerb,
)
from yimen.kernel import Programme, YimenError

OPEN_CASE_STATES = frozenset(state for state in CaseState if state.is_open)
UNDER_INVESTIGATION = frozenset({CaseState.INVESTIGATING})


@dataclass(frozen=True, slots=True)
class CaseMove:
    """One row of the transition table of applications."""

    sources: frozenset[CaseState]
    target: CaseState


@dataclass(frozen=True, slots=True)
class OutcomeMove:
    """One row of the transition table of programmes."""

    sources: frozenset[OutcomeState]
    target: OutcomeState


CASE_MOVES: Mapping[CaseVerb, CaseMove] = {
    CaseVerb.SUBMIT: CaseMove(frozenset({CaseState.DRAFT}), CaseState.SUBMITTED),
    CaseVerb.TELL_MISSING: CaseMove(frozenset({CaseState.SUBMITTED}), CaseState.INCOMPLETE),
    CaseVerb.SUPPLEMENT: CaseMove(frozenset({CaseState.INCOMPLETE}), CaseState.SUBMITTED),
    CaseVerb.NOT_ACCEPT: CaseMove(
        frozenset({CaseState.SUBMITTED, CaseState.INCOMPLETE}), CaseState.TERMINATED
    ),
    CaseVerb.ACCEPT: CaseMove(frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED),
    CaseVerb.INVESTIGATE: CaseMove(frozenset({CaseState.ACCEPTED}), CaseState.INVESTIGATING),
    CaseVerb.CONCLUDE: CaseMove(frozenset({CaseState.INVESTIGATING}), CaseState.CONCLUDED),
    CaseVerb.WITHDRAW: CaseMove(OPEN_CASE_STATES, CaseState.WITHDRAWN),
    CaseVerb.TERMINATE: CaseMove(OPEN_CASE_STATES, CaseState.TERMINATED),
}

OUTCOME_MOVES: Mapping[OutcomeVerb, OutcomeMove] = {
    OutcomeVerb.GIVE_OPINION: OutcomeMove(
        frozenset({OutcomeState.PROPOSED, OutcomeState.OBJECTED, OutcomeState.RETURNED}), OutcomeState.OPINION
    ),
    OutcomeVerb.POST: OutcomeMove(frozenset({OutcomeState.OPINION}), OutcomeState.POSTED),
    OutcomeVerb.OBJECT: OutcomeMove(frozenset({OutcomeState.POSTED}), OutcomeState.OBJECTED),
    OutcomeVerb.SEND: OutcomeMove(
        frozenset({OutcomeState.OPINION, OutcomeState.POSTED}), OutcomeState.WITH_CONFIRMER
    ),
    OutcomeVerb.RETURN: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.RETURNED),
    OutcomeVerb.CONFIRM: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.REFUSE: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.REFUSED),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the guards of an application look at."""

    state: CaseState
    missing: tuple[str, ...] = ()
    told_before: frozenset[str] | None = None
    is_declaration_made: bool = True
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What the guards of a programme look at: the newest opinion, the newest notice, the case."""

    programme: Programme
    state: OutcomeState
    case_state: CaseState
    today: date
    is_positive: bool | None = None
    opinion_amount: int | None = None
    posted_amount: int | None = None
    notice_ends_on: date | None = None
    is_objected: bool = False
    has_open_objection: bool = False
    has_investigation: bool = True
    has_verification: bool = True
    is_failure_open: bool = False
    needs_county_visit: bool = False
    hands: frozenset[UUID] = frozenset()
    user: UUID | None = None


def needs_notice(facts: OutcomeFacts) -> bool:
    """A positive opinion is posted; again after an objection if the programme says so, or if changed."""
    if not facts.is_positive or not procedure_of(facts.programme).is_published:
        return False
    if facts.notice_ends_on is None:
        return True
    if facts.is_objected:
        return procedure_of(facts.programme).is_posted_again_after_objection
    return facts.posted_amount != facts.opinion_amount


def masked(name: str) -> str:
    """A name on the web: the family name and a star for every other character."""
    return name[:1] + "*" * max(1, len(name) - 1)


Guard = Callable[[OutcomeFacts], YimenError | None]
CaseGuard = Callable[[CaseFacts], YimenError | None]


def _nothing_missing(facts: CaseFacts) -> YimenError | None:
    if not facts.missing:
        return None
    return errors.MaterialsMissingError(
        message="申请材料不齐，不能受理：%(missing)s。请补齐，或一次性告知申请人。",
        missing=list(facts.missing),
    )


def _declared(facts: CaseFacts) -> YimenError | None:
    if facts.is_declaration_made:
        return None
    return errors.DeclarationMissingError(
        message="尚未申明与经办人员、村（居）委会成员有无近亲属关系，请先填写。"
    )


def _something_missing(facts: CaseFacts) -> YimenError | None:
    if facts.missing:
        return None
    return errors.NothingMissingError(message="申请材料已经齐备，无需补正，请直接受理。")


def _first_notice_only(facts: CaseFacts) -> YimenError | None:
    late = [item for item in facts.missing if facts.told_before is not None and item not in facts.told_before]
    if not late:
        return None
    return errors.SecondNoticeError(
        message="材料应当一次性告知，首次告知未列的不得再要求补正：%(late)s。", late=late
    )


def _all_decided(facts: CaseFacts) -> YimenError | None:
    if not facts.undecided:
        return None
    return errors.IllegalMoveError(message="还有项目未作出决定，不能办结。", undecided=facts.undecided)


CASE_GUARDS: Mapping[CaseVerb, tuple[CaseGuard, ...]] = {
    CaseVerb.TELL_MISSING: (_something_missing, _first_notice_only),
    CaseVerb.ACCEPT: (_declared, _nothing_missing),
    CaseVerb.CONCLUDE: (_all_decided,),
}


def _under_investigation(facts: OutcomeFacts) -> YimenError | None:
    if facts.case_state in UNDER_INVESTIGATION:
        return None
    return errors.IllegalMoveError(message="办件目前为“%(state)s”，不能办理此步骤。", state=facts.case_state)


def _investigated(facts: OutcomeFacts) -> YimenError | None:
    if facts.has_investigation or not procedure_of(facts.programme).needs_visit:
        return None
    return errors.InvestigationMissingError(message="尚无双方签字的入户调查表，请先完成入户调查。")


def _verified(facts: OutcomeFacts) -> YimenError | None:
    if facts.has_verification or not procedure_of(facts.programme).needs_verification:
        return None
    return errors.VerificationMissingError(message="家庭经济状况核对结果尚未返回，请等待县级核对。")


def _failure_settled(facts: OutcomeFacts) -> YimenError | None:
    if not facts.is_failure_open:
        return None
    return errors.VerificationFailedOpenError(message="核对不符合条件，请先告知申请人；有异议的须先复查。")


def _objection_settled(facts: OutcomeFacts) -> YimenError | None:
    if not facts.has_open_objection:
        return None
    return errors.ObjectionOpenError(message="公示异议尚未处理，请先重新调查或开展民主评议。")


def _may_be_posted(facts: OutcomeFacts) -> YimenError | None:
    if needs_notice(facts):
        return None
    return errors.NoticeNotAllowedError(message="该意见依法不公示，请直接报送确认。")


def _on_view(facts: OutcomeFacts) -> YimenError | None:
    if facts.notice_ends_on is not None and facts.today <= facts.notice_ends_on:
        return None
    return errors.NoticeOverError(message="公示期已满，请改为登记投诉举报。")


def _notice_done(facts: OutcomeFacts) -> YimenError | None:
    if facts.state is OutcomeState.POSTED:
        if facts.notice_ends_on is not None and facts.today > facts.notice_ends_on:
            return None
        return errors.NoticeRunningError(
            message="公示期至%(ends_on)s止，期满后方可报送。", ends_on=facts.notice_ends_on
        )
    if needs_notice(facts):
        return errors.NotPostedError(message="初审意见须先公示7天，请先张贴公示。")
    return None


def _not_a_hand(facts: OutcomeFacts) -> YimenError | None:
    if facts.user not in facts.hands:
        return None
    return errors.HandlerMayNotConfirmError(
        message="您参与过本件的经办、调查、核对或初审，不能作出决定，请交其他确认人员。"
    )


def _county_visited(facts: OutcomeFacts) -> YimenError | None:
    if not facts.needs_county_visit:
        return None
    return errors.CountyVisitMissingError(message="本件属近亲属备案或被投诉举报，县级须先入户调查。")


def _positive(facts: OutcomeFacts) -> YimenError | None:
    if facts.is_positive:
        return None
    return errors.NegativeOpinionError(
        message="初审意见为不符合条件且未经公示，如认为符合，请退回重新提出意见。"
    )


OUTCOME_GUARDS: Mapping[OutcomeVerb, tuple[Guard, ...]] = {
    OutcomeVerb.GIVE_OPINION: (_investigated, _verified, _failure_settled, _objection_settled),
    OutcomeVerb.POST: (_may_be_posted,),
    OutcomeVerb.OBJECT: (_on_view,),
    OutcomeVerb.SEND: (_notice_done,),
    OutcomeVerb.CONFIRM: (_not_a_hand, _county_visited, _positive),
    OutcomeVerb.REFUSE: (_not_a_hand, _county_visited),
}


def case_target(verb: CaseVerb, facts: CaseFacts) -> CaseState:
    """The state an application moves to; raises the first guard that refuses."""
    move = CASE_MOVES[verb]
    if facts.state not in move.sources:
        raise errors.IllegalMoveError(
            message="办件目前为“%(state)s”，不能办理“%(verb)s”。",
            state=facts.state,
            verb=verb,
        )
    for guard in CASE_GUARDS.get(verb, ()):
        if (refusal := guard(facts)) is not None:
            raise refusal
    return move.target


def outcome_target(verb: OutcomeVerb, facts: OutcomeFacts) -> OutcomeState:
    """The state a programme moves to; raises the first guard that refuses."""
    move = OUTCOME_MOVES[verb]
    if facts.state not in move.sources:
        raise errors.IllegalMoveError(
            message="该项目目前为“%(state)s”，不能办理“%(verb)s”。",
            state=facts.state,
            verb=verb,
        )
    for guard in (_under_investigation, *OUTCOME_GUARDS.get(verb, ())):
        if (refusal := guard(facts)) is not None:
            raise refusal
    return move.target

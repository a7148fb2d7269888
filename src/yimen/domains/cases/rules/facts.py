"""What the guards of the process look at, and what follows from it alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import CaseKind, CaseState, OutcomeState
from yimen.kernel import Programme, YimenError


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the guards of an application look at."""

    state: CaseState
    missing: tuple[str, ...] = ()
    told_before: frozenset[str] | None = None
    is_declaration_made: bool = True
    undecided: int = 0
    kind: CaseKind = CaseKind.APPLICATION
    not_permitted: YimenError | None = None
    """Why somebody registered elsewhere may not ask here, if so."""


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
    is_urgent: bool = False
    are_obligors_settled: bool = True
    is_assessed: bool = True
    is_care_arranged: bool = True
    is_in_draw: bool = True
    has_exit_ground: bool = True
    is_check_open: bool = False
    hands: frozenset[UUID] = frozenset()
    user: UUID | None = None
    award_fen: int | None = None
    """What the award in force pays, where the programme has one already."""
    intended_fen: int | None = None
    is_ending: bool = False
    heard_fen: int | None = None
    """The least of which the person was told and heard."""
    spared_fen: int | None = None
    """What a death alone leaves; down to there nobody is heard."""
    has_open_hearing: bool = False
    is_opinion_outdated: bool = False
    """A change was joined to the case after the opinion."""
    is_cooperation_settled: bool = True
    is_given_at_registration: bool = False


def needs_notice(facts: OutcomeFacts) -> bool:
    """A positive opinion is posted; again after an objection if the programme says so, or if changed.

    What becomes of an award in force is not posted, but for the end of an award of tekun (43号 art 26).
    """
    if facts.award_fen is not None:
        return is_posted_end(facts) and (facts.notice_ends_on is None or facts.is_objected)
    if not facts.is_positive or not procedure_of(facts.programme).is_published:
        return False
    if facts.notice_ends_on is None:
        return True
    if facts.is_objected:
        return procedure_of(facts.programme).is_posted_again_after_objection
    return facts.posted_amount != facts.opinion_amount


def is_posted_end(facts: OutcomeFacts) -> bool:
    """An award is to end, and its programme posts an end first."""
    return procedure_of(facts.programme).is_posted_before_end and facts.is_positive is False


def is_against(facts: OutcomeFacts) -> bool:
    """Whether what is intended gives less than the award in force, or ends it."""
    if facts.award_fen is None or facts.intended_fen is None:
        return False
    return facts.is_ending or facts.intended_fen < facts.award_fen

"""Reads of support in extreme hardship: obligors, assessments, care; and what the rules read of it."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from yimen.domains.cases.errors import ObligorNotFoundError
from yimen.domains.cases.models import (
    CareArrangement,
    Case,
    CaseOutcome,
    DrawnFile,
    NamedExit,
    Obligor,
    SelfCareAssessment,
)
from yimen.domains.cases.permissions import access_case, access_outcome
from yimen.domains.cases.rules.procedures import Procedure, procedure_of
from yimen.domains.cases.rules.tekun import are_obligors_settled, member_file, obligors_file
from yimen.domains.cases.tekun import Ability, CareForm, Consent
from yimen.domains.cases.types import CaseKind, CaseState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import RequestState
from yimen.foundation import audit
from yimen.kernel import Programme


def asks_for_obligors(case: Case) -> bool:
    """Whether a programme of the case looks at who owes support outside the household."""
    return any(procedure_of(Programme(name)).needs_obligors for name in case.requested)


def obligors_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[Obligor]:
    """Everybody outside the household who owes support, as they were named; who no longer does, last."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.obligors.order_by(F("ended_on").asc(nulls_first=True), "done_at", "id")


def standing_obligors(case: Case) -> QuerySet[Obligor]:
    """Those who owe support; without those who turned out not to, or do not any more."""
    return case.obligors.filter(ended_on__isnull=True)


def get_obligor(obligor_id: UUID, *, by: Actor) -> Obligor:
    """One obligor of the actor's scope, with the case."""
    found = Obligor.objects.select_related("case").filter(pk=obligor_id).first()
    if found is None:
        raise ObligorNotFoundError("没有这名法定义务人，或不在您负责的区域内。", obligor=str(obligor_id))
    access_case(found.case, Permission.CASE_OPEN, by=by)
    audit.record_opening(kind="case", subject=found.case_id, region=found.region, by=by)
    return found


def assessments_of_outcome(outcome_id: UUID, *, by: Actor) -> QuerySet[SelfCareAssessment]:
    """Self-care assessments, newest first."""
    access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return SelfCareAssessment.objects.filter(outcome=outcome_id).order_by("-number")


def arrangements_of_outcome(outcome_id: UUID, *, by: Actor) -> QuerySet[CareArrangement]:
    """Care agreements and places in institutions, newest first."""
    access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return CareArrangement.objects.filter(outcome=outcome_id).order_by("-number")


def consented_people(case: Case) -> list[tuple[UUID, str]]:
    """Obligors who let their own means be verified, with their names."""
    rows = standing_obligors(case).filter(consent=Consent.GIVEN).order_by("done_at", "id")
    return [(person, name) for person, name in rows.values_list("person_id", "name") if person is not None]


def consents_to_verify(case: Case) -> tuple[str, ...]:
    """The names of those who consented after the county was last asked, once it has answered."""
    last = find_latest_request(case.id)
    is_answered = last is not None and last.state in (RequestState.PASSED, RequestState.TOLD)
    if last is None or not is_answered or case.state != CaseState.INVESTIGATING:
        return ()
    asked = {person["id"] for person in last.people}
    return tuple(name for person, name in consented_people(case) if str(person) not in asked)


def found_out(case: Case) -> dict[str, Any]:
    """What assessments, care and obligors add to the household file of a case that asks for them."""
    if not asks_for_obligors(case):
        return {}
    members = [found for outcome in case.outcomes.all() if (found := _member_found(outcome)) is not None]
    abilities = [Ability(ability) for ability in _obligors(case).values_list("ability", flat=True)]
    added: dict[str, Any] = {"members": members} if members else {}
    return added | ({"obligors": obligors_file(abilities)} if abilities else {})


def _member_found(outcome: CaseOutcome) -> dict[str, Any] | None:
    if not procedure_of(Programme(outcome.programme)).needs_assessment or outcome.person_id is None:
        return None
    same = {"outcome__person": outcome.person_id}
    assessed = SelfCareAssessment.objects.filter(**same).order_by("-done_at", "-number").first()
    arranged = CareArrangement.objects.filter(**same).order_by("-done_at", "-number").first()
    if assessed is None and arranged is None:
        return None
    ref = outcome.case.members.values_list("ref", flat=True).get(person_id=outcome.person_id)
    is_institution = arranged.form == CareForm.INSTITUTION if arranged else None
    return member_file(ref, len(assessed.failed) if assessed else None, is_institution)


def _obligors(case: Case) -> QuerySet[Obligor]:
    """Those of the case; a review or change begins with those of the family's last one."""
    last = Obligor.objects.filter(case__household=case.household_id).order_by("-done_at").first()
    is_own = case.kind == CaseKind.APPLICATION or case.obligors.exists()
    return standing_obligors(case if is_own or last is None else last.case)


def support_facts(outcome: CaseOutcome) -> dict[str, bool]:
    """What the guards ask where people in extreme hardship are supported, and nothing of the others."""
    procedure = procedure_of(Programme(outcome.programme))
    if outcome.case.kind != CaseKind.APPLICATION:
        return _exit_facts(outcome, procedure)
    if not procedure.needs_obligors:
        return {}
    return _found_facts(outcome) | _check_facts(outcome, procedure)


def _exit_facts(outcome: CaseOutcome, procedure: Procedure) -> dict[str, bool]:
    """A review or change may end the support, on a ground that the law names."""
    if not procedure.is_posted_before_end:
        return {}
    return {"has_exit_ground": NamedExit.objects.filter(outcome=outcome).exists()}


def find_named_exit(outcome_id: UUID, *, by: Actor) -> NamedExit | None:
    """On which ground the support is to end, where one was named."""
    access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return NamedExit.objects.filter(outcome=outcome_id).first()


def _found_facts(outcome: CaseOutcome) -> dict[str, bool]:
    found = standing_obligors(outcome.case).values_list("consent", "ability")
    settled = [(Consent(consent), Ability(ability)) for consent, ability in found]
    return {
        "are_obligors_settled": are_obligors_settled(outcome.case.declared, settled),
        "is_assessed": outcome.assessments.exists(),
        "is_care_arranged": outcome.arrangements.exists(),
    }


def _check_facts(outcome: CaseOutcome, procedure: Procedure) -> dict[str, bool]:
    if not procedure.county_check_parameter:
        return {}
    drawing = DrawnFile.objects.filter(outcome=outcome).first()
    is_open = drawing is not None and drawing.is_drawn and drawing.checked_on is None
    return {"is_in_draw": drawing is not None, "is_check_open": is_open}


def what_lacks(outcome: CaseOutcome) -> tuple[str, ...]:
    """What an opinion still waits for besides visit and verification; nothing of most programmes."""
    found = support_facts(outcome)
    asked = {"obligors": "are_obligors_settled", "assessment": "is_assessed", "care": "is_care_arranged"}
    return tuple(lacking for lacking, fact in asked.items() if not found.get(fact, True))


def needs_support(outcome: CaseOutcome) -> bool:
    """Whether the programme is one of support in extreme hardship."""
    return procedure_of(Programme(outcome.programme)).needs_care

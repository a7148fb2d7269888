"""Looking into the family's situation: verification by the county beside the home visit by two people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.awaiting import follow_opinions
from yimen.domains.cases.actions.certificates import issue_report
from yimen.domains.cases.actions.clocks import (
    close_clock,
    close_if_open,
    open_case_clock,
    open_county_visit,
)
from yimen.domains.cases.actions.documents import issue_home_investigation
from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.moves import acted, change_case, move_case, note_hand
from yimen.domains.cases.errors import IllegalMoveError, InvestigationInvalidError
from yimen.domains.cases.models import CampaignEntry, Case, Hand, HomeInvestigation
from yimen.domains.cases.permissions import hold_case, lock_case
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import case_facts, living_members
from yimen.domains.cases.queries.recognition import needs_of_case
from yimen.domains.cases.queries.reports import report_facts
from yimen.domains.cases.queries.tekun import consented_people
from yimen.domains.cases.rules.file import VISIT_MAY_CORRECT
from yimen.domains.cases.types import (
    CaseKind,
    CaseState,
    CaseVerb,
    Clock,
    CountyVisitReason,
    FileKind,
    HandKind,
    OutcomeState,
    VisitMode,
)
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor, Role
from yimen.domains.verification import actions as verification
from yimen.domains.verification import queries as verification_queries
from yimen.domains.verification.types import AskedVerification, LineKind, ReportedLine, Verified
from yimen.foundation import audit
from yimen.kernel import RegionCode, RegionLevel


@dataclass(frozen=True, slots=True)
class Visit:
    """What two investigators write down; `corrections` are parts of the household file."""

    second_post_id: UUID
    visited_on: date
    findings: Sequence[tuple[str, str]]
    conclusion: str
    corrections: Mapping[str, Any] = field(default_factory=dict)
    photos: Sequence[UUID] = ()
    mode: VisitMode = VisitMode.VISIT
    mode_reason: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Both sides sign the form: a present member of the family and the two investigators."""

    family_signer_id: UUID
    family: UUID
    first: UUID
    second: UUID


@transaction.atomic
def start_investigation(*, case_id: UUID, version: int, by: Actor) -> Case:
    """The town begins within three working days of acceptance and asks the county to verify, in one act."""
    case = hold_case(case_id, Permission.INVESTIGATION_RECORD, by=by, version=version)
    move_case(case, CaseVerb.INVESTIGATE, facts=case_facts(case), by=by)
    note_hand(case, HandKind.INVESTIGATED, by)
    close_clock(Clock.INVESTIGATION_START, case.id, by=by)
    begin_looking(case, by)
    return case


def begin_looking(case: Case, by: Actor) -> None:
    """Visit and verification side by side, as far as the programmes want them; else the opinion at once."""
    needs = needs_of_case(case)
    if needs.visit:
        open_case_clock(Clock.VISIT, case, by=by)
    if needs.verification:
        request_verification(case_id=case.id, by=by)
    else:
        follow_opinions(case, by)


@transaction.atomic
def request_verification(*, case_id: UUID, by: Actor) -> AskedVerification:
    """Ask the county to verify the family, and who owes support and consents; or to verify once more.

    The opinions wait for it.
    """
    case = hold_case(case_id, Permission.VERIFICATION_REQUEST, by=by)
    _refuse_not_investigating(case)
    members = list(case.members.order_by("ref"))
    signed = verification_queries.authorised_people(case.id, timezone.localdate())
    consented = [Verified(person, name) for person, name in consented_people(case) if person in signed]
    request = verification.request_verification(
        case_id=case.id,
        region=case.region,
        title=f"{case.applicant_name} {case.number}",
        people=[*(Verified(member.person_id, member.name) for member in members), *consented],
        adults=frozenset(member.person_id for member in members if member.is_adult),
        by=by,
    )
    follow_opinions(case, by)
    return request


@transaction.atomic
def start_verification(*, request_id: UUID, by: Actor) -> AskedVerification:
    """The county verifier begins; from here on they have had a hand in the case."""
    case = _case_under_verification(request_id)
    request = verification.start_verification(request_id=request_id, by=by)
    note_hand(case, HandKind.VERIFIED, by)
    return request


@transaction.atomic
def report_verification(
    *,
    request_id: UUID,
    is_passed: bool,
    conclusion: str,
    lines: Sequence[ReportedLine],
    stale_note: str = "",
    by: Actor,
) -> AskedVerification:
    """The county's answer: what sources said and counts, what department data say, and what was entered.

    The opinion becomes possible once the visit is signed as well.
    """
    case = _case_under_verification(request_id)
    answered = verification_queries.answered_lines(request_id, by=by, is_held=True)
    from_sets = verification_queries.lines_from_sets(request_id, by=by)
    lines = [*answered, *from_sets.lines, *lines]
    request = verification.report_result(
        request_id=request_id,
        is_passed=is_passed,
        conclusion=conclusion,
        lines=lines,
        stale_note=stale_note,
        by=by,
    )
    note_hand(case, HandKind.VERIFIED, by)
    facts = report_facts(case, request_id, timezone.localdate())
    report = verification.make_report(facts=facts, from_sets=from_sets, by=by)
    whole = verification_queries.whole_request(request)
    issue_report(
        case,
        people=[person.name for person in verification_queries.people_of_request(whole)],
        lines=verification_queries.lines_kept(request),
        is_passed=is_passed,
        request=request,
        report=report,
        by=by,
    )
    follow_opinions(case, by)
    return request


@transaction.atomic
def settle_late_answers(*, request_id: UUID, is_weighty: bool, reason: str, by: Actor) -> AskedVerification:
    """What sources said after the result: it stands, or the family is verified once more."""
    case = _case_under_verification(request_id)
    request = verification.settle_late(request_id=request_id, is_weighty=is_weighty, reason=reason, by=by)
    note_hand(case, HandKind.VERIFIED, by)
    return request_verification(case_id=case.id, by=by) if is_weighty else request


@transaction.atomic
def tell_verification_failure(*, request_id: UUID, how: str, by: Actor) -> AskedVerification:
    """The family hears at once that the verification failed (57号 art 18)."""
    case = _case_under_verification(request_id)
    request = verification.tell_family(request_id=request_id, how=how, by=by)
    note_hand(case, HandKind.HANDLED, by)
    return request


@transaction.atomic
def object_to_verification(*, request_id: UUID, objection: str, by: Actor) -> AskedVerification:
    """The family objects with evidence, so the county is asked again."""
    case = _case_under_verification(request_id)
    request = verification.object_to_result(request_id=request_id, objection=objection, by=by)
    note_hand(case, HandKind.HANDLED, by)
    follow_opinions(case, by)
    return request


@transaction.atomic
def object_to_report_item(
    *, report_id: UUID, person_id: UUID, kind: LineKind, objection: str, by: Actor
) -> AskedVerification:
    """The family objects to one item of the report: only that is asked again, the opinion waits for it."""
    case = hold_case(verification_queries.case_of_report(report_id), Permission.VERIFICATION_REQUEST, by=by)
    request = verification.object_to_item(
        report_id=report_id, person_id=person_id, kind=kind, objection=objection, by=by
    )
    note_hand(case, HandKind.HANDLED, by)
    follow_opinions(case, by)
    return request


@transaction.atomic
def record_investigation(*, case_id: UUID, visit: Visit, by: Actor) -> HomeInvestigation:
    """The form of a visit by the actor and a second person, before the signatures."""
    case = hold_case(case_id, Permission.INVESTIGATION_RECORD, by=by)
    _refuse_not_investigating(case)
    second = network.get_post(visit.second_post_id)
    if not network.sees(second, case.region) or not allows(Role(second.role), Permission.WORK_TAKE):
        raise InvestigationInvalidError(
            "另一名调查人员不负责这一区域或不办理业务，请选择本镇或本县经办人员。"
        )
    is_county = by.region.level <= RegionLevel.COUNTY
    if is_county and RegionCode(second.station.region).level > RegionLevel.COUNTY:
        raise InvestigationInvalidError("县级入户调查由县级人员进行，请选择本县的另一名调查人员。")
    _refuse_invalid(case, visit, by, second.staff_id)
    refuse_unfit_files(case, visit.photos, FileKind.VISIT_PHOTO)
    investigation = HomeInvestigation.objects.create(
        region=case.region,
        case=case,
        visited_on=visit.visited_on,
        mode=visit.mode,
        mode_reason=visit.mode_reason.strip(),
        is_county=is_county,
        first_id=by.staff_id,
        second_id=second.staff_id,
        findings=[{"topic": topic, "finding": finding} for topic, finding in visit.findings],
        corrections=dict(visit.corrections),
        conclusion=visit.conclusion.strip(),
        photos=[str(photo) for photo in visit.photos],
        **acted(by),
    )
    changes: dict[str, object] = {"visited_on": visit.visited_on, "corrections": visit.corrections}
    _record("investigation:record", investigation, by, changes)
    note_hand(case, HandKind.INVESTIGATED, by)
    if second.staff.user_id is not None:
        Hand.objects.get_or_create(
            case=case,
            user_id=second.staff.user_id,
            kind=HandKind.INVESTIGATED,
            defaults={"region": case.region},
        )
    return investigation


@transaction.atomic
def sign_investigation(*, investigation_id: UUID, signatures: Signatures, by: Actor) -> HomeInvestigation:
    """Both sides sign on the spot; the form becomes a numbered paper and can no longer change."""
    case = hold_case(_case_visited(investigation_id), Permission.INVESTIGATION_SIGN, by=by)
    _refuse_not_investigating(case)
    investigation = HomeInvestigation.objects.get(pk=investigation_id)
    if investigation.signed_at is not None:
        raise InvestigationInvalidError("这份入户调查表已经签字。")
    if signatures.family_signer_id not in {member.person_id for member in living_members(case)}:
        raise InvestigationInvalidError("须由在场的共同生活家庭成员签字。")
    _refuse_child_signing(case, signatures.family_signer_id)
    signed = (signatures.family, signatures.first, signatures.second)
    refuse_unfit_files(case, signed, FileKind.SIGNATURE, FileKind.SIGNED_SCAN)
    investigation.family_signer_id = signatures.family_signer_id
    investigation.family_signature = signatures.family
    investigation.first_signature = signatures.first
    investigation.second_signature = signatures.second
    investigation.signed_at = timezone.now()
    investigation.save()
    _record("investigation:sign", investigation, by, {"signer": str(signatures.family_signer_id)})
    note_hand(case, HandKind.INVESTIGATED, by)
    issue_home_investigation(case, investigation, by=by)
    close_if_open(Clock.VISIT, case.id, by=by)
    if investigation.is_county:
        for outcome_id in case.outcomes.values_list("id", flat=True):
            close_if_open(Clock.COUNTY_VISIT, outcome_id, by=by)
    follow_opinions(case, by)
    return investigation


def bring_the_county(case: Case, text: str, *, by: Actor) -> Case:
    """From now on the county visits by itself before anything is decided."""
    reason = case.county_visit_reason or CountyVisitReason.COMPLAINT
    note = "；".join(part for part in (case.county_visit_note, text) if part)
    change_case(
        case,
        "case:complaint",
        by=by,
        county_visit_reason=reason,
        county_visit_note=note,
        county_visit_since=timezone.now(),  # a visit before the complaint did not look into it
    )
    for outcome in case.outcomes.filter(state=OutcomeState.WITH_CONFIRMER).select_related("case"):
        open_county_visit(outcome, by=by)
    return case


def _case_under_verification(request_id: UUID) -> Case:
    """Held before the request is: whoever withdraws the case meanwhile comes before or after."""
    case_id = verification_queries.case_of_request(request_id)
    lock_case(case_id)
    return Case.objects.get(pk=case_id)


def _case_visited(investigation_id: UUID) -> UUID:
    found = HomeInvestigation.objects.filter(pk=investigation_id).values_list("case_id", flat=True).first()
    if found is None:
        raise InvestigationInvalidError("没有这次入户调查，或不在您负责的区域内。")
    return found


def _refuse_not_investigating(case: Case) -> None:
    if case.state != CaseState.INVESTIGATING:
        raise IllegalMoveError("办件目前为“%(state)s”，不能办理此步骤。", state=CaseState(case.state))


def _refuse_invalid(case: Case, visit: Visit, by: Actor, second_staff: UUID) -> None:
    if second_staff == by.staff_id:
        raise InvestigationInvalidError("入户调查人员不得少于2人，请选择另一名调查人员。")
    if visit.mode is not VisitMode.VISIT and not visit.mode_reason.strip():
        raise InvestigationInvalidError("只有发生重大突发事件时才可以电话、视频调查，请写明原因。")
    if not visit.findings or not visit.conclusion.strip():
        raise InvestigationInvalidError("请填写调查情况和调查结论。")
    if not _visits_count_from(case) <= visit.visited_on <= timezone.localdate():
        raise InvestigationInvalidError("调查日期应在受理之后、今天之前（含当日）。")
    _refuse_unreadable(case, visit.corrections)
    _refuse_second_form(case, visit, by)


def _visits_count_from(case: Case) -> date:
    """From acceptance; of a yearly review from its beginning, because one walks before the case is opened."""
    assert case.accepted_on is not None  # a case under investigation was accepted
    if case.kind != CaseKind.REVIEW:
        return case.accepted_on
    open_ones = CampaignEntry.objects.filter(household=case.household_id, result="")
    begun = open_ones.values_list("campaign__from_on", flat=True).first()
    return case.accepted_on if begun is None else min(case.accepted_on, begun)


def _refuse_unreadable(case: Case, corrections: Mapping[str, Any]) -> None:
    """A correction is of this family and reads as a household file, or no opinion could follow."""
    refs = set(case.members.values_list("ref", flat=True))
    strangers = {member.get("ref") for member in corrections.get("members", ())} - refs
    unknown = sorted(set(corrections) - VISIT_MAY_CORRECT)
    if unknown or strangers:
        raise InvestigationInvalidError("更正事实只能涉及家庭和本件的成员。", unknown=unknown)
    library.determine(file_of(case, timezone.localdate(), corrections=corrections))


def _refuse_second_form(case: Case, visit: Visit, by: Actor) -> None:
    """The same form sent twice is one form."""
    twice = case.investigations.filter(
        signed_at__isnull=True,
        first_id=by.staff_id,
        visited_on=visit.visited_on,
        conclusion=visit.conclusion.strip(),
        findings=[{"topic": topic, "finding": finding} for topic, finding in visit.findings],
    )
    if twice.exists():
        raise InvestigationInvalidError("这份入户调查表已经填写，尚待签字，请直接签字。")


def _refuse_child_signing(case: Case, signer_id: UUID) -> None:
    """What was found is read out to an adult of the family, if it has one."""
    adults = dict(case.members.filter(is_adult=True).values_list("person_id", "name"))
    if adults and signer_id not in adults:
        raise InvestigationInvalidError(
            "未成年人不能代表家庭签字，请由在场的成年成员签字：%(adults)s。", adults=list(adults.values())
        )


def _record(action: str, investigation: HomeInvestigation, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action,
        kind="investigation",
        subject=investigation.id,
        region=investigation.region,
        by=by,
        changes=changes,
    )

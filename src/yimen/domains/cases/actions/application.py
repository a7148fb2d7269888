"""The application until it is accepted: draft saved step by step, materials, declaration, submission."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions.carrying import known_elsewhere, known_from_award
from yimen.domains.cases.actions.clocks import close_clock, close_if_open, close_renewal, open_case_clock
from yimen.domains.cases.actions.documents import issue_application
from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.family import declared_at_first, follow_household, snapshot
from yimen.domains.cases.actions.moves import acted, change_case, move_case, note_hand
from yimen.domains.cases.errors import (
    AwardInForceError,
    DeclarationInvalidError,
    NotDraftError,
    OpenCaseExistsError,
    ReasonMissingError,
)
from yimen.domains.cases.models import Case, CaseMember, GivenMaterial
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import case_facts
from yimen.domains.cases.rules.file import merge_step
from yimen.domains.cases.rules.identity import refuse_unidentified
from yimen.domains.cases.rules.materials import ASKED_KINDS
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import (
    CaseKind,
    CaseState,
    CaseVerb,
    Channel,
    Clock,
    Declaration,
    FileKind,
    HandKind,
)
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import Answer
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import household_for
from yimen.domains.verification import actions as verification
from yimen.domains.verification.types import SigningMethod
from yimen.foundation import audit
from yimen.kernel import Month, Programme, RegionCode, RegionLevel

EDITABLE = (CaseState.DRAFT, CaseState.INCOMPLETE)
AS_MATERIAL = (FileKind.MATERIAL, FileKind.SIGNATURE, FileKind.SIGNED_SCAN)
DRAFT_FIELDS = frozenset({"phone", "address", "reason", "agent_name", "agent_relation", "agent_phone"})
A_YEAR = 12
"""Months. What is still given then has no end of its own."""
NEXT_NUMBER = """
    INSERT INTO cases_casecounter AS counter (town, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (town, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


@transaction.atomic
def open_application(
    *,
    household_id: UUID,
    applicant_id: UUID,
    channel: Channel,
    programmes: Sequence[Programme] = (Programme.DIBAO,),
    contact_id: UUID | None = None,
    by: Actor,
) -> Case:
    """A draft that already holds what we know of the family; the contact, if any, is answered by it."""
    case = create_draft(
        household_id=household_id,
        applicant_id=applicant_id,
        channel=channel,
        programmes=programmes,
        contact_id=contact_id,
        by=by,
    )
    note_hand(case, HandKind.HANDLED, by)
    open_case_clock(Clock.DRAFT, case, owner_post=by.post_id, by=by)
    return case


def create_draft(
    *,
    household_id: UUID,
    applicant_id: UUID,
    channel: Channel,
    programmes: Sequence[Programme],
    contact_id: UUID | None,
    region: RegionCode | None = None,
    by: Actor,
) -> Case:
    """The rows of a draft; whether it waits in somebody's worklist or moves on at once the caller says.

    `region`: where the matter is, of a household whose file another place keeps.
    """
    needed = Permission.APPLICATION_WRITE if region is None else Permission.HOUSEHOLD_OPEN
    household = household_for(household_id, needed, by=by, is_alone=region is None)
    require(by, Permission.APPLICATION_WRITE, region or household.region)
    refuse_second(household.id, programmes)
    members = snapshot(household.id)
    applicant = next((m for m in members if m.person_id == applicant_id), None)
    if applicant is None:
        raise DeclarationInvalidError("申请人须为共同生活的家庭成员，请先把他加入家庭。")
    refuse_nameless([m.person_id for m in members], programmes)
    refuse_child(applicant, members, programmes)
    refuse_awarded(household.id, programmes, applicant_id, by)
    declared = declared_at_first(
        household.id,
        is_urban=household.is_urban,
        registered_region=household.registered_region,
        members=members,
    )
    declared = known_elsewhere(declared, household.id, members, by)
    case = Case.objects.create(
        region=str(region or household.region),
        state=CaseState.DRAFT,
        channel=channel,
        contact_id=contact_id,
        household_id=household.id,
        applicant_id=applicant_id,
        applicant_name=applicant.name,
        phone=people.get_person(applicant_id, by=by).phone,
        address=household.address,
        requested=[str(programme) for programme in programmes],
        declared=known_from_award(declared, household.id, members, programmes),
        opened_at=timezone.now(),
    )
    for member in members:
        member.region, member.case = case.region, case
        member.save(force_insert=True)
    audit.record("case:open", kind="case", subject=case.id, region=case.region, by=by)
    if contact_id is not None:
        _carry_over(case, contact_id, by)
    return case


def refuse_nameless(person_ids: Sequence[UUID], programmes: Sequence[Programme]) -> None:
    """Whoever bears a temporary identity is helped where they are, and given nothing that lasts."""
    unknown = people.unidentified(person_ids)
    refuse_unidentified(programmes, [row.person.name for row in unknown.values()])


def refuse_child(
    applicant: CaseMember, members: Sequence[CaseMember], programmes: Sequence[Programme]
) -> None:
    """A child applies only for what is given to a person; for the family an adult of it applies."""
    if applicant.is_adult or all(procedure_of(programme).is_for_person for programme in programmes):
        return
    adults = [member.name for member in members if member.is_adult]
    if adults:
        raise DeclarationInvalidError(
            "“%(name)s”未成年，家庭的申请由成年成员提出，请改选申请人：%(adults)s。",
            name=applicant.name,
            adults=adults,
        )


def refuse_awarded(household_id: UUID, programmes: Sequence[Programme], person_id: UUID, by: Actor) -> None:
    """Who is given something already does not apply for it again; what has changed is a case of its own.

    What is given once, or recognised for a term, is asked for anew when the time has come; what the place a
    household came from still gives is ended there before anything is granted here.
    """
    later = Month.of(timezone.localdate()).plus(A_YEAR)
    for award in awards.awards_in_force(later, by=by, region=by.region, household_id=household_id):
        if award.programme in programmes and award.person_id in (None, person_id):
            raise AwardInForceError(
                "该家庭正在享受“%(programme)s”（自%(month)s起，每月%(amount)s元），不能重复申请；"
                "人口、收入或财产有变化的，请登记情况变化。",
                programme=award.programme,
                month=award.from_month,
                amount=award.amount,
                outcome=str(award.outcome_id),
            )


def _refuse_unaccompanied(case: Case) -> None:
    """For a child who applies the guardian acts."""
    is_adult = case.members.filter(person_id=case.applicant_id, is_adult=True).exists()
    if not is_adult and not case.agent_name.strip():
        raise DeclarationInvalidError(
            "申请人“%(name)s”未成年，须由监护人代办：请在“代办与近亲属”中填写监护人后再提交。",
            name=case.applicant_name,
        )


def _carry_over(case: Case, contact_id: UUID, by: Actor) -> None:
    """The contact is answered by the application, which keeps what was asked and how to call back."""
    contact = intake.answer_contact(
        contact_id=contact_id,
        answer=Answer.APPLICATION,
        case_id=case.id,
        person_id=case.applicant_id,
        by=by,
    )
    case.reason, case.phone = contact.asked, case.phone or contact.phone
    case.save(update_fields=["reason", "phone"])


@transaction.atomic
def save_step(
    *,
    case_id: UUID,
    version: int,
    declared: Mapping[str, Any] | None = None,
    for_person_id: UUID | None = None,
    by: Actor,
    **fields: str,
) -> Case:
    """Keep one step of the wizard, losing nothing; `declared` is a part of the household file."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by, version=version)
    _refuse_submitted(case)
    _follow_household(case, by)
    unknown = set(fields) - DRAFT_FIELDS
    if unknown:
        raise DeclarationInvalidError("申请内容有误，请检查栏目。", unknown=sorted(unknown))
    changes: dict[str, object] = dict(fields)
    if for_person_id is not None:
        _refuse_stranger(case, for_person_id)
        changes["for_person_id"] = for_person_id
    if declared is not None:
        changes["declared"] = _merged(case, declared)
    note_hand(case, HandKind.HANDLED, by)
    return change_case(case, "case:save", by=by, **changes)


@transaction.atomic
def follow_family(*, case_id: UUID, by: Actor) -> Case:
    """Who joined or left the household since the draft was opened joins or leaves the draft."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by)
    if case.state != CaseState.DRAFT:
        raise NotDraftError("申请已经提交，成员不能再改；需要更正的，请在调查时更正。")
    _follow_household(case, by)
    note_hand(case, HandKind.HANDLED, by)
    return case


@transaction.atomic
def declare_near_relative(*, case_id: UUID, version: int, declaration: Declaration, by: Actor) -> Case:
    """Whether a member is a near relative of a handler or of the village committee (57号 art 11)."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by, version=version)
    if case.accepted_on is not None or not CaseState(case.state).is_open:
        raise NotDraftError("申请已经受理或已经结束；受理以后发现的近亲属情况，请登记投诉举报。")
    if declaration.has_relative and not (declaration.relative_of.strip() and declaration.relation.strip()):
        raise DeclarationInvalidError("请写明是何人的近亲属、什么关系。")
    note_hand(case, HandKind.HANDLED, by)
    return change_case(
        case,
        "case:declare_near_relative",
        by=by,
        has_near_relative=declaration.has_relative,
        relative_of=declaration.relative_of.strip(),
        relative_relation=declaration.relation.strip(),
    )


@transaction.atomic
def record_material(*, case_id: UUID, kind: str, file_id: UUID | None = None, by: Actor) -> GivenMaterial:
    """The family handed something in; a later scan replaces the earlier one."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by)
    if not CaseState(case.state).is_open:
        raise NotDraftError("办件已经结束，不能再补交材料。")
    if kind not in ASKED_KINDS:
        raise DeclarationInvalidError("没有这种需要提交的材料，请从材料清单中选择。", kind=kind)
    if file_id is not None:
        refuse_unfit_files(case, [file_id], *AS_MATERIAL)
    material, _ = GivenMaterial.objects.update_or_create(
        case=case, kind=kind, defaults={"region": case.region, "file_id": file_id, **acted(by)}
    )
    changes: dict[str, object] = {"kind": kind, "file": str(file_id)}
    audit.record("case:material", kind="case", subject=case.id, region=case.region, by=by, changes=changes)
    note_hand(case, HandKind.HANDLED, by)
    return material


@transaction.atomic
def authorise_verification(
    *,
    case_id: UUID,
    person_id: UUID,
    signed_by_id: UUID,
    method: SigningMethod,
    signature: UUID,
    by: Actor,
) -> UUID:
    """A member permits the queries about them (57号 art 9); an adult of the family signs for who cannot."""
    case = hold_case(case_id, Permission.AUTHORISATION_RECORD, by=by)
    if not CaseState(case.state).is_open:
        raise NotDraftError("办件已经结束，不再需要授权。")
    members = dict(case.members.values_list("person_id", "is_adult"))
    if person_id not in members or not members.get(signed_by_id):
        raise DeclarationInvalidError("授权人须为共同生活的家庭成员，并由本人或者家庭的成年成员签署。")
    is_drawn = method is SigningMethod.SCREEN
    refuse_unfit_files(case, [signature], FileKind.SIGNATURE if is_drawn else FileKind.SIGNED_SCAN)
    note_hand(case, HandKind.HANDLED, by)
    authorisation = verification.record_authorisation(
        case_id=case.id,
        region=case.region,
        person_id=person_id,
        signed_by_id=signed_by_id,
        method=method,
        signature=signature,
        by=by,
    )
    return authorisation.id


@transaction.atomic
def submit_application(*, case_id: UUID, version: int, by: Actor) -> Case:
    """The applicant hands the application in: it gets its number, its paper, and waits for acceptance."""
    case = hold_case(case_id, Permission.APPLICATION_SUBMIT, by=by, version=version)
    if not case.reason.strip() or not case.phone or not case.address.strip():
        raise ReasonMissingError("请填写申请理由、联系电话和住址后再提交。")
    _follow_household(case, by)
    _refuse_unaccompanied(case)
    today = timezone.localdate()
    library.determine(file_of(case, today))  # refuses, with its path, a declaration the rules cannot read
    move_case(
        case,
        CaseVerb.SUBMIT,
        facts=case_facts(case),
        by=by,
        number=case.number or next_number(RegionCode(case.region), today.year),
        submitted_on=today,
    )
    close_clock(Clock.DRAFT, case.id, by=by)
    close_renewal(case, by=by)
    issue_application(case, by=by)
    note_hand(case, HandKind.HANDLED, by)
    open_case_clock(Clock.ACCEPTANCE, case, by=by)
    return case


@transaction.atomic
def supplement_application(*, case_id: UUID, version: int, by: Actor) -> Case:
    """What was missing has come: the application is handed in again."""
    case = hold_case(case_id, Permission.APPLICATION_SUBMIT, by=by, version=version)
    move_case(case, CaseVerb.SUPPLEMENT, facts=case_facts(case), by=by)
    close_if_open(Clock.MATERIALS, case.id, by=by)
    note_hand(case, HandKind.HANDLED, by)
    open_case_clock(Clock.ACCEPTANCE, case, by=by)
    return case


def next_number(region: RegionCode, year: int) -> str:
    """The next number of a town and year; one statement that locks the counter until the transaction ends."""
    town = region.at(RegionLevel.TOWN)
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [str(town), year])
        return f"{town.prefix}-{year}-{int(cursor.fetchone()[0]):05d}"


def refuse_second(household_id: UUID, programmes: Sequence[Programme], *, but: UUID | None = None) -> None:
    """A household applies for a programme once at a time."""
    running = Case.objects.filter(household=household_id, closed_on__isnull=True).order_by("opened_at")
    for case in running:
        twice = [programme for programme in programmes if programme in case.requested]
        if twice and case.id != but:
            raise OpenCaseExistsError(
                "该家庭的“%(programme)s”申请正在办理（%(number)s），请在原办件中继续。",
                programme=twice[0],
                number=case.number or CaseState.DRAFT,
                case=str(case.id),
            )


def _refuse_stranger(case: Case, person_id: UUID) -> None:
    if not case.members.filter(person_id=person_id).exists():
        raise DeclarationInvalidError("只能为共同生活的家庭成员申请，请先把他加入家庭。")


def _merged(case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    known = set(case.members.values_list("ref", flat=True))
    strangers = [m.get("ref") for m in declared.get("members", ()) if m.get("ref") not in known]
    if strangers:
        raise DeclarationInvalidError("申报中有家庭以外的人员，请先把他加入家庭。", refs=strangers)
    return merge_step(case.declared, declared)


def _follow_household(case: Case, by: Actor) -> None:
    """Until it is submitted, an application is that of the household as it is."""
    if case.kind != CaseKind.APPLICATION:
        return  # a review is of the household as it was when it was opened
    if case.state != CaseState.DRAFT or (members := follow_household(case)) is None:
        return
    change_case(case, "case:family", by=by, declared={**case.declared, "members": members})


def _refuse_submitted(case: Case) -> None:
    if case.state not in EDITABLE:
        raise NotDraftError("申请已经提交，内容不能再改；需要更正的，请在调查时更正。")

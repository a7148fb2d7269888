"""Finding out about somebody in extreme hardship: who owes support and consents, self-care, care."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.moves import acted, change_case, note_hand
from yimen.domains.cases.actions.tekun_papers import issue_arrangement, issue_assessment
from yimen.domains.cases.errors import (
    AssessmentInvalidError,
    CareInvalidError,
    ExitGroundMissingError,
    IllegalMoveError,
    ObligorInvalidError,
    ObligorNotFoundError,
)
from yimen.domains.cases.models import (
    CareArrangement,
    Case,
    CaseOutcome,
    NamedExit,
    Obligor,
    SelfCareAssessment,
)
from yimen.domains.cases.permissions import hold_case, hold_outcome
from yimen.domains.cases.queries.tekun import asks_for_obligors, standing_obligors
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.rules.tekun import level_of
from yimen.domains.cases.tekun import (
    Ability,
    Assessor,
    CareForm,
    Consent,
    ExitGround,
    Indicator,
    Obligation,
    SelfCare,
)
from yimen.domains.cases.types import CaseState, FileKind, HandKind, OutcomeState
from yimen.domains.intake import actions as intake
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, ShareReason
from yimen.domains.people import actions as people
from yimen.domains.people import queries as people_queries
from yimen.domains.people.errors import RegisteredElsewhereError
from yimen.domains.people.types import MatchedBy, PersonFacts
from yimen.domains.verification import actions as verification
from yimen.domains.verification.types import AuthorisedFor, SigningMethod
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode, ResidentId


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the assessors found; `failed` are the indicators the person does not reach."""

    assessed_on: date
    assessor: Assessor
    agency: str
    assessors: str
    failed: frozenset[Indicator]
    helpers: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Care at home by agreement, with its parties, duties, payment and term; or a place in an institution."""

    form: CareForm
    valid_from: date
    signed_on: date
    valid_until: date | None = None
    institution: str = ""
    carer_name: str = ""
    carer_relation: str = ""
    carer_phone: str = ""
    duties: str = ""
    payment: str = ""


@dataclass(frozen=True, slots=True)
class Exit:
    """Why support is to end; of whoever died, who sees to the funeral."""

    ground: ExitGround
    facts: str
    funeral: str = ""


@transaction.atomic
def name_obligor(
    *, case_id: UUID, name: str, obligation: Obligation, address: str = "", phone: str = "", by: Actor
) -> Obligor:
    """Somebody outside the household owes support; nothing is looked into before they consent."""
    case = _open_case(case_id, Permission.APPLICATION_WRITE, by)
    if not name.strip():
        raise ObligorInvalidError("请填写法定义务人的姓名。")
    if standing_obligors(case).filter(name=name.strip(), obligation=obligation).exists():
        raise ObligorInvalidError("“%(name)s”已经登记。", name=name.strip())
    named = Obligor.objects.create(
        region=case.region,
        case=case,
        name=name.strip(),
        obligation=obligation,
        address=address.strip(),
        phone=phone.strip() or None,
        **acted(by),
    )
    if case.declared.get("obligors") == []:
        change_case(case, "case:obligors", by=by, declared=_without_obligors(case))
    _record("obligor:name", named, by, {"name": named.name, "obligation": obligation})
    note_hand(case, HandKind.HANDLED, by)
    return named


@transaction.atomic
def declare_no_obligors(*, case_id: UUID, version: int, by: Actor) -> Case:
    """The applicant states that nobody outside the household owes support (43号 第四条第三项)."""
    case = _open_case(case_id, Permission.APPLICATION_WRITE, by, version=version)
    if standing_obligors(case).exists():
        raise ObligorInvalidError("已经登记了法定义务人，不能申明没有；登记有误的，请先写明原因，不再列入。")
    note_hand(case, HandKind.HANDLED, by)
    return change_case(case, "case:obligors", by=by, declared={**case.declared, "obligors": []})


@transaction.atomic
def end_obligor(*, obligor_id: UUID, reason: str, by: Actor) -> Obligor:
    """They do not owe support, or not any more: named by mistake, died. What was found stays on the file.

    Whoever was judged is ended only by those who may judge: what they found changes the decision.
    """
    obligor = _held(obligor_id, Permission.APPLICATION_WRITE, by)
    if obligor.ability != Ability.OPEN:
        require(by, Permission.INVESTIGATION_RECORD, obligor.region)
    if not reason.strip():
        raise ObligorInvalidError("请写明不再列入的原因。")
    obligor.ended_on, obligor.ended_because = timezone.localdate(), reason.strip()
    obligor.save(update_fields=["ended_on", "ended_because"])
    _record("obligor:end", obligor, by, {"name": obligor.name, "reason": reason.strip()})
    note_hand(obligor.case, HandKind.HANDLED, by)
    return obligor


@transaction.atomic
def record_consent(
    *, obligor_id: UUID, identity: ResidentId, method: SigningMethod, signature: UUID, by: Actor
) -> Obligor:
    """They sign for themselves; only from now on are their means verified (社会救助法 第四十一条)."""
    obligor = _held(obligor_id, Permission.AUTHORISATION_RECORD, by)
    case = obligor.case
    is_drawn = method is SigningMethod.SCREEN
    refuse_unfit_files(case, [signature], FileKind.SIGNATURE if is_drawn else FileKind.SIGNED_SCAN)
    person_id = _person_of(obligor, identity, by)
    if case.members.filter(person_id=person_id).exists():
        raise ObligorInvalidError("“%(name)s”是共同生活的家庭成员，不是户外的法定义务人。", name=obligor.name)
    verification.record_authorisation(
        case_id=case.id,
        region=case.region,
        person_id=person_id,
        signed_by_id=person_id,
        purpose=AuthorisedFor.OBLIGOR,
        method=method,
        signature=signature,
        by=by,
    )
    obligor.consent, obligor.consent_note = Consent.GIVEN, ""
    obligor.person_id, obligor.asked_on = person_id, timezone.localdate()
    obligor.save()
    _record("obligor:consent", obligor, by, {"person": str(person_id), "method": method})
    note_hand(case, HandKind.HANDLED, by)
    return obligor


@transaction.atomic
def record_refused_consent(*, obligor_id: UUID, note: str, by: Actor) -> Obligor:
    """They do not consent: nothing is queried about them, and the town finds out in other ways."""
    obligor = _held(obligor_id, Permission.AUTHORISATION_RECORD, by)
    if obligor.consent == Consent.GIVEN:
        raise ObligorInvalidError("本人已经签署授权；要收回的，请在核对授权页撤销。")
    if not note.strip():
        raise ObligorInvalidError("请写明如何征求、本人如何答复。")
    obligor.consent, obligor.consent_note = Consent.REFUSED, note.strip()
    obligor.asked_on = timezone.localdate()
    obligor.save()
    _record("obligor:refuse", obligor, by, {"note": note.strip()})
    note_hand(obligor.case, HandKind.HANDLED, by)
    return obligor


@transaction.atomic
def judge_obligor(*, obligor_id: UUID, ability: Ability, evidence: str, by: Actor) -> Obligor:
    """Whether they can support, by the cases of 43号 第八条, and what shows it."""
    obligor = _held(obligor_id, Permission.INVESTIGATION_RECORD, by)
    if ability is Ability.OPEN or not evidence.strip():
        raise ObligorInvalidError("请选择履行义务能力的情形，并写明依据。")
    obligor.ability, obligor.evidence = ability, evidence.strip()
    obligor.save()
    _record("obligor:judge", obligor, by, {"ability": ability, "evidence": evidence.strip()})
    note_hand(obligor.case, HandKind.INVESTIGATED, by)
    return obligor


@transaction.atomic
def record_assessment(*, outcome_id: UUID, assessed: Assessed, by: Actor) -> SelfCareAssessment:
    """The self-care assessment; the rules take the level of care from it, and it becomes a paper."""
    outcome = _supported(outcome_id, by)
    if not procedure_of(Programme(outcome.programme)).needs_assessment:
        raise AssessmentInvalidError("只有特困人员救助供养需要评估生活自理能力。")
    if not assessed.agency.strip() or not assessed.assessors.strip():
        raise AssessmentInvalidError("请写明评估单位和评估人员。")
    if assessed.assessed_on > timezone.localdate():
        raise AssessmentInvalidError("评估日期不能在今天以后。")
    made = SelfCareAssessment.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        number=outcome.assessments.count() + 1,
        assessed_on=assessed.assessed_on,
        assessor=assessed.assessor,
        agency=assessed.agency.strip(),
        assessors=assessed.assessors.strip(),
        helpers=assessed.helpers.strip(),
        failed=[each for each in Indicator if each in assessed.failed],
        level=level_of(assessed.failed),
        note=assessed.note.strip(),
        **acted(by),
    )
    _record("assessment:record", made, by, {"failed": made.failed, "level": made.level})
    note_hand(outcome.case, HandKind.INVESTIGATED, by)
    issue_assessment(outcome, made, by=by)
    if outcome.person_id is not None:
        intake.close_reassessment(person_id=outcome.person_id, outcome=SelfCare(made.level).title, by=by)
    return made


@transaction.atomic
def arrange_care(*, outcome_id: UUID, arranged: Arranged, by: Actor) -> CareArrangement:
    """The care agreement of three parties, or the place in an institution, as the person chose it."""
    outcome = _supported(outcome_id, by)
    if not procedure_of(Programme(outcome.programme)).needs_care:
        raise CareInvalidError("只有特困人员救助供养需要落实照料。")
    _refuse_vague(arranged)
    is_home = arranged.form is CareForm.HOME
    made = CareArrangement.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        number=outcome.arrangements.count() + 1,
        form=arranged.form,
        institution="" if is_home else arranged.institution.strip(),
        carer_name=arranged.carer_name.strip() if is_home else "",
        carer_relation=arranged.carer_relation.strip() if is_home else "",
        carer_phone=(arranged.carer_phone.strip() or None) if is_home else None,
        duties=arranged.duties.strip(),
        payment=arranged.payment.strip(),
        valid_from=arranged.valid_from,
        valid_until=arranged.valid_until,
        signed_on=arranged.signed_on,
        **acted(by),
    )
    _record("care:arrange", made, by, {"form": made.form, "from": made.valid_from})
    note_hand(outcome.case, HandKind.HANDLED, by)
    issue_arrangement(outcome, made, by=by)
    return made


@transaction.atomic
def name_exit(*, outcome_id: UUID, named: Exit, by: Actor) -> NamedExit:
    """On which ground of 43号 第二十四条 the support is to end; before the opinion, which is then posted."""
    outcome = _supported(outcome_id, by)
    if outcome.award_id is None or not procedure_of(Programme(outcome.programme)).is_posted_before_end:
        raise ExitGroundMissingError("只有在册的特困人员救助供养需要填写终止情形。")
    if not named.facts.strip():
        raise ExitGroundMissingError("请写明终止的事实。")
    if named.ground is ExitGround.DEATH and not named.funeral.strip():
        raise ExitGroundMissingError("特困人员死亡的，请写明丧葬事宜由谁、如何办理（社会救助法 第十六条）。")
    made, _ = NamedExit.objects.update_or_create(
        outcome=outcome,
        defaults={
            "region": outcome.region,
            "case_id": outcome.case_id,
            "ground": named.ground,
            "facts": named.facts.strip(),
            "funeral": named.funeral.strip() if named.ground is ExitGround.DEATH else "",
            **acted(by),
        },
    )
    _record("exit:name", made, by, {"ground": made.ground})
    note_hand(outcome.case, HandKind.INVESTIGATED, by)
    return made


def _refuse_vague(arranged: Arranged) -> None:
    """At home: who, what, for how much, until when; else: where."""
    if arranged.form is CareForm.INSTITUTION:
        if not arranged.institution.strip():
            raise CareInvalidError("集中供养的，请写明供养服务机构。")
    else:
        said = (arranged.carer_name, arranged.duties, arranged.payment)
        if not all(part.strip() for part in said) or arranged.valid_until is None:
            raise CareInvalidError("照料服务协议须写明照料人、照料内容、费用支付和期限。")
    if arranged.valid_until is not None and arranged.valid_until <= arranged.valid_from:
        raise CareInvalidError("协议的截止日期应在起始日期之后。")
    if arranged.signed_on > timezone.localdate():
        raise CareInvalidError("签订日期不能在今天以后。")


def _supported(outcome_id: UUID, by: Actor) -> CaseOutcome:
    outcome = hold_outcome(outcome_id, Permission.INVESTIGATION_RECORD, by=by)
    if OutcomeState(outcome.state).is_decided or not CaseState(outcome.case.state).is_open:
        raise IllegalMoveError(
            "该项目目前为“%(state)s”，不能再作评估或安排照料；情况变化的，请办理变更。",
            state=OutcomeState(outcome.state),
        )
    return outcome


def _open_case(case_id: UUID, permission: Permission, by: Actor, *, version: int | None = None) -> Case:
    case = hold_case(case_id, permission, by=by, version=version)
    if not CaseState(case.state).is_open:
        raise IllegalMoveError("办件目前为“%(state)s”，不能办理此步骤。", state=CaseState(case.state))
    if not asks_for_obligors(case):
        raise ObligorInvalidError("本件没有需要查明户外法定义务人的项目。")
    return case


def _held(obligor_id: UUID, permission: Permission, by: Actor) -> Obligor:
    """The obligor under the lock of the case."""
    case_id = Obligor.objects.filter(pk=obligor_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise ObligorNotFoundError("没有这名法定义务人，或不在您负责的区域内。", obligor=str(obligor_id))
    case = _open_case(case_id, permission, by)
    obligor = Obligor.objects.get(pk=obligor_id)
    if obligor.ended_on is not None:
        raise ObligorInvalidError("“%(name)s”已不再列入；确有义务的，请重新登记。", name=obligor.name)
    obligor.case = case
    return obligor


def _person_of(obligor: Obligor, identity: ResidentId, by: Actor) -> UUID:
    """The person of that number: one we know under the same name, or registered now."""
    hits = people_queries.search(str(identity), by=by)
    known = next((hit for hit in hits if hit.matched_by is MatchedBy.IDENTITY), None)
    if known is not None and known.name != obligor.name:
        raise ObligorInvalidError("此身份证号登记在另一人名下，与“%(name)s”不符，请核对。", name=obligor.name)
    if known is not None:
        return known.person_id
    if not obligor.address:
        raise ObligorInvalidError("请先写明“%(name)s”的住址，再登记授权。", name=obligor.name)
    facts = PersonFacts(name=obligor.name, identity=identity, phone=obligor.phone or "")
    region = RegionCode(obligor.region)
    try:
        return people.register_person(facts=facts, region=region, address=obligor.address, by=by).id
    except RegisteredElsewhereError:
        return _known_elsewhere(obligor, identity, by)


def _known_elsewhere(obligor: Obligor, identity: ResidentId, by: Actor) -> UUID:
    """They live in another place that keeps their file: it stays there and is shown for the verification."""
    return people.borrow_file(
        identity=identity,
        name=obligor.name,
        region=RegionCode(obligor.region),
        reason=ShareReason.COOPERATION,
        note="法定义务人同意核对本人收入和财产（社会救助法 第四十一条）",
        by=by,
    ).person_id


def _without_obligors(case: Case) -> dict[str, object]:
    return {key: value for key, value in case.declared.items() if key != "obligors"}


def _record(
    action: str,
    row: Obligor | SelfCareAssessment | CareArrangement | NamedExit,
    by: Actor,
    changes: dict[str, object],
) -> None:
    audit.record(
        action,
        kind=action.split(":", maxsplit=1)[0],
        subject=row.id,
        region=row.region,
        by=by,
        changes=changes,
    )

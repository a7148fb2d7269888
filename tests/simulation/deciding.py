"""The desks of an application: acceptance, verification, visit, opinion, notice, decision, letters."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tests.simulation import asking, happening
from tests.simulation.families import Family
from tests.simulation.house import acting
from tests.simulation.turns import Turn
from tests.support.cast import COUNTY, OTHER_COUNTY_TOWN
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.actions import Receipt, Signatures, Visit, checks, tekun
from yimen.domains.cases.errors import StandingRefusedError
from yimen.domains.cases.models import Case, CaseOutcome, Cooperation, Objection
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.tekun import Assessor, CareForm, CheckMethod, Indicator
from yimen.domains.cases.types import (
    CaseKind,
    CooperationFinding,
    CooperationWay,
    ExtensionReason,
    Letter,
    ObjectionMethod,
    OutcomeState,
    Reply,
    TerminationReason,
)
from yimen.domains.network.types import Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.queries import people_of_request
from yimen.domains.verification.types import LineKind, ReportedLine, RequestState
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme

Why = str | None
"""Why an item waits; None when it is done."""
SET_BY_HAND: dict[Programme, Money] = {
    Programme.DIBAO: Money(300_00),
    Programme.DIBAO_SINGLE: Money(300_00),
    Programme.TEKUN: Money(1_063_00),
    Programme.TEMPORARY: Money(600_00),
    Programme.DISABILITY_CARE: Money(290_00),
    Programme.DISABILITY_LIVING: Money(217_00),
    Programme.ORPHAN: Money(1_484_00),
    Programme.UNATTENDED_CHILD: Money(1_484_00),
}
"""What a person decides where the rules leave it open, with the reason written down."""
BY_HAND = "本地标准未录入，按集体研究意见"


def draft(turn: Turn) -> Why:
    """Left half done: filled in and handed in now."""
    asking.hand_in(turn.family, turn.subject_id, turn.by)
    return None


def acceptance(turn: Turn) -> Why:
    """Not accepted, told what is missing, or accepted; whoever is registered elsewhere is asked about."""
    family, case = turn.family, Case.objects.get(pk=turn.subject_id)
    if family.turn("not_accepted"):
        cases.not_accept_application(
            case_id=case.id, version=case.version, reasons="申请人不在本辖区居住", by=turn.by
        )
        return None
    if any(item.is_missing for item in queries.checklist_of_case(case.id, by=turn.by)):
        cases.tell_missing(case_id=case.id, version=case.version, by=turn.by)
        return None
    cases.accept_application(case_id=case.id, version=case.version, by=turn.by)
    if family.kind == "lives_here":
        letter = Letter(OTHER_COUNTY_TOWN, "莘县古云镇人民政府", CooperationWay.SYSTEM)
        cases.send_cooperation(case_id=case.id, letter=letter, by=turn.by)
    return None


def materials(turn: Turn) -> Why:
    """The family has brought the rest, or does not want to go on."""
    family, case_id = turn.family, turn.subject_id
    if family.turn("withdraws"):
        return _withdrawn(turn, case_id)
    asking.sign(family, case_id, turn.by)
    cases.supplement_application(case_id=case_id, version=asking.version_of(case_id), by=turn.by)
    return None


def _withdrawn(turn: Turn, case_id: UUID) -> Why:
    case = Case.objects.get(pk=case_id)
    cases.withdraw_application(case_id=case.id, version=case.version, why="不再申请", by=turn.by)
    return None


def investigation_start(turn: Turn) -> Why:
    """Started; some end here, by withdrawal, death, or because nobody answers the door."""
    family, case = turn.family, Case.objects.get(pk=turn.subject_id)
    if family.turn("withdraws"):
        return _withdrawn(turn, case.id)
    for name, reason in (
        ("dies_early", TerminationReason.DEATH),
        ("no_cooperation", TerminationReason.NO_COOPERATION),
    ):
        if family.turn(name):
            is_death = reason is TerminationReason.DEATH
            cases.terminate_case(
                case_id=case.id,
                version=case.version,
                reason=reason,
                note="死亡证明在卷" if is_death else "三次上门均不配合",
                died_on=timezone.localdate() if is_death else None,
                by=turn.by,
            )
            return None
    cases.start_investigation(case_id=case.id, version=case.version, by=turn.by)
    if family.turn("complaint_under_way"):
        happening.complain(family, case.id, turn.by)
    return None


def verification(turn: Turn) -> Why:
    """The county starts, then reports; of a failure the town tells the family, which may object."""
    request = VerificationRequest.objects.get(pk=turn.subject_id)
    if turn.by.role is not Role.COUNTY_VERIFIER:
        cases.tell_verification_failure(request_id=request.id, how="上门告知", by=turn.by)
        cases.object_to_verification(request_id=request.id, objection="车辆已于去年报废，有证明", by=turn.by)
        return None
    if request.state == RequestState.REQUESTED:
        cases.start_verification(request_id=request.id, by=turn.by)
        return None
    family = turn.world.by_case[request.case_id]
    is_passed = not family.turn("verification_fails")
    asked = {person.person_id for person in people_of_request(request)}
    lines = []
    if family.head.id in asked and asking.declared(family)["members"][0].get("income"):
        wage = Money(family.wage * 100)
        lines = [ReportedLine(family.head.id, LineKind.WAGE, wage, "社会保险", timezone.localdate())]
    cases.report_verification(
        request_id=request.id,
        is_passed=is_passed,
        conclusion="核对完成" if is_passed else "名下有机动车",
        lines=lines,
        by=turn.by,
    )
    return None


def investigation(turn: Turn) -> Why:
    """Two people at the door, signed on the spot; of tekun the assessment and the care with it."""
    family = turn.family
    is_county = turn.by.region == COUNTY
    case_id = turn.outcome.case_id if turn.item.subject_kind == "outcome" else turn.subject_id
    second = turn.world.house.at(COUNTY, Role.COUNTY_VERIFIER, 1) if is_county else turn.colleague()
    case = Case.objects.get(pk=case_id)
    visit_home(turn, case, second.post_id)
    if not is_county and case.kind == CaseKind.APPLICATION:
        for outcome in case.outcomes.filter(programme=Programme.TEKUN):
            _care_for(family, outcome, turn)
    return None


def visit_home(turn: Turn, case: Case, second_post_id: UUID) -> None:
    """Recorded and signed by both sides; of children alone one of them signs."""
    visit = Visit(
        second_post_id=second_post_id,
        visited_on=timezone.localdate(),
        findings=[("住房", "砖瓦房一处"), ("收入", "与申报一致")],
        conclusion="与申报一致",
    )
    recorded = cases.record_investigation(case_id=case.id, visit=visit, by=turn.by)
    signer = case.members.order_by("-is_adult", "ref").first()
    assert signer is not None
    pictures = [asking.kept(case, turn.by) for _ in range(3)]
    cases.sign_investigation(
        investigation_id=recorded.id, signatures=Signatures(signer.person_id, *pictures), by=turn.by
    )


def _care_for(family: Family, outcome: CaseOutcome, turn: Turn) -> None:
    failed = family.draw("self-care").choice(((), (Indicator.BATHE,), tuple(Indicator)))
    today = timezone.localdate()
    assessed = tekun.Assessed(today, Assessor.COUNTY, "平远县民政局", "谢春梅、曾国平", frozenset(failed))
    tekun.record_assessment(outcome_id=outcome.id, assessed=assessed, by=turn.by)
    arranged = tekun.Arranged(
        form=CareForm.HOME,
        valid_from=today,
        valid_until=today.replace(year=today.year + 1, day=1),
        signed_on=today,
        carer_name="林阿姨",
        carer_relation="邻居",
        duties="一日三餐",
        payment="按月支付到照料人账户",
    )
    tekun.arrange_care(outcome_id=outcome.id, arranged=arranged, by=turn.by)


def opinion(turn: Turn) -> Why:
    """What the rules say, or what a person decides where they are silent, with the reason."""
    from tests.simulation.campaigning import proposed
    from tests.simulation.reviewing import opinion_on_award

    if turn.item.waits_for:
        return f"等待：{'、'.join(turn.item.waits_for)}"
    outcome = turn.outcome
    if outcome.case.visit_since and not queries.is_visited(outcome.case, outcome.case.investigations.all()):
        return "等待再次入户"
    if outcome.award_id is not None:
        return None if proposed(turn, outcome) else opinion_on_award(turn, outcome)
    found = queries.preview_finding(outcome.id, by=turn.by)
    family = turn.family
    if family.turn("extended") and procedure_of(Programme(outcome.programme)).follows_dibao:
        outcome = cases.extend_total(
            outcome_id=outcome.id,
            version=outcome.version,
            reason=ExtensionReason.HARD_TO_INVESTIGATE,
            note="常年在外务工",
            by=turn.by,
        )
    is_positive, amount, reason = judged(family, found)
    cases.give_opinion(
        outcome_id=outcome.id,
        version=outcome.version,
        is_positive=is_positive,
        amount=amount,
        text="拟同意" if is_positive else "不符合条件",
        difference_reason=reason,
        by=turn.by,
    )
    return None


def judged(family: Family, found: Finding) -> tuple[bool, Money, str]:
    """The rules where they answer; else the family's own truth, and why."""
    if found.is_eligible is not None:
        return found.is_eligible, found.amount if found.is_eligible else Money(0), ""
    if "too_much" in family.turns:
        return False, Money(0), "收入明显超过标准"
    return True, SET_BY_HAND.get(found.programme, Money(0)), BY_HAND


def notice(turn: Turn) -> Why:
    """Posted; some are objected to while it hangs."""
    outcome = turn.outcome
    cases.post_notice(outcome_id=outcome.id, version=outcome.version, by=turn.by)
    family = turn.family
    if family.turn("objected") or family.turn("objected_again_visited"):
        world = turn.world
        world.at(world.today + timedelta(days=3), lambda: _object(turn, outcome.id))
    return None


def _object(turn: Turn, outcome_id: UUID) -> None:
    house, family = turn.world.house, turn.world.by_case[turn_case(outcome_id)]
    actor = house.at(family.town, Role.TOWN_HANDLER, 1)
    with acting(actor):
        outcome = CaseOutcome.objects.get(pk=outcome_id)
        if outcome.state == OutcomeState.POSTED:
            cases.record_objection(
                outcome_id=outcome.id, version=outcome.version, text="该户有小汽车", by=actor
            )


def turn_case(outcome_id: UUID) -> UUID:
    """The case of a programme, whoever asks."""
    with system_scope():
        return CaseOutcome.objects.values_list("case_id", flat=True).get(pk=outcome_id)


def objection(turn: Turn) -> Why:
    """Looked into again, or reviewed by the residents; days later a new opinion."""
    outcome = turn.outcome
    raised: Objection = outcome.objections.latest("done_at")
    if raised.settled_on is not None:
        return opinion(turn)
    is_visit = "objected_again_visited" in turn.family.turns
    if is_visit:
        visit_home(turn, outcome.case, turn.colleague().post_id)
    cases.settle_objection(
        objection_id=raised.id,
        method=ObjectionMethod.REINVESTIGATION if is_visit else ObjectionMethod.DEMOCRATIC_REVIEW,
        conclusion="车辆系借用",
        attendance=None if is_visit else 9,
        by=turn.by,
    )
    return "异议已处理，待重新提出意见"


def forward(turn: Turn) -> Why:
    """Up to the confirmer."""
    outcome = turn.outcome
    cases.send_to_confirmer(outcome_id=outcome.id, version=outcome.version, by=turn.by)
    return None


def county_check(turn: Turn) -> Why:
    """A file that was drawn is looked at by the county itself."""
    checked = checks.Checked(timezone.localdate(), CheckMethod.VISIT, "入户核实，情况属实", True)
    checks.record_check(outcome_id=turn.subject_id, checked=checked, by=turn.by)
    return None


def confirmation(turn: Turn) -> Why:
    """Returned once, refused, confirmed as the rules say; of an award what becomes of it."""
    from tests.simulation.campaigning import decided
    from tests.simulation.reviewing import decide_on_award

    outcome, family = turn.outcome, turn.family
    if outcome.award_id is not None:
        return None if decided(turn, outcome) else decide_on_award(turn, outcome)
    is_urgent = family.kind in ("small_fast", "emergency", "stranger", "far_away")
    last = outcome.opinions.order_by("-number").first()
    if not is_urgent and family.turn("returned"):
        cases.return_outcome(outcome_id=outcome.id, version=outcome.version, why="请补充务工证明", by=turn.by)
        return None
    if last is not None and not last.is_positive:
        cases.refuse_outcome(
            outcome_id=outcome.id, version=outcome.version, reasons="家庭人均收入高于标准", by=turn.by
        )
        return None
    found = queries.preview_finding(outcome.id, by=turn.by)
    amount = Money(last.amount_fen) if last is not None else asking.emergency(family).amount
    reason = "" if found.agrees_with(True, amount) else BY_HAND
    try:
        cases.confirm_outcome(
            outcome_id=outcome.id, version=outcome.version, amount=amount, reason=reason, by=turn.by
        )
    except StandingRefusedError:
        why = queries.proposed_refusal(outcome.id, by=turn.by)
        cases.refuse_outcome(outcome_id=outcome.id, version=outcome.version, reasons=why, by=turn.by)
        turn.world.acts["refused_without_standing"] += 1
    return None


def letter(turn: Turn) -> Why:
    """The decision, or the letter of an ending, reaches the family."""
    is_outcome = turn.item.subject_kind == "outcome"
    case = turn.outcome.case if is_outcome else Case.objects.get(pk=turn.subject_id)
    today, signed = timezone.localdate(), proof(turn)
    handed = Receipt(DeliveryMethod.HANDED_OVER, case.applicant_name, today, "本人签收", signed)
    if is_outcome:
        cases.deliver_decision(outcome_id=turn.subject_id, receipt=handed, by=turn.by)
    else:
        paper = OfficialDocument.objects.filter(
            subject_id=turn.subject_id, kind__in=("not_accepted", "termination")
        )
        cases.deliver_document(document_id=paper.latest("id").id, receipt=handed, by=turn.by)
    return None


def proof(turn: Turn) -> UUID:
    """The receipt that was signed, as a picture, kept with what was delivered."""
    place = turn.item.region
    kept = store(asking.PICTURE, kind=PROOF_OF_DELIVERY, subject=turn.subject_id, region=place, by=turn.by)
    return kept.id


def publication(turn: Turn) -> Why:
    """Name, household size and amount hang in the village."""
    cases.publish_decision(outcome_id=turn.subject_id, by=turn.by)
    return None


def urgent_papers(turn: Turn) -> Why:
    """The emergency is over: signatures and explanation."""
    case_id = turn.outcome.case_id if turn.item.subject_kind == "outcome" else turn.subject_id
    case = Case.objects.get(pk=case_id)
    signatures = [asking.kept(case, turn.by) for _ in range(2)]
    supplement = cases.Supplement(timezone.localdate(), "已购置被褥粮油", *signatures)
    cases.complete_urgent_papers(case_id=case_id, supplement=supplement, by=turn.by)
    return None


def cooperation(turn: Turn) -> Why:
    """The place of registration answers: nothing is given there, or it will stop."""
    made = Cooperation.objects.get(pk=turn.subject_id)
    chance = turn.world.by_case[made.case_id].draw("registered").random()
    if chance < 0.2:
        return "户籍地拖延未复"
    reply = Reply(CooperationFinding.NO_BENEFIT, "古云镇民政办 孟庆安")
    cases.answer_cooperation(cooperation_id=made.id, reply=reply, by=turn.by)
    return None


def cooperation_reply(turn: Turn) -> Why:
    """Waited for; after the last day the case goes on, with the reason."""
    if turn.world.today <= turn.item.due_on:
        return "等待户籍地复函"
    made = Cooperation.objects.filter(case_id=turn.subject_id).latest("number")
    cases.go_on_without_reply(cooperation_id=made.id, reason="期满未复函，已电话核实", by=turn.by)
    return None

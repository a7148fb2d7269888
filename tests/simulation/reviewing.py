"""Awards in force looked into: the file as it is now, the opinion after a hearing, what is decided."""

from typing import Any

from django.utils import timezone

from tests.simulation import asking, attesting, moving
from tests.simulation.deciding import BY_HAND, Why, judged, proof
from tests.simulation.families import Family
from tests.simulation.turns import Turn
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.actions import Receipt
from yimen.domains.cases.actions.tekun import Exit, name_exit
from yimen.domains.cases.errors import HearingInvalidError, HearingMissingError
from yimen.domains.cases.models import Case, CaseOutcome, Hearing
from yimen.domains.cases.queries.life import grace_until
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.tekun import ExitGround
from yimen.domains.cases.types import CaseState, ChangeCause, HearingAnswer
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.verification.types import SigningMethod
from yimen.kernel import Money, Programme

TO_BE_HEARD = "听取意见未办结"
EARNS = {"earns_more": 1500, "earns_far_more": 9000, "found_work": 4000, "earns_less": 0}


def review(turn: Turn) -> Why:
    """Of a household whose review is due a case is opened; of a case in draft the looking begins."""
    if turn.item.subject_kind == "household":
        family = turn.world.by_subject[turn.subject_id]
        if not attesting.look_into(turn):
            cases.open_review(household_id=turn.subject_id, by=turn.by)
        moving.know_cases(turn.world, family, turn.by)
        return None
    return change(turn)


def change(turn: Turn) -> Why:
    """In draft: what is known now is entered and the looking begins. Under way: its other items are done.

    What a case could not look into any more gets one of its own.
    """
    if turn.item.subject_kind == "household":
        if queries.running_review(turn.subject_id) is not None:
            return "等待正在办理的核查办结"
        cases.open_change(household_id=turn.subject_id, cause=ChangeCause.INCOME_CHANGED, by=turn.by)
        moving.know_cases(turn.world, turn.world.by_subject[turn.subject_id], turn.by)
        return None
    case, family = Case.objects.get(pk=turn.subject_id), turn.family
    if case.state != CaseState.DRAFT:
        return "核查已启动，按各环节办理"
    case = _save(turn, case, {"parameters": asking.KNOWN["parameters"]})
    if family.is_listed and "file" not in family.done:
        family.done.add("file")
        case = _save(turn, case, _whole_file(family, case))
    if family.later in EARNS and "happened" in family.done and case.cause:
        case = _save(turn, case, _new_income(family, case))
    _signed_by_all(family, case, turn)
    cases.begin_review(case_id=case.id, version=case.version, is_unchanged=not case.cause, by=turn.by)
    return None


def _save(turn: Turn, case: Case, declared: dict[str, Any]) -> Case:
    return cases.save_step(case_id=case.id, version=case.version, declared=declared, by=turn.by)


def _whole_file(family: Family, case: Case) -> dict[str, Any]:
    """Of a family that came in by the roll nothing is known but who they are: it is asked for once."""
    refs = dict(case.members.values_list("person_id", "ref"))
    known = asking.declared(family)
    asked = {one["ref"]: one for one in known["members"]}
    members = []
    for number, one in enumerate(family.members, start=1):
        if one.id in refs and f"m{number}" in asked:
            members.append(asked[f"m{number}"] | {"ref": refs[one.id]})
    return known | {"members": members}


def _new_income(family: Family, case: Case) -> dict[str, Any]:
    wage = family.wage = EARNS[family.later]
    income = [{"kind": "wage", "amount": f"{wage}.00"}] if wage else []
    ref = case.members.get(person_id=family.head.id).ref
    return {"members": [{"ref": ref, "income": income, "employed": bool(wage)}]}


def _signed_by_all(family: Family, case: Case, turn: Turn) -> None:
    """Whoever joined since signs; whoever signed before stays bound by it."""
    signed = {item.key for item in queries.checklist_of_case(case.id, by=turn.by) if item.is_given}
    for member in case.members.filter(is_adult=True):
        if f"authorisation:{member.person_id}" in signed:
            continue
        cases.authorise_verification(
            case_id=case.id,
            person_id=member.person_id,
            signed_by_id=member.person_id,
            method=SigningMethod.SCREEN,
            signature=asking.kept(case, turn.by),
            by=turn.by,
        )


def opinion_on_award(turn: Turn, outcome: CaseOutcome) -> Why:
    """Nothing is cut before the person was heard; of tekun the ground of the end is named first."""
    found = queries.preview_finding(outcome.id, by=turn.by)
    is_positive, amount, reason = _intended(turn, outcome, found)
    before = queries.award_amount(outcome)
    heard = outcome.hearings.order_by("-number").first()
    intended = amount if is_positive else Money(0)
    is_against = not is_positive or intended < before or grace_until(found) is not None
    is_heard = heard is not None and heard.answered_on is not None and intended.fen >= heard.proposed_fen
    is_death = outcome.case.cause == ChangeCause.MEMBER_DIED
    if is_against and not is_heard and not (is_death and is_positive):
        if heard is None or heard.answered_on is not None:
            _invite(turn, outcome, intended, is_end=not is_positive)
        return TO_BE_HEARD
    if not is_positive and outcome.programme == Programme.TEKUN:
        ground = ExitGround.DEATH if is_death else ExitGround.MEANS
        named = Exit(ground, "不再符合条件", "由镇政府办理丧葬" if is_death else "")
        name_exit(outcome_id=outcome.id, named=named, by=turn.by)
    outcome.refresh_from_db()
    try:
        cases.give_opinion(
            outcome_id=outcome.id,
            version=outcome.version,
            is_positive=is_positive,
            amount=intended,
            text="按核查结果",
            difference_reason=reason,
            by=turn.by,
        )
    except HearingMissingError:  # more than the share of whoever died
        _invite(turn, outcome, intended, is_end=not is_positive)
        return TO_BE_HEARD
    return None


def _invite(turn: Turn, outcome: CaseOutcome, intended: Money, *, is_end: bool) -> None:
    cases.invite_hearing(
        outcome_id=outcome.id,
        version=outcome.version,
        proposed=intended,
        is_end=is_end,
        facts="家庭收入增加",
        by=turn.by,
    )


def _intended(turn: Turn, outcome: CaseOutcome, found: Finding) -> tuple[bool, Money, str]:
    family = turn.family
    if outcome.case.cause == ChangeCause.MOVED_AWAY:
        return False, Money(0), "家庭已迁往外镇，由新居住地办理"
    is_positive, amount, reason = judged(family, found)
    if not reason:
        return is_positive, amount, reason
    if family.later == "earns_far_more" and outcome.case.cause:
        return False, Money(0), "收入明显超过标准"
    return True, queries.award_amount(outcome), BY_HAND


def hearing(turn: Turn) -> Why:
    """Most speak and are answered; of who stays silent that is written down after the term."""
    held: Hearing = turn.outcome.hearings.latest("number")
    if turn.family.draw(f"hearing:{held.number}").random() < 0.3:
        _hand_over_invitation(turn, held)
        if turn.world.today <= held.due_on:
            return "等待陈述意见"
        try:
            cases.record_silence(hearing_id=held.id, by=turn.by)
        except HearingInvalidError:  # the letter came late: the term runs from its arrival
            return "等待陈述意见"
        return None
    cases.record_statement(
        hearing_id=held.id, speaker=turn.family.name, statement="工作不稳定，请予考虑", by=turn.by
    )
    cases.answer_statement(
        hearing_id=held.id, answer=HearingAnswer.NOT_ADOPTED, reasons="以核对结果为准", by=turn.by
    )
    return None


def _hand_over_invitation(turn: Turn, held: Hearing) -> None:
    """The letter that invites reaches the family, once."""
    letters = OfficialDocument.objects.filter(subject_id=held.outcome_id, kind="hearing_invitation")
    letter = letters.latest("id")
    if letter.deliveries.exists():
        return
    name = held.outcome.case.applicant_name
    handed = Receipt(DeliveryMethod.HANDED_OVER, name, timezone.localdate(), "本人签收", proof(turn))
    cases.deliver_document(document_id=letter.id, receipt=handed, by=turn.by)


def decide_on_award(turn: Turn, outcome: CaseOutcome) -> Why:
    """What was proposed is decided: kept, more, less, a gradual exit, or the end.

    A file to which a change was joined after the opinion goes back.
    """
    if queries.is_opinion_outdated(outcome):
        cases.return_outcome(outcome_id=outcome.id, version=outcome.version, why="又有情况变化", by=turn.by)
        return None
    last = outcome.opinions.latest("number")
    found = queries.preview_finding(outcome.id, by=turn.by)
    amount = Money(last.amount_fen) if last.is_positive else None
    agrees = found.agrees_with(last.is_positive, amount or Money(0))
    cases.decide_award(
        outcome_id=outcome.id,
        version=outcome.version,
        amount=amount,
        reason="家庭人均收入高于标准" if amount is None else ("" if agrees else BY_HAND),
        by=turn.by,
    )
    return None

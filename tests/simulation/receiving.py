"""The desks of what is brought: contacts, transfers, reports, complaints, remedies."""

from django.utils import timezone

from tests.simulation import asking, attesting
from tests.simulation.deciding import Why, proof
from tests.simulation.house import acting, afresh
from tests.simulation.turns import Turn
from tests.support.cast import COUNTY
from yimen.domains.intake import actions as intake
from yimen.domains.intake import queries
from yimen.domains.intake.models import Remedy, Transfer
from yimen.domains.intake.types import (
    About,
    Answer,
    ComplaintResult,
    ComplaintState,
    Feedback,
    Receiver,
    RemedyResult,
    RemedyState,
    TransferState,
    TransferTopic,
    Verdict,
)
from yimen.domains.network.models import Department
from yimen.domains.network.types import Role
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.worklist.queries import find_open
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Programme

FOR_THE_TOWN = ("small_fast", "emergency")


def contact(turn: Turn) -> Why:
    """Answered as the family's matter wants; what the village may not do the town takes over."""
    family, by = turn.family, turn.by
    needs_town = family.kind in FOR_THE_TOWN and by.role is Role.VILLAGE_ASSISTANT
    if (family.kind == "handed_over" and "taken" not in family.done) or needs_town:
        return _offered(turn)
    if family.kind in FOR_THE_TOWN:
        asking.help_first(family, by)
    elif family.kind == "transferred":
        _sent_on(turn)
    elif family.kind == "old_age":
        attesting.register(turn)
    elif family.kind in ("answered", "advised", "turned_away", "handed_over"):
        _answered(turn)
    else:
        asking.apply(family, by)
    turn.world.know(family)
    return None


def _offered(turn: Turn) -> Why:
    """Offered to the town, once at a time; the first asked stays responsible meanwhile."""
    family, house = turn.family, turn.world.house
    if find_open(WorkKind.CONTACT_HAND_OVER, turn.subject_id) is None:
        receivers = [house.at(family.town, Role.TOWN_HANDLER, nth) for nth in (1, 0)]
        present = [
            to
            for to in receivers
            if to.post_id != turn.by.post_id and not house.is_away(to, turn.world.today)
        ]
        to = present[0] if present else house.at(family.town, Role.TOWN_REVIEWER)
        intake.hand_over_contact(
            contact_id=turn.subject_id, to_post_id=to.post_id, reason="属镇级事项", by=turn.by
        )
    return "已移交，等待接手"


def contact_hand_over(turn: Turn) -> Why:
    """Taken; some are declined once, with the reason."""
    family = turn.family
    if family.draw("decline").random() < 0.2 and "declined" not in family.done:
        family.done.add("declined")
        intake.decline_contact(contact_id=turn.subject_id, reason="请先在村里了解情况", by=turn.by)
        return None
    intake.take_contact(contact_id=turn.subject_id, by=turn.by)
    family.done.add("taken")
    return None


def _answered(turn: Turn) -> None:
    if turn.family.kind == "answered":
        said: dict[str, object] = {"answer": Answer.ON_THE_SPOT, "text": "每季度末月发放"}
    elif turn.family.kind == "turned_away":
        said = {
            "answer": Answer.REFUSED,
            "text": "自述有两套商品房，不符合财产条件",
            "programmes": (Programme.DIBAO,),
            "article": "民发〔2021〕57号 第十四条",
        }
    else:
        said = {"answer": Answer.ADVISED, "programmes": (Programme.DIBAO, Programme.TEMPORARY)}
    intake.answer_contact(contact_id=turn.subject_id, by=turn.by, **said)  # type: ignore[arg-type]


def _sent_on(turn: Turn) -> None:
    """To the department with a liaison here, or to one that answers by letter."""
    departments = list(Department.objects.filter(region=str(COUNTY)).order_by("name"))
    family = turn.family
    chosen = family.draw("department").choice(departments)
    transfer = intake.send_transfer(
        about=About(contact_id=turn.subject_id),
        topic=TransferTopic.HOUSING,
        receiver=Receiver(department_id=chosen.id),
        need="土坯房漏雨，申请危房改造",
        wants=("身份证",),
        by=turn.by,
    )
    turn.world.by_subject[transfer.id] = family


def transfer_answer(turn: Turn) -> Why:
    """Taken on or refused, then the result; without a liaison the sender writes down what was said."""
    transfer = Transfer.objects.get(pk=turn.subject_id)
    chance = turn.family.draw(f"answer:{transfer.state}").random()
    if transfer.state == TransferState.SENT:
        verdict = Verdict.REFUSE if chance < 0.15 else Verdict.ACCEPT
    else:
        verdict = Verdict.NOT_HELPED if chance < 0.2 else Verdict.HELPED
    is_liaison = turn.by.role is Role.DEPARTMENT_LIAISON
    intake.answer_transfer(
        transfer_id=transfer.id,
        verdict=verdict,
        text="已安排" if verdict in (Verdict.ACCEPT, Verdict.HELPED) else "不属本部门职责",
        answerer="" if is_liaison else "部门经办人",
        by=turn.by,
    )
    return None


def transfer_feedback(turn: Turn) -> Why:
    """The family is told what became of it."""
    feedback = Feedback(DeliveryMethod.HANDED_OVER, turn.family.name, timezone.localdate(), "本人签收")
    intake.tell_family(transfer_id=turn.subject_id, feedback=feedback, by=turn.by)
    return None


def complaint(turn: Turn) -> Why:
    """Looked into, answered, delivered where somebody gave a name, learnt from."""
    found = queries.get_complaint(turn.subject_id, by=turn.by)
    if found.state == ComplaintState.RECEIVED:
        to = queries.handlers_of(found.id, by=turn.by)[-1]
        intake.assign_complaint(complaint_id=found.id, to_post_id=to.post_id, reason="分办", by=turn.by)
        return None
    if found.state == ComplaintState.ASSIGNED:
        intake.investigate_complaint(
            complaint_id=found.id, findings="入户并走访邻居", result=ComplaintResult.UNTRUE, by=turn.by
        )
        return "已查明，待答复"
    if found.state == ComplaintState.INVESTIGATED:
        intake.answer_complaint(complaint_id=found.id, text="经查不属实", by=turn.by)
        return "已答复，待送达"
    if queries.complainant_of(found.id, by=turn.by) is not None and found.delivered_on is None:
        intake.deliver_complaint_answer(
            complaint_id=found.id,
            method=DeliveryMethod.HANDED_OVER,
            delivered_on=timezone.localdate(),
            proof="本人签收",
            proof_file_id=proof(turn),
            by=turn.by,
        )
    intake.learn_from_complaint(complaint_id=found.id, lessons="公示内容写明来源", by=turn.by)
    return None


def remedy_answer(turn: Turn) -> Why:
    """The written answer goes to the authority; some weeks later it decides."""
    today, world, subject_id = timezone.localdate(), turn.world, turn.subject_id
    intake.answer_remedy(remedy_id=subject_id, answered_on=today, by=turn.by)
    world.at(world.working_day_after(20), lambda: _decided(turn))
    return None


def _decided(turn: Turn) -> None:
    by = afresh(turn.by)
    with acting(by):
        remedy = Remedy.objects.get(pk=turn.subject_id)
        is_upheld = turn.family.draw("remedy").random() < 0.5
        result = RemedyResult.UPHELD if is_upheld else RemedyResult.ORDERED_ANEW
        if remedy.state == RemedyState.ANSWERED:
            intake.settle_remedy(
                remedy_id=remedy.id, result=result, result_on=turn.world.today, note="复议决定书", by=by
            )


def remedy_carry_out(turn: Turn) -> Why:
    """The decision is made anew, as the authority says."""
    intake.carry_out_remedy(remedy_id=turn.subject_id, followed="已重新受理", by=turn.by)
    return None

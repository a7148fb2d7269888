"""What happens to families that are assisted, and the desks that look into it: reports, hearings, rounds."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tests.simulation.asking import PICTURE
from tests.simulation.deciding import BY_HAND, Why, judged, proof
from tests.simulation.families import Family, Somebody
from tests.simulation.house import acting, afresh
from tests.simulation.turns import Turn, World
from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.actions import Receipt
from yimen.domains.cases.actions.rounds import Meeting, MeetingItem
from yimen.domains.cases.actions.tekun import Exit, name_exit
from yimen.domains.cases.errors import HearingInvalidError
from yimen.domains.cases.models import Case, CaseOutcome, Hearing, MonthlyRound
from yimen.domains.cases.queries import rounds
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.tekun import ExitGround
from yimen.domains.cases.types import (
    CaseState,
    ChangeCause,
    FileKind,
    HearingAnswer,
    MeetingResult,
    RoundStage,
)
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintTarget,
    RemedyKind,
    ReportKind,
    ReportOutcome,
)
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household
from yimen.domains.people.types import PersonFacts, Relation
from yimen.domains.verification.types import SigningMethod
from yimen.doors.cli.county.identities import invented_identity
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Month, Programme, RegionCode, Sex

TOLD: dict[str, ReportKind] = {
    "death": ReportKind.DEATH,
    "birth": ReportKind.BIRTH,
    "moves": ReportKind.MOVE,
    "away": ReportKind.AWAY,
    "earns_more": ReportKind.INCOME,
    "earns_far_more": ReportKind.INCOME,
    "found_work": ReportKind.INCOME,
    "earns_less": ReportKind.INCOME,
    "nothing_changed": ReportKind.OTHER,
}
EARNS = {"earns_more": 1500, "earns_far_more": 9000, "found_work": 4000, "earns_less": 0}
WANTED_ONCE = ("splits", "merges")


def happens(world: World, family: Family) -> None:
    """The later turn of a family, if it is assisted by then; told by the village or seen by the town."""
    village = world.house.at(family.village, Role.VILLAGE_ASSISTANT)
    if family.later == "joined":
        return
    if family.later == "complained_of":
        with acting(village):
            _complain(family, village)
    elif family.later == "splits":
        _split(world, family)
    elif family.later == "merges":
        _merge(world, family)
    elif family.later:
        with acting(village):
            report = intake.report_change(
                kind=TOLD[family.later],
                region=family.village,
                household_id=family.household_id,
                person_id=family.head.id if family.later == "death" else None,
                text=family.later,
                since=timezone.localdate() - timedelta(days=20) if family.later == "away" else None,
                by=village,
            )
        world.by_subject[report.id] = family


def _complain(family: Family, by: Actor) -> None:
    is_named = family.draw("complaint").random() < 0.5
    said = intake.Said(
        "有人说该户有小汽车", name="凌邻居" if is_named else "", phone="10000000001" if is_named else ""
    )
    target = ComplaintTarget(ComplaintAbout.CASE, f"{family.name}的救助", family.case_ids[0])
    cases.receive_complaint(channel=ComplaintChannel.PHONE, target=target, said=said, by=by)


def _split(world: World, family: Family) -> None:
    if len(family.members) < 3 or family.members[1].id is None:
        return
    by = world.house.at(family.town, Role.TOWN_HANDLER, 1)
    with acting(by):
        founded = cases.split_household(
            household_id=family.household_id,  # type: ignore[arg-type]
            relations={family.members[1].id: Relation.HEAD},
            region=family.village,
            address=f"新屋{family.number}号东屋",
            on=world.today,
            by=by,
        )
    world.by_subject[founded] = family
    _waiting_change(world, family)


def _merge(world: World, family: Family) -> None:
    """With another assisted family of the same village, if there is one whose ways are quiet."""
    others = [
        other
        for other in world.families
        if other.village == family.village
        and other.kind == "dibao"
        and not other.later
        and other.number != family.number
    ]
    by = world.house.at(family.town, Role.TOWN_HANDLER, 1)
    for other in others:
        with acting(by):
            if other.household_id is None or queries.running_review(other.household_id) is not None:
                continue
            if not Household.objects.filter(
                pk=other.household_id, memberships__valid_until__isnull=True
            ).exists():
                continue
            joining = [one for one in family.members if one.id is not None]
            cases.merge_households(
                household_id=other.household_id,
                other_id=family.household_id,  # type: ignore[arg-type]
                relations={one.id: Relation.OTHER for one in joining},  # type: ignore[misc]
                on=world.today,
                by=by,
            )
        other.later = "joined"
        _waiting_change(world, family)
        _waiting_change(world, other)
        return


def _waiting_change(world: World, family: Family) -> None:
    """The change cases that the act has opened lead to the family as well."""
    by = world.house.at(family.town, Role.TOWN_HANDLER, 1)
    with acting(by):
        for case_id in Case.objects.filter(household=family.household_id).values_list("id", flat=True):
            world.by_case[case_id] = family
            if case_id not in family.case_ids:
                family.case_ids.append(case_id)


def change_report(turn: Turn) -> Why:
    """What the town makes of it: the register corrected, a change case, or nothing and why."""
    report, family = ChangeReport.objects.get(pk=turn.subject_id), turn.family
    if family.later == "away":
        if turn.world.today < turn.item.due_on - timedelta(days=7):
            return "离开未满规定月数"
        _settled(report, ReportOutcome.NO_CHANGE, "已返回居住地", turn)
    elif family.later == "death":
        people.record_death(person_id=report.person_id, on=report.reported_on, by=turn.by)
        _changed(turn, report, ChangeCause.MEMBER_DIED, person_id=report.person_id)
    elif family.later == "birth":
        _born(turn, family)
        _changed(turn, report, ChangeCause.MEMBER_JOINED)
    elif family.later == "moves":
        people.move_household(
            household_id=family.household_id,  # type: ignore[arg-type]
            to_region=family.village,
            address=f"新屋{family.number}号之二",
            on=turn.world.today,
            by=turn.by,
        )
        _settled(report, ReportOutcome.CORRECTED, "同村搬迁，地址已更正", turn)
    elif family.later == "nothing_changed":
        _settled(report, ReportOutcome.NO_CHANGE, "经入户核实没有变化", turn)
    else:
        cause = ChangeCause.STARTED_WORK if family.later == "found_work" else ChangeCause.INCOME_CHANGED
        _changed(turn, report, cause, person_id=family.head.id)
    return None


def _born(turn: Turn, family: Family) -> None:
    born, order = turn.world.today - timedelta(days=3), family.number % 500
    baby = Somebody(f"{family.name[0]}新{family.name[-1]}", born, Sex.FEMALE, "child", order)
    facts = PersonFacts(name=baby.name, identity=invented_identity(born, baby.sex, order))
    baby.id = people.register_person(
        facts=facts, region=family.village, address=f"新屋{family.number}号", by=turn.by
    ).id
    people.add_member(
        household_id=family.household_id,  # type: ignore[arg-type]
        person_id=baby.id,
        relation=Relation.CHILD,
        by=turn.by,
    )
    family.members.append(baby)


def _settled(report: ChangeReport, outcome: ReportOutcome, note: str, turn: Turn) -> None:
    intake.settle_report(report_id=report.id, outcome=outcome, note=note, by=turn.by)


def _changed(turn: Turn, report: ChangeReport, cause: ChangeCause, *, person_id: UUID | None = None) -> None:
    """A change case where something goes on; else the register was corrected and that is all."""
    family = turn.family
    if not awards.is_assisted(family.household_id):  # type: ignore[arg-type]
        _settled(report, ReportOutcome.CORRECTED, "没有在册救助，已更正档案", turn)
        return
    case = cases.open_change(
        household_id=family.household_id,  # type: ignore[arg-type]
        cause=cause,
        report_id=report.id,
        person_id=person_id,
        happened_on=None if cause is ChangeCause.MEMBER_DIED else report.reported_on,
        by=turn.by,
    )
    family.case_ids.append(case.id)
    turn.world.by_case[case.id] = family


def review(turn: Turn) -> Why:
    """Of a household whose review is due a case is opened; of a case in draft the looking begins."""
    if turn.item.subject_kind == "household":
        case = cases.open_review(household_id=turn.subject_id, by=turn.by)
        family = turn.world.by_subject[turn.subject_id]
        family.case_ids.append(case.id)
        turn.world.by_case[case.id] = family
        return None
    return change(turn)


def change(turn: Turn) -> Why:
    """In draft: what is known now is entered and the looking begins. Under way: its other items are done."""
    case, family = Case.objects.get(pk=turn.subject_id), turn.family
    if case.state != CaseState.DRAFT:
        return "核查已启动，按各环节办理"
    if family.later in EARNS and case.cause:
        wage = EARNS[family.later]
        income = [{"kind": "wage", "amount": f"{wage}.00"}] if wage else []
        family.wage = wage
        ref = case.members.get(person_id=family.head.id).ref
        declared = {"members": [{"ref": ref, "income": income, "employed": bool(wage)}]}
        case = cases.save_step(case_id=case.id, version=case.version, declared=declared, by=turn.by)
    _signed_by_all(family, case, turn)
    cases.begin_review(case_id=case.id, version=case.version, is_unchanged=not case.cause, by=turn.by)
    return None


def _signed_by_all(family: Family, case: Case, turn: Turn) -> None:
    """Whoever joined since signs; whoever signed before stays bound by it."""
    signed = {item.key for item in queries.checklist_of_case(case.id, by=turn.by) if item.is_given}
    for member in case.members.filter(is_adult=True):
        if f"authorisation:{member.person_id}" in signed:
            continue
        where = str(case.region)
        picture = store(PICTURE, kind=FileKind.SIGNATURE, subject=case.id, region=where, by=turn.by)
        cases.authorise_verification(
            case_id=case.id,
            person_id=member.person_id,
            signed_by_id=member.person_id,
            method=SigningMethod.SCREEN,
            signature=picture.id,
            by=turn.by,
        )


def opinion_on_award(turn: Turn, outcome: CaseOutcome) -> Why:
    """Nothing is cut before the person was heard; of tekun the ground of the end is named first."""
    found = queries.preview_finding(outcome.id, by=turn.by)
    is_positive, amount, reason = _intended(turn, outcome, found)
    before = queries.award_amount(outcome)
    heard = outcome.hearings.order_by("-number").first()
    intended = amount if is_positive else Money(0)
    is_against = not is_positive or intended < before
    is_heard = heard is not None and heard.answered_on is not None and intended.fen >= heard.proposed_fen
    is_death = outcome.case.cause == ChangeCause.MEMBER_DIED
    if is_against and not is_heard and not (is_death and is_positive):
        if heard is None or heard.answered_on is not None:
            cases.invite_hearing(
                outcome_id=outcome.id,
                version=outcome.version,
                proposed=intended,
                is_end=not is_positive,
                facts="家庭收入增加",
                by=turn.by,
            )
        return "听取意见未办结"
    if not is_positive and outcome.programme == Programme.TEKUN:
        ground = ExitGround.DEATH if is_death else ExitGround.MEANS
        named = Exit(ground, "不再符合条件", "由镇政府办理丧葬" if is_death else "")
        name_exit(outcome_id=outcome.id, named=named, by=turn.by)
    outcome.refresh_from_db()
    cases.give_opinion(
        outcome_id=outcome.id,
        version=outcome.version,
        is_positive=is_positive,
        amount=intended,
        text="按核查结果",
        difference_reason=reason,
        by=turn.by,
    )
    return None


def _intended(turn: Turn, outcome: CaseOutcome, found: Finding) -> tuple[bool, Money, str]:
    family = turn.family
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
    """What was proposed is decided: kept, more, less, a gradual exit, or the end."""
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


def contest(world: World, family: Family, outcome_id: UUID) -> None:
    """A refusal goes before the authority."""
    by = afresh(world.house.at(family.town, Role.TOWN_HANDLER, 1))
    filing = intake.Filing("县人民政府", "认为认定收入有误", world.today, world.today)
    kind = RemedyKind.RECONSIDERATION if family.number % 2 else RemedyKind.LAWSUIT
    with acting(by):
        outcome = CaseOutcome.objects.get(pk=outcome_id)
        if outcome.told_on is None:
            return
        remedy = cases.receive_remedy(
            kind=kind, case_id=outcome.case_id, outcome_id=outcome.id, filing=filing, by=by
        )
    world.by_subject[remedy] = family


def round_closing(turn: Turn) -> Why:
    """The papers of the meeting are printed."""
    row = MonthlyRound.objects.get(pk=turn.subject_id)
    town, month = RegionCode(row.region), Month.of(row.month)
    found = rounds.round_of(month, by=turn.by, town=town)
    if not found.counts.get(RoundStage.READY):
        return "本轮还没有可以上会的申请"
    cases.issue_meeting_papers(town=town, month=month, by=turn.by)
    return None


def round_end(turn: Turn) -> Why:
    """What hung its days goes up together, the rest is carried over, and the month's report is issued."""
    row = MonthlyRound.objects.get(pk=turn.subject_id)
    town, month = RegionCode(row.region), Month.of(row.month)
    if turn.world.today < turn.item.due_on:
        return "本轮尚未到结束日"
    without = "" if row.held_on else "本月未召开审核会，按件办理"
    cases.close_round(town=town, month=month, note=without, by=turn.by)
    return None


def meet(world: World, town: RegionCode) -> None:
    """The meeting of the month: everything ready is resolved in the reviewer's name, and posted together."""
    reviewer, handler = world.house.at(town, Role.TOWN_REVIEWER), world.house.at(town, Role.TOWN_HANDLER, 1)
    month = Month.of(world.today)
    with acting(reviewer):
        found = rounds.round_of(month, by=reviewer, town=town)
        if found.days.meeting != world.today or found.held_on:
            return
        items = []
        for line in found.lines:
            if line.stage is not RoundStage.READY or line.award_id is not None:
                continue
            answer = queries.preview_finding(line.outcome_id, by=reviewer)
            if answer.is_eligible is None:
                items.append(
                    MeetingItem(line.outcome_id, line.version, MeetingResult.PUT_OFF, note="标准待定")
                )
                continue
            result = MeetingResult.AGREED if answer.is_eligible else MeetingResult.DECLINED
            items.append(MeetingItem(line.outcome_id, line.version, result, shown_amount=answer.amount))
        if not items:
            return
        sat = Meeting(
            world.today, "镇政府", reviewer.staff_name, f"{reviewer.staff_name}、{handler.staff_name}"
        )
        done = cases.record_meeting(town=town, month=month, meeting=sat, resolved=items, by=reviewer)
    world.acts["meeting"] += len(done.done)
    with acting(handler):
        after = rounds.round_of(month, by=handler, town=town)
        versions = {line.outcome_id: line.version for line in after.lines if line.stage is RoundStage.TO_POST}
        if versions:
            cases.post_together(town=town, month=month, versions=versions, by=handler)

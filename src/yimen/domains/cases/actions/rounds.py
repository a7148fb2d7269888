"""A month of a town: its plan, its meeting, what is posted and sent together, its end with the report.

Nothing here moves a case: every programme is moved by the action of its own step, under the authority of
whoever presses. Many at once are many single acts; one that is refused leaves nothing of itself behind.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.decision import send_to_confirmer
from yimen.domains.cases.actions.matters import close_if_waiting
from yimen.domains.cases.actions.moves import acted
from yimen.domains.cases.actions.notice import post_notice
from yimen.domains.cases.actions.opinion import give_opinion
from yimen.domains.cases.actions.round_papers import issue_minutes, issue_report, open_round, refuse_ahead
from yimen.domains.cases.errors import ReasonMissingError, RoundInvalidError
from yimen.domains.cases.models import MonthlyRound, Opinion, PlannedRounds, RoundEntry
from yimen.domains.cases.queries.limits import limit_on
from yimen.domains.cases.queries.rounds import round_of
from yimen.domains.cases.rules.rounds import plan_faults
from yimen.domains.cases.types import (
    Clock,
    MeetingResult,
    Round,
    RoundLine,
    RoundPlan,
    RoundStage,
)
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import Money, Month, Programme, RegionCode, Sentence, YimenError

MOST_AT_ONCE = 200
HELD_BACK = (RoundStage.TO_POST, RoundStage.ON_VIEW, RoundStage.TO_SEND)
"""A round is not over while what it agreed to has not gone up."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who sat together, when and where."""

    held_on: date
    place: str
    chair: str
    participants: str


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """What the meeting made of one programme, on the figure that was shown."""

    outcome_id: UUID
    version: int
    result: MeetingResult
    shown_amount: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """One of many that was not done, and why."""

    outcome_id: UUID
    name: str
    number: str
    programme: Programme
    why: str | Sentence


@dataclass(frozen=True, slots=True)
class Together:
    """What came of a step taken for many: those done, and those refused with nothing of theirs half done."""

    done: tuple[RoundLine, ...]
    refused: tuple[Refused, ...]


@transaction.atomic
def set_plan(*, town: RegionCode, from_month: Month, plan: RoundPlan, by: Actor) -> PlannedRounds:
    """How a town counts its days from a month on; months that are past keep theirs."""
    require(by, Permission.ROUND_RUN, town)
    today = timezone.localdate()
    if from_month < Month.of(today):
        raise RoundInvalidError("日程只能从本月或以后的月份起调整，已经过去的月份不再改动。")
    found = MonthlyRound.objects.filter(region=str(town), month__gte=from_month.first, held_on__isnull=False)
    if found.exists():
        raise RoundInvalidError("所选月份已经开过审核会，请从下一个月起调整日程。")
    least = limit_on(Clock.NOTICE, Programme.DIBAO, town, today).days
    if faults := plan_faults(plan, least):
        raise RoundInvalidError(
            "日程不成立：各日在 1 至 28 日之间，收件截止不超过会前 15 个工作日，公示 %(least)s 至 30 天。",
            least=least,
            faults=list(faults),
        )
    columns: dict[str, object] = {name: getattr(plan, name) for name in RoundPlan.__dataclass_fields__}
    made = PlannedRounds.objects.create(region=str(town), from_month=from_month.first, **columns, **acted(by))
    changes = {"from": str(from_month), **columns}
    audit.record("round:plan", kind="round", subject=made.id, region=str(town), by=by, changes=changes)
    return made


def hold_round(town: RegionCode, month: Month, *, by: Actor) -> MonthlyRound:
    """The round of a month for a change, opened when it is first needed; refuses one that is over."""
    require(by, Permission.ROUND_RUN, town)
    refuse_ahead(town, month)
    row = open_round(town, month)
    row = MonthlyRound.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.closed_on is not None:
        raise RoundInvalidError("%(month)s的审核已经结束，未办的事项已转入下轮。", month=str(month))
    return row


@transaction.atomic
def record_meeting(
    *, town: RegionCode, month: Month, meeting: Meeting, resolved: Sequence[MeetingItem], by: Actor
) -> Together:
    """The meeting's people, and what it made of each programme: an opinion in the actor's own name each.

    What the meeting puts off stays where it is, with the reason. A second sitting adds to the first.
    """
    require(by, Permission.OPINION_WRITE, town)
    if len(resolved) > MOST_AT_ONCE:
        raise RoundInvalidError("一次最多登记 %(n)s 件，请先登记一部分，再登记其余的。", n=MOST_AT_ONCE)
    row = hold_round(town, month, by=by)
    _keep_meeting(row, meeting, by)
    asked = {each.outcome_id: each for each in resolved}
    opinions: dict[UUID, Opinion] = {}

    def resolve(line: RoundLine) -> None:
        each = asked[line.outcome_id]
        if each.result is MeetingResult.PUT_OFF:
            _put_off(row, line, each.note, by)
        else:
            opinions[line.outcome_id] = _opine(row, line, each, month, by)

    together = _each(round_of(month, by=by, town=town), asked, resolve)
    if together.done:
        results = [(line, asked[line.outcome_id], opinions.get(line.outcome_id)) for line in together.done]
        issue_minutes(row, [(line, each.result, op, each.note) for line, each, op in results], by=by)
        close_if_waiting(WorkKind.ROUND_CLOSING, row.id, by=by)
    _record("round:meet", row, by, together, {"held_on": meeting.held_on, "chair": meeting.chair})
    return together


def _keep_meeting(row: MonthlyRound, meeting: Meeting, by: Actor) -> None:
    said = (meeting.place.strip(), meeting.chair.strip(), meeting.participants.strip())
    if not all(said):
        raise ReasonMissingError("请写明会议地点、主持人和参加人员。")
    if meeting.held_on > timezone.localdate():
        raise RoundInvalidError("会议日期不能在今天以后。")
    row.held_on, (row.place, row.chair, row.participants) = meeting.held_on, said
    row.save(update_fields=["held_on", "place", "chair", "participants"])


def _put_off(row: MonthlyRound, line: RoundLine, note: str, by: Actor) -> None:
    if not note.strip():
        raise ReasonMissingError("缓议须写明原因。")
    if line.cannot_wait:
        raise RoundInvalidError("法定时限早于本轮报送确认的日子，不能缓议；请先延长期限或者当即办理。")
    _keep_entry(row, line, MeetingResult.PUT_OFF, None, note.strip(), by)


def _opine(row: MonthlyRound, line: RoundLine, each: MeetingItem, month: Month, by: Actor) -> Opinion:
    is_positive = each.result is MeetingResult.AGREED
    words = "同意上报" if is_positive else "不符合条件"
    opinion = give_opinion(
        outcome_id=line.outcome_id,
        version=each.version,
        is_positive=is_positive,
        amount=(each.shown_amount or Money(0)) if is_positive else Money(0),
        text=f"经{month.year}年{month.month}月审核会议定：{words}。",
        shown_amount=each.shown_amount,
        difference_reason=each.note.strip(),
        by=by,
    )
    _keep_entry(row, line, each.result, opinion, each.note.strip(), by)
    return opinion


def _keep_entry(
    row: MonthlyRound, line: RoundLine, result: MeetingResult, opinion: Opinion | None, note: str, by: Actor
) -> None:
    """One line for each programme of a round; a second sitting takes the place of what the first put off."""
    RoundEntry.objects.update_or_create(
        round=row,
        outcome_id=line.outcome_id,
        defaults={
            "region": line.region,
            "case_id": line.case_id,
            "opinion": opinion,
            "result": result,
            "note": note,
            **acted(by),
        },
    )


@transaction.atomic
def post_together(*, town: RegionCode, month: Month, versions: Mapping[UUID, int], by: Actor) -> Together:
    """The notices of a round on one day; each sheet is a paper of its own with its own last day."""
    require(by, Permission.NOTICE_POST, town)
    row = hold_round(town, month, by=by)

    def post(line: RoundLine) -> None:
        post_notice(outcome_id=line.outcome_id, version=versions[line.outcome_id], by=by)

    together = _each(round_of(month, by=by, town=town), versions, post)
    _record("round:post", row, by, together, {})
    return together


@transaction.atomic
def send_together(*, town: RegionCode, month: Month, versions: Mapping[UUID, int], by: Actor) -> Together:
    """What hung its days, or need not hang, goes to whoever decides; each under the actor's own name."""
    require(by, Permission.OPINION_WRITE, town)
    row = hold_round(town, month, by=by)

    def send(line: RoundLine) -> None:
        send_to_confirmer(outcome_id=line.outcome_id, version=versions[line.outcome_id], by=by)

    together = _each(round_of(month, by=by, town=town), versions, send)
    _record("round:send", row, by, together, {})
    return together


def _each(found: Round, asked: Collection[UUID], step: Callable[[RoundLine], object]) -> Together:
    """A step for each line asked for, every one within a savepoint of its own."""
    done: list[RoundLine] = []
    refused: list[Refused] = []
    for line in found.lines:
        if line.outcome_id not in asked:
            continue
        try:
            with transaction.atomic():
                step(line)
            done.append(line)
        except YimenError as refusal:
            refused.append(Refused(line.outcome_id, line.name, line.number, line.programme, refusal.message))
    return Together(tuple(done), tuple(refused))


@transaction.atomic
def close_round(*, town: RegionCode, month: Month, note: str = "", by: Actor) -> MonthlyRound:
    """The end: what was not resolved goes over into the next round, and the month's figures are issued."""
    row = hold_round(town, month, by=by)
    if row.held_on is None and not note.strip():
        raise ReasonMissingError("本轮没有登记会议，请写明没有开会的原因。")
    found = round_of(month, by=by, town=town)
    _refuse_unfinished(found)
    for line in found.lines:
        if line.result is None:
            _keep_outcome_of(row, line, by)
    row.closed_on, row.closed_by_id, row.closing_note = timezone.localdate(), by.user_id, note.strip()
    row.save(update_fields=["closed_on", "closed_by", "closing_note"])
    issue_report(row, by=by)
    for kind in (WorkKind.ROUND_CLOSING, WorkKind.ROUND_END):
        close_if_waiting(kind, row.id, by=by)
    changes: dict[str, object] = {"month": str(month), "lines": len(found.lines), "note": note.strip()}
    audit.record("round:close", kind="round", subject=row.id, region=row.region, by=by, changes=changes)
    return row


def _refuse_unfinished(found: Round) -> None:
    left = found.at(*HELD_BACK)
    if not left:
        return
    raise RoundInvalidError(
        "还有 %(n)s 项已经提出意见但没有公示期满并报送，不能结束本轮：%(names)s。",
        n=len(left),
        names="、".join(line.name for line in left[:5]),
    )


def _keep_outcome_of(row: MonthlyRound, line: RoundLine, by: Actor) -> None:
    """MeetingItem by itself outside the meeting, or not at all: then it is of the next round."""
    opinion = Opinion.objects.filter(outcome=line.outcome_id).order_by("-number").first()
    is_up = line.stage in (RoundStage.WITH_CONFIRMER, RoundStage.DECIDED)
    if opinion is None or not is_up:
        _keep_entry(row, line, MeetingResult.CARRIED_OVER, None, "", by)
        return
    result = MeetingResult.AGREED if opinion.is_positive else MeetingResult.DECLINED
    _keep_entry(row, line, result, opinion, "", by)


def _record(
    action: str, row: MonthlyRound, by: Actor, together: Together, more: Mapping[str, object]
) -> None:
    """How many at once, and whom; each single act has an entry of its own besides."""
    changes: dict[str, object] = {
        **more,
        "done": [line.number for line in together.done],
        "refused": [each.number for each in together.refused],
    }
    audit.record(action, kind="round", subject=row.id, region=row.region, by=by, changes=changes)

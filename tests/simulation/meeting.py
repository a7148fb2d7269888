"""The months of a town: papers before the meeting, what it resolves, the end of the round."""

from tests.simulation.deciding import Why
from tests.simulation.house import acting
from tests.simulation.turns import Turn, World
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.actions.rounds import Meeting, MeetingItem
from yimen.domains.cases.models import MonthlyRound
from yimen.domains.cases.queries import rounds
from yimen.domains.cases.types import MeetingResult, RoundStage
from yimen.domains.network.types import Role
from yimen.kernel import Month, RegionCode


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

"""A town's month: its days as the town set them, a meeting that put something off."""

from tests.support.cast import TOWN, acting
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions.rounds import Meeting, MeetingItem
from yimen.domains.cases.queries import rounds
from yimen.domains.cases.types import MeetingResult, RoundPlan
from yimen.kernel import Month

from .setting import TODAY, Stage


def month_is_under_way(stage: Stage) -> None:
    """The meeting of this month spoke of the first line of its round and put it off."""
    by, month = stage.cast.town_reviewer, Month.of(TODAY)
    with acting(by):
        cases.set_plan(town=TOWN, from_month=month, plan=RoundPlan(), by=by)
        line = rounds.round_of(month, by=by, town=TOWN).lines[0]
        item = MeetingItem(line.outcome_id, line.version, MeetingResult.PUT_OFF, note="待核实住房")
        meeting = Meeting(TODAY, "镇政府", by.staff_name, by.staff_name)
        done = cases.record_meeting(town=TOWN, month=month, meeting=meeting, resolved=[item], by=by)
        assert done.done
        stage.objects["round_id"] = rounds.round_of(month, by=by, town=TOWN).round_id
    stage.objects["month"] = str(month)

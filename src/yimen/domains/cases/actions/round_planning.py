"""Rounds enter the worklists of their towns before their days; safe to run twice."""

from datetime import date, timedelta

from django.utils import timezone

from yimen.domains.cases.actions.matters import wait
from yimen.domains.cases.actions.round_papers import open_round, subject_of
from yimen.domains.cases.models import CaseOutcome, MonthlyRound
from yimen.domains.cases.queries.rounds import UNDER_WORK, days_of, present_round_month
from yimen.domains.cases.rules.rounds import OWN_CHOICE
from yimen.domains.cases.types import DECIDED_STATES, RoundDays
from yimen.domains.network import queries as network
from yimen.domains.network.types import StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit import Doer
from yimen.kernel import DayUnit, Deadline, RegionCode, RegionLevel, TimeLimit

LEAD = timedelta(days=7)
"""How long before its day the end of intake is spoken of; the office's own."""
COUNTED_FROM = "上月1日"


def plan_rounds(*, by: Doer) -> int:
    """Of every town with something to resolve, the days that come near; how many items were opened."""
    today = timezone.localdate()
    return sum(_plan(town, today, by) for town in _towns())


def _towns() -> set[RegionCode]:
    rows = CaseOutcome.objects.filter(case__state__in=UNDER_WORK).exclude(state__in=DECIDED_STATES)
    regions = rows.values_list("region", flat=True).distinct().order_by()
    towns = {RegionCode(region).at(RegionLevel.TOWN) for region in regions}
    return {town for town in towns if network.find_station(town, StationLevel.TOWN) is not None}


def _plan(town: RegionCode, today: date, by: Doer) -> int:
    month = present_round_month(town, today)
    days, _rests_on, _is_own = days_of(town, month)
    if today < days.closing - LEAD:
        return 0
    row, opened = open_round(town, month), 0
    if row.held_on is None and today <= days.meeting:
        opened += _wait(WorkKind.ROUND_CLOSING, row, days.closing, days, by)
    if today > days.closing:
        opened += _wait(WorkKind.ROUND_END, row, days.last, days, by)
    return opened


def _wait(kind: WorkKind, row: MonthlyRound, due_on: date, days: RoundDays, by: Doer) -> bool:
    """Opened once; where the calendar or the plan has moved the day since, it moves with it."""
    begun = days.month.previous().first
    limit = TimeLimit((due_on - begun).days, DayUnit.CALENDAR, COUNTED_FROM, OWN_CHOICE)
    due = Deadline(due_on, days.is_provisional, limit)
    known = waiting.find_open(kind, row.id)
    if known is None:
        is_done = waiting.items_of(row.id).filter(kind=kind, done_at__isnull=False).exists()
        return not is_done and wait(kind, subject_of(row), due, begun, by=by)
    if (known.due_on, known.is_provisional) != (due_on, days.is_provisional):
        worklist.move_due(kind=kind, subject_id=row.id, due=due, reason="月度日程变动", by=by)
    return False

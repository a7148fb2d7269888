"""What waits by the clock: one's own work of the month, the town's round, and what is late where."""

from datetime import date

from yimen.domains.cases.queries.round_ahead import waiting_in_round
from yimen.domains.cases.types import RoundDays, RoundLine
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.kernel import DayUnit, Sentence

SHOWN_APART = (
    WorkKind.WHOLE_CASE,
    WorkKind.REVIEW,
    WorkKind.GRACE_END,
    WorkKind.RENEWAL,
    WorkKind.ATTESTATION,
    WorkKind.ATTESTATION_AGAIN,
)
"""What runs beside all steps, and what has an occasion of its own."""


def clocks(asked: Asked, span: Span, by: Actor) -> Found:
    """What the actor has or may take and is due in the month; in the present one, what is late as well."""
    first = date.min if asked.is_present else asked.month.first
    total, items = worklist.due_between(
        by,
        first,
        asked.month.last,
        without=SHOWN_APART,
        region=asked.region,
        start=span.start,
        stop=span.stop,
    )
    return Found(total, [_clock(item, by) for item in items])


def _clock(item: ListedItem, by: Actor) -> MonthLine:
    return MonthLine(
        name=item.subject_title,
        matter=WorkKind(item.kind).title,
        why=_why(item),
        on=item.due_on,
        page=item.subject_kind,
        subject=item.subject_id,
        work="" if item.waits_for else item.kind,
        item=item.id,
        is_mine=item.owner_post_id == by.post_id,
        article=item.article,
    )


def _why(item: ListedItem) -> tuple[Sentence, ...]:
    """How its days are counted, and whose turn it is first."""
    if not item.waits_for:
        return (_counted(item),)
    return _counted(item), Sentence("先等：%(steps)s", steps=[WorkKind(step) for step in item.waits_for])


def _counted(item: ListedItem) -> Sentence:
    if item.limit_unit == DayUnit.WORKING:
        return Sentence("自%(event)s起 %(days)s 个工作日", event=item.limit_event, days=item.limit_days)
    return Sentence("自%(event)s起 %(days)s 日", event=item.limit_event, days=item.limit_days)


def round_of_month(asked: Asked, span: Span, by: Actor) -> Found:
    """The cases of the town's present round that wait for the town, with what each still lacks."""
    if not asked.is_present:
        return NOTHING
    waiting = waiting_in_round(by=by, on=asked.today, region=asked.region, start=span.start, stop=span.stop)
    if waiting is None or not waiting.total:
        return NOTHING
    return Found(waiting.total, [_of_round(line) for line in waiting.lines], _days(waiting.days))


def _days(days: RoundDays) -> Sentence:
    return Sentence(
        "%(month)s 轮：收件截止 %(closing)s，审核会 %(meeting)s，报送确认 %(decision)s，结算 %(settlement)s",
        month=str(days.month),
        closing=days.closing,
        meeting=days.meeting,
        decision=days.decision,
        settlement=days.settlement,
    )


def _of_round(line: RoundLine) -> MonthLine:
    lacks = tuple(line.lacks) or (line.stage.title,)
    late = (Sentence("法定期限早于本轮报送：请单独先办"),) if line.cannot_wait else ()
    return MonthLine(
        name=line.name,
        programmes=(line.programme,),
        why=(*late, *lacks),
        region=line.region,
        on=line.due_on,
        page="outcome",
        subject=line.outcome_id,
        article=line.article,
    )


def late_by_station(asked: Asked, span: Span, by: Actor) -> Found:
    """Stations of the region with something late, the most first; in the present month only."""
    if not asked.is_present:
        return NOTHING
    late = [board for board in worklist.lights_by_station(by, today=asked.today) if board.lights.red]
    lines = [
        MonthLine(
            name=board.station_name,
            matter=Sentence("超期 %(n)s 件", n=board.lights.red),
            why=(Sentence("请督促，或者调整承办人"),),
            on=None,
            page="late",
            subject=board.station_id,
        )
        for board in span.of(late)
    ]
    return Found(len(late), lines)

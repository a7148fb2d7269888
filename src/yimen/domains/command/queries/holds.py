"""What the month asks about payments that wait: money a family does not get until somebody says so."""

from typing import Any

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldFilters, HoldReason, HoldState
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme, Sentence

_WAITS = {
    HoldState.TO_SETTLE: Sentence("等待核实"),
    HoldState.TO_RELEASE: Sentence("已核实，等待决定或者第二人确认"),
    HoldState.UNFOUNDED: Sentence("比对不再发现，等待处理"),
}
"""What each of those that stand waits for."""


def holds_standing(asked: Asked, span: Span, by: Actor) -> Found:
    """Today's state, so only this month; the longest waiting first."""
    if asked.month != Month.of(timezone.localdate()):
        return NOTHING
    rows = awards.holds_listed(by=by, filters=HoldFilters(region=asked.region))
    total = rows.count()
    return Found(total, [_line(hold) for hold in rows[span.start : span.stop]]) if total else NOTHING


def _line(hold: Any) -> MonthLine:
    return MonthLine(
        name=hold.person.name if hold.person else hold.award.case_number,
        matter=HoldReason(hold.reason).title,
        why=(
            Sentence("自%(month)s起暂缓发放", month=Month.of(hold.since)),
            _WAITS[awards.state_of(hold)],
        ),
        on=None,
        page="finding",
        subject=hold.cause_id,
        programmes=(Programme(hold.award.programme),),
        region=hold.region,
    )

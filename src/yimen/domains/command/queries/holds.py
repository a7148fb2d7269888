"""What the month asks about payments that wait: money a family does not get until somebody says so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldFilters, HoldReason, HoldState
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Month, Programme, Sentence

_WAITS = {
    HoldState.TO_SETTLE: Sentence("等待核实"),
    HoldState.TO_RELEASE: Sentence("已核实，等待决定或者第二人确认"),
    HoldState.UNFOUNDED: Sentence("比对不再发现，等待处理"),
}
"""What each of those that stand waits for."""
_OF_ACCOUNTS = {
    HoldState.TO_SETTLE: Sentence("等待家庭提供能收款的账户"),
    HoldState.TO_RELEASE: Sentence("账户已登记，等待第二人确认"),
}
"""The same of an account that was refused."""


def holds_standing(asked: Asked, span: Span, by: Actor) -> Found:
    """Today's state, so only this month; the longest waiting first."""
    if asked.month != Month.of(timezone.localdate()):
        return NOTHING
    rows = awards.holds_listed(by=by, filters=HoldFilters(region=asked.region))
    if not (total := rows.count()):
        return NOTHING
    shown = list(rows[span.start : span.stop])
    heads = people.heads_of({hold.award.household_id for hold in shown})
    return Found(total, [_line(hold, heads) for hold in shown])


def _waits(hold: Any) -> Sentence:
    state = awards.state_of(hold)
    return (
        _OF_ACCOUNTS.get(state, _WAITS[state]) if hold.reason == HoldReason.INVALID_ACCOUNT else _WAITS[state]
    )


def _line(hold: Any, heads: Mapping[UUID, str]) -> MonthLine:
    """Of a share or an award for one person that person, else the head of the household."""
    whose = hold.person or hold.award.person
    return MonthLine(
        name=whose.name if whose else heads.get(hold.award.household_id, hold.award.case_number),
        matter=HoldReason(hold.reason).title,
        why=(
            Sentence("自%(month)s起暂缓发放", month=Month.of(hold.since)),
            _waits(hold),
        ),
        on=None,
        page="finding",
        subject=hold.cause_id,
        programmes=(Programme(hold.award.programme),),
        region=hold.region,
    )

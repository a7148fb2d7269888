"""What the month asks about data of departments: which are stale, and which were never handed in."""

from django.utils import timezone

from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries import sets
from yimen.domains.verification.types.sets import Freshness
from yimen.kernel import Month, Sentence

_ORDER = (Freshness.STALE, Freshness.NONE)


def sets_to_ask_for(asked: Asked, span: Span, by: Actor) -> Found:
    """Today's state, so only this month: those that no comparison should rest on, the stale ones first."""
    if asked.month != Month.of(timezone.localdate()):
        return NOTHING
    lacking = [each for each in sets.sets_of(by) if each.freshness in _ORDER and not each.is_loading]
    lacking.sort(key=lambda each: (_ORDER.index(each.freshness), each.definition.priority))
    lines = [_line(each) for each in lacking]
    return Found(len(lines), span.of(lines)) if lines else NOTHING


def _line(lacking: sets.ListedSet) -> MonthLine:
    said, load = lacking.definition, lacking.current
    why = Sentence("从未交入，发放前比对不能使用")
    if load is not None:
        why = Sentence("数据截止 %(day)s，有效 %(days)s 日，已过时", day=load.as_of, days=said.fresh_days)
    return MonthLine(
        name="",
        matter=said.title,
        why=(why, Sentence("向%(owner)s索要", owner=said.owner)),
        on=None,
        page="department_set",
        work=said.key,
    )

"""Due dates in words: how long still, until when, how the law counts, by which article."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from yimen.domains.worklist.types import WorkKind

from .formats import day as day_said
from .official_words import official
from .signs import Clock


class Running(Protocol):
    """A work item as far as its clock goes."""

    @property
    def due_on(self) -> date: ...
    @property
    def is_provisional(self) -> bool: ...
    @property
    def limit_days(self) -> int: ...
    @property
    def limit_unit(self) -> str: ...
    @property
    def limit_event(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def waits_for(self) -> Sequence[str]: ...


def left(due_on: date, today: date) -> str:
    days = (due_on - today).days
    if days < 0:
        return _("超期 %(days)s 天") % {"days": -days}
    return _("今天到期") if days == 0 else _("还有 %(days)s 天") % {"days": days}


def due_day(item: Running) -> str:
    """The date; it may still move where the days off of its year are not published yet."""
    day = day_said(item.due_on)
    return _("%(day)s（暂定）") % {"day": day} if item.is_provisional else day


def limit(days: int, unit: str, event: str) -> str:
    """As the law says it: so many days of this kind from that event; the day of the event does not count."""
    facts = {"days": days, "event": official(event)}
    if unit == "working":
        return _("自%(event)s起 %(days)s 个工作日") % facts
    return _("自%(event)s起 %(days)s 日") % facts


def waits(steps: Sequence[str]) -> str:
    """Whose turn it is first, while the clock runs already; nothing where it is the item's own turn."""
    if not steps:
        return ""
    return _("先等：%(steps)s") % {"steps": "、".join(official(WorkKind(step).title) for step in steps)}


def chip(title: str, colour: str, item: Running, today: date) -> Clock:
    return Clock(
        title,
        colour,
        left(item.due_on, today),
        _("应于 %(day)s 前办结") % {"day": day_said(item.due_on)},
        limit(item.limit_days, item.limit_unit, item.limit_event),
        item.article,
        item.is_provisional,
        waits(item.waits_for),
    )

"""What the pages of monthly rounds share: whose rounds are looked at, the month of an address, its days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from yimen.domains.cases.types import RoundDay, RoundDays, RoundPlan
from yimen.domains.network import queries as network
from yimen.kernel import Month, RegionCode, RegionCodeError, RegionLevel

from .requests import DeskRequest

FAR_MONTHS = 240


@dataclass(frozen=True)
class ShownDay:
    """One day of a round: its title, the date, and in words how it is counted."""

    title: str
    on: date
    words: str
    is_moved: bool


def town_asked(request: DeskRequest) -> RegionCode:
    """The town named in the address, else the post's own, else the first of the county."""
    asked = request.GET.get("town", "")
    if asked:
        try:
            found = RegionCode(asked)
        except RegionCodeError as wrong:
            raise Http404 from wrong
        if found.level is not RegionLevel.TOWN:
            raise Http404
        return found
    by = request.actor
    if by.region.level is RegionLevel.TOWN:
        return by.region
    if by.region.level is RegionLevel.VILLAGE:
        return by.region.at(RegionLevel.TOWN)
    return RegionCode(network.regions_under(by.region)[0].code)


def month_asked(text: str) -> Month:
    """The month of an address; what is no month is not there."""
    try:
        return Month.of(date.fromisoformat(f"{text}-01"))
    except ValueError as wrong:
        raise Http404 from wrong


def town_choices(request: DeskRequest) -> list[tuple[str, Any]]:
    """The towns of a county; a town has only itself and is not asked."""
    by = request.actor
    if by.region.level is not RegionLevel.COUNTY:
        return []
    return [(row.code, row.name) for row in network.regions_under(by.region)]


def query_of(request: DeskRequest) -> str:
    """What keeps the chosen town in an address; nothing for a post of that town."""
    return f"?town={request.GET['town']}" if request.GET.get("town") else ""


def shown_days(days: RoundDays, plan: RoundPlan) -> list[ShownDay]:
    """The days as they come, each with how it is counted and where it goes on a day without work."""
    words = {
        RoundDay.CLOSING: _("会前第 %(n)s 个工作日") % {"n": plan.closing_working_days},
        RoundDay.MEETING: _fixed(plan.meeting_day, plan.meeting_shift.value),
        RoundDay.NOTICE: _("张贴后 %(n)s 日，当日不计") % {"n": plan.notice_days},
        RoundDay.DECISION: _("公示期满次日，遇休息日顺延"),
        RoundDay.VERIFICATION: _fixed(plan.verification_day, plan.verification_shift.value),
        RoundDay.SETTLEMENT: _fixed(plan.settlement_day, plan.settlement_shift.value),
    }
    shown = [ShownDay(which.title, days.on(which), words[which], which in days.moved) for which in RoundDay]
    return sorted(shown, key=lambda day: day.on)


def _fixed(day: int, shift: str) -> str:
    if shift == "later":
        return _("每月 %(n)s 日，遇休息日顺延") % {"n": day}
    return _("每月 %(n)s 日，遇休息日提前") % {"n": day}

"""The calendar of working days: a year as it counts, what was entered of it, the notice of a further one."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import queries as network
from yimen.domains.worklist import actions
from yimen.foundation.calendar import queries
from yimen.foundation.calendar.notices import YearNotice, read_notice
from yimen.kernel import Month, WorkCalendar

from ..forms.work_calendar import YearForm
from ..lists import columns
from ..refusals import attempt
from ..requests import DeskRequest, today
from ..signs import Tab
from .boards import mark_of

TABS = 4
"""So many of the newest years have a tab: clocks that run reach no further back."""
Week = list[tuple[date, bool, str]]


@dataclass(frozen=True)
class Holiday:
    """Days off in a row under one name."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@require_GET
def calendar(request: DeskRequest) -> HttpResponse:
    known = {row.year: row for row in queries.years()[:TABS]}
    missing = queries.missing_year(today())
    chosen = _chosen(request, [*known, *([missing] if missing else [])])
    versions = list(queries.versions_of(chosen))
    names = network.names_of_users(version.user_id for version in versions if version.user_id)
    shown = {
        "year": chosen,
        "missing": missing,
        "official": known.get(chosen),
        "months": months_of(chosen, queries.load_calendar()),
        "tabs": [
            Tab(str(year), f"{reverse('desk:calendar')}?year={year}", year == chosen)
            for year in sorted({*known, *([missing] if missing else [])}, reverse=True)
        ],
        "versions": [
            (version, names.get(version.user_id, "") if version.user_id else "") for version in versions
        ],
        "columns": columns(_("版本"), _("依据"), _("录入时间"), _("放假安排")),
    }
    return render(request, "desk/calendar.html", shown)


@require_http_methods(["GET", "POST"])
def enter(request: DeskRequest) -> HttpResponse:
    """Typed, then shown as a year, and only then entered: `verb` says how far it is."""
    year = today().year
    form = YearForm([year + 1, year, year - 1], request.POST or None, initial={"year": _wanted(request)})
    verb = request.POST.get("verb")
    notice = attempt(form, lambda: _read(form)) if verb != "change" and form.is_valid() else None
    if notice is None or (verb == "do" and not _entered(request, form, notice)):
        return render(request, "desk/calendar_enter.html", {"form": form})
    if verb != "do":
        return render(
            request, "desk/calendar_preview.html", {"form": form, "notice": notice} | _shown(notice)
        )
    said = _("已录入 %(year)s 年的工作日历；正在办理的时限随即重新计算。")
    messages.success(request, said % {"year": notice.year})
    return redirect(f"{reverse('desk:calendar')}?year={notice.year}")


def months_of(year: int, calendar: WorkCalendar) -> list[tuple[Month, list[Week]]]:
    """Each month of a year as weeks of days: whether the day is of the month, and how it is marked."""
    months = [Month(year, number) for number in range(1, 13)]
    return [
        (
            month,
            [
                [(day, day.month == month.first.month, mark_of(day, calendar)) for day in week]
                for week in Calendar().monthdatescalendar(year, month.first.month)
            ],
        )
        for month in months
    ]


def _chosen(request: DeskRequest, years: Iterable[int]) -> int:
    """The year asked for; else the one that is missing or the present one."""
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), queries.missing_year(today()) or today().year)


def _wanted(request: DeskRequest) -> str:
    return request.GET.get("year") or str(queries.missing_year(today()) or today().year + 1)


def _read(form: YearForm) -> YearNotice:
    return read_notice(int(form.cleaned_data["year"]), form.cleaned_data["text"])


def _entered(request: DeskRequest, form: YearForm, notice: YearNotice) -> bool:
    given, by = form.cleaned_data, request.actor
    number, issued_on = given["number"], given["issued_on"]
    version = attempt(
        form, lambda: actions.enter_year(notice=notice, number=number, issued_on=issued_on, by=by)
    )
    return version is not None


def _shown(notice: YearNotice) -> dict[str, object]:
    days = notice.days()
    return {
        "months": months_of(notice.year, WorkCalendar(days, {notice.year})),
        "working": sum(days.values()),
        "holidays": _holidays(notice),
        "worked": sorted(notice.worked),
        "not_named": notice.holidays_not_named(),
        "fixed_worked": notice.fixed_days_worked(),
        "columns": columns(_("节日"), _("放假"), _("天数")),
    }


def _holidays(notice: YearNotice) -> list[Holiday]:
    """The days off, each row of them once."""
    days = sorted(notice.off)
    breaks = [
        n
        for n, (one, following) in enumerate(pairwise(days), start=1)
        if (following - one).days > 1 or notice.off[one] != notice.off[following]
    ]
    edges = [0, *breaks, len(days)]
    return [Holiday(notice.off[days[start]], days[start], days[stop - 1]) for start, stop in pairwise(edges)]

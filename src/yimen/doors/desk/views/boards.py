"""Boards and short lists for a first look: every station's lights, what falls due, what hangs."""

from calendar import Calendar
from collections import Counter
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases import queries as cases
from yimen.domains.cases.types import NoticeKind
from yimen.domains.network import queries as network
from yimen.domains.worklist import queries as worklist
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Month, WorkCalendar

from ..forms.cases import NoticeFilterForm
from ..lists import Words, columns, paged_rows
from ..places import villages
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from .worklist import lines_of

FAR_MONTHS = 120
SATURDAY = 5


@require_GET
def board(request: DeskRequest) -> HttpResponse:
    """The lights of every station of the region, the most pressing first."""
    stations = worklist.lights_by_station(request.actor)
    totals = [
        (sum(station.lights.red for station in stations), _("已超期"), "red"),
        (sum(station.lights.yellow for station in stations), _("将到期"), "yellow"),
        (sum(station.lights.green for station in stations), _("正常"), "green"),
    ]
    titles = columns(_("站点"), _("已超期"), _("将到期"), _("正常"), _("合计"))
    return render(request, "desk/board.html", {"stations": stations, "totals": totals, "columns": titles})


@require_GET
def deadlines(request: DeskRequest) -> HttpResponse:
    """The actor's work in the month it falls due, and the list of one day or of all of them."""
    month = _month(request.GET.get("month", ""))
    lines = lines_of(worklist.mine_due(request.actor, month.first, month.last), request.actor)
    counts = Counter(line.due for line in lines)
    chosen = request.GET.get("day", "")
    listed = [line for line in lines if line.due.isoformat() == chosen] if chosen else lines
    weeks = Calendar().monthdatescalendar(month.first.year, month.first.month)
    calendar = load_calendar()
    shown = {
        "month": month,
        "weeks": [
            [(day, counts[day], day.month == month.first.month, mark_of(day, calendar)) for day in week]
            for week in weeks
        ],
        "days": [
            (day, mark_of(day, calendar), list(group))
            for day, group in groupby(listed, key=lambda line: line.due)
        ],
        "is_official": calendar.is_official(month.first.year),
        "chosen": chosen,
        "today": today(),
        "overdue": worklist.mine(request.actor).lights.red,
        "before": str(month.previous()),
        "after": str(month.next()),
    }
    return render(request, "desk/deadlines.html", shown)


def mark_of(day: date, calendar: WorkCalendar) -> str:
    """What differs from an ordinary week: a holiday on a weekday, a weekend that is worked."""
    is_weekday = day.weekday() < SATURDAY
    if calendar.is_working(day) == is_weekday:
        return ""
    return "holiday" if is_weekday else "make_up"


def _month(asked: str) -> Month:
    """The month named in the address, or the present one."""
    present = Month.of(today())
    try:
        month = Month.of(date.fromisoformat(f"{asked}-01"))
    except ValueError:
        return present
    return month if abs(month - present) <= FAR_MONTHS else present


@require_GET
@keeps_filters("notices")
def notices(request: DeskRequest) -> HttpResponse:
    """Sheets that hang now, the next to come down first."""
    form = NoticeFilterForm(villages(request.actor), request.GET)
    titled = columns(
        (_("姓名"), Words("outcome__case__applicant_name")), (_("村（社区）"), "region"),
        (_("项目"), "programme"), _("人口"), _("金额"), (_("种类"), "kind"), (_("张贴"), "posted_on"),
        (_("截止"), "ends_on"),
    )  # fmt: skip
    paging = paged_rows(request, cases.notices_hanging(by=request.actor, **form.narrowing()), titled)
    names = network.region_names(notice.region for notice in paging.rows)
    shown = {
        "form": form,
        "paging": paging,
        "rows": [(row, NoticeKind(row.kind), names.get(row.region, "")) for row in paging.rows],
        "columns": titled,
    }
    return render(request, "desk/notices.html", shown)

"""Boards and short lists for a first look: every station's lights, what falls due, what hangs."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases import queries as cases
from yimen.domains.cases.types import NoticeKind
from yimen.domains.network import queries as network
from yimen.domains.worklist import queries as worklist

from ..lists import columns, paged_rows
from ..requests import DeskRequest
from .worklist import lines_of

_PAGES_AHEAD = 4


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
    """The actor's work by the day it falls due, nearest first."""
    first = worklist.mine(request.actor)
    numbers = range(2, min(first.pages, _PAGES_AHEAD) + 1)
    items = [*first, *(item for number in numbers for item in worklist.mine(request.actor, page=number))]
    lines = lines_of(items, request.actor)
    days = [(day, list(group)) for day, group in groupby(lines, key=lambda line: line.due)]
    return render(request, "desk/deadlines.html", {"days": days, "more": first.total - len(lines)})


@require_GET
def notices(request: DeskRequest) -> HttpResponse:
    """Sheets that hang now, the next to come down first."""
    paging = paged_rows(request, cases.notices_hanging(by=request.actor))
    names = network.region_names(notice.region for notice in paging.rows)
    shown = {
        "paging": paging,
        "rows": [(row, NoticeKind(row.kind), names.get(row.region, "")) for row in paging.rows],
        "columns": columns(
            _("姓名"), _("村（社区）"), _("项目"), _("人口"), _("金额"), _("种类"), _("张贴"), _("截止")
        ),
    }
    return render(request, "desk/notices.html", shown)

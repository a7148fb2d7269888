"""Comparisons on the desk: what can be compared, runs with their progress, the bulletin of a month."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.monitoring.actions import comparisons as actions
from yimen.domains.monitoring.queries import comparisons as queries
from yimen.domains.monitoring.queries import findings as found
from yimen.domains.monitoring.types.findings import BulletinLine
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.verification.types.sets import Freshness
from yimen.foundation.exports.reading import at_hand
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.runs import is_lost
from yimen.kernel import Month, RegionLevel

from ..comparison_places import places_of_comparisons
from ..exports import Sheet, exportable
from ..forms.comparisons import BulletinForm, StartComparisonForm
from ..lists import address, columns, paged_rows
from ..refusals import submitted
from ..requests import DeskRequest, today

LIGHTS = {
    Freshness.FRESH: "green",
    Freshness.AGEING: "yellow",
    Freshness.STALE: "red",
    Freshness.NONE: "grey",
}


@require_GET
def comparisons(request: DeskRequest) -> HttpResponse:
    """Every run of the county, and what the next one would read."""
    titled = columns(
        (_("月份"), "month"), (_("次数"), "number", "number"), _("状态"), (_("发起时间"), "started_at"),
        _("发起人"), (_("比对人数"), "people", "number"), (_("新发现"), "opened", "number"),
        (_("以前已发现"), "known", "number"),
    )  # fmt: skip
    paging = paged_rows(request, queries.comparisons_of(request.actor), titled)
    shown = {
        "tabs": places_of_comparisons(request, "comparisons"),
        "columns": titled,
        "paging": paging,
        "rows": [(row, Month.of(row.month), *_state(row)) for row in paging.rows],
        "sets": _lit(queries.sets_at_hand(request.actor)),
        "set_columns": _set_columns(),
        "may_run": allows(request.actor.role, Permission.COMPARISON_RUN),
    }
    return render(request, "desk/comparisons.html", shown)


def _set_columns() -> list[Any]:
    return columns(_("数据集"), _("新旧"), _("数据截止日期"), (_("版本"), "", "number"))


def _lit(sets: Sequence[queries.AskedSet]) -> list[tuple[queries.AskedSet, str]]:
    return [(each, LIGHTS[each.freshness]) for each in sets]


def _state(row: Any) -> tuple[str, str]:
    """In which word a run is, and its tone."""
    if row.run.state == RunState.DONE:
        return _("已完成"), "good"
    if row.cancelled_at is not None:
        return _("已停止"), "wait"
    if is_lost(row.run):
        return _("没有响应"), "bad"
    return (_("中断"), "bad") if row.run.state == RunState.FAILED else (_("进行中"), "move")


@require_http_methods(["GET", "POST"])
def start(request: DeskRequest) -> HttpResponse:
    """Which month; what is old or missing is said before."""
    this = Month.of(today())
    form = StartComparisonForm([this, this.next()], request.POST or None, initial={"month": str(this)})
    begun = submitted(request, form, lambda: actions.start_comparison(month=form.chosen(), by=request.actor))
    if begun is not None:
        messages.success(request, _("比对已在后台进行；可以离开本页。"))
        return redirect("desk:comparison", begun.id)
    sets = _lit(queries.sets_at_hand(request.actor))
    shown = {
        "form": form,
        "sets": sets,
        "set_columns": _set_columns(),
        "lacking": [each for each, colour in sets if colour in ("red", "grey")],
    }
    return render(request, "desk/comparison_start.html", shown)


@require_GET
def comparison(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    """How far it is; then what it read and found, by town."""
    row = queries.get_comparison(comparison_id, by=request.actor)
    word, tone = _state(row)
    is_running = tone == "move"
    if request.headers.get("HX-Request"):
        if not is_running:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/comparison_progress.html", {"row": row})
    may_run = allows(request.actor.role, Permission.COMPARISON_RUN)
    month = Month.of(row.month)
    shown = {
        "row": row,
        "month": month,
        "word": word,
        "tone": tone,
        "is_running": is_running,
        "may_cancel": may_run and is_running,
        "may_resume": may_run and (row.run.state == RunState.FAILED or is_lost(row.run)),
        "sets": _lit(queries.sets_read(row)),
        "set_columns": _set_columns(),
        **_bulletin(request, month),
    }
    return render(request, "desk/comparison.html", shown)


@require_POST
def cancel(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    actions.cancel_comparison(comparison_id=comparison_id, by=request.actor)
    messages.success(request, _("比对将在当前一段写完后停止；已经发现的问题保留。"))
    return redirect("desk:comparison", comparison_id)


@require_POST
def resume(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    actions.resume_comparison(comparison_id=comparison_id, by=request.actor)
    messages.success(request, _("比对从停下的地方继续。"))
    return redirect("desk:comparison", comparison_id)


@require_GET
def bulletin(request: DeskRequest) -> HttpResponse:
    """Found, handled, overdue, corrected: by town, and the county; every figure leads to its list."""
    months, month = _months(request)
    shown = {
        "tabs": places_of_comparisons(request, "bulletin"),
        "form": BulletinForm(months, request.GET or None, initial={"month": str(month)}),
        "month": month,
        "query": f"?month={month}",
        "export_url": address(request, page=None).replace("/bulletin", "/bulletin/export", 1),
        "is_compared": bool(months),
        **_bulletin(request, month),
    }
    return render(request, "desk/bulletin.html", shown)


def _months(request: DeskRequest) -> tuple[list[Month], Month]:
    """The months that were compared, and the one that is asked for."""
    months = found.months_compared(request.actor)
    asked = next((month for month in months if str(month) == request.GET.get("month")), None)
    return months, asked or (months[0] if months else Month.of(today()))


def _titles() -> list[str]:
    return [
        _("地区"), _("发现"), _("已处理"), _("超期"), _("已启动核查"), _("部门数据有误"),
        _("涉及月金额（元）"), _("核查后每月减少（元）"),
    ]  # fmt: skip


def _bulletin(request: DeskRequest, month: Month) -> dict[str, Any]:
    lines = found.bulletin(month, by=request.actor)
    first, *numbers = _titles()
    return {
        "lines": lines,
        "places": found.names_of_places(lines),
        "line_columns": columns(first, *((title, "", "number") for title in numbers)),
    }


@exportable("bulletin")
def export_bulletin(request: DeskRequest) -> Sheet:
    _all, month = _months(request)
    lines = found.bulletin(month, by=request.actor)
    names = found.names_of_places(lines)

    def cells(some: Sequence[BulletinLine]) -> list[tuple[object, ...]]:
        return [_cells(line, names) for line in some]

    return Sheet(_("比对通报 %(month)s") % {"month": month}, _titles(), at_hand(lines), cells)


def _cells(line: BulletinLine, names: dict[str, str]) -> tuple[object, ...]:
    return (
        names.get(line.region, line.region), line.found, line.handled, line.overdue, line.reviews,
        line.data_wrong, str(line.effect), str(line.corrected),
    )  # fmt: skip


@require_GET
def bulletin_sheet(request: DeskRequest) -> HttpResponse:
    """The same on paper."""
    _all, month = _months(request)
    lines = found.bulletin(month, by=request.actor)
    names = found.names_of_places(lines)
    place = network.region_path(request.actor.region, above=RegionLevel.CITY)
    content = found.bulletin_sheet(month, place, [_cells(line, names) for line in lines], today())
    response = HttpResponse(content, content_type="application/pdf")
    name = _("比对通报 %(month)s") % {"month": month}
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or ""
    return response

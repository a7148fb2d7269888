"""Scans of a county with what each read and found, and how every kind of lead did in use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yimen.domains.monitoring.actions import scanning as actions
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.queries import scores as scoring
from yimen.domains.monitoring.queries.scanning import sets_of_scans
from yimen.domains.monitoring.types.leads import LeadSource, RuleScore
from yimen.domains.verification.queries.sets import set_definition
from yimen.foundation.exports.reading import at_hand
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.runs import is_lost

from ..exports import Sheet, exportable
from ..lead_places import places_of_leads
from ..lists import columns, paged, paged_rows
from ..official_words import official
from ..requests import DeskRequest

Scored = tuple[LeadSource, RuleScore]


@require_GET
def scans(request: DeskRequest) -> HttpResponse:
    """While one runs, its line is fetched again until it is done."""
    titled = columns(
        (_("排查日期"), "on"), _("进度"), _("所用数据"), (_("户数"), "households", "number"),
        (_("新线索"), "opened", "number"), (_("已有线索"), "known", "number"), _("发起人"),
    )  # fmt: skip
    paging = paged_rows(request, queries.scans(by=request.actor), titled)
    listed = [(row, _state(row), _read(row)) for row in paging.rows]
    is_running = any(state.is_running for _row, state, _sets in listed)
    if request.headers.get("HX-Request") and not is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    needed = sets_of_scans(request.actor.region)
    shown = {
        "tabs": places_of_leads(request, "lead-scans"),
        "paging": paging,
        "rows": listed,
        "columns": titled,
        "is_running": is_running,
        "needed": [(set_definition(key), as_of) for key, as_of in needed],
        "missing": [set_definition(key) for key, as_of in needed if as_of is None],
        "is_blind": not any(as_of for _key, as_of in needed),
        "duty": queries.duty(),
    }  # fmt: skip
    page = "desk/lead_scans_rows.html" if request.headers.get("HX-Request") else "desk/lead_scans.html"
    return render(request, page, shown)


@dataclass(frozen=True)
class State:
    """How a scan stands, in a word with its tone, and what can be done about it."""

    word: str
    tone: str
    is_running: bool = False
    may_stop: bool = False
    may_resume: bool = False


def _state(row: Any) -> State:
    """A run of which nothing was heard for long can be stopped, or taken up by whoever may scan."""
    if row.run.state == RunState.DONE:
        return State(_("已完成"), "good")
    if row.run.state == RunState.FAILED:
        if row.cancelled_at:
            return State(_("已停止"), "wait", may_resume=True)
        return State(_("中断"), "bad", may_resume=True)
    if is_lost(row.run):
        return State(_("没有响应"), "bad", may_stop=row.cancelled_at is None, may_resume=True)
    if row.cancelled_at:
        return State(_("正在停止"), "wait", is_running=True)
    word = _("正在排查") if row.run.total else _("正在读取数据")
    return State(word, "move", is_running=True, may_stop=True)


def _read(row: Any) -> list[tuple[Any, int]]:
    return [(set_definition(key), said["version"]) for key, said in row.sets.items()]


@require_POST
def cancel(request: DeskRequest, scan_id: UUID) -> HttpResponse:
    actions.cancel_scan(scan_id=scan_id, by=request.actor)
    messages.success(request, _("排查将在当前一段做完后停止；已经派发的线索保留。"))
    return redirect("desk:lead-scans")


@require_POST
def resume(request: DeskRequest, scan_id: UUID) -> HttpResponse:
    actions.resume_scan(scan_id=scan_id, by=request.actor)
    messages.success(request, _("排查继续进行；已经派发的线索不会重复。"))
    return redirect("desk:lead-scans")


@require_POST
def start(request: DeskRequest) -> HttpResponse:
    actions.start_scan(by=request.actor)
    messages.success(request, _("排查已开始，在后台进行；可以离开本页。"))
    return redirect("desk:lead-scans")


@require_GET
def scores(request: DeskRequest) -> HttpResponse:
    """Of every kind of lead: opened, visited, ended, of use, with wrong data."""
    titled = columns(
        _("来源"), _("线索"), (_("派发"), "", "number"), (_("已走访"), "", "number"),
        (_("已办结"), "", "number"), (_("有帮助"), "", "number"), (_("数据有误"), "", "number"),
        (_("有效率"), "", "number"), (_("找到率"), "", "number"),
    )  # fmt: skip
    paging = paged(request, scoring.scores(by=request.actor), titled)
    shown = {
        "tabs": places_of_leads(request, "lead-scores"),
        "paging": paging,
        "rows": [(source, queries.TITLES[score.rule], score) for source, score in paging.rows],
        "columns": titled,
        "export_url": reverse("desk:lead-scores-export"),
    }
    return render(request, "desk/lead_scores.html", shown)


@exportable("lead-scores")
def export_scores(request: DeskRequest) -> Sheet:
    titles = [
        _("来源"), _("线索"), _("派发"), _("已走访"), _("已办结"), _("有帮助"), _("数据有误"), _("有效率"),
        _("找到率"), _("新批准户次"), _("其中事先派过线索"),
    ]  # fmt: skip
    return Sheet(_("线索成效"), titles, at_hand(scoring.scores(by=request.actor)), _lines)


def _lines(rows: Sequence[Scored]) -> Iterator[tuple[object, ...]]:
    return (
        (
            official(source.title), official(queries.TITLES[score.rule]), score.opened, score.visited,
            score.closed, score.helped, score.wrong,
            _rate(score.hit_rate), _rate(score.find_rate), score.granted, score.found,
        )
        for source, score in rows
    )  # fmt: skip


def _rate(value: int | None) -> str:
    return "" if value is None else f"{value}%"

"""The data of what-if: made, stopped, taken up again; and how a job of what-if stands, in a word."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yimen.domains.monitoring.actions import snapshots as actions
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.runs import is_lost

from ..requests import DeskRequest


@dataclass(frozen=True)
class Standing:
    """In a word with its tone, and what can be done about it."""

    word: str
    tone: str
    is_running: bool = False
    may_stop: bool = False
    may_resume: bool = False


def standing(row: Any) -> Standing:
    """Of a snapshot or scenario; one of which nothing was heard for long can be stopped and taken up."""
    if row.run.state == RunState.DONE:
        return Standing(_("已完成"), "good")
    if row.run.state == RunState.FAILED:
        if row.cancelled_at:
            return Standing(_("已停止"), "wait", may_resume=True)
        return Standing(_("中断"), "bad", may_resume=True)
    if is_lost(row.run):
        return Standing(_("没有响应"), "bad", may_stop=row.cancelled_at is None, may_resume=True)
    if row.cancelled_at:
        return Standing(_("正在停止"), "wait", is_running=True)
    return Standing(_("进行中"), "move", is_running=True, may_stop=True)


@require_POST
def make(request: DeskRequest) -> HttpResponse:
    """The household files as of now; a job makes it."""
    actions.make_snapshot(by=request.actor)
    messages.success(request, _("正在后台制作测算数据；可以离开本页。"))
    return redirect("desk:scenarios")


@require_POST
def cancel(request: DeskRequest, snapshot_id: UUID) -> HttpResponse:
    actions.cancel_snapshot(snapshot_id=snapshot_id, by=request.actor)
    messages.success(request, _("测算数据会在当前一批取完后停止制作；原来的一版照常可用。"))
    return redirect("desk:scenarios")


@require_POST
def resume(request: DeskRequest, snapshot_id: UUID) -> HttpResponse:
    actions.resume_snapshot(snapshot_id=snapshot_id, by=request.actor)
    messages.success(request, _("测算数据从停下的地方继续制作。"))
    return redirect("desk:scenarios")

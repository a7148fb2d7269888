"""Letters to a place of registration on the desk: sent from a case, answered there, recorded here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.cases.types import CooperationFinding, CooperationWay, FileKind
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.foundation.files.actions import store
from yimen.kernel import Programme, RegionLevel, ResidentId, ResidentIdError

from ..forms.cooperation import CooperationForm, GoOnForm, RecordedReplyForm, ReplyForm
from ..lists import columns
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today


@require_http_methods(["GET", "POST"])
def of_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Every letter of a case, and the next one."""
    case = queries.get_case(case_id, by=request.actor)
    home = queries.place_of_registration(case)
    known = {"to_region": network.region_path(home, above=RegionLevel.PROVINCE)} if home else {}
    form = CooperationForm(request.POST or None, initial=known)
    made = submitted(
        request,
        form,
        lambda: actions.send_cooperation(case_id=case_id, letter=form.letter(), by=request.actor),
    )
    if made is not None:
        messages.success(request, _("协助核查函已制作，复函期限开始计算。"))
        return redirect("desk:cooperation", made.id)
    letters = list(queries.cooperations_of_case(case, by=request.actor))
    is_due = queries.needs_cooperation(case) and all(letter.is_settled for letter in letters)
    shown = {
        "case": case,
        "form": form if is_due and allows(request.actor.role, Permission.APPLICATION_ACCEPT) else None,
        "is_needed": queries.needs_cooperation(case),
        "rows": [(letter, _standing(letter)) for letter in letters],
        "columns": columns(_("受函单位"), _("发函日期"), _("请复函日期"), _("结果")),
    }
    return render(request, "desk/case_cooperation.html", shown)


def _standing(letter: Any) -> str:
    """What became of a letter, in a word."""
    if letter.answered_on is not None:
        return official(CooperationFinding(letter.finding).title)
    if letter.gone_on_since is not None:
        return _("期满未复函，已续办")
    return _("等待复函")


@require_GET
def letter(request: DeskRequest, cooperation_id: UUID) -> HttpResponse:
    """One letter, for whoever sent it and for whoever is asked."""
    found = queries.get_cooperation(cooperation_id, by=request.actor)
    is_asked = queries.is_asked(found, by=request.actor)
    may = allows(request.actor.role, Permission.APPLICATION_ACCEPT) and not found.is_settled
    shown = {
        "letter": found,
        "is_asked": is_asked,
        "standing": _standing(found),
        "people": _asked_of(found, request.actor),
        "programmes": [official(Programme(name).title) for name in found.programmes],
        "received": [official(Programme(name).title) for name in found.received],
        "way": official(CooperationWay(found.way).title),
        "place": network.region_path(found.to_region, above=RegionLevel.PROVINCE),
        "may_answer": may and is_asked,
        "may_record": may and not is_asked,
        "is_over": today() > found.due_on,
        "columns": columns(_("姓名"), _("身份证号码")),
    }
    return render(request, "desk/cooperation.html", shown)


def _asked_of(letter: Any, by: Actor) -> list[dict[str, str]]:
    """Whole numbers for whoever looks people up by them; the others see them as notices print them."""
    rows = queries.asked_of(letter)
    if allows(by.role, Permission.APPLICATION_ACCEPT):
        return rows
    return [{**row, "id_number": _masked(row["id_number"])} for row in rows]


def _masked(number: str) -> str:
    try:
        return ResidentId(number).masked()
    except ResidentIdError:
        return number


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, cooperation_id: UUID) -> HttpResponse:
    """The place of registration answers here."""
    queries.get_cooperation(cooperation_id, by=request.actor)
    form = ReplyForm(request.POST or None, initial={"answerer": request.actor.staff_name})
    done = submitted(
        request,
        form,
        lambda: actions.answer_cooperation(
            cooperation_id=cooperation_id, reply=form.reply(), by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已复函，发函单位立即可见。"))
        return redirect("desk:cooperation", cooperation_id)
    return _step(request, form, _("答复协助核查函"), _("复函"), cooperation_id)


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest, cooperation_id: UUID) -> HttpResponse:
    """The reply came by mail or message."""
    found = queries.get_cooperation(cooperation_id, by=request.actor)
    form = RecordedReplyForm(request.POST or None, request.FILES or None)
    if submitted(request, form, lambda: _record(found, form, request.actor)) is not None:
        messages.success(request, _("复函已登记。"))
        return redirect("desk:cooperation", cooperation_id)
    return _step(request, form, _("登记复函"), _("登记"), cooperation_id)


def _record(found: Any, form: RecordedReplyForm, by: Actor) -> Any:
    scan = form.cleaned_data["scan"]
    kept = None
    if scan:
        kept = store(scan, kind=FileKind.MATERIAL, subject=found.case_id, region=found.region, by=by).id
    return actions.record_reply(cooperation_id=found.id, reply=form.reply(), file_id=kept, by=by)


@require_http_methods(["GET", "POST"])
def go_on(request: DeskRequest, cooperation_id: UUID) -> HttpResponse:
    """The time is over and nothing came."""
    queries.get_cooperation(cooperation_id, by=request.actor)
    form = GoOnForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.go_on_without_reply(
            cooperation_id=cooperation_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已记录，可以继续提出意见。"))
        return redirect("desk:cooperation", cooperation_id)
    return _step(request, form, _("期满未复函，继续办理"), _("继续办理"), cooperation_id)


def _step(request: DeskRequest, form: Any, title: str, button: str, cooperation_id: UUID) -> HttpResponse:
    shown = {"form": form, "title": title, "button": button, "back": ["desk:cooperation", cooperation_id]}
    return render(request, "desk/step_form.html", shown)

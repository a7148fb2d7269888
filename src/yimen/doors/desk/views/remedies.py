"""Reconsideration and lawsuits against a decision: the notice, the answer, the hearing, what followed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries as case_queries
from yimen.domains.intake import actions, queries
from yimen.domains.intake.queries import RemedyFilters
from yimen.domains.intake.types import TO_CARRY_OUT, RemedyKind, RemedyResult, RemedyState
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.remedies import CarryOutForm, DayForm, RemedyFilterForm, RemedyForm, RemedyResultForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters

_WAITING = (WorkKind.REMEDY_ANSWER, WorkKind.REMEDY_HEARING, WorkKind.REMEDY_CARRY_OUT)


@require_GET
@keeps_filters("remedies")
def remedies(request: DeskRequest) -> HttpResponse:
    form = RemedyFilterForm(request.GET)
    titled = columns(
        (_("争议决定"), Words("title")), (_("种类"), "kind"), (_("复议机关、法院"), Words("authority")),
        (_("收到"), "received_on"), (_("听证、开庭"), "hearing_on"), (_("状态"), "state"),
        (_("结果"), "result"),
    )  # fmt: skip
    paging = paged_rows(request, queries.remedies(by=request.actor, filters=_filters(form)), titled)
    shown = {
        "form": form,
        "tabs": places_of_the_register(request, "remedies"),
        "paging": paging,
        "rows": [
            (row, RemedyKind(row.kind), RemedyState(row.state), _result_word(row)) for row in paging.rows
        ],
        "export_url": address(request, page=None).replace(request.path, reverse("desk:remedies-export"), 1),
        "columns": titled,
    }
    return render(request, "desk/remedies.html", shown)


def _filters(form: RemedyFilterForm) -> RemedyFilters:
    given = form.cleaned_data if form.is_valid() else {}
    kind, state = given.get("kind"), given.get("state")
    return RemedyFilters(
        kind=RemedyKind(kind) if kind else None,
        state=RemedyState(state) if state else None,
        reference=given.get("reference", ""),
    )


def _result_word(row: Any) -> str:
    return RemedyResult(row.result).title if row.result else ""


@exportable("remedies")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("争议决定"), _("种类"), _("复议机关、法院"), _("案号"), _("决定日期"), _("送达日期"),
        _("申请（起诉）日期"), _("法定截止日"), _("收到"), _("答辩日期"), _("听证、开庭"), _("状态"),
        _("结果"), _("结果日期"), _("执行情况"),
    ]  # fmt: skip
    found = queries.remedies(by=request.actor, filters=_filters(RemedyFilterForm(request.GET)))
    return Sheet(_("复议诉讼"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            row.title,
            official(RemedyKind(row.kind).title),
            row.authority,
            row.reference,
            row.decided_on,
            row.told_on,
            row.applied_on,
            row.last_day,
            row.received_on,
            row.answered_on,
            row.hearing_on,
            official(RemedyState(row.state).title),
            official(_result_word(row)),
            row.result_on,
            row.followed,
        )
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def contest_outcome(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """Against the decision on one programme."""
    found = case_queries.get_outcome(outcome_id, by=request.actor, purpose="remedy")
    return _contest(request, found.case_id, found.id, ["desk:outcome", found.id])


@require_http_methods(["GET", "POST"])
def contest_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Against not accepting an application."""
    found = case_queries.get_case(case_id, by=request.actor, purpose="remedy")
    return _contest(request, found.id, None, ["desk:case", found.id])


def _contest(request: DeskRequest, case_id: UUID, outcome_id: UUID | None, back: list[Any]) -> HttpResponse:
    form = RemedyForm(request.POST or None)
    remedy_id = submitted(
        request,
        form,
        lambda: cases.receive_remedy(
            kind=RemedyKind(form.cleaned_data["kind"]),
            case_id=case_id,
            outcome_id=outcome_id,
            filing=form.filing(),
            by=request.actor,
        ),
    )
    if remedy_id is not None:
        messages.success(request, _("已登记，书面答复的期限在待办中。"))
        return redirect("desk:remedy", remedy_id)
    words = {"title": _("登记复议、诉讼"), "button": _("登记"), "back": back}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_GET
def remedy(request: DeskRequest, remedy_id: UUID) -> HttpResponse:
    found = queries.get_remedy(remedy_id, by=request.actor)
    items = [item for kind in _WAITING if (item := worklist.find_open(kind, found.id)) is not None]
    shown = {
        "remedy": found,
        "kind": RemedyKind(found.kind).title,
        "state": RemedyState(found.state),
        "result": _result_word(found),
        "is_to_carry_out": found.result in TO_CARRY_OUT,
        "clocks": [
            chip(WorkKind(item.kind).title, worklist.light(item).value, item, today()) for item in items
        ],
    }
    return render(request, "desk/remedy.html", shown)


def _step(
    request: DeskRequest, remedy_id: UUID, form: Form, act: Callable[[], Any], title: str
) -> HttpResponse:
    queries.get_remedy(remedy_id, by=request.actor)
    if submitted(request, form, act) is not None:
        messages.success(request, _("已登记。"))
        return redirect("desk:remedy", remedy_id)
    words = {"title": title, "button": _("登记"), "back": ["desk:remedy", remedy_id]}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, remedy_id: UUID) -> HttpResponse:
    form = DayForm(request.POST or None, initial={"day": today()})
    return _step(
        request,
        remedy_id,
        form,
        lambda: actions.answer_remedy(
            remedy_id=remedy_id, answered_on=form.cleaned_data["day"], by=request.actor
        ),
        _("登记书面答复"),
    )


@require_http_methods(["GET", "POST"])
def hearing(request: DeskRequest, remedy_id: UUID) -> HttpResponse:
    form = DayForm(request.POST or None)
    return _step(
        request,
        remedy_id,
        form,
        lambda: actions.set_hearing(
            remedy_id=remedy_id, hearing_on=form.cleaned_data["day"], by=request.actor
        ),
        _("听证、开庭日期"),
    )


@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest, remedy_id: UUID) -> HttpResponse:
    form = RemedyResultForm(request.POST or None)
    return _step(
        request,
        remedy_id,
        form,
        lambda: actions.settle_remedy(
            remedy_id=remedy_id,
            result=RemedyResult(form.cleaned_data["result"]),
            result_on=form.cleaned_data["result_on"],
            note=form.cleaned_data["note"],
            carry_out_by=form.cleaned_data["carry_out_by"],
            by=request.actor,
        ),
        _("登记结果"),
    )


@require_http_methods(["GET", "POST"])
def carry_out(request: DeskRequest, remedy_id: UUID) -> HttpResponse:
    form = CarryOutForm(request.POST or None)
    return _step(
        request,
        remedy_id,
        form,
        lambda: actions.carry_out_remedy(
            remedy_id=remedy_id, followed=form.cleaned_data["followed"], by=request.actor
        ),
        _("登记执行情况"),
    )

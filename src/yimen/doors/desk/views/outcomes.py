"""One programme of a case: opinion, notice, objection, extension; with what the rules answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.types import (
    ExtensionReason,
    NoticeKind,
    ObjectionMethod,
    OutcomeState,
    OutcomeVerb,
)
from yimen.domains.papers import queries as papers
from yimen.domains.verification import queries as verification
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.language import in_official_language
from yimen.kernel import Money, Programme, Sentence

from ..clocks import chip, due_day
from ..determinations import verdict_of
from ..formats import granted
from ..forms.cases import (
    ExtendForm,
    ObjectionForm,
    OpinionForm,
    SettleForm,
)
from ..history import history_of
from ..next_steps import steps_of_programme
from ..offers import away, is_offered
from ..refusals import attempt
from ..requests import DeskRequest, today
from ..situations import NextStep, Situation
from .programmes import computed, names, shown_amount, step, version, whole
from .support import support_of


@require_GET
def outcome(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = whole(outcome_id, request)
    state = queries.standing_of_programme(found, found.case)
    items = worklist.open_items_of([outcome_id])
    made = found.determination
    shown = {
        "outcome": found,
        "case": found.case,
        "title": Programme(found.programme).title,
        "state": state,
        "opinions": sorted(found.opinions.all(), key=lambda opinion: -opinion.number),
        "notices": [(notice, NoticeKind(notice.kind)) for notice in found.notices.all()],
        "objections": [
            (each, ObjectionMethod(each.method).title if each.method else "")
            for each in found.objections.all()
        ],
        "clocks": [
            chip(WorkKind(item.kind).title, worklist.light(item).value, item, today()) for item in items
        ],
        "documents": papers.documents_of_subjects([outcome_id], by=request.actor),
        "history": history_of(_moves(found, request)),
        "decided": verdict_of(made.answer, Programme(found.programme), None, names(found.case_id, request))
        if made
        else None,
        "steps": _steps(request, found),
        "may": _may(request, found),
        "support": support_of(found, request),
    }
    return render(request, "desk/outcome.html", shown)


def _moves(outcome: Any, request: DeskRequest) -> list[queries.Move]:
    """Those of this programme alone."""
    moves = queries.moves_of_cases([outcome.case_id], by=request.actor)
    return [move for move in moves if move.outcome_id == outcome.id]


def _steps(request: DeskRequest, outcome: Any) -> list[NextStep]:
    """What this programme waits for from whoever looks at it, the same as on the page of its case."""
    asked = list(verification.requests_of_case(outcome.case_id, by=request.actor))
    visits = list(queries.investigations_of_case(outcome.case_id, by=request.actor))
    now = Situation(outcome.case, [outcome], 0, asked[0] if asked else None, visits, today())
    return [step for step in steps_of_programme(outcome, now) if step.is_for(request.actor.role)]


def _may(request: DeskRequest, outcome: Any) -> dict[str, bool]:
    """What is offered besides the next step; the room decides what is allowed."""
    role, case = request.actor.role, outcome.case
    return {
        "object": is_offered(role, "outcome-object", case, outcome),
        "settle": is_offered(role, "objection-settle", case, outcome),
        "return": queries.needs_county_visit(case) and is_offered(role, "outcome-return", case, outcome),
        "extend": not outcome.extension and is_offered(role, "outcome-extend", case, outcome),
    }


@require_http_methods(["GET", "POST"])
def opinion(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """The reviewer's opinion; agreeing needs one sentence, differing needs its reason."""
    found = whole(outcome_id, request)
    if (elsewhere := away(request, found.case, found)) is not None:
        return elsewhere
    finding = queries.preview_finding(outcome_id, by=request.actor)
    initial = {
        "is_positive": {True: "yes", False: "no", None: ""}[finding.is_eligible],
        "amount": finding.amount if finding.is_eligible else None,
        "text": _usual_text(found, finding),
    }
    form = OpinionForm(found.programme, finding.amount, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        is_positive = given["is_positive"] == "yes"
        done = attempt(
            form,
            lambda: actions.give_opinion(
                outcome_id=outcome_id,
                version=version(request),
                is_positive=is_positive,
                amount=form.granted() if is_positive else Money(0),
                text=given["text"],
                shown_amount=shown_amount(request),
                difference_reason=given["difference_reason"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("审核意见已提出。"))
            return redirect("desk:case", found.case_id)
    shown = {
        "form": form,
        "outcome": found,
        "case": found.case,
        "shown": finding.amount,
        "returned": _why_returned(found),
    }
    return render(request, "desk/opinion.html", shown | computed(found, request))


def _why_returned(outcome: Any) -> str:
    """What the confirmer asked for, where the programme came back."""
    if outcome.state != OutcomeState.RETURNED:
        return ""
    returns = [step for step in outcome.steps.all() if step.verb == OutcomeVerb.RETURN]
    return str(max(returns, key=lambda step: step.done_at).why) if returns else ""


@in_official_language
def _usual_text(outcome: Any, finding: Any) -> str:
    """A first sentence the reviewer may keep or replace; papers quote it, so it is Chinese."""
    programme = Programme(outcome.programme)
    facts = {"programme": programme.title, "amount": granted(finding.amount, programme)}
    if finding.is_eligible and programme.is_standing and not finding.amount:
        return Sentence("经入户调查和家庭经济状况核对，符合%(programme)s条件，拟予身份认定。", **facts)
    if finding.is_eligible:
        found = "经入户调查和家庭经济状况核对，符合%(programme)s条件，拟救助金额 %(amount)s。"
        return Sentence(found, **facts)
    if finding.is_eligible is False:
        return Sentence("经入户调查和家庭经济状况核对，不符合%(programme)s条件。", **facts)
    return ""


@require_POST
def post(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    notice = actions.post_notice(outcome_id=outcome_id, version=found.version, by=request.actor)
    messages.success(request, _("公示已张贴，至 %(day)s 止。") % {"day": notice.ends_on})
    return redirect("desk:case", found.case_id)


@require_POST
def send(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    actions.send_to_confirmer(outcome_id=outcome_id, version=found.version, by=request.actor)
    messages.success(request, _("已报送确认。"))
    return redirect("desk:case", found.case_id)


@require_POST
def publish(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    notice = actions.publish_decision(outcome_id=outcome_id, by=request.actor)
    messages.success(request, _("确认结果已公布。"))
    return redirect("desk:case", notice.case_id)


@require_http_methods(["GET", "POST"])
def objection(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.record_objection(
                outcome_id=outcome_id, version=version(request), by=request.actor, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("异议已登记，须重新调查或民主评议。"))
            return redirect("desk:outcome", outcome_id)
    return step(request, form, _("登记异议"), _("登记"), found)


@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest, objection_id: UUID) -> HttpResponse:
    found = queries.get_objection(objection_id, by=request.actor)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.settle_objection(
                objection_id=objection_id,
                method=ObjectionMethod(given["method"]),
                conclusion=given["conclusion"],
                attendance=given["attendance"],
                by=request.actor,
            ),
        )
        if done is not None:
            is_reviewed = given["method"] == ObjectionMethod.DEMOCRATIC_REVIEW
            said = _("异议已处理，请制作民主评议记录，由参加人员签字；再重新提出意见。")
            messages.success(request, said if is_reviewed else _("异议已处理，请重新提出意见。"))
            return redirect("desk:outcome", found.outcome_id)
    return step(request, form, _("处理异议"), _("处理完毕"), found.outcome)


@require_http_methods(["GET", "POST"])
def extend(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.extend_total(
                outcome_id=outcome_id,
                version=version(request),
                reason=ExtensionReason(given["reason"]),
                note=given["note"],
                by=request.actor,
            ),
        )
        if done is not None:
            total = worklist.find_open(WorkKind.WHOLE_CASE, outcome_id)
            messages.success(request, _("期限已延长至 %(day)s。") % {"day": due_day(total) if total else ""})
            return redirect("desk:outcome", outcome_id)
    return step(request, form, _("延长办理期限"), _("延长"), found)

"""Support in extreme hardship on the desk: obligors with their own consent, self-care assessment, care."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import queries
from yimen.domains.cases.actions import request_verification
from yimen.domains.cases.actions import tekun as actions
from yimen.domains.cases.queries import consents
from yimen.domains.cases.queries import tekun as found_by
from yimen.domains.cases.types import CaseState
from yimen.domains.cases.types import tekun as words
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.verification.types import SigningMethod
from yimen.foundation.language import in_official_language

from ..forms.people import ReasonForm
from ..forms.tekun import (
    AbilityForm,
    AssessmentForm,
    CareForm,
    ConsentForm,
    ExitForm,
    ObligorForm,
    RefusedConsentForm,
)
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest, seen_version
from ..signatures import keep_signature
from .programmes import step


@require_http_methods(["GET", "POST"])
def obligors(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Who owes support outside the household, whether they consent, whether they can."""
    case = queries.get_case(case_id, by=request.actor)
    may_write = CaseState(case.state).is_open and allows(request.actor.role, Permission.APPLICATION_WRITE)
    form = ObligorForm(request.POST or None)
    if submitted(request, form, lambda: _name(case_id, form, request.actor)) is not None:
        messages.success(request, _("已登记，请征求本人是否同意核对。"))
        return redirect("desk:case-obligors", case_id)
    rows = list(found_by.obligors_of_case(case, by=request.actor))
    shown = {
        "case": case,
        "form": form if may_write else None,
        "rows": [
            (row, words.Obligation(row.obligation), words.Consent(row.consent), words.Ability(row.ability))
            for row in rows
        ],
        "columns": columns(_("姓名"), _("关系"), _("住址"), _("授权核对"), _("履行义务能力"), _("操作")),
        "to_verify": found_by.consents_to_verify(case)
        if allows(request.actor.role, Permission.VERIFICATION_REQUEST)
        else (),
        "may_state_nobody": case.declared.get("obligors") != [] and all(row.ended_on for row in rows),
        "is_nobody": case.declared.get("obligors") == [],
        "is_open": CaseState(case.state).is_open,
        "may_judge": allows(request.actor.role, Permission.INVESTIGATION_RECORD),
        "may_sign": allows(request.actor.role, Permission.AUTHORISATION_RECORD),
    }
    return render(request, "desk/obligors.html", shown)


def _name(case_id: UUID, form: ObligorForm, by: Actor) -> Any:
    given = dict(form.cleaned_data)
    obligation = words.Obligation(given.pop("obligation"))
    return actions.name_obligor(case_id=case_id, obligation=obligation, by=by, **given)


@require_POST
def nobody(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The applicant states that there is nobody."""
    queries.get_case(case_id, by=request.actor)
    actions.declare_no_obligors(case_id=case_id, version=seen_version(request), by=request.actor)
    messages.success(request, _("已记录：申明没有户外法定义务人。"))
    return redirect("desk:case-obligors", case_id)


@require_POST
def verify(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The county is asked about those who consented meanwhile."""
    queries.get_case(case_id, by=request.actor)
    request_verification(case_id=case_id, by=request.actor)
    messages.success(request, _("已提请县级核对。"))
    return redirect("desk:case-obligors", case_id)


@require_GET
def consent_form(request: DeskRequest, obligor_id: UUID) -> HttpResponse:
    """The form to be sent and signed, with what is known of whoever signs."""
    content = in_official_language(consents.consent_form)(obligor_id, by=request.actor)
    title = _("法定义务人核对授权书")
    named = content_disposition_header(as_attachment=False, filename=f"{title}.pdf")
    headers = {"Content-Disposition": named or ""}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
def verify_again(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The county is asked about the family as it is after a change."""
    queries.get_case(case_id, by=request.actor)
    request_verification(case_id=case_id, by=request.actor)
    messages.success(request, _("已提请县级核对。"))
    return redirect("desk:case", case_id)


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, obligor_id: UUID) -> HttpResponse:
    """They owe no support, or not any more; the registration stays, with the reason."""
    found = found_by.get_obligor(obligor_id, by=request.actor)
    form = ReasonForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.end_obligor(
            obligor_id=obligor_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已不再列入，原登记和原因保留备查。"))
        return redirect("desk:case-obligors", found.case_id)
    why = _("如登记有误、本人死亡、法定关系解除；已查明的情况保留。")
    return _step(request, form, _("不再列入：%(name)s") % {"name": found.name}, _("记录"), found, why)


@require_http_methods(["GET", "POST"])
def consent(request: DeskRequest, obligor_id: UUID) -> HttpResponse:
    found = found_by.get_obligor(obligor_id, by=request.actor)
    form = ConsentForm(request.POST or None, request.FILES or None)
    if submitted(request, form, lambda: _consent(found, form, request.actor)) is not None:
        messages.success(request, _("已签署授权，下一次提请核对时一并核对。"))
        return redirect("desk:case-obligors", found.case_id)
    why = _("同意县级民政部门核对本人的收入和财产，以查明履行义务能力（社会救助法 第四十一条）；可以不同意。")
    return _step(request, form, _("同意核对：%(name)s") % {"name": found.name}, _("签署"), found, why)


def _consent(obligor: Any, form: ConsentForm, by: Actor) -> Any:
    signature = form.cleaned_data["signature"]
    kept = keep_signature(signature, obligor.case_id, obligor.region, by)
    method = SigningMethod.SCREEN if isinstance(signature, bytes) else SigningMethod.SCAN
    identity = form.cleaned_data["identity"]
    return actions.record_consent(
        obligor_id=obligor.id, identity=identity, method=method, signature=kept.id, by=by
    )


@require_http_methods(["GET", "POST"])
def refuse(request: DeskRequest, obligor_id: UUID) -> HttpResponse:
    found = found_by.get_obligor(obligor_id, by=request.actor)
    form = RefusedConsentForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.record_refused_consent(
            obligor_id=obligor_id, note=form.cleaned_data["note"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已记录，不查询其任何信息；请以其他方式查明履行义务能力。"))
        return redirect("desk:case-obligors", found.case_id)
    return _step(request, form, _("不同意核对：%(name)s") % {"name": found.name}, _("记录"), found)


@require_http_methods(["GET", "POST"])
def judge(request: DeskRequest, obligor_id: UUID) -> HttpResponse:
    found = found_by.get_obligor(obligor_id, by=request.actor)
    form = AbilityForm(request.POST or None)
    if submitted(request, form, lambda: _judge(found, form, request.actor)) is not None:
        messages.success(request, _("履行义务能力已记录。"))
        return redirect("desk:case-obligors", found.case_id)
    return _step(request, form, _("履行义务能力：%(name)s") % {"name": found.name}, _("记录"), found)


def _judge(obligor: Any, form: AbilityForm, by: Actor) -> Any:
    ability = words.Ability(form.cleaned_data["ability"])
    evidence = form.cleaned_data["evidence"]
    return actions.judge_obligor(obligor_id=obligor.id, ability=ability, evidence=evidence, by=by)


@require_http_methods(["GET", "POST"])
def assess(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """Six indicators; the level and the care standard follow."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = AssessmentForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.record_assessment(outcome_id=outcome_id, assessed=form.assessed(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("评估已记录，评估表已生成。"))
        return redirect("desk:outcome", outcome_id)
    return step(request, form, _("生活自理能力评估"), _("记录评估"), found)


@require_http_methods(["GET", "POST"])
def care(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = CareForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.arrange_care(outcome_id=outcome_id, arranged=form.arranged(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("照料已落实，协议已生成，请各方签字。"))
        return redirect("desk:outcome", outcome_id)
    return step(request, form, _("落实照料"), _("记录"), found)


@require_http_methods(["GET", "POST"])
def name_exit(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """The ground of the law on which the support is to end."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = ExitForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.name_exit(outcome_id=outcome_id, named=form.named(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("终止情形已记录；意见提出后在村（社区）或供养机构公示 7 日。"))
        return redirect("desk:outcome", outcome_id)
    return step(request, form, _("终止供养情形"), _("记录"), found)


def _step(
    request: DeskRequest, form: Any, title: str, button: str, obligor: Any, why: str = ""
) -> HttpResponse:
    back = ("desk:case-obligors", obligor.case_id)
    shown = {"form": form, "title": title, "button": button, "back": back, "why": why}
    return render(request, "desk/step_form.html", shown)

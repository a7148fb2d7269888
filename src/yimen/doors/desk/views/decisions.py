"""The decision on one programme: confirm, return, refuse, deliver."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Receipt
from yimen.domains.cases.errors import StandingRefusedError
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.foundation.files.actions import store
from yimen.foundation.language import in_official_language
from yimen.kernel import Money

from ..forms.cases import ConfirmForm, DeliveryForm, ReasonForm
from ..offers import away
from ..refusals import attempt, in_the_way, submitted
from ..requests import DeskRequest
from .programmes import computed, shown_amount, step, version, whole


@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """The confirmer sees opinion, today's answer and every difference between the two before deciding."""
    found = whole(outcome_id, request)
    if found.award_id:
        return redirect("desk:outcome-decide", outcome_id)
    if (elsewhere := away(request, found.case, found)) is not None:
        return elsewhere
    finding = queries.preview_finding(outcome_id, by=request.actor)
    opinions = sorted(found.opinions.all(), key=lambda each: each.number)
    offered = _offered(finding, opinions)
    form = ConfirmForm(found.programme, finding.amount, request.POST or None, initial={"amount": offered})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.confirm_outcome(
                outcome_id=outcome_id,
                version=version(request),
                amount=form.granted(),
                shown_amount=shown_amount(request),
                reason=form.cleaned_data["reason"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("已确认，确认书已生成。"))
            return redirect("desk:case", found.case_id)
    shown = {
        "form": form,
        "outcome": found,
        "case": found.case,
        "urgent": queries.find_urgent_help(found.case, by=request.actor),
        "opinion": opinions[-1] if opinions else None,
        "is_negative": finding.is_eligible is False and bool(opinions) and not opinions[-1].is_positive,
        "differences": queries.difference_since_opinion(outcome_id, by=request.actor),
        "shown": finding.amount,
        "obstacles": in_the_way(queries.deciding_obstacles(found, by=request.actor)),
    }
    standing = _standing(found, request)
    return render(request, "desk/confirm.html", shown | standing | computed(found, request))


def _standing(outcome: Any, request: DeskRequest) -> dict[str, Any]:
    """That the family's recognition is lacking, and whether one may still come."""
    missing = queries.missing_standing(outcome, timezone.localdate(), by=request.actor)
    return {
        "lacking": "".join(in_the_way([missing] if missing else [])),
        "is_in_vain": isinstance(missing, StandingRefusedError),
    }


def _offered(finding: Any, opinions: Sequence[Any]) -> Money:
    """What the rules compute; where they cannot tell, what the town found."""
    computed: Money = finding.amount
    return Money(opinions[-1].amount_fen) if finding.is_eligible is None and opinions else computed


@require_http_methods(["GET", "POST"])
def send_back(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        done = attempt(
            form,
            lambda: actions.return_outcome(
                outcome_id=outcome_id, version=version(request), why=why, by=request.actor
            ),
        )
        if done is not None:
            messages.success(request, _("已退回补充。"))
            return redirect("desk:case", found.case_id)
    warning = _("退回后由乡镇重新审核，再次报送后才能确认。")
    return step(request, form, _("退回补充材料"), _("退回"), found, warning)


@require_http_methods(["GET", "POST"])
def refuse(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = whole(outcome_id, request)
    form = ReasonForm(request.POST or None, initial={"why": _proposed_reason(found, request)})
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        done = attempt(
            form,
            lambda: actions.refuse_outcome(
                outcome_id=outcome_id, version=version(request), reasons=why, by=request.actor
            ),
        )
        if done is not None:
            messages.success(request, _("已作出不予确认决定，须在 3 个工作日内书面告知。"))
            return redirect("desk:case", found.case_id)
    warning = _("决定作出后制发不予确认告知书，不能在系统内撤销；申请人可以申请行政复议或者提起诉讼。")
    ask = _("不予确认的决定作出后不能在系统内撤销，理由写入告知书。")
    return step(request, form, _("不予确认"), _("不予确认"), found, warning, ask)


@in_official_language
def _proposed_reason(outcome: Any, request: DeskRequest) -> str:
    """The conditions that fail, in plain words; where the rules find none the decider writes why."""
    return queries.proposed_refusal(outcome.id, by=request.actor)


@require_http_methods(["GET", "POST"])
def deliver(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if submitted(request, form, lambda: _deliver(found, form, request)) is not None:
        messages.success(request, _("送达已登记。"))
        return redirect("desk:case", found.case_id)
    return step(request, form, _("登记送达"), _("登记送达"), found)


def _deliver(outcome: Any, form: DeliveryForm, request: DeskRequest) -> Any:
    given, by = form.cleaned_data, request.actor
    scan = given["scan"]
    file = (
        store(scan, kind=PROOF_OF_DELIVERY, subject=outcome.id, region=outcome.region, by=by)
        if scan
        else None
    )
    receipt = Receipt(
        DeliveryMethod(given["method"]),
        given["recipient"],
        given["delivered_on"],
        given["proof"],
        file.id if file else None,
        given["relation"],
    )
    return actions.deliver_decision(outcome_id=outcome.id, receipt=receipt, by=by)

"""Before an award is cut or ended: the invitation, the statement, the answer; then the decision on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.types import HearingAnswer
from yimen.kernel import Money

from ..forms.reviews import AnswerForm, DecideForm, InviteForm, StatementForm
from ..refusals import attempt, in_the_way, submitted
from ..requests import DeskRequest, today
from .programmes import computed, shown_amount, version, whole


@require_http_methods(["GET", "POST"])
def invite(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """What is intended and why; the letter is a by-product."""
    found = whole(outcome_id, request)
    finding = queries.preview_finding(outcome_id, by=request.actor)
    initial = {
        "intent": "end" if finding.is_eligible is False else "less",
        "proposed": finding.amount if finding.is_eligible else None,
    }
    form = InviteForm(request.POST or None, initial=initial)
    hearing = submitted(
        request,
        form,
        lambda: actions.invite_hearing(
            outcome_id=outcome_id,
            version=version(request),
            proposed=form.proposal(),
            is_end=form.cleaned_data["intent"] == "end",
            facts=form.cleaned_data["facts"],
            by=request.actor,
        ),
    )
    if hearing is not None:
        messages.success(request, _("告知书已制作，请送达；陈述截止 %(day)s。") % {"day": hearing.due_on})
        return redirect("desk:hearing", hearing.id)
    shown = {
        "form": form,
        "outcome": found,
        "case": found.case,
        "before": queries.award_amount(found),
    }
    return render(request, "desk/hearing_invite.html", shown | computed(found, request))


@require_http_methods(["GET", "POST"])
def hearing(request: DeskRequest, hearing_id: UUID) -> HttpResponse:
    """One hearing: what was intended, what was said, what became of it; and the step that comes next."""
    found = queries.get_hearing(hearing_id, by=request.actor)
    form: Any = None
    if found.answered_on is None:
        form = _statement(found, request) if found.stated_on is None else _answer(found, request)
        done = submitted(request, form, lambda: _take(found, form, request))
        if done is not None:
            messages.success(request, _("已登记。"))
            return redirect("desk:hearing", hearing_id)
    shown = {
        "hearing": found,
        "outcome": found.outcome,
        "case": found.outcome.case,
        "form": form,
        "before": Money(found.before_fen),
        "proposed": Money(found.proposed_fen),
        "answer": HearingAnswer(found.answer).title if found.answer else "",
        "is_over": today() > found.due_on,
        "may_give_opinion": queries.awaits_opinion(found.outcome),
    }
    return render(request, "desk/hearing.html", shown)


def _statement(hearing: Any, request: DeskRequest) -> StatementForm:
    return StatementForm(request.POST or None, initial={"speaker": hearing.outcome.case.applicant_name})


def _answer(hearing: Any, request: DeskRequest) -> AnswerForm:
    return AnswerForm(request.POST or None, is_agreeing=hearing.is_agreeing)


def _take(hearing: Any, form: Any, request: DeskRequest) -> Any:
    given = form.cleaned_data
    if isinstance(form, StatementForm):
        return actions.record_statement(
            hearing_id=hearing.id,
            speaker=given["speaker"],
            statement=given["statement"],
            is_agreeing=given["says"] == "agrees",
            by=request.actor,
        )
    return actions.answer_statement(
        hearing_id=hearing.id,
        answer=HearingAnswer(given["answer"]),
        reasons=given["reasons"],
        by=request.actor,
    )


@require_POST
def silence(request: DeskRequest, hearing_id: UUID) -> HttpResponse:
    """The term is over and nobody spoke."""
    actions.record_silence(hearing_id=hearing_id, by=request.actor)
    messages.success(request, _("已登记逾期未陈述。"))
    return redirect("desk:hearing", hearing_id)


@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """The confirmer sees the award, the opinion, what was said and today's answer before deciding."""
    found = whole(outcome_id, request)
    finding = queries.preview_finding(outcome_id, by=request.actor)
    opinions = sorted(found.opinions.all(), key=lambda each: each.number)
    last = opinions[-1] if opinions else None
    is_end = last is not None and not last.is_positive
    initial = {
        "intent": "end" if is_end else "go_on",
        "amount": finding.amount,
        "reason": last.text if last is not None and is_end else "",
    }
    form = DecideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _decide(outcome_id, form, request))
        if done is not None:
            messages.success(request, _("决定已作出。"))
            return redirect("desk:case", found.case_id)
    shown = {
        "form": form,
        "outcome": found,
        "case": found.case,
        "opinion": last,
        "before": queries.award_amount(found),
        "hearings": list(queries.hearings_of_outcome(outcome_id, by=request.actor)),
        "differences": queries.difference_since_opinion(outcome_id, by=request.actor),
        "shown": finding.amount,
        "obstacles": in_the_way(queries.deciding_obstacles(found, by=request.actor)),
    }
    return render(request, "desk/decide.html", shown | computed(found, request))


def _decide(outcome_id: UUID, form: DecideForm, request: DeskRequest) -> Any:
    return actions.decide_award(
        outcome_id=outcome_id,
        version=version(request),
        amount=form.decided(),
        shown_amount=shown_amount(request),
        reason=form.cleaned_data["reason"],
        by=request.actor,
    )

"""What the pages of one programme share: reading it whole, what the rules answer, the plain step form."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from yimen.domains.cases import queries
from yimen.kernel import Money, Programme

from ..determinations import unsourced, verdict_of
from ..offers import away
from ..requests import DeskRequest, seen_version


def version(request: DeskRequest) -> int:
    return seen_version(request)


def whole(outcome_id: UUID, request: DeskRequest) -> Any:
    """The programme with its opinions, notices, objections and steps; the opening is recorded."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    whole = queries.outcomes_of_case(found.case_id, by=request.actor)
    return next(each for each in whole if each.id == outcome_id)


def names(case_id: UUID, request: DeskRequest) -> dict[str, str]:
    return {member.ref: member.name for member in queries.members_of_case(case_id, by=request.actor)}


def computed(outcome: Any, request: DeskRequest) -> dict[str, Any]:
    """What the rules answer today for this programme, and what of it rests on no published source."""
    answer = queries.preview_of_programme(outcome, by=request.actor)
    known = names(outcome.case_id, request)
    refs = {m.person_id: m.ref for m in queries.members_of_case(outcome.case_id, by=request.actor)}
    verdict = verdict_of(answer, Programme(outcome.programme), refs.get(outcome.person_id), known)
    return {"verdict": verdict, "unsourced": unsourced(answer)}


def shown_amount(request: DeskRequest) -> Money | None:
    typed = request.POST.get("shown", "")
    return Money.yuan(typed) if typed else None


def step(
    request: DeskRequest, form: Any, title: str, button: str, outcome: Any, warning: str = "", ask: str = ""
) -> HttpResponse:
    """The plain page of a step; `ask` is asked before what cannot be undone."""
    if (elsewhere := away(request, outcome.case, outcome)) is not None:
        return elsewhere
    words = {"title": title, "button": button, "subject": outcome, "back": ("desk:outcome", outcome.id)}
    words |= {"warning": warning} if warning else {}
    words |= {"ask": ask} if ask else {}
    return render(request, "desk/step_form.html", {"form": form, **words})

"""The wizard's page of an application that looks at no means: for whom it is, and why."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.people import queries as people
from yimen.kernel import Programme

from ..forms.matter import MatterForm
from ..offers import away
from ..refusals import submitted
from ..requests import DeskRequest, seen_version
from ..wizard import after, steps_at
from .search import age_on

_OF_CHILDREN = {Programme.ORPHAN.value, Programme.UNATTENDED_CHILD.value}


@require_http_methods(["GET", "POST"])
def matter(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, case)) is not None:
        return elsewhere
    members = list(queries.members_of_case(case, by=request.actor))
    form = MatterForm(
        _choices(case, members),
        request.POST or None,
        is_for_person=queries.is_for_person(case),
        is_for_child=bool(_OF_CHILDREN & set(case.requested)),
        initial=MatterForm.initial_from(case, _declared(case, members), case.reason),
    )
    if submitted(request, form, lambda: _save(case, members, form, request)) is not None:
        return redirect(after("matter", case), case_id)
    shown = {
        "case": case,
        "form": form,
        "steps": steps_at("matter", case),
        "held": queries.recognitions_of_case(case, by=request.actor),
    }
    return render(request, "desk/wizard_matter.html", shown)


def _choices(case: Any, members: list[Any]) -> list[tuple[str, str]]:
    """Each member with age and disability card, so that the right one is seen at once."""
    rows = {row.person_id: row for row in people.members(case.household_id)}
    return [(str(member.person_id), _named(member, rows.get(member.person_id))) for member in members]


def _named(member: Any, row: Any) -> str:
    if row is None:
        return str(member.name)
    card = f" · {row.disability.title}" if row.disability else ""
    return f"{member.name}（{age_on(row.birth_date)}）{card}"


def _declared(case: Any, members: list[Any]) -> dict[str, Any]:
    ref = _ref(members, case.for_person_id)
    return next((each for each in case.declared.get("members", ()) if each["ref"] == ref), {})


def _ref(members: list[Any], person_id: UUID | None) -> str | None:
    return next((member.ref for member in members if member.person_id == person_id), None)


def _save(case: Any, members: list[Any], form: MatterForm, request: DeskRequest) -> Any:
    whom = form.whom()
    return actions.save_step(
        case_id=case.id,
        version=seen_version(request),
        reason=form.cleaned_data["reason"],
        for_person_id=whom,
        declared=form.declared(_ref(members, whom)),
        by=request.actor,
    )

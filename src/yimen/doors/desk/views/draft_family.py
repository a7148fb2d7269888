"""The first pages of a draft: who belongs to the family, and what is applied for; both may still change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation
from yimen.kernel import Programme

from ..families import join_family
from ..forms.family import ProgrammesForm
from ..forms.people import AddMemberForm
from ..offers import away
from ..official_words import asked_words, official
from ..refusals import attempt, submitted
from ..requests import DeskRequest, seen_version
from ..wizard import first_of, steps_at
from .search import age_on


@require_http_methods(["GET", "POST"])
def family(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Somebody added joins household and draft at once; a draft behind its household follows it."""
    case = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, case)) is not None:
        return elsewhere
    adds = request.method == "POST" and "add" in request.POST
    form = AddMemberForm(request.POST if adds else None)
    if adds and form.is_valid() and attempt(form, lambda: _add(case, form, request.actor)) is not None:
        messages.success(request, _("成员已加入家庭和本申请。"))
        return redirect("desk:application-family", case_id)
    if request.method == "POST" and not adds:
        actions.follow_family(case_id=case_id, by=request.actor)
        messages.success(request, _("本申请的成员已按家庭档案更新。"))
        return redirect("desk:application-family", case_id)
    shown = {
        "case": case,
        "steps": steps_at("family", case),
        "following": first_of(case),
        "asked": asked_words(case.requested),
        "form": form,
        "members": [(row, age_on(row.birth_date)) for row in people.members(case.household_id)],
        "change": queries.family_change(case, by=request.actor),
    }
    return render(request, "desk/wizard_members.html", shown)


def _add(case: Any, form: AddMemberForm, by: Actor) -> object:
    given = form.cleaned_data
    joined = join_family(
        household=people.get_household(case.household_id, by=by, purpose="application"),
        facts=form.facts(),
        relation=Relation(given["relation"]),
        on=given["on"],
        by=by,
    )
    actions.follow_family(case_id=case.id, by=by)
    return joined


@require_http_methods(["GET", "POST"])
def programmes(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Until it is handed in, a draft asks for what the family wants; its papers follow."""
    case = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, case)) is not None:
        return elsewhere
    form = ProgrammesForm(request.POST or None, initial={"programmes": case.requested})
    changed = submitted(request, form, lambda: _change(case_id, form, request))
    if changed is not None:
        messages.success(request, _("申请项目已更改，填过的内容都还在。"))
        if changed.documents:
            made = "、".join(document.number for document in changed.documents)
            messages.success(request, _("按新的项目重新制作了文书：%(numbers)s。") % {"numbers": made})
        if changed.to_sign:
            titles = "、".join(official(title) for title in changed.to_sign)
            messages.warning(
                request, _("已签名的文书随项目撤回，请重新制作并签名：%(titles)s。") % {"titles": titles}
            )
        return redirect(first_of(queries.get_case(case_id, by=request.actor)), case_id)
    shown = {"case": case, "steps": steps_at("family", case), "form": form, "back": "desk:application-family"}
    return render(request, "desk/wizard_programmes.html", shown)


def _change(case_id: UUID, form: ProgrammesForm, request: DeskRequest) -> Any:
    chosen = [Programme(name) for name in form.cleaned_data["programmes"]]
    return actions.change_programmes(
        case_id=case_id, version=seen_version(request), programmes=chosen, by=request.actor
    )

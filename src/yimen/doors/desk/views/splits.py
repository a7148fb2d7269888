"""One household becomes two, or two become one; what becomes of their awards is looked into at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions
from yimen.domains.people import queries
from yimen.domains.people.types import Relation
from yimen.kernel import RegionCode

from ..confirming import Asked, Change, confirmed
from ..forms.reviews import MergeForm, MergeMembersForm, SplitForm
from ..official_words import official
from ..places import villages
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def split(request: DeskRequest, household_id: UUID) -> HttpResponse:
    found = queries.get_household(household_id, by=request.actor)
    members = {str(row.person_id): row.name for row in queries.members(household_id)}
    form = SplitForm(
        villages(request.actor), list(members.items()), request.POST or None, initial={"region": found.region}
    )
    asked = Asked(
        _("分户"),
        _("分户"),
        ["desk:household", household_id],
        _("只给分出去的人选择与新户主的关系，其中一人为户主；原户有在册救助的，同时开启核查。"),
    )
    done = confirmed(
        request, form, asked, lambda: _leaving(form, members), lambda: _split(request, household_id, form)
    )
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, _("分户已办理。"))
    return redirect("desk:household", done)


def _leaving(form: SplitForm, members: dict[str, str]) -> list[Change]:
    return [
        Change(members[key], "", _("新户：%(relation)s") % {"relation": official(relation.title)})
        for key, relation in form.relations().items()
    ]


def _split(request: DeskRequest, household_id: UUID, form: SplitForm) -> UUID:
    given = form.cleaned_data
    return actions.split_household(
        household_id=household_id,
        relations=_by_person(form.relations()),
        region=RegionCode(given["region"]),
        address=given["address"],
        on=given["on"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def merge(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Which household joins this one, by its number."""
    queries.get_household(household_id, by=request.actor)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = queries.find_household_numbered(form.cleaned_data["number"])
        if other is not None and other.id != household_id:
            return redirect("desk:household-merge-members", household_id, other.id)
        form.add_error("number", _("没有这个户编号的在册家庭，或不在您负责的区域内。"))
    words: dict[str, Any] = {"title": _("并户"), "button": _("下一步"), "subject": None}
    words["back"] = ("desk:household", household_id)
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def merge_members(request: DeskRequest, household_id: UUID, other_id: UUID) -> HttpResponse:
    queries.get_household(household_id, by=request.actor)
    queries.get_household(other_id, by=request.actor)
    members = {str(row.person_id): row.name for row in queries.members(other_id) if row.died_on is None}
    form = MergeMembersForm(list(members.items()), request.POST or None)
    asked = Asked(
        _("并户"),
        _("并户"),
        ["desk:household", household_id],
        _("另一户随之销户；两户有在册救助的，各自开启核查。"),
    )
    done = confirmed(
        request,
        form,
        asked,
        lambda: [
            Change(members[key], "", official(relation.title)) for key, relation in form.relations().items()
        ],
        lambda: _merge(request, household_id, other_id, form),
    )
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, _("并户已办理。"))
    return redirect("desk:household", household_id)


def _merge(request: DeskRequest, household_id: UUID, other_id: UUID, form: MergeMembersForm) -> bool:
    actions.merge_households(
        household_id=household_id,
        other_id=other_id,
        relations=_by_person(form.relations()),
        on=form.cleaned_data["on"],
        by=request.actor,
    )
    return True


def _by_person(relations: dict[str, Relation]) -> dict[UUID, Relation]:
    return {UUID(key): relation for key, relation in relations.items()}

"""What changes about a household: who joins, who leaves, who heads it, what was wrong, where it moves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import queries as cases
from yimen.domains.network import queries as network
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import InvalidMembershipError
from yimen.domains.people.types import MemberRow, Relation
from yimen.kernel import RegionCode, RegionLevel

from ..confirming import Asked, Change, confirmed
from ..families import join_family
from ..forms.people import (
    AddMemberForm,
    ChangeHeadForm,
    CorrectHouseholdForm,
    CorrectRelationForm,
    LeaveForm,
    MoveForm,
)
from ..official_words import official
from ..places import villages
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def add_member(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """A birth, a marriage, somebody who came to live here; somebody on file is not written twice."""
    found = queries.get_household(household_id, by=request.actor)
    form = AddMemberForm(request.POST or None)
    asked = _asked(_("增加成员"), _("加入"), household_id)
    done = confirmed(request, form, asked, lambda: _joining(form), lambda: _join(request, found, form))
    return _left_for(request, done, _("成员已加入。"), household_id)


def _joining(form: AddMemberForm) -> list[Change]:
    given = form.cleaned_data
    relation = official(Relation(given["relation"]).title)
    return [Change(given["name"], "", relation), Change(_("加入日期"), "", str(given["on"]))]


def _join(request: DeskRequest, household: Any, form: AddMemberForm) -> object:
    given = form.cleaned_data
    return join_family(
        household=household,
        facts=form.facts(),
        relation=Relation(given["relation"]),
        on=given["on"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def leave(request: DeskRequest, household_id: UUID) -> HttpResponse:
    queries.get_household(household_id, by=request.actor)
    members = {str(row.membership_id): row for row in queries.members(household_id)}
    form = LeaveForm([(key, row.name) for key, row in members.items()], request.POST or None)
    asked = _asked(_("成员迁出"), _("登记迁出"), household_id)
    done = confirmed(request, form, asked, lambda: _leaving(form, members), lambda: _leave(request, form))
    return _left_for(request, done, _("已登记迁出。"), household_id)


def _leaving(form: LeaveForm, members: dict[str, MemberRow]) -> list[Change]:
    given = form.cleaned_data
    row = members[given["member"]]
    gone = _("自 %(on)s 起不在本户") % {"on": given["on"]}
    return [Change(row.name, official(row.relation.title), gone)]


def _leave(request: DeskRequest, form: LeaveForm) -> object:
    given = form.cleaned_data
    return actions.end_membership(
        membership_id=UUID(given["member"]), on=given["on"], reason=given["reason"], by=request.actor
    )


@require_http_methods(["GET", "POST"])
def correct_relation(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """What somebody is to the head was written wrongly."""
    queries.get_household(household_id, by=request.actor)
    rows = [row for row in queries.members(household_id) if row.relation is not Relation.HEAD]
    members = {str(row.membership_id): row for row in rows}
    if not members:
        raise InvalidMembershipError("本户只有户主一人，没有可以更正的关系。")
    form = CorrectRelationForm([(key, row.name) for key, row in members.items()], request.POST or None)
    asked = _asked(_("更正关系"), _("更正"), household_id, _("写错了才在这里改；户主请用“变更户主”。"))
    done = confirmed(
        request,
        form,
        asked,
        lambda: _other_relation(form, members),
        lambda: actions.correct_relation(
            membership_id=UUID(form.cleaned_data["member"]),
            relation=Relation(form.cleaned_data["relation"]),
            reason=form.cleaned_data["reason"],
            by=request.actor,
        ),
    )
    return _left_for(request, done, _("关系已更正。"), household_id)


def _other_relation(form: CorrectRelationForm, members: dict[str, MemberRow]) -> list[Change]:
    row, relation = members[form.cleaned_data["member"]], Relation(form.cleaned_data["relation"])
    return [Change(row.name, official(row.relation.title), official(relation.title))]


@require_http_methods(["GET", "POST"])
def change_head(request: DeskRequest, household_id: UUID) -> HttpResponse:
    queries.get_household(household_id, by=request.actor)
    members = queries.members(household_id)
    if len(members) == 1:
        raise InvalidMembershipError("本户只有一人，没有可以变更为户主的其他成员。")
    choices = [(str(row.person_id), row.name, row.relation.value) for row in members]
    form = ChangeHeadForm(choices, request.POST or None)
    asked = _asked(
        _("变更户主"),
        _("变更户主"),
        household_id,
        _("从这一天起按新户主重新写明每个人的关系；以前的关系照旧保留。"),
    )
    done = confirmed(
        request, form, asked, lambda: _related(form, members), lambda: _head(request, household_id, form)
    )
    return _left_for(request, done, _("户主已变更。"), household_id)


def _related(form: ChangeHeadForm, members: list[MemberRow]) -> list[Change]:
    heir, relations = form.cleaned_data["heir"], form.relations()
    return [
        Change(
            row.name,
            official(row.relation.title),
            official((Relation.HEAD if str(row.person_id) == heir else relations[str(row.person_id)]).title),
        )
        for row in members
    ]


def _head(request: DeskRequest, household_id: UUID, form: ChangeHeadForm) -> bool:
    given = form.cleaned_data
    relations = {UUID(key): relation for key, relation in form.relations().items()}
    former = next(
        (row.person_id for row in queries.members(household_id) if row.relation is Relation.HEAD), None
    )
    actions.change_head(
        household_id=household_id,
        person_id=UUID(given["heir"]),
        former_relation=relations.pop(former, Relation.OTHER) if former else Relation.OTHER,
        relations=relations,
        on=given["on"],
        by=request.actor,
    )
    return True


@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, household_id: UUID) -> HttpResponse:
    found = queries.get_household(household_id, by=request.actor)
    regions = villages(request.actor)
    if found.registered_region not in dict(regions):
        regions.insert(0, (found.registered_region, network.region_path(found.registered_region)))
    on_file = {name: getattr(found, name) for name in ("address", "registered_region", "is_urban")}
    form = CorrectHouseholdForm(regions, request.POST or None, initial=on_file)
    asked = _asked(
        _("更正住址和户籍"),
        _("更正"),
        household_id,
        _("写错了才在这里改；搬家请用“变更住址”，以保留原住址。"),
    )
    done = confirmed(
        request, form, asked, lambda: _corrected(found, form), lambda: _correct(request, household_id, form)
    )
    return _left_for(request, done, _("资料已更正。"), household_id)


def _corrected(household: Any, form: CorrectHouseholdForm) -> list[Change]:
    given = form.cleaned_data
    before, after = (
        network.region_path(code, above=RegionLevel.PROVINCE)
        for code in (household.registered_region, form.registered_at)
    )
    kinds = {True: _("城镇"), False: _("农村")}
    return [
        Change(_("住址"), household.address, given["address"]),
        Change(_("户籍地"), before, after),
        Change(_("城乡"), kinds[household.is_urban], kinds[given["is_urban"]]),
    ]


def _correct(request: DeskRequest, household_id: UUID, form: CorrectHouseholdForm) -> object:
    given = form.cleaned_data
    return actions.correct_household(
        household_id=household_id,
        address=given["address"],
        registered_region=form.registered_at,
        is_urban=given["is_urban"],
        reason=given["reason"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, household_id: UUID) -> HttpResponse:
    found = queries.get_household(household_id, by=request.actor)
    form = MoveForm(villages(request.actor), request.POST or None, initial={"region": found.region})
    asked = _asked(_("变更住址"), _("变更住址"), household_id, _why_move(request, household_id))
    done = confirmed(
        request, form, asked, lambda: _moved(found, form), lambda: _move(request, household_id, form)
    )
    return _left_for(request, done, _("住址已变更。"), household_id)


def _why_move(request: DeskRequest, household_id: UUID) -> str:
    """A sheet that hangs in the village they leave is pointed out before they are moved."""
    hanging = cases.notices_hanging_of(household_id, by=request.actor).first()
    if hanging is None:
        return _("全家一起搬；一人搬走的，用“成员迁出”。")
    return _(
        "注意：本户的公示正贴在原村（社区）%(village)s，迁居后公示不随之迁移，办件仍按申请时的住址办理。"
        "全家一起搬；一人搬走的，用“成员迁出”。"
    ) % {"village": network.region_path(hanging.region)}


def _moved(household: Any, form: MoveForm) -> list[Change]:
    given = form.cleaned_data
    before, after = (
        f"{network.region_path(region)} {address}"
        for region, address in (
            (household.region, household.address),
            (given["region"], given["address"]),
        )
    )
    return [Change(_("住址"), before, after), Change(_("迁居日期"), "", str(given["on"]))]


def _move(request: DeskRequest, household_id: UUID, form: MoveForm) -> object:
    given = form.cleaned_data
    return actions.move_household(
        household_id=household_id,
        to_region=RegionCode(given["region"]),
        address=given["address"],
        on=given["on"],
        by=request.actor,
    )


def _asked(title: str, button: str, household_id: UUID, why: str = "") -> Asked:
    return Asked(title, button, ["desk:household", household_id], why)


def _left_for(request: DeskRequest, done: object, said: str, household_id: UUID) -> HttpResponse:
    """The page to show, or the household once the act is done."""
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, said)
    return redirect("desk:household", household_id)

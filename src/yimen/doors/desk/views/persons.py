"""What changes about one person: corrections with their reason, a move, a death and its withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network import queries as network
from yimen.domains.people import actions, queries
from yimen.domains.people.types import PersonFacts
from yimen.kernel import RegionCode, Sex

from ..confirming import Asked, Change, confirmed
from ..forms.family import on_file
from ..forms.people import CorrectPersonForm, DeathForm, MoveForm, ReasonForm
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """Everything on file in one form; what is changed is shown once more, and the reason is kept."""
    person = queries.get_person(person_id, by=request.actor, purpose="correct")
    form = CorrectPersonForm(request.POST or None, initial={**on_file(person), "phone": person.phone or ""})
    asked = Asked(
        _("更正资料：%(name)s") % {"name": person.name},
        _("更正"),
        ["desk:person", person_id],
        _("写错了才在这里改。搬家、加入或离开家庭、死亡，请用各自的登记，以保留经过。"),
    )
    done = confirmed(
        request, form, asked, lambda: _changes(person, form), lambda: _correct(request, person, form)
    )
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, _("资料已更正。"))
    return redirect("desk:person", person_id)


def _facts(person: Any, form: CorrectPersonForm) -> PersonFacts:
    given = form.facts(form.cleaned_data["phone"])
    registered = person.registered_region
    return PersonFacts(
        name=given.name,
        identity=given.identity,
        sex=given.sex,
        birth_date=given.birth_date,
        phone=given.phone,
        disability=given.disability,
        registered_region=RegionCode(registered) if registered else None,
    )


def _correct(request: DeskRequest, person: Any, form: CorrectPersonForm) -> object:
    reason = form.cleaned_data["reason"]
    facts = _facts(person, form)
    return actions.correct_person(person_id=person.id, facts=facts, reason=reason, by=request.actor)


def _changes(person: Any, form: CorrectPersonForm) -> list[Change]:
    facts, had = _facts(person, form), queries.disability_of(person)
    born = facts.identity.birth_date if facts.identity else facts.birth_date
    sex = facts.identity.sex if facts.identity else facts.sex
    return [
        Change(_("姓名"), person.name, facts.name),
        Change(_("证件号"), person.identity or "", str(facts.identity or "")),
        Change(_("出生日期"), str(person.birth_date), str(born)),
        Change(_("性别"), official(Sex(person.sex).title), official(Sex(str(sex)).title)),
        Change(_("联系电话"), person.phone or "", facts.phone),
        Change(_("残疾"), had.title if had else "", facts.disability.title if facts.disability else ""),
    ]


@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """Somebody without a household lives elsewhere; with one, the household moves."""
    person = queries.get_person(person_id, by=request.actor, purpose="move")
    form = MoveForm(villages(request.actor), request.POST or None, initial={"region": person.region})
    asked = Asked(_("变更住址：%(name)s") % {"name": person.name}, _("变更住址"), ["desk:person", person_id])
    done = confirmed(
        request, form, asked, lambda: _moved(person_id, form), lambda: _move(request, person_id, form)
    )
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, _("住址已变更。"))
    return redirect("desk:person", person_id)


def _moved(person_id: UUID, form: MoveForm) -> list[Change]:
    home, given = queries.find_residence_of(person_id), form.cleaned_data
    before = f"{network.region_path(home.place)} {home.address}" if home else ""
    after = f"{network.region_path(given['region'])} {given['address']}"
    return [Change(_("住址"), before, after), Change(_("迁居日期"), "", str(given["on"]))]


def _move(request: DeskRequest, person_id: UUID, form: MoveForm) -> object:
    given = form.cleaned_data
    return actions.move_alone(
        person_id=person_id,
        to_region=RegionCode(given["region"]),
        address=given["address"],
        on=given["on"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def death(request: DeskRequest, person_id: UUID) -> HttpResponse:
    person = queries.get_person(person_id, by=request.actor, purpose="death")
    form = DeathForm(request.POST or None)
    asked = Asked(_("登记死亡：%(name)s") % {"name": person.name}, _("登记死亡"), ["desk:person", person_id])
    done = confirmed(
        request,
        form,
        asked,
        lambda: [Change(_("死亡日期"), "", str(form.cleaned_data["on"]))],
        lambda: actions.record_death(person_id=person_id, on=form.cleaned_data["on"], by=request.actor),
    )
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, _("已登记。"))
    return redirect("desk:person", person_id)


@require_http_methods(["GET", "POST"])
def withdraw_death(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """The death of somebody else was recorded here."""
    person = queries.get_person(person_id, by=request.actor, purpose="death")
    form = ReasonForm(request.POST or None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = submitted(
        request,
        form,
        lambda: actions.withdraw_death(person_id=person_id, reason=reason, by=request.actor),
    )
    if done is not None:
        messages.success(request, _("死亡登记已撤销。"))
        return redirect("desk:person", person_id)
    shown = {
        "form": form,
        "title": _("撤销死亡登记：%(name)s") % {"name": person.name},
        "button": _("撤销死亡登记"),
        "back": ["desk:person", person_id],
    }
    return render(request, "desk/step_form.html", shown)

"""People without a resident number on the desk: taken in, identified, and taken apart again; permits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network.types import Actor
from yimen.domains.people import actions, queries
from yimen.kernel import RegionCode, RegionLevel

from ..forms.identities import IdentifyForm, PermitForm, StrangerForm, UndoIdentityForm
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def take_in(request: DeskRequest) -> HttpResponse:
    """Somebody nobody can look up, with a household of one, so that help may begin."""
    form = StrangerForm(villages(request.actor), request.POST or None, request.FILES or None)
    made = submitted(request, form, lambda: _take_in(form, request.actor))
    if made is not None:
        messages.success(request, _("已登记，临时编号 %(number)s。") % {"number": made.number})
        return redirect("desk:person", made.person_id)
    return render(request, "desk/stranger_form.html", {"form": form})


def _take_in(form: StrangerForm, by: Actor) -> Any:
    given = form.cleaned_data
    region, photo = RegionCode(given["region"]), given["photo"]
    made = actions.register_stranger(
        stranger=form.stranger(),
        region=region,
        address=given["address"],
        photo=photo.read() if photo else None,
        by=by,
    )
    actions.found_household(
        head_id=made.person_id,
        region=region,
        address=given["address"],
        registered_region=region,
        is_urban=False,
        by=by,
    )
    return made


@require_http_methods(["GET", "POST"])
def identify(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """Who they are is known: everything of the temporary file becomes that of the resident."""
    person = queries.get_person(person_id, by=request.actor, purpose="identify")
    form = IdentifyForm(request.POST or None)
    real = submitted(
        request,
        form,
        lambda: actions.identify(person_id=person_id, by=request.actor, **form.cleaned_data),
    )
    if real is not None:
        messages.success(request, _("身份已查明，临时登记的事项已归入本人。"))
        return redirect("desk:person", real.id)
    why = _(
        "身份证号已建档的，临时档案并入该居民；没有建档的，就地转为该居民。30 天内没有办理新事项的可以撤销。"
    )
    return _step(request, form, _("查明身份：%(name)s") % {"name": person.name}, _("查明"), person_id, why)


@require_http_methods(["GET", "POST"])
def undo(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """It was somebody else after all."""
    person = queries.get_person(person_id, by=request.actor, purpose="identify")
    form = UndoIdentityForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.undo_identification(
            person_id=person_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已撤销，恢复为临时身份。"))
        return redirect("desk:person", person_id)
    why = _("并入的事项退回临时身份；查明以后又办理了新事项的，不能撤销。")
    return _step(
        request, form, _("撤销查明：%(name)s") % {"name": person.name}, _("撤销查明"), person_id, why
    )


@require_http_methods(["GET", "POST"])
def permit(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """The residence permit of somebody registered elsewhere who lives here."""
    person = queries.get_person(person_id, by=request.actor, purpose="permit")
    form = PermitForm(request.POST or None, request.FILES or None)
    county = RegionCode(person.region).at(RegionLevel.COUNTY)
    if submitted(request, form, lambda: _permit(person_id, form, county, request.actor)) is not None:
        messages.success(request, _("居住证已登记。"))
        return redirect("desk:person", person_id)
    why = _("户籍在外县、在本地申请的人持居住证申请（社会救助法 第三十七条）；新登记的代替以前的。")
    return _step(request, form, _("登记居住证：%(name)s") % {"name": person.name}, _("登记"), person_id, why)


def _permit(person_id: UUID, form: PermitForm, county: RegionCode, by: Actor) -> Any:
    scan = form.cleaned_data["scan"]
    kept = scan.read() if scan else None
    return actions.record_permit(person_id=person_id, permit=form.permit(county), scan=kept, by=by)


def _step(
    request: DeskRequest, form: Any, title: str, button: str, person_id: UUID, why: str
) -> HttpResponse:
    shown = {"form": form, "title": title, "button": button, "back": ["desk:person", person_id], "why": why}
    return render(request, "desk/step_form.html", shown)

"""Whose confirmation counts: giving a step to a town or a county by the provincial rule, and ending it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.network.types import Role
from yimen.kernel import Programme, RegionCode, Step

from ..forms.network import DelegationForm, EndForm
from ..official_words import official
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def give(request: DeskRequest) -> HttpResponse:
    form = DelegationForm(towns(request.actor), request.POST or None)
    if submitted(request, form, lambda: _give(request, form)) is not None:
        messages.success(request, _("已登记授权。"))
        return redirect("desk:network-delegations")
    return _form(request, form, _("下放确认权限"), _("登记授权"))


def _give(request: DeskRequest, form: DelegationForm) -> object:
    given = form.cleaned_data
    return actions.delegate_step(
        programme=Programme(given["programme"]),
        step=Step.CONFIRM,
        region=RegionCode(given["region"]),
        role=Role(given["role"]),
        rule=given["rule"],
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, delegation_id: UUID) -> HttpResponse:
    given = queries.get_delegation(delegation_id, by=request.actor)
    form = EndForm(request.POST or None)
    done = submitted(request, form, lambda: _end(request, delegation_id, form))
    if done is not None:
        messages.success(request, _("授权自 %(on)s 起终止。") % {"on": done})
        return redirect("desk:network-delegations")
    facts = {
        "place": queries.region_path(given.region),
        "programme": official(Programme(given.programme).title),
    }
    return _form(request, form, _("终止授权：%(place)s，%(programme)s") % facts, _("终止授权"))


def _end(request: DeskRequest, delegation_id: UUID, form: EndForm) -> date | None:
    on = form.cleaned_data["on"]
    return actions.end_delegation(delegation_id=delegation_id, on=on, by=request.actor).valid_until


def _form(request: DeskRequest, form: DelegationForm | EndForm, title: str, button: str) -> HttpResponse:
    shown = {"form": form, "title": title, "button": button, "back": ["desk:network-delegations"]}
    return render(request, "desk/step_form.html", shown)

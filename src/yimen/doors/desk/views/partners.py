"""Departments and organisations that work with the stations: lists, registering one, another name."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import DepartmentKind, OrganisationKind
from yimen.kernel import RegionLevel

from ..exports import as_xlsx
from ..forms.network import DepartmentForm
from ..forms.partners import OrganisationForm, PartnersFilterForm, RegisterOrganisationForm
from ..lists import Words, address, columns, paged
from ..network_places import places_of_the_network
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest


@require_GET
def departments(request: DeskRequest) -> HttpResponse:
    """The departments of the county, each with who speaks for it."""
    form = PartnersFilterForm(DepartmentKind, request.GET)
    titled = columns((_("部门"), Words("name")), _("类别"), _("联络员"))
    liaisons = dict(_departments(request, form))
    paging = paged(request, list(liaisons), titled)
    shown = {
        **_shown(request, "network-departments"),
        "form": form,
        "paging": paging,
        "rows": [(row, DepartmentKind(row.kind), liaisons[row]) for row in paging.rows],
        "columns": titled,
    }
    return render(request, "desk/departments.html", shown)


@require_GET
def export_departments(request: DeskRequest) -> HttpResponse:
    found = _departments(request, PartnersFilterForm(DepartmentKind, request.GET))
    rows = ((row.name, official(DepartmentKind(row.kind).title), "、".join(names)) for row, names in found)
    return as_xlsx(_("参与部门"), [_("部门"), _("类别"), _("联络员")], rows, by=request.actor)


def _departments(request: DeskRequest, form: PartnersFilterForm) -> list[tuple[Any, list[str]]]:
    county = request.actor.region.at(RegionLevel.COUNTY)
    return [pair for pair in queries.departments_with_liaisons(county) if _is_asked_for(pair[0], form)]


def _is_asked_for(row: Any, form: PartnersFilterForm) -> bool:
    asked = form.chosen()
    return asked["words"] in row.name and asked["kind"] in ("", row.kind)


def _shown(request: DeskRequest, page: str) -> dict[str, Any]:
    """What both lists show besides their rows."""
    return {
        "tabs": places_of_the_network(request, page),
        "may_write": allows(request.actor.role, Permission.NETWORK_ADMINISTER),
        "export_url": address(request, page=None).replace(request.path, reverse(f"desk:{page}-export"), 1),
    }


@require_http_methods(["GET", "POST"])
def add_department(request: DeskRequest) -> HttpResponse:
    form = DepartmentForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.add_department(region=request.actor.region, **_typed(form), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("部门已登记。"))
        return redirect("desk:network-departments")
    return _form(request, form, _("登记部门"), "network-departments")


@require_http_methods(["GET", "POST"])
def change_department(request: DeskRequest, department_id: UUID) -> HttpResponse:
    row = queries.get_department(department_id, by=request.actor)
    form = DepartmentForm(request.POST or None, initial={"kind": row.kind, "name": row.name})
    done = submitted(
        request,
        form,
        lambda: actions.change_department(department_id=row.id, **_typed(form), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("部门已修改。"))
        return redirect("desk:network-departments")
    return _form(request, form, _("修改部门：%(name)s") % {"name": row.name}, "network-departments")


def _typed(form: DepartmentForm) -> dict[str, Any]:
    return {"kind": DepartmentKind(form.cleaned_data["kind"]), "name": form.cleaned_data["name"]}


@require_GET
def organisations(request: DeskRequest) -> HttpResponse:
    """The organisations of the county, with how many of their people hold a post."""
    form = PartnersFilterForm(OrganisationKind, request.GET)
    titled = columns(
        (_("机构"), Words("name")), _("类别"), (_("统一社会信用代码"), "credit_code"),
        (_("派驻人员"), "people", "number"),
    )  # fmt: skip
    paging = paged(request, list(_organisations(request, form)), titled)
    shown = {
        **_shown(request, "network-organisations"),
        "form": form,
        "paging": paging,
        "rows": [(row, OrganisationKind(row.kind)) for row in paging.rows],
        "columns": titled,
    }
    return render(request, "desk/organisations.html", shown)


@require_GET
def export_organisations(request: DeskRequest) -> HttpResponse:
    found = _organisations(request, PartnersFilterForm(OrganisationKind, request.GET))
    rows = (
        (row.name, official(OrganisationKind(row.kind).title), row.credit_code, row.people) for row in found
    )
    titles = [_("机构"), _("类别"), _("统一社会信用代码"), _("派驻人员")]
    return as_xlsx(_("合作机构"), titles, rows, by=request.actor)


def _organisations(request: DeskRequest, form: PartnersFilterForm) -> Iterable[Any]:
    county = request.actor.region.at(RegionLevel.COUNTY)
    return (row for row in queries.organisations_with_posts(county) if _is_asked_for(row, form))


@require_http_methods(["GET", "POST"])
def add_organisation(request: DeskRequest) -> HttpResponse:
    form = RegisterOrganisationForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.add_organisation(region=request.actor.region, **form.given(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("机构已登记。"))
        return redirect("desk:network-organisations")
    return _form(request, form, _("登记机构"), "network-organisations")


@require_http_methods(["GET", "POST"])
def change_organisation(request: DeskRequest, organisation_id: UUID) -> HttpResponse:
    row = queries.get_organisation(organisation_id, by=request.actor)
    form = OrganisationForm(request.POST or None, initial={"kind": row.kind, "name": row.name})
    done = submitted(
        request,
        form,
        lambda: actions.change_organisation(organisation_id=row.id, **form.given(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("机构已修改。"))
        return redirect("desk:network-organisations")
    return _form(request, form, _("修改机构：%(name)s") % {"name": row.name}, "network-organisations")


def _form(request: DeskRequest, form: Form, title: str, back: str) -> HttpResponse:
    shown = {"form": form, "title": title, "button": _("保存"), "back": [f"desk:{back}"]}
    return render(request, "desk/step_form.html", shown)

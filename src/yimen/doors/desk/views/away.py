"""Families that live away: the plan made from a lead, the list of plans, the next contact, the end."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.monitoring.actions import away as actions
from yimen.domains.monitoring.permissions import may_contact
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.types.leads import ContactWay
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import RegionCode

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.leads import AwayContactForm, AwayPlanForm
from ..lead_places import places_of_leads
from ..lists import Words, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..signs import Clock


@require_GET
def plans(request: DeskRequest) -> HttpResponse:
    titled = columns(
        (_("姓名"), Words("lead__name")), _("现居住地"), (_("联系方式"), "way"),
        (_("间隔（天）"), "every_days", "number"), (_("上次联系"), "last_on"), (_("状态"), "ended_on"),
    )  # fmt: skip
    paging = paged_rows(request, queries.plans(by=request.actor), titled)
    queries.plans_listed(paging.rows, by=request.actor)
    places = network.region_paths(row.lives_in for row in paging.rows if row.lives_in)
    shown = {
        "tabs": places_of_leads(request, "lead-plans"),
        "paging": paging,
        "rows": [(row, ContactWay(row.way), places.get(row.lives_in or "", "")) for row in paging.rows],
        "columns": titled,
        "export_url": reverse("desk:lead-plans-export"),
    }
    return render(request, "desk/lead_plans.html", shown)


@exportable("lead-plans")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("村（社区）"), _("现居住地"), _("联系方式"), _("间隔（天）"), _("上次联系"),
        _("联系情况"), _("结束日期"),
    ]  # fmt: skip
    return Sheet(_("人户分离联系计划"), titles, found_rows(queries.plans(by=request.actor)), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    places = network.region_paths([each for row in rows for each in (row.region, row.lives_in) if each])
    return (
        (
            row.lead.name,
            places[row.region],
            places.get(row.lives_in, ""),
            official(ContactWay(row.way).title),
            row.every_days,
            row.last_on,
            row.last_note,
            row.ended_on,
        )
        for row in rows
    )


@require_GET
def plan(request: DeskRequest, plan_id: UUID) -> HttpResponse:
    found = queries.get_plan(plan_id, by=request.actor)
    shown = {
        "plan": found,
        "way": ContactWay(found.way),
        "place": network.region_path(found.region),
        "lives_in": network.region_path(found.lives_in) if found.lives_in else "",
        "may_contact": found.ended_on is None and may_contact(found, by=request.actor),
        "may_end": found.ended_on is None and _is_of(found, request.actor),
        "clocks": _clocks(found.id),
    }
    return render(request, "desk/lead_plan.html", shown)


def _is_of(found: Any, by: Actor) -> bool:
    """The place where the family is registered ends the plan."""
    return allows(by.role, Permission.LEAD_VISIT) and by.scope.lo <= found.region < by.scope.hi


def _clocks(subject: UUID) -> list[Clock]:
    item = worklist.find_open(WorkKind.AWAY_CONTACT, subject)
    if item is None:
        return []
    return [chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())]


@require_http_methods(["GET", "POST"])
def make(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    found = queries.get_lead(lead_id, by=request.actor)
    usual = queries.away_days(RegionCode(found.region), today())
    form = AwayPlanForm(request.POST or None, initial={"every_days": usual})
    done = submitted(
        request,
        form,
        lambda: actions.plan_contact(
            lead_id=lead_id,
            way=ContactWay(form.cleaned_data["way"]),
            every_days=form.cleaned_data["every_days"],
            share_until=form.cleaned_data["share_until"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("联系计划已定，到期在待办中提醒。"))
        return redirect("desk:lead-plan", done.id)
    why = _("%(name)s 现居住在 %(place)s") % {
        "name": found.name,
        "place": network.region_path(found.lives_in) if found.lives_in else _("外地"),
    }
    words = {"title": _("定联系计划"), "button": _("保存计划"), "back": ["desk:lead", lead_id], "why": why}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def contact(request: DeskRequest, plan_id: UUID) -> HttpResponse:
    found = queries.get_plan(plan_id, by=request.actor)
    form = AwayContactForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.record_away_contact(
            plan_id=plan_id, note=form.cleaned_data["note"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已登记，下次联系的日期已重新计算。"))
        return redirect("desk:lead-plan", plan_id)
    words = {"title": _("登记联系"), "button": _("保存"), "back": ["desk:lead-plan", plan_id]}
    return render(request, "desk/step_form.html", {"form": form, "why": found.lead.name, **words})


@require_POST
def end(request: DeskRequest, plan_id: UUID) -> HttpResponse:
    actions.end_plan(plan_id=plan_id, by=request.actor)
    messages.success(request, _("联系计划已结束。"))
    return redirect("desk:lead-plan", plan_id)

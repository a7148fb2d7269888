"""Whom somebody should visit: the list, one lead with why, its visit, where it goes on, how it ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.library import queries as library
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.types.leads import LeadOutcome, LeadSource, Likelihood
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.verification.queries.sets import set_definition
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Programme

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.leads import LeadCloseForm, LeadFilterForm, LeadVisitForm
from ..lead_places import places_of_leads
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..signs import Clock

LIGHTS = {
    Likelihood.LIKELY: "good",
    Likelihood.ONE_FACT: "wait",
    Likelihood.ALMOST: "wait",
    Likelihood.SIGN: "",
}


@dataclass(frozen=True)
class Told:
    """What the rules say of one programme, as a page says it."""

    programme: Programme
    whose: str
    likelihood: Likelihood
    because: list[str]
    missing: list[str]


@require_GET
@keeps_filters("leads")
def leads(request: DeskRequest) -> HttpResponse:
    form = LeadFilterForm(villages(request.actor), request.GET)
    titled = columns(
        (_("姓名"), Words("name")), (_("线索"), "rule"), (_("判断"), "likelihood"), _("可能的项目"),
        (_("村（社区）"), "region"), (_("派发日期"), "opened_at"), (_("结果"), "outcome"),
    )  # fmt: skip
    filters = form.filters()
    paging = paged_rows(request, queries.leads(by=request.actor, filters=filters), titled)
    queries.listed(paging.rows, by=request.actor)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_leads(request, "leads"),
        "is_of_scenario": filters.scenario is not None,
        "paging": paging,
        "rows": [(row, *_said(row), names.get(row.region, "")) for row in paging.rows],
        "columns": titled,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:leads-export"), 1),
    }
    return render(request, "desk/leads.html", shown)


def _said(row: Any) -> tuple[str, Likelihood, str, list[Programme], LeadOutcome | None]:
    likelihood = Likelihood(row.likelihood)
    outcome = LeadOutcome(row.outcome) if row.outcome else None
    programmes = [Programme(each) for each in row.programmes]
    return queries.title_of_lead(row), likelihood, LIGHTS[likelihood], programmes, outcome


@exportable("leads")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("村（社区）"), _("来源"), _("线索"), _("判断"), _("可能的项目"), _("派发日期"),
        _("走访日期"), _("走访情况"), _("结果"), _("理由"),
    ]  # fmt: skip
    form = LeadFilterForm(villages(request.actor), request.GET)
    found = queries.leads(by=request.actor, filters=form.filters())
    return Sheet(_("走访线索"), titles, found_rows(found), partial(_lines, by=request.actor))


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    queries.taken_out(rows, by=by)
    places = network.region_paths(row.region for row in rows)
    for row in rows:
        title, likelihood, _light, programmes, outcome = _said(row)
        yield (
            row.name,
            places[row.region],
            official(LeadSource(row.source).title),
            official(title),
            official(likelihood.title),
            "；".join(official(each.title) for each in programmes),
            row.opened_at,
            row.visited_on,
            row.visit_note,
            official(outcome.title) if outcome else "",
            row.because,
        )


@require_GET
def lead(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    """Why somebody should go there, and what became of it."""
    found = queries.get_lead(lead_id, by=request.actor)
    title, likelihood, light, _programmes, outcome = _said(found)
    shown = {
        "lead": found,
        "title": title,
        "source": LeadSource(found.source),
        "likelihood": likelihood,
        "light": light,
        "outcome": outcome,
        "told": told_of(found),
        "set": set_definition(found.set_key) if found.set_key else None,
        "rule": next((rule for rule in library.WARNINGS if rule.key == found.rule), None),
        "duty": queries.duty(),
        "place": network.region_path(found.region),
        "lives_in": network.region_path(found.lives_in) if found.lives_in else "",
        "clocks": _clocks(found.id),
        "is_stranger": found.source == LeadSource.PUSH and found.household_id is None,
        "may_plan": found.household_id is not None and bool(found.lives_in),
    }
    return render(request, "desk/lead.html", shown)


def _clocks(subject: UUID) -> list[Clock]:
    item = worklist.find_open(WorkKind.LEAD_VISIT, subject)
    if item is None:
        return []
    return [chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())]


def told_of(found: Any) -> list[Told]:
    """Members by name; facts and conditions in the words of the law."""
    persons = [UUID(each["member"]) for each in found.verdicts if each["member"]]
    names, on = people.names_of(persons), timezone.localdate(found.opened_at)
    order = list(Likelihood)
    told = [
        Told(
            Programme(each["programme"]),
            names.get(UUID(each["member"]), "") if each["member"] else "",
            Likelihood(each["likelihood"]),
            [official(library.title_of(rule, on)) for rule in each["rules"]],
            [official(library.fact_title(path, on)) for path in each["missing"]],
        )
        for each in found.verdicts
    ]
    return sorted(told, key=lambda each: order.index(each.likelihood))


@require_http_methods(["GET", "POST"])
def visit(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    found = queries.get_lead(lead_id, by=request.actor)
    form = LeadVisitForm(request.POST or None)
    done = submitted(
        request, form, lambda: actions.record_visit(lead_id=lead_id, **form.cleaned_data, by=request.actor)
    )
    if done is not None:
        messages.success(request, _("走访情况已登记；请写明结果。"))
        return redirect("desk:lead", lead_id)
    words = {"title": _("登记走访"), "button": _("保存"), "back": ["desk:lead", lead_id], "why": found.name}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    found = queries.get_lead(lead_id, by=request.actor)
    form = LeadCloseForm(request.POST or None)
    if not form.is_bound and found.visited_on is None:
        form.offer_without_visit()
    done = submitted(
        request,
        form,
        lambda: actions.close_lead(
            lead_id=lead_id,
            outcome=LeadOutcome(form.cleaned_data["outcome"]),
            because=form.cleaned_data["because"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("线索已办结。"))
        return redirect("desk:lead", lead_id)
    words = {"title": _("办结线索"), "button": _("办结"), "back": ["desk:lead", lead_id], "why": found.name}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_POST
def apply(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    """On to the application of whoever was found."""
    done = actions.follow_lead(lead_id=lead_id, outcome=LeadOutcome.APPLICATION, by=request.actor)
    messages.success(request, _("已登记为主动发现的来访，请继续申请。"))
    return redirect("desk:application-from-contact", done.contact_id)


@require_POST
def transfer(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    """On to the department whose help it is."""
    done = actions.follow_lead(lead_id=lead_id, outcome=LeadOutcome.TRANSFERRED, by=request.actor)
    messages.success(request, _("已登记为主动发现的来访，请继续转办。"))
    return redirect("desk:referral-from-contact", done.contact_id)

"""Reports that something changed in a family: from the village in three fields, looked into by the town."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions as cases
from yimen.domains.cases.types import ChangeCause
from yimen.domains.intake import actions, queries
from yimen.domains.intake.queries import ReportFilters
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.network import queries as network
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import RegionCode

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.reports import ReportFilterForm, ReportForm, SettleReportForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from .contacts import chosen_resident

_CAUSES = {
    ReportKind.DEATH: ChangeCause.MEMBER_DIED,
    ReportKind.BIRTH: ChangeCause.MEMBER_JOINED,
    ReportKind.JOINED: ChangeCause.MEMBER_JOINED,
    ReportKind.LEFT: ChangeCause.MEMBER_LEFT,
    ReportKind.MOVE: ChangeCause.MOVED_AWAY,
    ReportKind.AWAY: ChangeCause.MOVED_AWAY,
    ReportKind.INCOME: ChangeCause.INCOME_CHANGED,
    ReportKind.SELF_CARE: ChangeCause.SELF_CARE_CHANGED,
}


@require_GET
@keeps_filters("reports")
def reports(request: DeskRequest) -> HttpResponse:
    form = ReportFilterForm(request.GET or {"show": "open"})
    titled = columns(
        (_("谁"), Words("name")), (_("变化"), "kind"), (_("村（社区）"), "region"),
        (_("报告日期"), "reported_on"), (_("结果"), "outcome"),
    )  # fmt: skip
    paging = paged_rows(request, queries.reports(by=request.actor, filters=_filters(form)), titled)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_the_register(request, "reports"),
        "paging": paging,
        "rows": [
            (row, ReportKind(row.kind), names.get(row.region, ""), _outcome_word(row)) for row in paging.rows
        ],
        "export_url": address(request, page=None).replace(request.path, reverse("desk:reports-export"), 1),
        "columns": titled,
    }
    return render(request, "desk/reports.html", shown)


def _filters(form: ReportFilterForm) -> ReportFilters:
    given = form.cleaned_data if form.is_valid() else {}
    kind = given.get("kind")
    return ReportFilters(is_open=given.get("show") != "all", kind=ReportKind(kind) if kind else None)


def _outcome_word(row: Any) -> str:
    return ReportOutcome(row.outcome).title if row.outcome else ""


@exportable("reports")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("谁"), _("变化"), _("村（社区）"), _("说明"), _("报告日期"), _("结果"), _("核实情况"),
        _("核实日期"),
    ]  # fmt: skip
    found = queries.reports(by=request.actor, filters=_filters(ReportFilterForm(request.GET)))
    return Sheet(_("变化报告"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.region for row in rows)
    return (
        (
            row.name,
            official(ReportKind(row.kind).title),
            names.get(row.region, ""),
            row.text,
            row.reported_on,
            official(_outcome_word(row)),
            row.note,
            row.settled_on,
        )
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    """`person` in the address: somebody whose file is open already."""
    form = ReportForm(villages(request.actor), request.POST or None, initial=request.GET.dict())
    report = submitted(request, form, lambda: _record(request, form))
    if report is not None:
        messages.success(request, _("已报告，由乡镇核实。"))
        return redirect("desk:report", report.id)
    return render(request, "desk/report_form.html", {"form": form, "found": chosen_resident(request, form)})


def _record(request: DeskRequest, form: ReportForm) -> Any:
    given = form.cleaned_data
    person = given["person"]
    known = people.get_person(person, by=request.actor, purpose="change report") if person else None
    return actions.report_change(
        kind=ReportKind(given["kind"]),
        region=RegionCode(known.region if known else given["region"]),
        person_id=person,
        name=given["name"],
        text=given["text"],
        since=given["since"],
        is_own=given["is_own"],
        by=request.actor,
    )


@require_GET
def report(request: DeskRequest, report_id: UUID) -> HttpResponse:
    found = queries.get_report(report_id, by=request.actor)
    item = worklist.find_open(WorkKind.CHANGE_REPORT, found.id)
    shown = {
        "report": found,
        "kind": ReportKind(found.kind),
        "place": network.region_path(found.region),
        "outcome": _outcome_word(found),
        "change_url": _change_url(found),
        "absence_url": _absence_url(found),
        "clocks": [chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())]
        if item
        else [],
    }
    return render(request, "desk/report.html", shown)


def _change_url(report: Any) -> str:
    """Where the case that looks into it is opened, for a household that is assisted."""
    if report.household_id is None or report.outcome or not awards.is_assisted(report.household_id):
        return ""
    said = {
        "report": report.id,
        "cause": _CAUSES.get(ReportKind(report.kind), ""),
        "person": report.person_id,
    }
    query = urlencode({name: str(value) for name, value in said.items() if value})
    return f"{reverse('desk:household-change', args=[report.household_id])}?{query}"


def _absence_url(report: Any) -> str:
    """Where the case of somebody away too long is opened; the room says whether it is time."""
    is_assisted = report.household_id is not None and awards.is_assisted(report.household_id)
    if report.kind != ReportKind.AWAY or report.outcome or not is_assisted:
        return ""
    return reverse("desk:report-absence", args=[report.id])


@require_POST
def absence(request: DeskRequest, report_id: UUID) -> HttpResponse:
    """Away for as long as the place allows: looked into, and nothing stops before the hearing."""
    queries.get_report(report_id, by=request.actor)
    case = cases.look_into_absence(report_id=report_id, by=request.actor)
    messages.success(request, _("已开启核查，请核对家庭情况。"))
    return redirect("desk:review-begin", case.id)


@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest, report_id: UUID) -> HttpResponse:
    queries.get_report(report_id, by=request.actor)
    form = SettleReportForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.settle_report(
            report_id=report_id,
            outcome=ReportOutcome(form.cleaned_data["outcome"]),
            note=form.cleaned_data["note"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("核实结果已登记。"))
        return redirect("desk:report", report_id)
    words = {
        "title": _("登记核实结果"),
        "button": _("登记核实结果"),
        "back": ["desk:report", report_id],
    }
    return render(request, "desk/step_form.html", {"form": form, **words})

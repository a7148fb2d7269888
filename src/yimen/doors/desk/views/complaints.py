"""Complaints and reports from the public: received by anybody, handled by the county apart."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries as case_queries
from yimen.domains.intake import actions, queries
from yimen.domains.intake.actions import Said
from yimen.domains.intake.queries import ComplaintFilters
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintResult,
    ComplaintState,
    ComplaintTarget,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.files.actions import store
from yimen.kernel import RegionLevel

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.choices import chosen_title
from ..forms.complaints import (
    AssignForm,
    CaseComplaintForm,
    ComplaintAnswerForm,
    ComplaintDeliveryForm,
    ComplaintFilterForm,
    ComplaintForm,
    FindingsForm,
    LessonsForm,
    ReferForm,
)
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters


@require_GET
@keeps_filters("complaints")
def complaints(request: DeskRequest) -> HttpResponse:
    form = ComplaintFilterForm(request.GET)
    titled = columns(
        (_("登记编号"), "number"), (_("反映的是"), Words("about_title")), (_("途径"), "channel"),
        (_("收到"), "received_on"), (_("状态"), "state"), (_("承办人"), Words("handler__staff__name")),
    )  # fmt: skip
    paging = paged_rows(request, queries.complaints(by=request.actor, filters=_filters(form)), titled)
    shown = {
        "form": form,
        "tabs": places_of_the_register(request, "complaints"),
        "paging": paging,
        "rows": [
            (row, ComplaintState(row.state), ComplaintAbout(row.about), ComplaintChannel(row.channel))
            for row in paging.rows
        ],
        "export_url": address(request, page=None).replace(request.path, reverse("desk:complaints-export"), 1),
        "columns": titled,
    }
    return render(request, "desk/complaints.html", shown)


def _filters(form: ComplaintFilterForm) -> ComplaintFilters:
    given = form.cleaned_data if form.is_valid() else {}
    state, about = given.get("state"), given.get("about")
    return ComplaintFilters(
        state=ComplaintState(state) if state else None,
        about=ComplaintAbout(about) if about else None,
        number=given.get("number", ""),
    )


@exportable("complaints")
def export(request: DeskRequest) -> Sheet:
    """Without who complained, and without what was said."""
    titles = [
        _("登记编号"), _("反映的是"), _("对象"), _("途径"), _("收到"), _("接收单位"), _("状态"),
        _("核查结论"), _("答复日期"), _("改进措施"),
    ]  # fmt: skip
    found = queries.complaints(by=request.actor, filters=_filters(ComplaintFilterForm(request.GET)))
    return Sheet(_("投诉举报"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            row.number,
            official(ComplaintAbout(row.about).title),
            row.about_title,
            official(ComplaintChannel(row.channel).title),
            row.received_on,
            row.received_at_station.name,
            official(ComplaintState(row.state).title),
            official(ComplaintResult(row.result).title) if row.result else "",
            row.answered_on,
            row.lessons,
        )
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    """About staff, an office, or a family in words."""
    form = ComplaintForm(_staff(request), _stations(request), request.POST or None)
    return _received(request, form, lambda: _target(form), "")


@require_http_methods(["GET", "POST"])
def about_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """A case under way is then visited by the county itself (57号 art 20)."""
    case = case_queries.get_case(case_id, by=request.actor, purpose="complaint")
    target = ComplaintTarget(ComplaintAbout.CASE, case.applicant_name, case.id)
    return _received(request, CaseComplaintForm(request.POST or None), lambda: target, case.number or "")


@require_http_methods(["GET", "POST"])
def about_household(request: DeskRequest, household_id: UUID) -> HttpResponse:
    people.get_household(household_id, by=request.actor, purpose="complaint")
    head = people.heads_of([household_id]).get(household_id, "")
    target = ComplaintTarget(ComplaintAbout.HOUSEHOLD, head, household_id)
    return _received(request, CaseComplaintForm(request.POST or None), lambda: target, head)


def _received(
    request: DeskRequest, form: ComplaintForm, target: Callable[[], ComplaintTarget], about: str
) -> HttpResponse:
    received = submitted(
        request,
        form,
        lambda: cases.receive_complaint(
            channel=ComplaintChannel(form.cleaned_data["channel"]),
            target=target(),
            said=_said(form),
            by=request.actor,
        ),
    )
    if received is None:
        return render(request, "desk/complaint_form.html", {"form": form, "about": about})
    if received.is_referred:
        messages.warning(
            request,
            _("县里没有与此事无关的承办人员：请按回执编号转报上一级民政部门，并告诉来件人。"),
        )
    else:
        messages.success(
            request, _("已交县级办理，编号 %(number)s。请把回执交给来件人。") % {"number": received.number}
        )
    return redirect("desk:document", received.receipt_id)


def _said(form: ComplaintForm) -> Said:
    given = form.cleaned_data
    if given["is_named"] == "no":
        return Said(given["text"])
    return Said(given["text"], given["name"], given["phone"])


def _target(form: ComplaintForm) -> ComplaintTarget:
    given = form.cleaned_data
    about = ComplaintAbout(given["about"])
    if about is ComplaintAbout.HOUSEHOLD:
        return ComplaintTarget(about, given["family"])
    field = "staff" if about is ComplaintAbout.STAFF else "station"
    return ComplaintTarget(about, chosen_title(form, field), UUID(given[field]))


def _staff(request: DeskRequest) -> list[tuple[str, str]]:
    """Everybody who holds a post in the county, by office."""
    county = request.actor.region.at(RegionLevel.COUNTY)
    return [
        (str(staff_id), f"{station} · {name}") for staff_id, name, station in network.staff_in_office(county)
    ]


def _stations(request: DeskRequest) -> list[tuple[str, str]]:
    county = request.actor.region.at(RegionLevel.COUNTY)
    return [(str(station.id), station.name) for station in network.stations_in(county)]


@require_GET
def complaint(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    return _page(request, complaint_id, None)


@require_POST
def complainant(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    """Who complained, for whoever handles it; each look is recorded."""
    return _page(request, complaint_id, queries.complainant_of(complaint_id, by=request.actor))


def _page(request: DeskRequest, complaint_id: UUID, who: Any) -> HttpResponse:
    found = queries.get_complaint(complaint_id, by=request.actor)
    item = worklist.find_open(WorkKind.COMPLAINT, found.id)
    shown = {
        "complaint": found,
        "state": ComplaintState(found.state),
        "about": ComplaintAbout(found.about),
        "channel": ComplaintChannel(found.channel).title,
        "result": ComplaintResult(found.result).title if found.result else "",
        "who": who,
        "is_mine": found.handler_id == request.actor.post_id,
        "clocks": [chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())]
        if item
        else [],
    }
    return render(request, "desk/complaint.html", shown)


def _step(
    request: DeskRequest, complaint_id: UUID, form: Form, act: Callable[[], Any], title: str, done: str
) -> HttpResponse:
    """One written step of a complaint whose page may be opened."""
    if submitted(request, form, act) is not None:
        messages.success(request, done)
        return redirect("desk:complaint", complaint_id)
    words = {"title": title, "button": title, "back": ["desk:complaint", complaint_id]}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def assign(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    able = queries.handlers_of(complaint_id, by=request.actor)
    choices = [(str(one.post_id), f"{one.staff_name} · {official(CARDS[one.role].title)}") for one in able]
    form = AssignForm(choices, request.POST or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: actions.assign_complaint(
            complaint_id=complaint_id,
            to_post_id=form.post(),
            reason=form.cleaned_data["reason"],
            by=request.actor,
        ),
        _("指派承办人"),
        _("已指派；只有承办人可以查看来件人。"),
    )


@require_http_methods(["GET", "POST"])
def investigate(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    form = FindingsForm(request.POST or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: actions.investigate_complaint(
            complaint_id=complaint_id,
            findings=form.cleaned_data["findings"],
            result=ComplaintResult(form.cleaned_data["result"]),
            by=request.actor,
        ),
        _("登记核查结果"),
        _("核查结果已登记，请答复来件人。"),
    )


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    form = ComplaintAnswerForm(request.POST or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: actions.answer_complaint(
            complaint_id=complaint_id, text=form.cleaned_data["text"], by=request.actor
        ),
        _("答复来件人"),
        _("已答复。实名的请打印答复书送达。"),
    )


@require_http_methods(["GET", "POST"])
def deliver(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    form = ComplaintDeliveryForm(request.POST or None, request.FILES or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: _deliver(request, complaint_id, form),
        _("登记答复书送达"),
        _("送达已登记。"),
    )


def _deliver(request: DeskRequest, complaint_id: UUID, form: ComplaintDeliveryForm) -> Any:
    given, by = form.cleaned_data, request.actor
    scan = given["scan"]
    kept = scan and store(scan, kind=PROOF_OF_DELIVERY, subject=complaint_id, region=str(by.region), by=by)
    return actions.deliver_complaint_answer(
        complaint_id=complaint_id,
        method=DeliveryMethod(given["method"]),
        delivered_on=given["delivered_on"],
        proof=given["proof"],
        proof_file_id=kept.id if kept else None,
        by=by,
    )


@require_http_methods(["GET", "POST"])
def learn(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    form = LessonsForm(request.POST or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: actions.learn_from_complaint(
            complaint_id=complaint_id, lessons=form.cleaned_data["lessons"], by=request.actor
        ),
        _("总结改进"),
        _("已总结。"),
    )


@require_http_methods(["GET", "POST"])
def refer(request: DeskRequest, complaint_id: UUID) -> HttpResponse:
    queries.get_complaint(complaint_id, by=request.actor)
    form = ReferForm(request.POST or None)
    return _step(
        request,
        complaint_id,
        form,
        lambda: actions.refer_complaint(
            complaint_id=complaint_id, to=form.cleaned_data["to"], by=request.actor
        ),
        _("转交其他机关"),
        _("已转交。"),
    )

"""Verification by the county: what waits, one request with its lines, the answer typed or uploaded."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions
from yimen.domains.cases import queries as cases
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.verification import queries
from yimen.domains.verification.types import LineKind, ReportedLine, RequestState
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.spreadsheets.reading import content_of

from ..asking import answer_words, tone
from ..clocks import chip, left
from ..determinations import verdicts
from ..exports import as_xlsx
from ..forms.verification import LinesFormSet, ObjectForm, ReportForm, TellForm
from ..lists import columns, paged_rows
from ..official_words import official
from ..refusals import attempt
from ..requests import DeskRequest, today
from ..verification_places import places_of_verification


@require_GET
def waiting(request: DeskRequest) -> HttpResponse:
    titles = columns(
        _("办件"),
        (_("第几次"), "number"),
        (_("提请时间"), "requested_at"),
        _("人数"),
        _("时限"),
        (_("状态"), "state"),
    )
    paging = paged_rows(request, queries.requests_awaiting_answer(by=request.actor), titles)
    clocks = clocks_of([row.id for row in paging.rows])
    rows = [(row, RequestState(row.state), clocks.get(row.id)) for row in paging.rows]
    tabs = places_of_verification(request, "verifications")
    shown = {"rows": rows, "paging": paging, "columns": titles, "tabs": tabs}
    return render(request, "desk/verifications.html", shown)


def clocks_of(request_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str, Any]]:
    """Light, time left and item of each request whose clock runs."""
    running = worklist.open_items_of(request_ids)
    return {
        item.subject_id: (worklist.light(item).value, left(item.due_on, today()), item) for item in running
    }


@require_GET
def verification(request: DeskRequest, request_id: UUID) -> HttpResponse:
    results = queries.results_of_request(request_id, by=request.actor)
    found = results.request
    state, role = RequestState(found.state), request.actor.role
    may_answer = allows(role, Permission.VERIFICATION_ANSWER)
    may_ask = allows(role, Permission.VERIFICATION_REQUEST)
    waiting_items = worklist.open_items_of([found.id])
    is_late = any(item.kind == WorkKind.LATE_ANSWER for item in waiting_items)
    shown = {
        "found": found,
        "state": state,
        "people": [person.name for person in queries.people_of_request(found)],
        "lines": [(line, LineKind(line.kind).title) for line in results.lines],
        "results": results,
        "answers": _answered(results),
        "asked": [(report.source, line) for report in results.sources for line in report.lines if line.state],
        "unasked": [
            official(report.source.title)
            for report in results.sources
            if not any(line.state for line in report.lines)
        ],
        "tone": tone,
        "family_report": _report_of(found, request),
        "about": official(LineKind(found.about["kind"]).title) if found.about else "",
        "clocks": [
            chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())
            for item in waiting_items
        ],
        "columns": columns(_("人员"), _("类别"), _("金额（元）"), _("来源"), _("数据日期")),
        "source_columns": columns(_("数据单位"), _("人员"), _("状态"), _("发出、返回"), _("查到什么")),
        "is_late": is_late,
        "may_decide": may_answer and (state is RequestState.STARTED or is_late),
        "may_settle": may_answer and is_late,
        "may_start": state is RequestState.REQUESTED and may_answer,
        "may_report": state is RequestState.STARTED and may_answer,
        "may_tell": state is RequestState.FAILED and may_ask,
        "may_object": state is RequestState.TOLD and may_ask,
    }
    return render(request, "desk/verification.html", shown)


def _report_of(found: Any, request: DeskRequest) -> Any:
    """The report that came of a request, for whoever may open it."""
    if not allows(request.actor.role, Permission.FAMILY_REPORT_OPEN):
        return None
    reports = queries.reports_of_case(found.case_id, by=request.actor)
    return next((each for each in reports if each.request_id == found.id), None)


def _answered(results: Any) -> dict[UUID, list[str]]:
    """What each question brought, in words; what was set aside says so."""
    return {asked: [answer_words(each) for each in answers] for asked, answers in results.answers.items()}


@require_POST
def start(request: DeskRequest, request_id: UUID) -> HttpResponse:
    actions.start_verification(request_id=request_id, by=request.actor)
    return redirect("desk:verification-report", request_id)


@require_GET
def template(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """The sheet to fill in, with everybody's name on it already."""
    found = queries.get_request(request_id, by=request.actor)
    rows = [(person.name, "", "", "", "") for person in queries.people_of_request(found)]
    titles = ["姓名", "类别", "金额", "来源", "日期"]
    return as_xlsx(_("核对结果模板"), titles, rows, by=request.actor)


@require_http_methods(["GET", "POST"])
def report(request: DeskRequest, request_id: UUID) -> HttpResponse:
    found = queries.get_request(request_id, by=request.actor)
    people = queries.people_of_request(found)
    choices = {"people": [(str(person.person_id), person.name) for person in people]}
    form = ReportForm(request.POST or None, request.FILES or None)
    lines = LinesFormSet(request.POST or None, prefix="lines", form_kwargs=choices)
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        done = attempt(form, lambda: _report(request_id, form, lines, request))
        if done is not None:
            messages.success(request, _("核对结果已返回乡镇。"))
            return redirect("desk:verification", request_id)
    shown = {"found": found, "form": form, "lines": lines, **_of_sources(request, request_id)}
    return render(request, "desk/verification_report.html", shown)


def _of_sources(request: DeskRequest, request_id: UUID) -> dict[str, Any]:
    """What sources and department data say and goes into the result by itself, and what is missing."""
    results = queries.results_of_request(request_id, by=request.actor)
    names = {person.person_id: person.name for person in queries.people_of_request(results.request)}
    from_sets = queries.lines_from_sets(request_id, by=request.actor)
    answered = [*queries.answered_lines(request_id, by=request.actor), *from_sets.lines]
    return {
        "answered": [(names.get(line.person_id, ""), line.kind.title, line) for line in answered],
        "from_sets": from_sets,
        "notes": [(names.get(note.person_id, ""), note) for note in from_sets.notes],
        "note_columns": columns(_("人员"), _("部门数据"), _("内容"), _("为什么不自动计入")),
        "missing": [
            official(report.source.title)
            for report in results.sources
            if not report.is_complete and any(line.state for line in report.lines)
        ],
        "columns": columns(_("人员"), _("类别"), _("金额（元）"), _("来源"), _("数据日期")),
    }


@require_POST
def proposal(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """Part of the report page: what the rules would say with the lines typed so far.

    Nothing is kept of it but who looked: the results that go into it are seen anew each time.
    """
    found = queries.results_of_request(request_id, by=request.actor).request
    people = [(str(person.person_id), person.name) for person in queries.people_of_request(found)]
    lines = LinesFormSet(request.POST, prefix="lines", form_kwargs={"people": people})
    if not lines.is_valid():
        return render(request, "desk/verification_proposal.html", {"verdicts": []})
    answered = queries.answered_lines(request_id, by=request.actor)
    from_sets = queries.lines_from_sets(request_id, by=request.actor)
    counted = [*answered, *from_sets.lines, *_typed(lines)]
    answer = cases.preview_with(found.case_id, counted, by=request.actor)
    names = {member.ref: member.name for member in cases.members_of_case(found.case_id, by=request.actor)}
    asked = cases.get_case(found.case_id, by=request.actor).requested
    shown = [verdict for verdict in verdicts(answer, names) if verdict.programme.value in asked]
    return render(request, "desk/verification_proposal.html", {"verdicts": shown})


def _typed(lines: Any) -> list[ReportedLine]:
    return [row.line() for row in lines.forms if row.has_changed() and row.cleaned_data]


def _report(request_id: UUID, form: ReportForm, lines: Any, request: DeskRequest) -> Any:
    given = form.cleaned_data
    typed: Sequence[ReportedLine] = _typed(lines)
    if given["sheet"]:
        typed = queries.lines_of_sheet(request_id, content_of(given["sheet"]), by=request.actor)
    return actions.report_verification(
        request_id=request_id,
        is_passed=given["is_passed"] == "yes",
        conclusion=given["conclusion"],
        lines=typed,
        stale_note=given["stale_note"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def tell(request: DeskRequest, request_id: UUID) -> HttpResponse:
    queries.get_request(request_id, by=request.actor)
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        how = form.cleaned_data["how"]
        done = attempt(
            form, lambda: actions.tell_verification_failure(request_id=request_id, how=how, by=request.actor)
        )
        if done is not None:
            messages.success(request, _("已登记告知；家庭有异议的可以申请复核。"))
            return redirect("desk:verification", request_id)
    return _step(request, form, _("告知核对结果"), _("登记告知"), request_id)


@require_http_methods(["GET", "POST"])
def object_to(request: DeskRequest, request_id: UUID) -> HttpResponse:
    queries.get_request(request_id, by=request.actor)
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["objection"]
        following = attempt(
            form,
            lambda: actions.object_to_verification(request_id=request_id, objection=text, by=request.actor),
        )
        if following is not None:
            messages.success(request, _("已再次提请核对。"))
            return redirect("desk:verification", following.id)
    return _step(request, form, _("登记核对异议"), _("提请复核"), request_id)


def _step(request: DeskRequest, form: Any, title: str, button: str, request_id: UUID) -> HttpResponse:
    words = {"title": title, "button": button, "subject": None, "back": ("desk:verification", request_id)}
    return render(request, "desk/step_form.html", {"form": form, **words})

"""One application on one page: what is next, clocks, papers, history; and acceptance."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.queries import tekun as support
from yimen.domains.cases.types import (
    CaseKind,
    CaseState,
    ChangeCause,
    Channel,
    Hardship,
    Offer,
    OutcomeState,
    Speed,
    TerminationReason,
)
from yimen.domains.monitoring.queries.audits import audits_behind
from yimen.domains.monitoring.queries.leads import find_lead_of_contact
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.papers import queries as papers
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people import queries as people
from yimen.domains.verification import queries as verification
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Month, Programme, RegionLevel

from ..clocks import chip
from ..determinations import unsourced, verdicts
from ..forms.cases import ProgrammeForm, ReasonForm, TerminateForm
from ..history import history_of
from ..means import household_lines, joined_lines, member_lines
from ..next_steps import next_for
from ..offers import away, is_offered
from ..official_words import asked_words, official
from ..refusals import attempt
from ..requests import DeskRequest, seen_version, today
from ..scans import scans_of
from ..situations import Situation, told_apart
from ..stages import Stage, stages_of, stages_of_review, stages_of_urgent

_AFTER_A_DECISION = (WorkKind.DELIVERY, WorkKind.REFUSAL_LETTER, WorkKind.PUBLICATION)
_ENDINGS = (DocumentKind.NOT_ACCEPTED, DocumentKind.TERMINATION)


@require_GET
def case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    by = request.actor
    found = queries.get_case(case_id, by=by)
    outcomes = queries.programmes_of_case(found, by=by)
    requests = list(verification.requests_of_case(case_id, by=by))
    visits = list(queries.investigations_of_case(found, by=by))
    members = list(queries.members_of_case(found, by=by))
    missing = _missing(found, members, by)
    subjects = [found.id, *(outcome.id for outcome in outcomes), *(each.id for each in requests)]
    items, documents = worklist.open_items_of(subjects), papers.documents_of_subjects(subjects, by=by)
    newest = requests[0] if requests else None
    letter = _letter_due(found, items, documents)
    urgent = queries.find_urgent_help(found, by=by) if Programme.TEMPORARY in found.requested else None
    situation = Situation(
        found, outcomes, len(missing), newest, visits, today(), letter, urgent, *_registration(found)
    )
    state = CaseState(found.state)
    following = [item for item in items if item.kind in _AFTER_A_DECISION]
    home = people.place_of_household(found.household_id)
    shown = {
        "case": found,
        "state": state,
        "standing": queries.standing_of(found, outcomes),
        "place": network.region_path(found.region),
        "now_at": _moved_to(found, home),
        "has_left": home is None,
        "registered": _registered(found),
        "channel": Channel(found.channel).title,
        "asked": _asked(found, outcomes),
        "steps": told_apart(next_for(by.role, situation)),
        "waiting": [(_work(item, outcomes), item.owner) for item in items],
        "clocks": [chip(_work(item, outcomes), worklist.light(item).value, item, today()) for item in items],
        "stages": _stages(situation, state, is_followed=not following),
        "cause": ChangeCause(found.cause).title if found.cause else "",
        "is_application": found.kind == CaseKind.APPLICATION,
        "is_followed": not following,
        "outcomes": [
            (outcome, queries.standing_of_programme(outcome, found), _opinion(outcome))
            for outcome in outcomes
        ],
        "urgent": urgent,
        "urgent_words": (Speed(urgent.speed).title, Hardship(urgent.hardship).title) if urgent else (),
        "members": members,
        "incomes": member_lines(found.declared, members),
        "joined": joined_lines(queries.occasion_of(found), members) if found.changed_at else [],
        "property": household_lines(found.declared),
        "lead": find_lead_of_contact(found.contact_id, by=by),
        "audits": [(row, Month.of(row.draw.month)) for row in audits_behind(found, by=by)],
        "missing": missing,
        "requests": requests,
        "reports": _reports(case_id, requests, by),
        "visits": visits,
        "documents": documents,
        "history": history_of(queries.moves_of_cases([found.id], by=by)),
        "notice": _notice_hanging(outcomes),
        "asks_for_obligors": support.asks_for_obligors(found),
        "asks_registration": situation.asks_registration,
        **_offered(request, found, documents),
    }
    return render(request, "desk/case.html", shown)


def _reports(case_id: UUID, requests: Sequence[Any], by: Any) -> dict[UUID, Any]:
    """The version of the report that each answered request brought, for whoever may open it."""
    is_shown = requests and allows(by.role, Permission.FAMILY_REPORT_OPEN)
    found = verification.reports_of_case(case_id, by=by) if is_shown else ()
    return {each.request_id: each for each in found}


def _registration(case: Any) -> tuple[bool, Any]:
    """Whether the place of registration is asked, and the newest letter to it."""
    is_asked = queries.needs_cooperation(case)
    return is_asked, queries.latest_cooperation(case) if is_asked else None


def _offered(request: DeskRequest, found: Any, documents: Sequence[Any]) -> dict[str, bool]:
    """What else whoever looks may begin."""
    role = request.actor.role
    return {
        "may_withdraw": is_offered(role, "case-withdraw", found),
        "may_terminate": is_offered(role, "case-terminate", found),
        "may_not_accept": is_offered(role, "case-not-accept", found),
        "may_complain": allows(role, Permission.COMPLAINT_RECORD),
        "may_contest": allows(role, Permission.REMEDY_RECORD)
        and any(document.kind == DocumentKind.NOT_ACCEPTED for document in documents),
        "may_object": CaseState(found.state).is_open and allows(role, Permission.OBJECTION_RECORD),
        "may_work": allows(role, Permission.WORK_OPEN),
        "may_ask_for": _may_ask_for(request, found),
        "may_determine": is_offered(role, "case-determination", found),
    }


def _work(item: Any, outcomes: Sequence[Any]) -> str:
    """The kind of an item; of several programmes, with the one it is about."""
    kind = official(WorkKind(item.kind).title)
    named = {outcome.id: outcome for outcome in outcomes} if len(outcomes) > 1 else {}
    if item.subject_id not in named:
        return kind
    outcome = named[item.subject_id]
    programme = official(Programme(outcome.programme).title)
    facts = {"kind": kind, "programme": programme, "person": outcome.person.name if outcome.person else ""}
    if outcome.person is None:
        return _("%(kind)s：%(programme)s") % facts
    return _("%(kind)s：%(programme)s（%(person)s）") % facts


def _asked(case: Any, outcomes: Sequence[Any]) -> str:
    """What is applied for; from acceptance on the programmes stand on the page themselves."""
    if outcomes:
        return ""
    return asked_words(case.requested)


def _registered(case: Any) -> str:
    """Where the family is registered, where that is another place than where it lives."""
    code = case.declared.get("household", {}).get("registered_region") or case.region
    if code == case.region:
        return ""
    return _("%(place)s（人户分离）") % {"place": network.region_path(code, above=RegionLevel.PROVINCE)}


def _moved_to(case: Any, now: tuple[str, str] | None) -> str:
    """Where the household lives now, if that is not where it applied, and in our sight."""
    if now is None or now == (case.region, case.address):
        return ""
    return f"{network.region_path(now[0])} {now[1]}"


def _letter_due(case: Any, items: Sequence[Any], documents: Sequence[Any]) -> Any:
    """The letter of an ending that waits to be delivered."""
    waits = any(item.subject_id == case.id and item.kind == WorkKind.DELIVERY for item in items)
    return next((each for each in documents if waits and each.kind in _ENDINGS), None)


def _stages(now: Situation, state: CaseState, *, is_followed: bool) -> list[Stage]:
    standings = [OutcomeState(outcome.state) for outcome in now.outcomes]
    if now.urgent is not None:
        is_completed = now.urgent.completed_at is not None
        return stages_of_urgent(standings, is_completed=is_completed, is_followed=is_followed)
    if now.case.kind == CaseKind.APPLICATION:
        return stages_of(state, standings, is_followed=is_followed)
    return stages_of_review(state, standings)


def _notice_hanging(outcomes: Sequence[Any]) -> Any:
    """The sheet whose end the case waits for."""
    posted = [outcome for outcome in outcomes if outcome.state == OutcomeState.POSTED]
    sheets = [notice for outcome in posted for notice in outcome.notices.all() if notice.kind == "opinion"]
    hanging = [notice for notice in sheets if notice.ends_on >= today()]
    return max(hanging, key=lambda notice: notice.ends_on, default=None)


def _missing(case: Any, members: Sequence[Any], by: Actor) -> list[str]:
    """What is still to be handed in; of a case that is closed nothing is."""
    if not CaseState(case.state).is_open:
        return []
    items = queries.checklist_of_case(case, members=members, by=by)
    return [item.title for item in items if item.is_missing]


def _opinion(outcome: Any) -> Any:
    """The newest opinion among those the query brought along."""
    return max(outcome.opinions.all(), key=lambda opinion: opinion.number, default=None)


@require_GET
def determination(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Every programme at once, with the reasons, as the rules answer today."""
    found = queries.get_case(case_id, by=request.actor)
    answer = queries.preview(case_id, by=request.actor)
    names = {member.ref: member.name for member in queries.members_of_case(case_id, by=request.actor)}
    shown = {
        "case": found,
        "verdicts": verdicts(answer, names),
        "unsourced": unsourced(answer),
        "offers": {(offer.programme, offer.ref): offer for offer in _offers(request, found)},
    }
    return render(request, "desk/determination.html", shown)


@require_GET
def further(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Part of the case page, fetched after it: what the family would get besides what it asked for."""
    found = queries.get_case(case_id, by=request.actor)
    return render(request, "desk/further.html", {"case": found, "offers": _offers(request, found)})


def _offers(request: DeskRequest, case: Any) -> Sequence[Offer]:
    """What may be asked for besides, by whoever may ask for it now."""
    may = _may_ask_for(request, case)
    return queries.programmes_not_requested(case.id, by=request.actor) if may else ()


def _may_ask_for(request: DeskRequest, case: Any) -> bool:
    return is_offered(request.actor.role, "case-request", case)


@require_http_methods(["GET", "POST"])
def acceptance(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Everything is there: accept. Something is missing: tell all of it, once."""
    found = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, found)) is not None:
        return elsewhere
    if request.method == "POST":
        version = seen_version(request)
        if request.POST.get("verb") == "accept":
            actions.accept_application(case_id=case_id, version=version, by=request.actor)
            messages.success(request, _("已受理，受理通知书已生成，办理时限开始计算。"))
        else:
            actions.tell_missing(case_id=case_id, version=version, by=request.actor)
            messages.success(request, _("一次性告知书已生成，请送达申请人。"))
        return redirect("desk:case", case_id)
    items = queries.checklist_of_case(case_id, by=request.actor)
    members = list(queries.members_of_case(case_id, by=request.actor))
    shown = {
        "case": found,
        "asked": [item for item in items if not item.source],
        "missing": [item.title for item in items if item.is_missing],
        "scans": scans_of(found, request.actor),
        "is_declared": found.has_near_relative is not None,
        "incomes": member_lines(found.declared, members),
        "property": household_lines(found.declared),
    }
    return render(request, "desk/acceptance.html", shown)


@require_POST
def ask_for(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The family also asks for a programme that the determination showed."""
    queries.get_case(case_id, by=request.actor)
    form = ProgrammeForm(request.POST)
    if not form.is_valid():
        return redirect("desk:case-determination", case_id)
    programme = Programme(form.cleaned_data["programme"])
    person = form.cleaned_data["person"]
    actions.request_programme(case_id=case_id, programme=programme, person_id=person, by=request.actor)
    messages.success(request, _("已一并申请：%(programme)s") % {"programme": programme.title})
    return redirect("desk:case", case_id)


@require_POST
def investigate(request: DeskRequest, case_id: UUID) -> HttpResponse:
    version = seen_version(request)
    case = actions.start_investigation(case_id=case_id, version=version, by=request.actor)
    is_asked = queries.needs_of_case(case).verification
    messages.success(request, _("已启动调查，并已提请县级核对。") if is_asked else _("已启动入户调查。"))
    return redirect("desk:case", case_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, case_id: UUID) -> HttpResponse:
    found = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, found)) is not None:
        return elsewhere
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, why = seen_version(request), form.cleaned_data["why"]
        done = attempt(
            form,
            lambda: actions.withdraw_application(case_id=case_id, version=version, why=why, by=request.actor),
        )
        if done is not None:
            messages.success(request, _("申请已撤回。"))
            return redirect("desk:case", case_id)
    words = {
        "title": _("撤回申请"),
        "button": _("撤回"),
        "subject": found,
        "warning": _("撤回后本件办结，不能恢复；以后需要救助须重新申请。"),
        "ask": _("撤回后本件办结，不能恢复；以后需要救助须重新申请。"),
    }
    return render(request, "desk/step_form.html", {"form": form, "back": _back(case_id), **words})


@require_http_methods(["GET", "POST"])
def not_accept(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Not accepted: the letter with reasons and remedies is a by-product."""
    found = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, found)) is not None:
        return elsewhere
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, reasons = seen_version(request), form.cleaned_data["why"]
        done = attempt(
            form,
            lambda: actions.not_accept_application(
                case_id=case_id, version=version, reasons=reasons, by=request.actor
            ),
        )
        if done is not None:
            messages.success(request, _("已决定不予受理，通知书已制作，请送达申请人。"))
            return redirect("desk:case", case_id)
    words = {
        "title": _("不予受理"),
        "button": _("不予受理"),
        "subject": found,
        "warning": _("符合申请条件的必须受理；不予受理须书面说明理由，本件随之办结。"),
        "ask": _("符合申请条件的必须受理；不予受理须书面说明理由，本件随之办结。"),
    }
    return render(request, "desk/step_form.html", {"form": form, "back": _back(case_id), **words})


@require_http_methods(["GET", "POST"])
def terminate(request: DeskRequest, case_id: UUID) -> HttpResponse:
    found = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, found)) is not None:
        return elsewhere
    form = TerminateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, given = seen_version(request), form.cleaned_data
        done = attempt(
            form,
            lambda: actions.terminate_case(
                case_id=case_id,
                version=version,
                reason=TerminationReason(given["reason"]),
                note=given["note"],
                died_on=given["died_on"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("办件已终止。"))
            return redirect("desk:case", case_id)
    words = {
        "title": _("终止办理"),
        "button": _("终止"),
        "subject": found,
        "warning": _("终止后本件办结，不能恢复；原因写入档案。"),
        "ask": _("终止后本件办结，不能恢复；原因写入档案。"),
    }
    return render(request, "desk/step_form.html", {"form": form, "back": _back(case_id), **words})


def _back(case_id: UUID) -> tuple[str, UUID]:
    return "desk:case", case_id

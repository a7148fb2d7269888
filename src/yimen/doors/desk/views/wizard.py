"""The wizard after the family: means, agent, signatures, materials, review; each page saves its part."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.cases.queries import tekun as support
from yimen.domains.cases.types import FileKind
from yimen.domains.intake import queries as intake
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.verification import queries as verification_queries
from yimen.domains.verification.types import SigningMethod
from yimen.foundation.files.actions import store

from ..forms.application import AgentForm, MaterialForm, SignatureForm
from ..forms.means import HouseholdMeansForm, MemberMeansForm
from ..means import household_lines, member_lines
from ..offers import away, has_its_use
from ..official_words import asked_words
from ..refusals import attempt
from ..requests import DeskRequest, seen_version
from ..scans import scans_of
from ..signatures import keep_signature
from ..wizard import after, before, first_of, pages_of, steps_at
from .search import age_on


def _page(request: DeskRequest, page: str, case: Any, **shown: Any) -> HttpResponse:
    if (elsewhere := away(request, case)) is not None:
        return elsewhere
    frame = {"case": case, "steps": steps_at(page, case), "back": before(page, case), "page": page}
    return render(request, f"desk/wizard_{page}.html", frame | shown)


@require_http_methods(["GET", "POST"])
def means(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_case(case_id, by=request.actor)
    if request.method == "GET" and "means" not in pages_of(case):
        return redirect(first_of(case), case_id)
    rows = {row.person_id: row for row in people.members(case.household_id)}
    declared = {member["ref"]: member for member in case.declared.get("members", ())}
    sheets = []
    for member in queries.members_of_case(case_id, by=request.actor):
        age = age_on(rows[member.person_id].birth_date) if member.person_id in rows else 0
        initial = MemberMeansForm.initial_from(declared.get(member.ref, {}), age)
        sheet = MemberMeansForm(request.POST or None, initial=initial, prefix=member.ref)
        sheet.whose = member.name
        sheets.append((member, age, sheet))
    household = HouseholdMeansForm.initial_from(
        case.declared.get("household", {}), case.reason or _asked_at_contact(case, request.actor)
    )
    form = HouseholdMeansForm(
        request.POST or None, initial=household, by_receipts=queries.asks_for_receipts(case)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and all(sheet.is_valid() for _member, _age, sheet in sheets)
    ):
        parts = {
            "household": form.declared(),
            "members": [sheet.declared(member.ref) for member, _age, sheet in sheets],
        }
        saved = attempt(
            form,
            lambda: actions.save_step(
                case_id=case_id,
                version=seen_version(request),
                declared=parts,
                reason=form.cleaned_data["reason"],
                by=request.actor,
            ),
        )
        if saved is not None:
            return redirect(after("means", case), case_id)
    change = queries.family_change(case, by=request.actor)
    return _page(request, "means", case, form=form, sheets=sheets, change=change)


def _asked_at_contact(case: Any, by: Actor) -> str:
    """What the family said when it first asked is not typed a second time."""
    return "" if case.contact_id is None else intake.get_contact(case.contact_id, by=by).asked


@require_http_methods(["GET", "POST"])
def agent(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_case(case_id, by=request.actor)
    initial = {
        "has_agent": "yes" if case.agent_name else "no",
        "agent_name": case.agent_name,
        "agent_relation": case.agent_relation,
        "agent_phone": case.agent_phone,
        "has_relative": {True: "yes", False: "no", None: ""}[case.has_near_relative],
        "relative_of": case.relative_of,
        "relation": case.relative_relation,
    }
    form = AgentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = seen_version(request)
        if attempt(form, lambda: _save_agent(case_id, version, form, request.actor)) is not None:
            return redirect(after("agent", case), case_id)
    return _page(request, "agent", case, form=form)


def _save_agent(case_id: UUID, version: int, form: AgentForm, by: Actor) -> Any:
    saved = actions.save_step(case_id=case_id, version=version, by=by, **form.agent())
    return actions.declare_near_relative(
        case_id=case_id, version=saved.version, declaration=form.declaration(), by=by
    )


@require_http_methods(["GET", "POST"])
def signatures(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Every adult authorises; the applicant's signature also stands under the application itself."""
    case = queries.get_case(case_id, by=request.actor)
    adults = _signers(case, request.actor)
    signed = verification_queries.once_authorised_people(case_id)
    signers = [(str(member.person_id), member.name) for member in adults]
    pads = [
        (
            member,
            member.person_id in signed,
            SignatureForm(
                signers,
                request.POST or None,
                request.FILES or None,
                prefix=member.ref,
                initial={"signed_by": str(member.person_id)},
            ),
        )
        for member in adults
    ]
    for member, _done, pad in pads:
        pad.whose = member.name
    if request.method == "POST" and all(pad.is_valid() for _member, _done, pad in pads):
        save = _signing(case, pads, request.actor)
        if pads and attempt(pads[0][2], save) is not None:
            return redirect(after("signatures", case), case_id)
    return _page(request, "signatures", case, pads=pads)


def _signers(case: Any, by: Actor) -> list[Any]:
    """Every adult permits the queries about them; where nothing is verified only the applicant signs."""
    adults = [m for m in queries.members_of_case(case.id, by=by) if m.is_adult]
    if queries.asks_for_means(case):
        return adults
    return [member for member in adults if member.person_id == case.applicant_id]


def _signing(case: Any, pads: list[tuple[Any, bool, SignatureForm]], by: Actor) -> Callable[[], bool]:
    def save() -> bool:
        for member, _done, pad in pads:
            if pad.is_signed:
                _authorise(case, member, pad, by)
        return True

    return save


def _authorise(case: Any, member: Any, pad: SignatureForm, by: Actor) -> None:
    signature = pad.cleaned_data["signature"]
    file = keep_signature(signature, case.id, case.region, by)
    if queries.asks_for_means(case):
        actions.authorise_verification(
            case_id=case.id,
            person_id=member.person_id,
            signed_by_id=UUID(pad.cleaned_data["signed_by"]),
            method=SigningMethod.SCREEN if isinstance(signature, bytes) else SigningMethod.SCAN,
            signature=file.id,
            by=by,
        )
    if member.person_id == case.applicant_id:
        actions.record_material(case_id=case.id, kind="commitment", file_id=file.id, by=by)


@require_http_methods(["GET", "POST"])
def materials(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """What is given, what a data source answers, what is still missing."""
    case = queries.get_case(case_id, by=request.actor)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kind, scan = form.cleaned_data["kind"], form.cleaned_data["scan"]
        if attempt(form, lambda: _keep_material(case, kind, scan, request.actor)) is not None:
            messages.success(request, _("已记录。"))
            return redirect("desk:application-materials", case_id)
    items = queries.checklist_of_case(case_id, by=request.actor)
    return _page(
        request,
        "materials",
        case,
        form=form,
        asked=[item for item in items if not item.source],
        scans=scans_of(case, request.actor),
        answered=[item for item in items if item.source],
        missing=sum(1 for item in items if item.is_missing),
    )


def _keep_material(case: Any, kind: str, scan: Any, by: Actor) -> Any:
    file = store(scan, kind=FileKind.MATERIAL, subject=case.id, region=case.region, by=by) if scan else None
    return actions.record_material(case_id=case.id, kind=kind, file_id=file.id if file else None, by=by)


@require_http_methods(["GET", "POST"])
def review(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_case(case_id, by=request.actor)
    if request.method == "POST":
        is_again = case.state == "incomplete"
        hand_in = actions.supplement_application if is_again else actions.submit_application
        done = hand_in(case_id=case_id, version=seen_version(request), by=request.actor)
        messages.success(request, _("已提交，办件编号 %(number)s。") % {"number": done.number})
        return redirect("desk:case", case_id)
    items = queries.checklist_of_case(case_id, by=request.actor)
    members = list(queries.members_of_case(case_id, by=request.actor))
    return _page(
        request,
        "review",
        case,
        members=members,
        missing=[item.title for item in items if item.is_missing],
        asked=asked_words(case.requested),
        may_change=has_its_use("application-programmes", case),
        place=network.region_path(case.region),
        incomes=member_lines(case.declared, members),
        property=household_lines(queries.declared_with_receipts(case)),
        asks_for_obligors=support.asks_for_obligors(case),
    )

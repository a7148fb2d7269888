"""The home investigation on a tablet: the form with photos, then both sides sign on the spot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Signatures, Visit
from yimen.domains.cases.types import FileKind, VisitMode
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor, Role
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import LineKind
from yimen.foundation.files.actions import store

from ..formats import yuan
from ..forms.visits import SignVisitForm, VisitForm
from ..means import household_lines, member_lines
from ..offers import away
from ..official_words import official
from ..places import colleagues
from ..refusals import attempt, submitted
from ..requests import DeskRequest
from ..signatures import keep_signature


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """What was declared stands beside what is seen; only what differs is written."""
    case = queries.get_case(case_id, by=request.actor)
    if (elsewhere := away(request, case)) is not None:
        return elsewhere
    unsigned = [each for each in queries.investigations_of_case(case, by=request.actor) if not each.signed_at]
    if request.method == "GET" and unsigned:
        return redirect("desk:visit-sign", unsigned[0].id)
    partners = colleagues(request.actor, same_role_first=True, fits=_goes_along)
    members = list(queries.members_of_case(case_id, by=request.actor))
    named = [(member.ref, member.name) for member in members]
    form = VisitForm(partners, named, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        recorded = attempt(form, lambda: _record(case, form, request.actor))
        if recorded is not None:
            return redirect("desk:visit-sign", recorded.id)
    shown = {
        "form": form,
        "has_partners": bool(partners),
        "case": case,
        "village": network.get_region(case.region).name,
        "incomes": member_lines(case.declared, members),
        "property": household_lines(case.declared),
        "verified": _verified(case, request.actor),
    }
    return render(request, "desk/visit.html", shown)


def _goes_along(role: Role) -> bool:
    """Whoever makes visits; and at the county, which makes few, whoever verifies."""
    return any(allows(role, may) for may in (Permission.INVESTIGATION_RECORD, Permission.VERIFICATION_ANSWER))


def _verified(case: Any, by: Actor) -> list[tuple[str, str]]:
    """What the county found so far, person by person; the visit looks into what differs."""
    newest = next(iter(verification.requests_of_case(case.id, by=by)), None)
    lines = verification.lines_of_request(newest.id, by=by) if newest is not None else []
    return [(line.person.name, _line(line)) for line in lines]


def _line(line: Any) -> str:
    """A kind of thing, its amount where it has one, and who says so."""
    kind = official(LineKind(line.kind).title)
    worth = f" {yuan(line.amount_fen)}" if line.amount_fen else ""
    return f"{kind}{worth} · {line.source}"


def _record(case: Any, form: VisitForm, by: Actor) -> Any:
    given = form.cleaned_data
    photos = [
        store(photo, kind=FileKind.VISIT_PHOTO, subject=case.id, region=case.region, by=by).id
        for photo in given["photos"]
    ]
    seen = Visit(
        second_post_id=UUID(given["second_post"]),
        visited_on=given["visited_on"],
        findings=form.findings(),
        conclusion=given["conclusion"],
        corrections=form.corrections(case.declared),
        photos=photos,
        mode=VisitMode(given["mode"]),
        mode_reason=given["mode_reason"],
    )
    return actions.record_investigation(case_id=case.id, visit=seen, by=by)


@require_http_methods(["GET", "POST"])
def sign(request: DeskRequest, visit_id: UUID) -> HttpResponse:
    """Family and both investigators sign the form that is shown."""
    found = queries.get_investigation(visit_id, by=request.actor)
    family = list(queries.members_of_case(found.case_id, by=request.actor))
    of_age = [member for member in family if member.is_adult] or family
    members = [("", _("请选择")), *((str(member.person_id), member.name) for member in of_age)]
    form = SignVisitForm(
        members, (found.first.name, found.second.name), request.POST or None, request.FILES or None
    )
    if submitted(request, form, lambda: _sign(found, form, request.actor)) is not None:
        messages.success(request, _("已签字，入户调查表已生成。"))
        return redirect("desk:case", found.case_id)
    photos = [UUID(photo) for photo in found.photos]
    shown = {"form": form, "visit": found, "mode": VisitMode(found.mode).title, "photos": photos}
    return render(request, "desk/visit_sign.html", shown)


def _sign(found: Any, form: SignVisitForm, by: Actor) -> Any:
    files = {
        name: keep_signature(form.cleaned_data[name], found.case_id, found.region, by).id
        for name in ("family", "first", "second")
    }
    signatures = Signatures(family_signer_id=UUID(form.cleaned_data["family_signer"]), **files)
    return actions.sign_investigation(investigation_id=found.id, signatures=signatures, by=by)

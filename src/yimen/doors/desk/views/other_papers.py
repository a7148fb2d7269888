"""The other papers of a case: a mandate, a neighbour's word, a democratic review and their like."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import queries as cases
from yimen.domains.network import queries as network
from yimen.domains.papers import actions
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people import queries as people
from yimen.domains.worklist.types import Subject
from yimen.kernel import RegionCode

from ..forms.helps import OF_PAPERS
from ..forms.papers import OtherPaperForm
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..signatures import keep_signature

KINDS = (
    DocumentKind.MANDATE,
    DocumentKind.COMMITMENT,
    DocumentKind.NEIGHBOUR_VISIT,
    DocumentKind.INQUIRY,
    DocumentKind.DEMOCRATIC_REVIEW,
    DocumentKind.COLLECTIVE_DECISION,
    DocumentKind.REVIEW_OPINION,
    DocumentKind.MEMBER_CHANGE,
    DocumentKind.GRACE_APPROVAL,
    DocumentKind.WAIVER,
    DocumentKind.CARD_AGREEMENT,
)
BY_THE_FAMILY = (
    DocumentKind.MANDATE,
    DocumentKind.COMMITMENT,
    DocumentKind.WAIVER,
    DocumentKind.CARD_AGREEMENT,
)


@require_http_methods(["GET", "POST"])
def other_paper(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """First which paper, then what it says; what the case knows already is filled in."""
    found = cases.get_case(case_id, by=request.actor)
    asked = request.GET.get("kind", "")
    shown: dict[str, Any] = {"case": found, "kinds": [(kind.value, kind.title) for kind in KINDS]}
    if asked not in KINDS:
        return render(request, "desk/other_papers.html", shown)
    kind = DocumentKind(asked)
    objection = _settled(request, case_id) if kind is DocumentKind.DEMOCRATIC_REVIEW else None
    form = OtherPaperForm(
        kind,
        request.POST or None,
        request.FILES or None,
        rows=objection.attendance or 0 if objection else 0,
        initial={**_known(kind, found, request), **_decided(objection)},
    )
    made = submitted(request, form, lambda: _issue(kind, found, form, request))
    if made is not None:
        messages.success(request, _("《%(title)s》已制作。") % {"title": kind.title})
        return redirect("desk:document", made.id)
    shown |= {"form": form, "title": kind.title, "about": OF_PAPERS[kind]}
    return render(request, "desk/other_paper.html", shown)


def _issue(kind: DocumentKind, case: Any, form: OtherPaperForm, request: DeskRequest) -> Any:
    by = request.actor
    kept = {
        name: str(keep_signature(signed, case.id, case.region, by).id)
        for name, signed in form.signatures().items()
    }
    subject = Subject("case", case.id, kind.title, RegionCode(case.region))
    return actions.issue_document(
        kind=kind, subject=subject, values=form.values(kept), by=by, household_id=case.household_id
    )


def _settled(request: DeskRequest, case_id: UUID) -> Any:
    """The objection to this case whose review is put on paper."""
    asked = request.GET.get("objection", "")
    try:
        found = cases.get_objection(UUID(asked), by=request.actor) if asked else None
    except ValueError:
        return None
    return found if found is not None and found.case_id == case_id else None


def _decided(objection: Any) -> dict[str, Any]:
    """What was written when the objection was settled is not typed again."""
    if objection is None:
        return {}
    return {
        "programme": objection.outcome.programme,
        "held_on": objection.settled_on,
        "conclusion": objection.conclusion,
    }


def _known(kind: DocumentKind, case: Any, request: DeskRequest) -> dict[str, Any]:
    """What the case says already; the identity number only where the paper shows it."""
    day = today()
    known: dict[str, Any] = {
        "applicant": case.applicant_name,
        "address": f"{network.region_path(case.region)}{case.address}",
        "programme": case.requested[0] if case.requested else "",
        **dict.fromkeys(("signed_on", "visited_on", "held_on", "sent_on", "decided_on"), day),
        "investigators-0-name": request.actor.staff_name,
    }
    if kind in BY_THE_FAMILY:
        person = people.get_person(case.applicant_id, by=request.actor, purpose=kind.title)
        known |= {
            "id_number": person.identity or "",
            "signers-0-name": case.applicant_name,
            "signers-0-role": "申请人",
        }
    return known

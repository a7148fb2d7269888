"""Who allowed their means to be verified for a case, and taking that permission back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import queries as cases
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.verification import actions, queries
from yimen.domains.verification.errors import AuthorisationMissingError

from ..forms.people import ReasonForm
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest


@require_GET
def authorisations(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = cases.get_case(case_id, by=request.actor)
    shown = {
        "case": case,
        "rows": list(queries.authorisations_of_case(case_id, by=request.actor)),
        "may_revoke": allows(request.actor.role, Permission.AUTHORISATION_RECORD),
        "columns": columns(_("授权人"), _("签署时间"), _("有效期至"), _("状态"), _("操作")),
    }
    return render(request, "desk/authorisations.html", shown)


@require_http_methods(["GET", "POST"])
def revoke(request: DeskRequest, case_id: UUID, authorisation_id: UUID) -> HttpResponse:
    """The person takes the permission back; from then on nothing more is asked about them."""
    cases.get_case(case_id, by=request.actor)
    signed = _of_case(request, case_id, authorisation_id)
    form = ReasonForm(request.POST or None)
    done = submitted(request, form, lambda: _revoke(request, authorisation_id, form))
    if done is not None:
        messages.success(request, _("授权已撤销，此后不再据此查询。"))
        return redirect("desk:case-authorisations", case_id)
    shown = {
        "form": form,
        "title": _("撤销核对授权：%(name)s") % {"name": signed.person.name},
        "why": _("已经取得的核对结果保留；撤销后不能再提请核对，重新签署授权后才能继续。"),
        "button": _("撤销授权"),
        "back": ["desk:case-authorisations", case_id],
    }
    return render(request, "desk/step_form.html", shown)


def _of_case(request: DeskRequest, case_id: UUID, authorisation_id: UUID) -> Any:
    rows = queries.authorisations_of_case(case_id, by=request.actor)
    signed = next((row for row in rows if row.id == authorisation_id), None)
    if signed is None:
        raise AuthorisationMissingError("没有这份授权，或不属于这一办件。")
    return signed


def _revoke(request: DeskRequest, authorisation_id: UUID, form: ReasonForm) -> object:
    reason = form.cleaned_data["reason"]
    return actions.revoke_authorisation(authorisation_id=authorisation_id, reason=reason, by=request.actor)

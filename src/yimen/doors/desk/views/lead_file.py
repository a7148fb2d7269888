"""A family that only a push knew of is put on file after the visit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.monitoring.actions.strangers import put_on_file
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.people.types import Relation

from ..families import family_given, register_family
from ..forms.family import MembersFormSet
from ..forms.people import PlaceForm
from ..places import villages
from ..refusals import attempt
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def put(request: DeskRequest, lead_id: UUID) -> HttpResponse:
    """As any family is registered; name and village come from the push, the number from the visit."""
    lead = queries.get_lead(lead_id, by=request.actor)
    form = PlaceForm(villages(request.actor), request.POST or None, initial={"region": lead.region})
    head = {"relation": Relation.HEAD.value, "name": lead.name}
    family: Any = MembersFormSet(request.POST or None, initial=[head], prefix="members")
    if request.method == "POST" and form.is_valid() and family.is_valid():
        home, members = family_given(form.cleaned_data, family.filled())

        def filed() -> object:
            with transaction.atomic():
                household, _head = register_family(home=home, members=members, by=request.actor)
                return put_on_file(lead_id=lead_id, household_id=household, by=request.actor)

        if attempt(form, filed) is not None:
            messages.success(request, _("已建档；号码与部门推送的一致。"))
            return redirect("desk:lead", lead_id)
    return render(request, "desk/household_form.html", {"form": form, "family": family, "lead": lead})

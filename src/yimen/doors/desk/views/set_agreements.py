"""What the county agreed with a department about a set without a published basis: recorded, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.verification.actions import set_agreements as actions
from yimen.domains.verification.queries import set_agreements as queries
from yimen.domains.verification.queries import sets

from ..forms.sets import AgreementForm, EndAgreementForm
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def agree(request: DeskRequest, set_key: str) -> HttpResponse:
    said = sets.set_definition(set_key)
    form = AgreementForm(request.POST or None)
    made = submitted(
        request,
        form,
        lambda: actions.record_agreement(set_key=set_key, **form.cleaned_data, by=request.actor),
    )
    if made is not None:
        messages.success(request, _("已登记约定，本数据集可以装载，也可以由部门经接口推送。"))
        return redirect("desk:sets-of", set_key)
    shown = {
        "form": form,
        "title": _("登记约定：%(name)s") % {"name": official(said.title)},
        "why": _("经接口推送，以及没有查到明文依据的数据集，都须有本县与提供部门的书面约定。"),
        "button": _("登记约定"),
        "back": ["desk:sets-of", set_key],
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, agreement_id: UUID) -> HttpResponse:
    found = queries.get_agreement(agreement_id, by=request.actor)
    form = EndAgreementForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.end_agreement(
            agreement_id=agreement_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("约定已终止；不再接收推送，没有其他依据的也不再装载、不再用于比对。"))
        return redirect("desk:sets-of", found.set_key)
    shown = {
        "form": form,
        "title": _("终止约定：%(name)s") % {"name": found.title},
        "why": _(
            "终止后不再接收推送；没有其他依据的，不能再装载，已装载的不再用于比对。要删除的另行撤回各版本。"
        ),
        "button": _("终止约定"),
        "back": ["desk:sets-of", found.set_key],
    }
    return render(request, "desk/step_form.html", shown)

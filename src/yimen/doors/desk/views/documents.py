"""Official documents and uploaded files: one document with its deliveries, its PDF, a kept file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases.actions import Receipt
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import actions, queries
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.foundation.files.actions import open_file, store

from ..forms.cases import DeliveryForm
from ..forms.papers import AttemptForm
from ..letters import deliver_letter
from ..refusals import submitted
from ..requests import DeskRequest
from ..subjects import page_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def document(request: DeskRequest, document_id: UUID) -> HttpResponse:
    found = queries.get_document(document_id, by=request.actor)
    shown = {
        "document": found,
        "back": page_of(found.subject_kind, found.subject_id),
        "deliveries": [
            (delivery, DeliveryMethod(delivery.method).title)
            for delivery in queries.deliveries_of(document_id, by=request.actor)
        ],
        "attempts": [
            (attempt, DeliveryMethod(attempt.method).title)
            for attempt in queries.attempts_of(document_id, by=request.actor)
        ],
        "signatures": queries.signatures_of(document_id, by=request.actor),
        "copies": queries.copies_of(document_id, by=request.actor),
        "may_deliver": found.withdrawn_at is None and allows(request.actor.role, Permission.DOCUMENT_DELIVER),
    }
    return render(request, "desk/document.html", shown)


@require_GET
def pdf(request: DeskRequest, document_id: UUID) -> HttpResponse:
    """The PDF itself, shown in the browser and printed from there; the opening is recorded."""
    return _shown(actions.open_document(document_id, by=request.actor), "application/pdf")


@require_GET
def copy(request: DeskRequest, document_id: UUID) -> HttpResponse:
    """Printed anew and marked as a copy; the opening is recorded."""
    return _shown(actions.open_copy(document_id, by=request.actor), "application/pdf")


@require_GET
def editable(request: DeskRequest, document_id: UUID) -> HttpResponse:
    """The editable copy, saved and never run by the browser; the opening is recorded."""
    return _shown(actions.open_editable(document_id, by=request.actor), DOCX, is_saved=True)


def _shown(opened: actions.OpenedDocument, content_type: str, *, is_saved: bool = False) -> HttpResponse:
    response = HttpResponse(opened.pdf, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(is_saved, opened.file_name) or "inline"
    return response


@require_http_methods(["GET", "POST"])
def attempt(request: DeskRequest, document_id: UUID) -> HttpResponse:
    """A delivery that failed; the paper stays among those still to deliver."""
    found = queries.get_document(document_id, by=request.actor)
    form = AttemptForm(request.POST or None)
    tried = submitted(request, form, lambda: _try(found, form, request))
    if tried is not None:
        messages.success(request, _("已登记未能送达的情况。"))
        return redirect("desk:document", document_id)
    words = {"title": _("登记未送达"), "button": _("登记"), "subject": None}
    return render(
        request, "desk/step_form.html", {"form": form, "back": ("desk:document", document_id), **words}
    )


def _try(found: Any, form: AttemptForm, request: DeskRequest) -> Any:
    given = form.cleaned_data
    return actions.record_attempt(
        found.id,
        method=DeliveryMethod(given["method"]),
        tried_on=given["tried_on"],
        why=given["why"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def deliver(request: DeskRequest, document_id: UUID) -> HttpResponse:
    found = queries.get_document(document_id, by=request.actor)
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if submitted(request, form, lambda: _deliver(found, form, request)) is not None:
        messages.success(request, _("送达已登记。"))
        return redirect("desk:document", document_id)
    words = {"title": _("登记送达"), "button": _("登记送达"), "subject": None}
    return render(
        request, "desk/step_form.html", {"form": form, "back": ("desk:document", document_id), **words}
    )


def _deliver(found: Any, form: DeliveryForm, request: DeskRequest) -> Any:
    given, by = form.cleaned_data, request.actor
    scan = given["scan"]
    file = store(scan, kind=PROOF_OF_DELIVERY, subject=found.id, region=found.region, by=by) if scan else None
    receipt = Receipt(
        DeliveryMethod(given["method"]),
        given["recipient"],
        given["delivered_on"],
        given["proof"],
        file.id if file else None,
        given["relation"],
    )
    deliver_letter(found, receipt, by)
    return receipt


@require_GET
def file(request: DeskRequest, file_id: UUID) -> HttpResponse:
    """An uploaded file of the actor's scope; never run by the browser, shown or saved by a plain name."""
    opened = open_file(file_id, by=request.actor)
    response = HttpResponse(b"".join(opened.chunks), content_type=opened.content_type)
    name = f"{file_id}.{opened.content_type.rpartition('/')[2]}"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

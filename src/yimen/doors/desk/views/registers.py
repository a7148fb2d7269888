"""The register of numbers with its proof, papers that reached nobody yet, and many of them at once."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases.actions import Receipt
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import actions, queries
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DocumentKind
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.files.actions import store
from yimen.kernel import YimenError

from ..addresses import path_to
from ..bulk import Deed, Told, foreseen
from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.papers import DeliveriesForm, RegisterForm
from ..letters import deliver_letter
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters

LETTERS = (WorkKind.REFUSAL_LETTER, WorkKind.DELIVERY)


@require_GET
@keeps_filters("documents")
def documents(request: DeskRequest) -> HttpResponse:
    form = RegisterForm(queries.offices_of_register(by=request.actor), request.GET)
    asked = form.chosen()
    titled = columns(
        _("选"), (_("文号"), "serial"), (_("文种"), "kind"), (_("姓名"), Words("masked_name")),
        (_("制发单位"), Words("office")), (_("制发日期"), "issued_on"), (_("送达"), "is_delivered"),
        (_("状态"), "withdrawn_at"),
    )  # fmt: skip
    paging = paged_rows(request, queries.register(asked, by=request.actor), titled)
    year = asked.year or today().year
    shown = {
        "form": form,
        "rows": [(row, DocumentKind(row.kind).title) for row in paging.rows],
        "paging": paging,
        "columns": titled,
        "export_url": address(request, page=None).replace("/documents", "/documents/export", 1),
        "year": year,
        "proofs": queries.sequence_proofs(year, by=request.actor),
        "proof_columns": columns(_("机构"), _("文种"), _("末号"), _("已编号"), _("已撤回"), _("缺号")),
        **_may(request),
    }
    return render(request, "desk/documents.html", shown)


@exportable("documents")
def export(request: DeskRequest) -> Sheet:
    asked = RegisterForm(queries.offices_of_register(by=request.actor), request.GET).chosen()
    titles = [
        _("年度"),
        _("序号"),
        _("文号"),
        _("文种"),
        _("姓名"),
        _("制发单位"),
        _("制发日期"),
        _("已送达"),
        _("撤回原因"),
    ]
    found = queries.register(asked, by=request.actor)
    return Sheet(_("文号登记簿"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            row.year,
            row.serial,
            row.number,
            official(row.title),
            row.masked_name,
            row.office,
            row.issued_on,
            vars(row)["is_delivered"],
            row.withdrawn_reason,
        )
        for row in rows
    )


@require_GET
@keeps_filters("documents-undelivered")
def undelivered(request: DeskRequest) -> HttpResponse:
    form = RegisterForm(queries.offices_of_register(by=request.actor), request.GET)
    titled = columns(
        _("选"), (_("文号"), "number"), (_("文种"), "kind"), (_("姓名"), Words("masked_name")),
        (_("制发日期"), "issued_on"), (_("未成次数"), "tries"), _("期限"),
    )  # fmt: skip
    paging = paged_rows(request, queries.undelivered(form.chosen(), by=request.actor), titled)
    shown = {
        "form": form,
        "rows": list(zip(paging.rows, _clocks([row.subject_id for row in paging.rows]), strict=True)),
        "paging": paging,
        "columns": titled,
        "export_url": address(request, page=None).replace("/undelivered", "/undelivered/export", 1),
        **_may(request),
    }
    return render(request, "desk/undelivered.html", shown)


@exportable("undelivered")
def export_undelivered(request: DeskRequest) -> Sheet:
    asked = RegisterForm(queries.offices_of_register(by=request.actor), request.GET).chosen()
    titles = [_("文号"), _("文种"), _("姓名"), _("制发单位"), _("制发日期"), _("未成次数")]
    found = queries.undelivered(asked, by=request.actor)
    return Sheet(_("待送达文书"), titles, found_rows(found), _undelivered_lines)


def _undelivered_lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (row.number, official(row.title), row.masked_name, row.office, row.issued_on, vars(row)["tries"])
        for row in rows
    )


@require_GET
def print_chosen(request: DeskRequest) -> HttpResponse:
    """The chosen papers as one PDF; each opening is recorded."""
    chosen = _chosen(request)
    if not chosen:
        messages.info(request, _("请先勾选要打印的文书。"))
        return redirect("desk:documents-undelivered")
    if "look" in request.GET:
        told = _looked_at(chosen, request)
        able = [each.deed.key for each in told if not each.refusal]
        return render(request, "desk/documents_print.html", {"told": told, "able": able})
    response = HttpResponse(actions.print_documents(chosen, by=request.actor), content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(False, _("文书合并打印") + ".pdf") or "inline"
    )
    return response


def _looked_at(chosen: list[UUID], request: DeskRequest) -> list[Told]:
    """What would be printed; nothing is opened yet, so nothing of it is recorded."""
    with transaction.atomic():
        told = [_one_looked_at(each, request) for each in chosen]
        transaction.set_rollback(True)
    return told


def _one_looked_at(document_id: UUID, request: DeskRequest) -> Told:
    try:
        found = queries.get_document(document_id, by=request.actor)
    except YimenError as refusal:
        return Told(Deed(document_id, _("不在您负责的区域内"), "", "", dict), refusal.message)
    what = _("已撤回，仍印出原件") if found.withdrawn_at else _("印出，每份记录一次打开")
    url = path_to("desk:document", document_id)
    return Told(Deed(document_id, f"{found.number} {found.masked_name}", found.title, what, dict, url))


@require_http_methods(["GET", "POST"])
def deliver_chosen(request: DeskRequest) -> HttpResponse:
    """One way and one day for the chosen papers; recipient and proof of each by name, all or none.

    The preview tries each as typed; inside htmx it comes alone, so that chosen pictures stay chosen.
    """
    found = [queries.get_document(each, by=request.actor) for each in _chosen(request)]
    form = DeliveriesForm(found, request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"form": form, "documents": found, "told": None}
    if request.POST.get("verb") == "preview":
        if form.is_valid():
            shown["told"] = foreseen(_deliveries(found, form, request))
        is_part = "HX-Request" in request.headers
        return render(request, f"desk/documents_deliver{'_foreseen' if is_part else ''}.html", shown)
    if submitted(request, form, lambda: _deliver_all(found, form, request)) is not None:
        messages.success(request, _("已登记 %(n)s 份文书的送达。") % {"n": len(found)})
        return redirect("desk:documents-undelivered")
    return render(request, "desk/documents_deliver.html", shown)


def _deliveries(found: list[Any], form: DeliveriesForm, request: DeskRequest) -> list[Deed]:
    """Each delivery as it would be recorded."""
    return [
        Deed(
            document.id,
            f"{document.number} {document.masked_name}",
            document.title,
            _("登记为 %(day)s 送达") % {"day": form.cleaned_data["delivered_on"]},
            partial(_deliver_one, document, form, request),
            path_to("desk:document", document.id),
        )
        for document in found
    ]


def _deliver_all(found: list[Any], form: DeliveriesForm, request: DeskRequest) -> bool:
    with transaction.atomic():
        for document in found:
            _deliver_one(document, form, request)
    return True


def _deliver_one(document: Any, form: DeliveriesForm, request: DeskRequest) -> None:
    receipt = Receipt(**form.of(document), proof_file_id=_kept(document, form, request))
    deliver_letter(document, receipt, request.actor)


def _kept(document: Any, form: DeliveriesForm, request: DeskRequest) -> UUID | None:
    """The photograph of the proof, where one was chosen."""
    scan = form.cleaned_data[f"scan-{document.id}"]
    if not scan:
        return None
    kept = store(scan, kind=PROOF_OF_DELIVERY, subject=document.id, region=document.region, by=request.actor)
    return kept.id


def _chosen(request: DeskRequest) -> list[UUID]:
    """The papers that were ticked; what is no id is no paper."""
    given = request.POST.getlist("paper") or request.GET.getlist("paper")
    return [UUID(each) for each in dict.fromkeys(given) if _is_id(each)]


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(part in "0123456789abcdef-" for part in text) and text.count("-") == 4


def _clocks(subjects: list[UUID]) -> list[Any]:
    """The clock of each letter, where one runs."""
    items = {item.subject_id: item for item in worklist.open_items_of(subjects) if item.kind in LETTERS}
    found = [items.get(subject) for subject in subjects]
    return [
        chip(WorkKind(item.kind).title, worklist.light(item).value, item, today()) if item else None
        for item in found
    ]


def _may(request: DeskRequest) -> dict[str, bool]:
    role = request.actor.role
    return {
        "may_deliver": allows(role, Permission.DOCUMENT_DELIVER),
        "may_style": allows(role, Permission.NETWORK_ADMINISTER),
    }

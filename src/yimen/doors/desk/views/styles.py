"""What an office puts in place of our templates, letterheads, seals and fonts: tried, kept, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.network import queries as network
from yimen.domains.papers import actions, queries
from yimen.domains.papers.queries import StyleOffer
from yimen.domains.papers.types import DocumentKind, StylePart
from yimen.kernel import RegionCode

from ..forms.papers import StyleForm
from ..lists import columns
from ..refusals import attempt, submitted
from ..requests import DeskRequest


@require_GET
def styles(request: DeskRequest) -> HttpResponse:
    versions = queries.style_versions(by=request.actor)
    names = network.region_names(RegionCode(version.region) for version in versions)
    newest: set[tuple[str, str, str]] = set()
    rows = []
    for version in versions:
        place = (version.region, version.part, version.kind)
        kind = DocumentKind(version.kind).title if version.kind else ""
        rows.append(
            (version, StylePart(version.part).title, kind, names.get(version.region, ""), place not in newest)
        )
        newest.add(place)
    shown = {
        "rows": rows,
        "columns": columns(
            _("部分"), _("单位"), _("版本"), _("启用时间"), _("说明"), _("状态"), _("样张和恢复")
        ),
    }
    return render(request, "desk/styles.html", shown)


@require_http_methods(["GET", "POST"])
def replace(request: DeskRequest) -> HttpResponse:
    form = _form(request)
    if submitted(request, form, lambda: actions.replace_style(_offer(form, request), by=request.actor)):
        messages.success(request, _("已更换；以后制发的文书使用新版本，已制发的不变。"))
        return redirect("desk:styles")
    return render(request, "desk/style_form.html", {"form": form})


@require_POST
def preview(request: DeskRequest) -> HttpResponse:
    """The specimen with what was handed in; nothing is kept."""
    form = _form(request)
    if form.is_valid():
        pdf = attempt(form, lambda: queries.preview_style(_offer(form, request), by=request.actor))
        if pdf is not None:
            return _pdf(pdf, _("样张"))
    return render(request, "desk/style_form.html", {"form": form})


@require_GET
def specimen(request: DeskRequest, version_id: UUID) -> HttpResponse:
    version = queries.get_style_version(version_id, by=request.actor)
    return _pdf(queries.specimen_of_version(version, by=request.actor), _("样张"))


@require_POST
def revert(request: DeskRequest, version_id: UUID) -> HttpResponse:
    """Back to this version, or to ours, as a new version."""
    version = queries.get_style_version(version_id, by=request.actor)
    to_ours = request.POST.get("to") == "ours"
    actions.revert_style(version, to_ours=to_ours, by=request.actor)
    messages.success(request, _("已恢复；以后制发的文书使用恢复后的样式。"))
    return redirect("desk:styles")


@require_GET
def source(request: DeskRequest) -> HttpResponse:
    """Our own template, to be changed and handed in again."""
    asked = request.GET.get("kind", "")
    kind = DocumentKind(asked) if asked in set(DocumentKind) else DocumentKind.REFUSAL
    response = HttpResponse(queries.our_template(kind), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{kind.value}.typ") or "attachment"
    return response


def _form(request: DeskRequest) -> StyleForm:
    return StyleForm(_offices(request), request.POST or None, request.FILES or None)


def _offices(request: DeskRequest) -> list[tuple[str, str]]:
    """The county first: what belongs to all of it stands there. A village's papers are its town's."""
    regions = {station.region for station in network.offices_in(request.actor.region)}
    names = network.region_names(RegionCode(region) for region in regions | {str(request.actor.region)})
    return [(code, names[code]) for code in sorted(names)]


def _offer(form: StyleForm, request: DeskRequest) -> StyleOffer:
    given: dict[str, Any] = form.cleaned_data
    part = StylePart(given["part"])
    region = RegionCode(given["office"]) if part.is_of_office else request.actor.region
    return StyleOffer(region, part, DocumentKind(given["kind"]), form.content(), given["note"])


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    return response

"""Lists that are made while one does something else: how far each is, and the file when it is done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.foundation.exports import actions

from ..lists import columns
from ..requests import DeskRequest


@require_GET
def list_exports(request: DeskRequest) -> HttpResponse:
    """One's own, under this post, as long as they are kept."""
    shown = {
        "rows": actions.lists_of(request.actor),
        "columns": columns(_("清单"), _("申请时间"), _("行数"), _("进度"), _("保留至"), _("下载")),
    }
    return render(request, "desk/list_exports.html", shown)


@require_GET
def list_export(request: DeskRequest, export_id: UUID) -> HttpResponse:
    """Its progress; the part that changes is fetched again until it is done."""
    export = actions.get_list(export_id, by=request.actor)
    name = "desk/list_export_progress.html" if request.headers.get("HX-Request") else "desk/list_export.html"
    return render(request, name, {"export": export})


@require_GET
def list_export_file(request: DeskRequest, export_id: UUID) -> HttpResponse:
    export, opened = actions.open_list(export_id, region=str(request.actor.region), by=request.actor)
    response = HttpResponse(b"".join(opened.chunks), content_type=actions.content_type_of(export))
    response["Content-Disposition"] = (
        content_disposition_header(True, f"{export.title}.{export.suffix}") or ""
    )
    return response

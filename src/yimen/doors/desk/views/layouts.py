"""The layouts of exchanged files: ours as examples, and what the county puts in their place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.exchange.actions.profiles import replace_profile, revert_profile
from yimen.domains.exchange.queries import profiles as queries

from ..exchange_places import places_of_the_exchange
from ..forms.exchange import KnownLayoutForm, LayoutForm, RevertLayoutForm
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest


@require_GET
def layouts(request: DeskRequest) -> HttpResponse:
    """What is in force for the county, and every version it made."""
    shown = {
        "tabs": places_of_the_exchange(request, "exchange-profiles"),
        "rows": queries.profiles_in_force(request.actor),
        "columns": columns(_("格式"), _("记录"), _("方向"), _("文件"), _("来源"), _("版本")),
        "versions": list(queries.profile_versions(by=request.actor)[:100]),
        "version_columns": columns(_("代号"), _("版本"), _("启用时间"), _("经办人"), _("说明"), _("状态")),
    }
    return render(request, "desk/exchange_profiles.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = LayoutForm(request.POST or None)
    kept = submitted(request, form, lambda: replace_profile(**form.cleaned_data, by=request.actor))
    if kept is not None:
        return _kept(request)
    return render(request, "desk/exchange_profile.html", {"form": form, "found": None})


def _kept(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("已启用；以后的导出、导入和核对使用新的格式。"))
    return redirect("desk:exchange-profiles")


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, layout: str) -> HttpResponse:
    """Its text, to be changed and tried; what cannot be read is refused with its place."""
    found = queries.get_layout(layout, by=request.actor)
    form = KnownLayoutForm(request.POST or None, initial={"text": found.text})
    kept = submitted(
        request, form, lambda: replace_profile(key=layout, **form.cleaned_data, by=request.actor)
    )
    if kept is not None:
        return _kept(request)
    return render(request, "desk/exchange_profile.html", {"form": form, "found": found})


@require_http_methods(["GET", "POST"])
def revert(request: DeskRequest, layout: str) -> HttpResponse:
    found = queries.get_layout(layout, by=request.actor)
    form = RevertLayoutForm(request.POST or None)
    kept = submitted(
        request, form, lambda: revert_profile(key=layout, note=form.cleaned_data["note"], by=request.actor)
    )
    if kept is not None:
        messages.success(request, _("已恢复系统自带的格式。"))
        return redirect("desk:exchange-profiles")
    return render(request, "desk/exchange_profile_revert.html", {"form": form, "found": found})


@require_GET
def source(request: DeskRequest, layout: str) -> HttpResponse:
    """The text of a layout as a file."""
    response = HttpResponse(
        queries.get_layout(layout, by=request.actor).text, content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{layout}.yaml") or "attachment"
    return response

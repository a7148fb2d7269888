"""Policy parameters in force at a place on a day, each with its source or marked as having none."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.library import queries as library
from yimen.domains.network import queries as network

from ..forms.parameters import ParametersForm
from ..lists import columns, paged
from ..requests import DeskRequest


@require_GET
def parameters(request: DeskRequest) -> HttpResponse:
    form = ParametersForm(request.GET or {"on": "", "area": "rural"})
    on, urban, name = form.chosen()
    found = library.parameters(request.actor.region, on, urban=urban)
    titles = library.titles(on)
    rows = [(key, titles.get(key, key), value, _words(value.value)) for key, value in sorted(found.items())]
    wanted = [row for row in rows if name in row[0] or name in row[1]]
    shown = {
        "form": ParametersForm(initial={"on": on, "area": "urban" if urban else "rural", "name": name}),
        "paging": (paging := paged(request, wanted)),
        "rows": paging.rows,
        "place": network.region_path(request.actor.region),
        "unsourced": sum(1 for row in rows if row[2].is_unsourced),
        "columns": columns(_("参数"), _("数值"), _("单位"), _("有效期"), _("来源")),
    }
    return render(request, "desk/parameters.html", shown)


def _words(value: Any) -> str:
    if value is None:
        return _("未知")
    if isinstance(value, dict):
        return "；".join(f"{key}：{_words(part)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(_words(part) for part in value)
    return {True: _("是"), False: _("否")}[value] if isinstance(value, bool) else str(value)

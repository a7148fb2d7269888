"""Policy parameters in force at a place on a day, each with its source or marked as having none."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.library import queries as library
from yimen.domains.network import queries as network

from ..clocks import limit
from ..formats import money
from ..forms.parameters import ParametersForm
from ..lists import columns, paged
from ..official_words import official
from ..requests import DeskRequest


@require_GET
def parameters(request: DeskRequest) -> HttpResponse:
    form = ParametersForm(request.GET or {"on": "", "area": "rural"})
    on, urban, name = form.chosen()
    found = library.parameters(request.actor.region, on, urban=urban)
    titles = library.titles(on)
    place = request.actor.region
    named = [(key, value, titles.get(key) or library.parameter_title(key)) for key, value in found.items()]
    lines = [_line(key, value, title, place, on) for key, value, title in sorted(named)]
    rows = sorted(lines, key=lambda row: row[1].value is None)
    wanted = [row for row in rows if name in row[0]]
    shown = {
        "form": ParametersForm(initial={"on": on, "area": "urban" if urban else "rural", "name": name}),
        "paging": (paging := paged(request, wanted)),
        "rows": paging.rows,
        "place": network.region_path(request.actor.region),
        "unsourced": sum(1 for row in rows if row[1].is_unsourced),
        "secondary": {row[1].source for row in paging.rows if library.is_secondary(row[1].source or "")},
        "columns": columns(_("参数"), _("数值"), _("单位"), _("有效期"), _("来源")),
    }
    return render(request, "desk/parameters.html", shown)


def _line(key: str, value: Any, title: str, region: Any, on: date) -> tuple[str, Any, str]:
    is_clock = key.startswith("clock_") and value.value is not None
    return title, value, _clock(key, value, region, on) if is_clock else _words(value.value, value.unit)


def _clock(key: str, value: Any, region: Any, on: date) -> str:
    """A time limit as the law counts it, in days or, where the law says so, in months."""
    if value.value.get("months"):
        facts = {"event": official(library.EVENTS[value.value["from"]]), "n": value.value["months"]}
        return _("自%(event)s起 %(n)s 个月") % facts
    found = library.time_limit(key, region, on)
    words = limit(found.days, found.unit, found.event)
    if found.extended_days is None:
        return words
    return _("%(limit)s，%(reason)s的可延长至 %(days)s 日") % {
        "limit": words,
        "reason": official(found.extension_reason),
        "days": found.extended_days,
    }


def _words(value: Any, unit: str = "") -> str:
    if value is None:
        return _("未知")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int) and unit.startswith("元"):
        return money(value)
    if isinstance(value, dict):
        return "; ".join(_words(part) for part in value.values() if part not in (None, [], ""))
    if isinstance(value, (list, tuple)):
        return "、".join(_words(part) for part in value)
    return official(library.choice_in_words(str(value)))

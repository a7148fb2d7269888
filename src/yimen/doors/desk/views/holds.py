"""Payments that wait, on the desk: whose, what for, since when, how far, and who may let them go."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldReason, HoldState
from yimen.domains.monitoring.queries.findings import holds_shown, taken_out
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Programme

from ..access import access_to
from ..comparison_places import places_of_comparisons
from ..exports import Sheet, exportable
from ..forms.comparisons import HoldFilterForm
from ..holdings import held_of
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import towns, villages
from ..requests import DeskRequest
from ..saved import keeps_filters


@require_GET
@keeps_filters("holds")
def holds(request: DeskRequest) -> HttpResponse:
    """The longest waiting first."""
    form = _form(request)
    titled = columns(
        (_("姓名"), Words("payee")), (_("救助项目"), "award__programme"), (_("暂缓原因"), "reason"),
        (_("自月"), "since"), (_("每月暂缓（元）"), "", "number"), (_("已暂缓（元）"), "", "number"),
        (_("村（社区）"), "region"), _("进展"), _("谁可以恢复"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titled)
    holds_shown(paging.rows, by=request.actor)
    names = network.region_names(row.region for row in paging.rows)
    words = {
        "form": form,
        "tabs": places_of_comparisons(request, "holds"),
        "columns": titled,
        "paging": paging,
        "rows": [
            (each, each.hold.payee, names.get(each.hold.region, ""), _who(each.hold))
            for each in held_of(paging.rows)
        ],
        "may_export": access_to("holds-export").admits(request.actor.role),
        "export_url": address(request, page=None).replace("/holds", "/holds/export", 1),
    }  # fmt: skip
    return render(request, "desk/holds.html", words)


def _form(request: DeskRequest) -> HoldFilterForm:
    places = dict([*towns(request.actor), *villages(request.actor)])
    programmes = [(each.value, official(each.title)) for each in Programme]
    return HoldFilterForm(list(places.items()), programmes, request.GET)


def _found(request: DeskRequest, form: HoldFilterForm) -> Any:
    return awards.holds_listed(by=request.actor, filters=form.filters())


def _who(row: Any) -> str:
    """Who may let it go: nobody before it was looked into, then another person than who did."""
    state = awards.state_of(row)
    if row.released_at is not None:
        return ""
    if state is HoldState.TO_SETTLE:
        if row.reason == HoldReason.INVALID_ACCOUNT:
            return _("登记账户以后，另一位审核人、确认人")
        return _("核实以后，另一位审核人、确认人")
    if state is HoldState.TO_RELEASE:
        return _("%(who)s以外的审核人、确认人") % {"who": row.settled_by}
    return _("审核人、确认人")


@exportable("holds")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("户编号"), _("乡镇"), _("村（社区）"), _("救助项目"), _("暂缓原因"), _("自月"),
        _("每月暂缓（元）"), _("已暂缓的月数"), _("已暂缓（元）"), _("暂缓时间"), _("进展"), _("核实人"),
        _("核实结果"), _("谁可以恢复"),
        _("恢复时间"), _("恢复人"), _("恢复原因"),
    ]  # fmt: skip
    found = found_rows(_found(request, _form(request)))
    return Sheet(_("暂缓发放的款项"), titles, found, partial(_lines, by=request.actor))


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    taken_out(rows, by=by)
    towns_of = {row.region: f"{row.region[:9]}000" for row in rows}
    names = network.region_names([*towns_of, *towns_of.values()])
    for each in held_of(rows):
        row = each.hold
        yield (
            row.payee, row.award.household.number,
            names.get(towns_of[row.region], ""), names.get(row.region, ""),
            official(Programme(row.award.programme).title), official(HoldReason(row.reason).title),
            str(each.since), str(each.monthly), len(each.months), str(each.sum),
            timezone.localdate(row.placed_at), official(each.state.title), row.settled_by,
            row.settled_because, _who(row),
            timezone.localdate(row.released_at) if row.released_at else "", row.released_by,
            row.released_because,
        )  # fmt: skip

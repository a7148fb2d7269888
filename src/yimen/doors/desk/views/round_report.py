"""The month of a place in figures, each leading to the list it is the sum of."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases.queries.round_report import (
    MONTHLY,
    Report,
    ReportLine,
    names_of,
    report_of,
)
from yimen.domains.cases.types import ReportFigure
from yimen.domains.network import queries as network
from yimen.foundation.exports.reading import at_hand
from yimen.kernel import Month, Programme, RegionCode, RegionLevel

from ..exports import Sheet, exportable
from ..forms.rounds import FiguresForm
from ..lists import address, columns, paged
from ..official_words import official
from ..requests import DeskRequest
from ..rounds import month_asked, town_asked, town_choices

CASES = (ReportFigure.REFUSED, ReportFigure.IN_PROCESS)


@require_GET
def report(request: DeskRequest, month: str) -> HttpResponse:
    """The books of the month by programme; what was given once; files refused and under way."""
    asked, place = month_asked(month), _place(request)
    found = report_of(asked, by=request.actor, region=place)
    shown = {
        "found": found,
        "place": network.get_region(place).name,
        "monthly": [_line(found, MONTHLY, each, place) for each in _or_all(found.programmes())],
        "once": [_line(found, (ReportFigure.GIVEN,), each, place) for each in found.programmes(once=True)],
        "cases": [_line(found, CASES, each, place) for each in found.programmes_with_cases()],
        "columns": columns(_("项目"), *(_(figure.title) for figure in MONTHLY)),
        "once_columns": columns(_("项目"), _(ReportFigure.GIVEN.title)),
        "case_columns": columns(_("项目"), *(_(figure.title) for figure in CASES)),
        "before": str(asked.previous()),
        "after": str(asked.next()),
        "is_county": place.level is RegionLevel.COUNTY,
        "towns": town_choices(request),
        "query": f"?town={place}" if place != request.actor.region else "",
        "export_url": f"{reverse('desk:round-report-export')}?{urlencode(_asked(asked, place))}",
    }
    return render(request, "desk/round_report.html", shown)


def _place(request: DeskRequest) -> RegionCode:
    """A county reads its whole month, or that of one town."""
    if request.GET.get("town") or request.actor.region.level is not RegionLevel.COUNTY:
        return town_asked(request)
    return request.actor.region


def _or_all(programmes: list[Programme]) -> list[Programme | None]:
    """Each programme and, where there are several, all of them together."""
    return [*programmes, None] if len(programmes) > 1 else list(programmes)


def _line(
    found: Report, figures: Sequence[ReportFigure], programme: Programme | None, place: RegionCode
) -> tuple[str, list[tuple[Any, ReportFigure, str]]]:
    cells = [
        (found.figure(figure, programme), figure, _list_of(found.month, figure, programme, place))
        for figure in figures
    ]
    return programme.title if programme else "", cells


def _list_of(month: Month, figure: ReportFigure, programme: Programme | None, place: RegionCode) -> str:
    asked = _asked(month, place) | {"figure": figure.value}
    asked |= {"programme": programme.value} if programme else {}
    return f"{reverse('desk:round-figures')}?{urlencode(asked)}"


def _asked(month: Month, place: RegionCode) -> dict[str, str]:
    is_town = place.level is RegionLevel.TOWN
    return {"month": str(month)} | ({"town": str(place)} if is_town else {})


@exportable("round-report")
def export(request: DeskRequest) -> Sheet:
    """The figures of the month as a spreadsheet, by programme."""
    month, _figure, _programme = _form(request).chosen()
    found = report_of(month, by=request.actor, region=_place(request))
    titles = [_("项目"), _("数字"), _("户（件）数"), _("人数"), _("金额（元）")]
    rows = [
        (programme, figure)
        for programme in Programme
        for figure in ReportFigure
        if found.lists.get((figure, programme))
    ]

    def lines(some: Any) -> list[tuple[object, ...]]:
        return [
            (official(programme.title), official(figure.title), *_numbers(found, figure, programme))
            for programme, figure in some
        ]

    return Sheet(_("月度报告 %(month)s") % {"month": month}, titles, at_hand(rows), lines)


def _numbers(found: Report, figure: ReportFigure, programme: Programme) -> tuple[object, ...]:
    total = found.figure(figure, programme)
    return total.households, total.people, str(total.amount)


def _form(request: DeskRequest) -> FiguresForm:
    return FiguresForm(town_choices(request), request.GET)


@require_GET
def figures(request: DeskRequest) -> HttpResponse:
    """The list behind a figure; its lines add up to it."""
    month, figure, programme = _form(request).chosen()
    place = _place(request)
    lines = report_of(month, by=request.actor, region=place).lines(figure, programme)
    titled = columns(
        _("姓名"), (_("村（社区）"), "region"), (_("项目"), "programme"), (_("办件编号"), "number"),
        (_("人数"), "people"), (_("金额"), "amount__fen"),
    )  # fmt: skip
    paging = paged(request, lines, titled)
    names = network.region_names({line.region for line in paging.rows})
    people = names_of(paging.rows)
    initial = {"month": str(month), "figure": figure.value, "programme": programme or "", "town": str(place)}
    shown = {
        "form": FiguresForm(town_choices(request), initial=initial),
        "month": month,
        "figure": figure,
        "place": network.get_region(place).name,
        "paging": paging,
        "rows": [(line, people.get(line.outcome_id, ""), names.get(line.region, "")) for line in paging.rows],
        "total": report_total(lines),
        "columns": titled,
        "query": f"?town={place}" if request.GET.get("town") else "",
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:round-figures-export"), 1
        ),
    }
    return render(request, "desk/round_figures.html", shown)


def report_total(lines: Sequence[ReportLine]) -> tuple[int, int, int]:
    """How many lines, people and fen a list adds up to."""
    return len(lines), sum(line.people for line in lines), sum(line.amount.fen for line in lines)


@exportable("round-figures")
def export_figures(request: DeskRequest) -> Sheet:
    """The list behind a figure with every line of it."""
    month, figure, programme = _form(request).chosen()
    lines = report_of(month, by=request.actor, region=_place(request)).lines(figure, programme)
    titles = [_("姓名"), _("村（社区）"), _("项目"), _("办件编号"), _("人数"), _("金额（元）")]

    def said(some: Sequence[ReportLine]) -> list[tuple[object, ...]]:
        names, people = network.region_names({line.region for line in some}), names_of(some)
        return [
            (people.get(line.outcome_id, ""), names.get(line.region, ""), official(line.programme.title),
             line.number, line.people, str(line.amount))
            for line in some
        ]  # fmt: skip

    return Sheet(f"{official(figure.title)} {month}", titles, at_hand(lines), said)

"""What supervision looks at: where people differed from the rules, and cases of near relatives."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases import queries
from yimen.domains.cases.queries import PersonDiffered
from yimen.domains.network import queries as network
from yimen.foundation.exports.reading import at_hand, found_rows

from ..exports import Sheet, exportable
from ..formats import granted
from ..forms.remedies import DifferenceFilterForm, NearRelativeFilterForm
from ..lists import Words, address, columns, paged, paged_rows
from ..official_words import official
from ..places import towns
from ..requests import DeskRequest
from ..saved import keeps_filters
from ..signs import Tab


def _tabs(current: str) -> list[Tab]:
    return [
        Tab(title, reverse(f"desk:{name}"), name == current)
        for name, title in (
            ("differences", _("与测算不同")),
            ("near-relatives", _("近亲属备案")),
        )
    ]


def said(row: PersonDiffered) -> str:
    """What the person said."""
    return _verdict(row.is_positive, granted(row.amount, row.programme))


def computed(row: PersonDiffered) -> str:
    """What the rules said on that day."""
    return _verdict(row.computed_positive, granted(row.computed_amount, row.programme))


def _verdict(is_positive: bool | None, amount: str) -> str:
    if is_positive is None:
        return _("无法测算")
    return _("符合，%(amount)s") % {"amount": amount} if is_positive else _("不符合")


@require_GET
@keeps_filters("differences")
def differences(request: DeskRequest) -> HttpResponse:
    """With the counts of every office."""
    form = DifferenceFilterForm(towns(request.actor), request.GET)
    found = queries.people_who_differed(by=request.actor, filters=form.filters())
    counts = queries.count_by_town(found)
    titled = columns(
        (_("办件"), Words("applicant_name")), (_("乡镇"), "town"), (_("项目"), "programme"),
        (_("环节"), "step"), (_("日期"), "on"), (_("谁"), Words("by_name")), _("人的意见"), _("测算"),
        _("理由"),
    )  # fmt: skip
    paging = paged(request, found, titled)
    names = network.region_names([*(code for code, _count in counts), *(row.region for row in paging.rows)])
    shown = {
        "form": form,
        "tabs": _tabs("differences"),
        "counts": [(names.get(code, ""), code, count) for code, count in counts],
        "paging": paging,
        "rows": [(row, names.get(row.town, ""), said(row), computed(row)) for row in paging.rows],
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:differences-export"), 1
        ),
        "columns": titled,
    }
    return render(request, "desk/differences.html", shown)


@exportable("differences")
def export_differences(request: DeskRequest) -> Sheet:
    titles = [
        _("办件编号"), _("申请人"), _("乡镇"), _("项目"), _("环节"), _("日期"), _("谁"), _("人的意见"),
        _("测算"), _("理由"),
    ]  # fmt: skip
    form = DifferenceFilterForm(towns(request.actor), request.GET)
    found = queries.people_who_differed(by=request.actor, filters=form.filters())
    return Sheet(_("与测算不同的意见和决定"), titles, at_hand(found), _differences)


def _differences(rows: Sequence[PersonDiffered]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.town for row in rows)
    return (
        (
            row.case_number,
            row.applicant_name,
            names.get(row.town, ""),
            official(row.programme.title),
            official(row.step.title),
            row.on,
            row.by_name,
            said(row),
            computed(row),
            row.reason,
        )
        for row in rows
    )


@require_GET
@keeps_filters("near-relatives")
def near_relatives(request: DeskRequest) -> HttpResponse:
    form = NearRelativeFilterForm(towns(request.actor), request.GET)
    found = queries.near_relative_cases(by=request.actor, region=form.chosen())
    titled = columns(
        (_("办件编号"), "number"), (_("申请人"), Words("applicant_name")), (_("村（社区）"), "region"),
        (_("何人之近亲属"), Words("relative_of")), (_("关系"), Words("relative_relation")), _("县级入户"),
        _("状态"),
    )  # fmt: skip
    paging = paged_rows(request, found, titled)
    standings = queries.standings_of(paging.rows)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": _tabs("near-relatives"),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:near-relatives-export"), 1
        ),
        "paging": paging,
        "rows": [(row, names.get(row.region, ""), standings[row.id]) for row in paging.rows],
        "columns": titled,
    }
    return render(request, "desk/near_relatives.html", shown)


@exportable("near-relatives")
def export_near_relatives(request: DeskRequest) -> Sheet:
    titles = [_("办件编号"), _("申请人"), _("村（社区）"), _("何人之近亲属"), _("关系"), _("申请日期")]
    region = NearRelativeFilterForm(towns(request.actor), request.GET).chosen()
    found = queries.near_relative_cases(by=request.actor, region=region)
    return Sheet(_("近亲属备案"), titles, found_rows(found), _relatives)


def _relatives(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.region for row in rows)
    return (
        (
            row.number,
            row.applicant_name,
            names.get(row.region, ""),
            row.relative_of,
            row.relative_relation,
            row.submitted_on,
        )
        for row in rows
    )

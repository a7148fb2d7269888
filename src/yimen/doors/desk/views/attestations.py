"""Proofs of life and yearly checks of the disability subsidies: a list, one press, many, a sheet."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.allowances import actions, queries
from yimen.domains.allowances.types import AttestationKind, Filters, Result, Stage, Way
from yimen.domains.awards import queries as awards
from yimen.domains.network import queries as network
from yimen.foundation import audit
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.language import in_official_language
from yimen.kernel import RegionLevel

from ..addresses import path_to
from ..bulk import Deed, Page, answered, chosen
from ..exports import Sheet, exportable
from ..forms.allowances import AttestationFilterForm, AttestForm, AttestManyForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters, saved_for
from .search import age_on

PDF = "application/pdf"
UNDOABLE = (Result.CONFIRMED, Result.DIED, Result.MOVED)
"""What may be taken back on the day it was recorded; the rest went into a review."""


def _form(request: DeskRequest) -> AttestationFilterForm:
    kinds = [kind.value for kind in AttestationKind]
    asked = request.GET.get("kind", "")
    kind = AttestationKind(asked) if asked in kinds else AttestationKind.PROOF_OF_LIFE
    terms = queries.names_of_terms(kind, by=request.actor)
    return AttestationFilterForm(villages(request.actor), terms, request.GET)


@require_GET
@keeps_filters("attestations")
def attestations(request: DeskRequest) -> HttpResponse:
    """Whoever is to be attested, by village; each recorded with one press, or many together."""
    return _listed(request)


def _listed(request: DeskRequest) -> HttpResponse:
    form = _form(request)
    filters = form.narrowing()
    titled = columns(
        _("选择"), (_("姓名"), Words("person__name")), (_("年龄"), "person__birth_date"),
        (_("村（社区）"), "region"), (_("住址"), Words("household__address")), _("享受项目"),
        (_("截止"), "due_on"), _("进展"), _("办理"),
    )  # fmt: skip
    paging = paged_rows(request, queries.attestations(by=request.actor, filters=filters), titled)
    left = queries.progress(filters.kind, by=request.actor, region=filters.region)
    names = network.region_names([row.region for row in paging.rows] + [each.region for each in left])
    shown = {
        "form": form,
        "kind": filters.kind,
        "about": _about(filters.kind),
        "paging": paging,
        "rows": [_shown(row, names) for row in paging.rows],
        "left": [(names.get(each.region, ""), each) for each in left],
        "query": request.GET.urlencode(),
        "columns": titled,
        "export_url": _beside(request, "desk:attestations-export"),
        "sheet_url": _beside(request, "desk:attestations-sheet"),
    }
    return render(request, "desk/attestations.html", shown)


def _about(kind: AttestationKind) -> str:
    return {
        AttestationKind.PROOF_OF_LIFE: _(
            "高龄津贴对象和在册家庭的高龄老人每期认证一次；催办后仍没有的转核查，不自动停发。"
        ),
        AttestationKind.QUALIFICATION: _(
            "享受两项补贴的残疾人每年认定一次；证件、等级有变化的转核查，不自动停发。"
        ),
    }[kind]


def _beside(request: DeskRequest, name: str) -> str:
    """The same question put to another page."""
    return address(request, page=None).replace(request.path, reverse(name), 1)


def _shown(row: Any, names: Any) -> dict[str, Any]:
    stage = queries.stage_on(row, today())
    return {
        "row": row,
        "age": age_on(row.person.birth_date),
        "place": names.get(row.region, ""),
        "rests_on": "、".join(official(word) for word in queries.rests_on_words(row)),
        "stage": stage,
        "said": _said(row) if row.result else stage.title,
        "is_undoable": row.result in UNDOABLE and _is_of_today(row),
    }


def _said(row: Any) -> str:
    result = Result(row.result)
    return Way(row.way).title if result is Result.CONFIRMED else result.title


def _is_of_today(row: Any) -> bool:
    return bool(queries.recorded_on(row) == today())


@exportable("attestations")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("年龄"), _("村（社区）"), _("住址"), _("享受项目"), _("起"), _("截止"), _("进展"),
        _("结果"), _("方式"), _("认证日期"), _("备注"),
    ]  # fmt: skip
    filters = _form(request).narrowing()
    found = queries.attestations(by=request.actor, filters=filters)
    return Sheet(official(filters.kind.title), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.region for row in rows)
    return (
        (
            row.person.name,
            age_on(row.person.birth_date),
            names.get(row.region, ""),
            row.household.address,
            "、".join(official(word) for word in queries.rests_on_words(row)),
            row.starts_on,
            row.due_on,
            official(queries.stage_on(row, today()).title),
            official(Result(row.result).title) if row.result else "",
            official(Way(row.way).title) if row.way else "",
            row.proved_on,
            row.remark,
        )
        for row in rows
    )


@require_GET
def sheet(request: DeskRequest) -> HttpResponse:
    """The list as it is filtered, on paper to take along; that the names left the house is recorded."""
    filters, by = _form(request).narrowing(), request.actor
    rows = list(queries.attestations(by=by, filters=filters)[: queries.MOST_ON_A_SHEET])
    response = HttpResponse(_sheet_of(request, filters, rows), content_type=PDF)
    changes = {"list": filters.kind.title, "rows": len(rows)}
    audit.record(
        "list:export", kind="list", subject=by.post_id, region=str(by.region), by=by, changes=changes
    )
    response["Content-Disposition"] = content_disposition_header(False, f"{filters.kind.title}.pdf") or ""
    return response


@in_official_language
def _sheet_of(request: DeskRequest, filters: Filters, rows: Sequence[Any]) -> bytes:
    names = network.region_names(row.region for row in rows)
    place = network.region_path(filters.region or request.actor.region, above=RegionLevel.COUNTY)
    title = _("%(kind)s名单") % {"kind": filters.kind.title}
    return queries.roll_sheet(title, place, queries.sheet_lines(rows, names), today())


@require_GET
def opened(request: DeskRequest, list_id: UUID) -> HttpResponse:
    """The list of a village under the id by which it stands in the worklist."""
    kind, region, starts_on = queries.get_list_item(list_id)
    asked = {"kind": kind.value, "region": str(region), "term": starts_on.isoformat()}
    request.GET = QueryDict(urlencode(asked | request.GET.dict()))
    request.saved = saved_for(request, "attestations")
    return _listed(request)


@require_GET
def attestation(request: DeskRequest, attestation_id: UUID) -> HttpResponse:
    """One attestation: what rests on it, what came of it, what followed."""
    found = queries.get_attestation(attestation_id, by=request.actor)
    kind, stage = AttestationKind(found.kind), queries.stage_on(found, today())
    shown = {
        **_shown(found, network.region_names([found.region])),
        "kind": kind,
        "result": Result(found.result).title if found.result else "",
        "is_assisted": awards.is_assisted(found.household_id),
        "is_missed": stage is Stage.MISSED,
    }
    return render(request, "desk/attestation.html", shown)


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest, attestation_id: UUID) -> HttpResponse:
    """What came of it, with all there is to say."""
    found = queries.get_attestation(attestation_id, by=request.actor, purpose="attest")
    kind = AttestationKind(found.kind)
    offered = queries.results_for(kind, by=request.actor)
    form = AttestForm(offered, request.POST or None, request.FILES or None)
    done = submitted(request, form, lambda: _record(request, attestation_id, form))
    if done is not None:
        _tell(request, done)
        return redirect("desk:attestation", attestation_id)
    tells_others = kind is AttestationKind.QUALIFICATION and Result.EXPIRED not in offered
    shown = {"form": form, "kind": kind, "row": found, "tells_others": tells_others}
    return render(request, "desk/attestation_form.html", shown)


def _record(request: DeskRequest, attestation_id: UUID, form: AttestForm) -> Any:
    given = form.cleaned_data
    return actions.record_attestation(
        attestation_id=attestation_id,
        result=Result(given["result"]),
        way=form.way_chosen(),
        proved_on=given["proved_on"],
        remark=given["remark"],
        photo=given["photo"].read() if given["photo"] else None,
        by=request.actor,
    )


def _tell(request: DeskRequest, row: Any) -> None:
    """What followed is said with what was recorded."""
    said = _("已登记。")
    if row.report_id:
        said = _("已登记，并已报告变化，由乡镇核实。")
    elif row.case_id:
        said = _("已登记，并已开启核查。")
    messages.success(request, said)


@require_POST
def confirm(request: DeskRequest, attestation_id: UUID) -> HttpResponse:
    """One press from the list: seen, in this way, today."""
    asked = request.POST.get("seen", "")
    way = Way(asked) if asked in (Way.AT_HOME, Way.AT_WINDOW) else None
    actions.record_attestation(
        attestation_id=attestation_id, result=Result.CONFIRMED, way=way, by=request.actor
    )
    messages.success(request, _("已登记；当天可以撤销。"))
    return redirect(_back(request))


@require_POST
def undo(request: DeskRequest, attestation_id: UUID) -> HttpResponse:
    actions.undo_attestation(attestation_id=attestation_id, by=request.actor)
    messages.success(request, _("已撤销，恢复为待认证。"))
    return redirect(_back(request))


@require_POST
def look_into(request: DeskRequest, attestation_id: UUID) -> HttpResponse:
    """Missed twice: the review in which the family is heard before anything is taken."""
    row = actions.look_into(attestation_id=attestation_id, by=request.actor)
    messages.success(request, _("已开启核查，请核对家庭情况。"))
    return redirect("desk:case", row.case_id)


def _back(request: DeskRequest) -> str:
    """The list as it was filtered; the question travels with the press."""
    asked = request.POST.get("back", "")
    return f"{path_to('desk:attestations')}?{asked}" if asked else path_to("desk:attestations")


@require_POST
def confirm_many(request: DeskRequest) -> HttpResponse:
    """Everybody ticked: first what would happen to each, then each by itself."""
    page = Page(_("登记所选人员"), _("确认登记"), path_to("desk:attestations"), _("回到列表"))
    keys, is_sent = chosen(request, "attestation"), "verb" in request.POST
    form = AttestManyForm(request.POST if is_sent else None)
    if is_sent and not form.is_valid():
        return answered(request, page, "attestation", _deeds(request, keys, {}), form)
    given = form.cleaned_data if is_sent else {}
    return answered(request, page, "attestation", _deeds(request, keys, given), form)


def _deeds(request: DeskRequest, keys: Sequence[UUID], given: Any) -> list[Deed]:
    way = Way(given.get("way") or Way.AT_HOME)
    rows = queries.attestations_of(keys, by=request.actor)
    return [
        Deed(
            row.id,
            row.person.name,
            AttestationKind(row.kind).title,
            official(way.title),
            partial(
                actions.record_attestation,
                attestation_id=row.id,
                result=Result.CONFIRMED,
                way=way,
                proved_on=given.get("proved_on"),
                remark=given.get("remark", ""),
                by=request.actor,
            ),
            path_to("desk:attestation", row.id),
        )
        for row in rows
    ]

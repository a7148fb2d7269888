"""Data of departments on the desk: the catalogue, versions, the upload, the quarantine, taking back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.verification.actions import sets as actions
from yimen.domains.verification.queries import sets as queries
from yimen.domains.verification.queries.matching import count_unmatched
from yimen.domains.verification.queries.pushes import credential_of_load
from yimen.domains.verification.queries.set_agreements import agreements_of_set, is_in_force
from yimen.domains.verification.types.sets import Freshness, Quarantined, SetState
from yimen.foundation.database.scope import scoped_rows
from yimen.foundation.exports.reading import at_hand
from yimen.foundation.spreadsheets.writing import safe_text

from ..addresses import path_to
from ..exports import AT_ONCE, Sheet, as_xlsx, exportable
from ..forms.sets import HandInForm, RetractForm
from ..lists import Paging, columns, page_number, paged, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today

LIGHTS = {
    Freshness.FRESH: "green",
    Freshness.AGEING: "yellow",
    Freshness.STALE: "red",
    Freshness.NONE: "grey",
}
_PAGE = 50
_UNSOURCED = {
    "basis": _n("法律依据"),
    "classified": _n("类别"),
    "cadence": _n("更新"),
    "fresh_days": _n("有效天数"),
    "priority": _n("同类数据的优先次序"),
    "columns": _n("文件要有的列"),
}


@require_GET
def sets(request: DeskRequest) -> HttpResponse:
    """The catalogue, each set with what the county has of it."""
    titled = columns(
        _("数据集"), _("提供部门"), _("新旧"), _("数据截止日期"), (_("版本"), "", "number"),
        (_("可用的行"), "", "number"), (_("隔离的行"), "", "number"),
    )  # fmt: skip
    paging = paged(request, queries.sets_of(request.actor))
    role = request.actor.role
    shown = {
        "columns": titled,
        "paging": paging,
        "rows": [(each, LIGHTS[each.freshness]) for each in paging.rows],
        "may_export": allows(role, Permission.SET_LOAD) or allows(role, Permission.SET_RETRACT),
        "export_url": reverse("desk:sets-export"),
    }
    return render(request, "desk/sets.html", shown)


@exportable("sets")
def export_sets(request: DeskRequest) -> Sheet:
    titles = [
        _("数据集"), _("提供部门"), _("法律依据"), _("更新"), _("新旧"), _("数据截止日期"), _("版本"),
        _("可用的行"), _("隔离的行"),
    ]  # fmt: skip
    return Sheet(_("部门数据"), titles, at_hand(queries.sets_of(request.actor)), _lines)


def _lines(some: Sequence[queries.ListedSet]) -> Iterator[tuple[object, ...]]:
    for each in some:
        said, load = each.definition, each.current
        figures = (load.as_of, load.version, load.stored, load.quarantined) if load else ("", "", "", "")
        yield (
            official(said.title), official(said.owner), said.basis, official(said.cadence),
            official(each.freshness.title), *figures,
        )  # fmt: skip


@require_GET
def sets_of(request: DeskRequest, set_key: str) -> HttpResponse:
    """What the catalogue says of a set, and its versions."""
    titled = columns(
        (_("版本"), "version", "number"), (_("状态"), "state"), (_("数据截止日期"), "as_of"),
        (_("交入时间"), "handed_in_at"), _("交入人"), (_("行数"), "rows", "number"),
        (_("可用的行"), "stored", "number"), (_("隔离的行"), "quarantined", "number"),
    )  # fmt: skip
    said = queries.set_definition(set_key)
    agreements = agreements_of_set(set_key, by=request.actor)
    paging = paged_rows(request, queries.loads_of_set(set_key, by=request.actor), titled)
    shown = {
        "said": said,
        "columns": titled,
        "paging": paging,
        "rows": [(row, SetState(row.state)) for row in paging.rows],
        "described": columns(_("列"), _("类型"), _("单位或代码"), _("要求")),
        "unsourced": [title for name, title in _UNSOURCED.items() if name in said.unsourced],
        "agreements": agreements,
        "standing": [each.id for each in agreements if is_in_force(each, today())],
        "may_agree": allows(request.actor.role, Permission.SET_AGREE),
        "may_load": allows(request.actor.role, Permission.SET_LOAD),
    }
    return render(request, "desk/sets_of.html", shown)


@require_http_methods(["GET", "POST"])
def hand_in(request: DeskRequest, set_key: str) -> HttpResponse:
    form = HandInForm(request.POST or None, request.FILES or None)
    said = queries.set_definition(set_key)
    load = submitted(
        request, form, lambda: actions.hand_in_set(set_key=set_key, **form.given(), by=request.actor)
    )
    if load is not None:
        messages.success(request, _("文件已加密保存，正在装载；可以离开本页。"))
        if request.headers.get("HX-Request"):  # sent with its progress shown
            return HttpResponse(headers={"HX-Redirect": reverse("desk:set", args=[load.id])})
        return redirect("desk:set", load.id)
    return render(request, "desk/set_hand_in.html", {"form": form, "said": said})


@require_GET
def version(request: DeskRequest, load_id: UUID) -> HttpResponse:
    """Where it stands; while it is loaded, the part that changes is fetched again until it is done."""
    load = queries.get_set_load(load_id, by=request.actor)
    state, role = SetState(load.state), request.actor.role
    if request.headers.get("HX-Request"):
        if state is not SetState.WAITING:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/set_progress.html", {"load": load})
    is_there = state in (SetState.LOADED, SetState.REFUSED)
    shown = {
        "load": load,
        "state": state,
        "said": queries.set_definition(load.set_key),
        "refusal": queries.refusal_of_load(load),
        "digest": bytes(load.digest).hex(),
        "pushed_under": credential_of_load(load),
        "may_load": allows(role, Permission.SET_LOAD),
        "may_match": (may_match := allows(role, Permission.SET_MATCH)),
        "unmatched": count_unmatched(load) if may_match and load.quarantined else 0,
        "may_replay": is_there and allows(role, Permission.SET_LOAD),
        "may_retract": actions.is_retractable(load) and allows(role, Permission.SET_RETRACT),
    }
    return render(request, "desk/set.html", shown)


@require_GET
def quarantine(request: DeskRequest, load_id: UUID) -> HttpResponse:
    """Rows that were set aside, each with what is wrong; the opening is recorded."""
    load = queries.get_set_load(load_id, by=request.actor)
    pages = max(1, -(-load.quarantined // _PAGE))
    number = min(page_number(request), pages)
    start = (number - 1) * _PAGE
    rows = queries.quarantined_rows(load, start, start + _PAGE, by=request.actor) if load.quarantined else ()
    shown = {
        "load": load,
        "said": queries.set_definition(load.set_key),
        "columns": columns((_("行"), "", "number"), _("列"), _("问题"), _("这一行写的是")),
        "paging": Paging(request, rows, number, load.quarantined, _PAGE),
        "csv_url": f"{path_to('desk:set-quarantine-file', load_id)}?as=csv",
        "is_small": load.quarantined <= AT_ONCE,
        "may_match": allows(request.actor.role, Permission.SET_MATCH),
    }
    return render(request, "desk/set_quarantine.html", shown)


@require_GET
def quarantine_file(request: DeskRequest, load_id: UUID) -> HttpResponse | StreamingHttpResponse:
    """Every row that was set aside, to be put right by the department: a workbook, or CSV of any length."""
    load = queries.get_set_load(load_id, by=request.actor)
    said = queries.set_definition(load.set_key)
    headings = [column.title for column in said.columns]
    titles = [_("行"), _("列"), _("问题"), *(official(title) for title in headings), _("整行")]
    rows = queries.all_quarantined(load, by=request.actor)
    name = _("隔离的行") + f"-{official(said.title)}-{load.version}"
    if request.GET.get("as") != "csv" and load.quarantined <= AT_ONCE:
        return as_xlsx(name, titles, _cells(rows, headings), by=request.actor)
    lines = scoped_rows(request.actor.scope, lambda: _written([titles, *_cells(rows, headings)]))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
    return response


def _cells(rows: Iterable[Quarantined], headings: Sequence[str]) -> Iterator[list[object]]:
    for row in rows:
        wrong = [(official(fault.column) if fault.column else "", fault.reason) for fault in row.faults]
        yield [
            row.row,
            "；".join(column for column, _reason in wrong if column),
            "；".join(official(reason.title) for _column, reason in wrong),
            *(row.cells.get(heading, "") for heading in headings),
            row.cells.get("", ""),
        ]


def _written(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """CSV with a byte order mark, which spreadsheet programs need; no cell is a formula."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        text = io.StringIO(newline="")
        csv.writer(text).writerow([safe_text(str(cell)) for cell in row])
        yield text.getvalue().encode()


@require_POST
def replay(request: DeskRequest, load_id: UUID) -> HttpResponse:
    load = actions.replay_set(load_id=load_id, by=request.actor)
    messages.success(request, _("已按现行目录重新装载为新的版本。"))
    return redirect("desk:set", load.id)


@require_http_methods(["GET", "POST"])
def retract(request: DeskRequest, load_id: UUID) -> HttpResponse:
    load = queries.get_set_load(load_id, by=request.actor)
    form = RetractForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.retract_set(load_id=load_id, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("这个版本已撤回，数据文件已删除。"))
        return redirect("desk:set", load_id)
    shown = {"form": form, "load": load, "said": queries.set_definition(load.set_key)}
    return render(request, "desk/set_retract.html", shown)

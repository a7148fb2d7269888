"""What differs from the province's lists: listed, looked at, settled, given to the town; and the layouts."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.exchange.actions import differences as actions
from yimen.domains.exchange.queries import reconciling as queries
from yimen.domains.exchange.types.reconciling import DifferenceKind, DifferenceState, Happening
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Money, Month, Programme

from ..addresses import path_to
from ..bulk import Deed, Page, answered, chosen, done, foreseen, shown
from ..exchange_places import places_of_the_exchange
from ..exports import Sheet, exportable
from ..formats import money
from ..forms.exchange import PlatformDifferenceFilterForm, SettleDifferenceForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest
from ..saved import keeps_filters

TONES = {"open": "wait", "assigned": "move", "settled": "good", "gone": "good"}


@require_GET
@keeps_filters("exchange-differences")
def differences(request: DeskRequest) -> HttpResponse:
    """What still waits, unless asked otherwise; with the towns it waits in."""
    form = _form(request)
    titled = columns(
        _("选择"), (_("姓名"), Words("name")), (_("差异"), "kind"), (_("村（社区）"), "region"),
        (_("项目"), "programme"), _("本平台"), _("省平台"), (_("省平台多出"), "gap_fen", "number"),
        (_("状态"), "state"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titled)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_the_exchange(request, "exchange-differences"),
        "paging": paging,
        "rows": [_listed(row, names) for row in paging.rows],
        "columns": titled,
        "may_settle": allows(request.actor.role, Permission.EXCHANGE_SETTLE),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:exchange-differences-export"), 1
        ),
    }
    return render(request, "desk/exchange_differences.html", shown)


def _form(request: DeskRequest) -> PlatformDifferenceFilterForm:
    months = [Month.of(month) for month in queries.months_compared(by=request.actor)]
    return PlatformDifferenceFilterForm(towns(request.actor), months, request.GET)


def _found(request: DeskRequest, form: PlatformDifferenceFilterForm) -> Any:
    filters = form.filters()
    of_list = form.cleaned_data.get("list") if form.is_valid() else None
    return queries.differences(by=request.actor, filters=filters, reconciliation_id=of_list)


def _listed(row: Any, names: Mapping[str, str]) -> tuple[Any, ...]:
    kind, state = DifferenceKind(row.kind), DifferenceState(row.state)
    return (
        row, kind, names.get(row.region, ""), _programme(row.programme), _worded(_said(row.ours, kind)),
        _worded(_said(row.theirs, kind)), money(row.gap_fen), state, TONES[state.value],
    )  # fmt: skip


def _worded(said: Money | str) -> str:
    """An amount as pages show it; a sheet gets the number itself."""
    return money(said) if isinstance(said, Money) else said


def _programme(value: str) -> str:
    return official(Programme(value).title) if value else ""


def _said(text: str | None, kind: DifferenceKind) -> Money | str:
    """What one side says of the thing that differs; of a record only one side has, its amount."""
    if text is None:
        return _("没有")
    said = json.loads(str(text))
    if kind is DifferenceKind.PROGRAMME:
        return _programme(said.get("programme", ""))
    key = kind.value if kind.value in ("month", "name", "size") else "amount"
    return _shown(key, said.get(key))


def _gap(row: Any) -> Money | None:
    return None if row.gap_fen is None else Money(row.gap_fen)


@exportable("exchange-differences")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("名单"), _("月份"), _("姓名"), _("差异"), _("乡镇"), _("村（社区）"), _("项目"), _("本平台"),
        _("省平台"), _("省平台多出"), _("省平台行号"), _("状态"), _("处理说明"),
    ]  # fmt: skip
    return Sheet(_("与省平台的差异"), titles, found_rows(_found(request, _form(request))), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    towns_of = {row.region: f"{row.region[:9]}000" for row in rows}
    names = network.region_names([*towns_of, *towns_of.values()])
    for row in rows:
        kind = DifferenceKind(row.kind)
        yield (
            row.title, Month.of(row.month), row.name, official(kind.title),
            names.get(towns_of[row.region], ""), names.get(row.region, ""), _programme(row.programme),
            _said(row.ours, kind), _said(row.theirs, kind), _gap(row), row.row,
            official(DifferenceState(row.state).title), row.reason,
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def difference(request: DeskRequest, difference_id: UUID) -> HttpResponse:
    """Both sides beside each other, its story, and what can be done: settle, reopen, give to the town."""
    row = queries.get_difference(difference_id, by=request.actor)
    form = SettleDifferenceForm(request.POST or None)
    done = submitted(request, form, lambda: _settle_or_reopen(request, row, form.cleaned_data["reason"]))
    if done is not None:
        messages.success(request, _("已记录。"))
        return redirect("desk:exchange-difference", difference_id)
    state, names = DifferenceState(row.state), network.region_names([row.region])
    shown = {
        "row": row,
        "form": form,
        "kind": DifferenceKind(row.kind),
        "state": state,
        "tone": TONES[state.value],
        "place": names.get(row.region, ""),
        "month": Month.of(row.month),
        "sides": list(_sides(row)),
        "columns": columns(_("内容"), _("本平台"), _("省平台")),
        "story": [each | {"what": Happening(each["what"])} for each in row.story],
    }
    return render(request, "desk/exchange_difference.html", shown)


def _settle_or_reopen(request: DeskRequest, row: Any, reason: str) -> Any:
    is_settled = row.state == DifferenceState.SETTLED
    act = actions.reopen_difference if is_settled else actions.settle_difference
    return act(difference_id=row.id, reason=reason, by=request.actor)


def _sides(row: Any) -> Iterator[tuple[str, str, str]]:
    """Line by line what each side says; what neither says is left out."""
    here, there = (json.loads(str(side)) if side else {} for side in (row.ours, row.theirs))
    words = {
        "name": _("姓名"),
        "number": _("身份证号"),
        "programme": _("项目"),
        "size": _("人数"),
        "amount": _("金额（元）"),
        "month": _("起始月份"),
    }
    if here and there:
        here["number"] = _("相同（按证件号对上）")
    for key, word in words.items():
        if here.get(key) or there.get(key):
            yield word, _worded(_shown(key, here.get(key))), _worded(_shown(key, there.get(key)))


def _shown(key: str, said: Any) -> Money | str:
    if not said:
        return "—"
    if key == "programme":
        return _programme(said)
    return Money.yuan(str(said)) if key == "amount" else str(said)


@require_POST
def assign(request: DeskRequest, difference_id: UUID) -> HttpResponse:
    actions.assign_difference(difference_id=difference_id, by=request.actor)
    messages.success(request, _("已列入乡镇待办。"))
    return redirect("desk:exchange-difference", difference_id)


@require_POST
def settle_many(request: DeskRequest) -> HttpResponse:
    """The ticked ones for one reason: whether each may be settled is tried, then the reason is asked for."""
    form = SettleDifferenceForm(request.POST if request.POST.get("verb") == "do" else None)
    is_done = form.is_valid()
    reason = form.cleaned_data["reason"] if is_done else _("（处理理由）")
    act = partial(actions.settle_difference, reason=reason, by=request.actor)
    page = Page(
        _("所选差异处理完毕"),
        _("全部处理完毕"),
        reverse("desk:exchange-differences"),
        _("回到差异清单"),
        _("每条写入同一个理由；以后的名单里仍按同样的情况出现的，不再提出。"),
    )
    deeds = _deeds(request, act, _("处理完毕"))
    told = done(deeds) if is_done else foreseen(deeds)
    return shown(request, page, "difference", told, form, is_done=is_done)


@require_POST
def assign_many(request: DeskRequest) -> HttpResponse:
    """The ticked ones become work of their towns, after a preview."""
    page = Page(
        _("所选差异交乡镇核对"),
        _("全部交乡镇核对"),
        reverse("desk:exchange-differences"),
        _("回到差异清单"),
    )
    act = partial(actions.assign_difference, by=request.actor)
    return answered(request, page, "difference", _deeds(request, act, _("列入乡镇待办")))


def _deeds(request: DeskRequest, act: Callable[..., object], what: str) -> list[Deed]:
    """What would be done with each that was ticked; whatever lies elsewhere is not named."""
    ticked = chosen(request, "difference")
    known = {row.id: row for row in queries.differences_named(ticked, by=request.actor)}
    return [
        Deed(
            key,
            known[key].name if key in known else _("不在您负责的区域内"),
            official(DifferenceKind(known[key].kind).title) if key in known else "",
            what,
            partial(act, difference_id=key),
            path_to("desk:exchange-difference", key) if key in known else "",
        )
        for key in ticked
    ]

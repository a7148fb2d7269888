"""Accounts that a bank refused, on the desk: told by hand or by a list, what the family gives instead."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types.accounts import AccountFault, ListState, RefusalState
from yimen.domains.cases.types import FileKind
from yimen.domains.monitoring.actions import accounts as actions
from yimen.domains.monitoring.queries import findings as queries
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.foundation.exports.actions import XLSX
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.files.actions import store
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.runs import is_lost
from yimen.kernel import Month

from ..access import access_to
from ..comparison_places import places_of_comparisons
from ..exports import Sheet, exportable
from ..forms.refused_accounts import AccountListForm, GiveAccountForm, RefusalFilterForm, RefuseAccountForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import towns, villages
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters

TONES = {RefusalState.STANDING: "bad", RefusalState.GIVEN: "move", RefusalState.ENDED: "good"}
LIST_TONES = {
    ListState.CHECKED: "wait",
    ListState.TAKING: "move",
    ListState.TAKEN: "good",
    ListState.DISCARDED: "",
}


@require_GET
@keeps_filters("accounts")
def refusals(request: DeskRequest) -> HttpResponse:
    """Those that nobody put right stand first."""
    form = _form(request)
    titled = columns(
        (_("领款人"), Words("person__name")), _("银行账号"), (_("退回原因"), "fault"),
        (_("代发机构"), Words("told_by")), (_("退回日期"), "told_on"), (_("哪个月的款"), "paid_for"),
        (_("村（社区）"), "region"), _("进展"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titled)
    queries.refusals_shown(paging.rows, by=request.actor)
    names = network.region_names(row.region for row in paging.rows)
    words = {
        "form": form,
        "tabs": places_of_comparisons(request, "accounts"),
        "columns": titled,
        "paging": paging,
        "rows": [
            (
                row, AccountFault(row.fault), names.get(row.region, ""), Month.of(row.paid_for), state,
                TONES[state],
            )
            for row in paging.rows
            if (state := awards.refusal_state(row))
        ],
        "may_tell": allows(request.actor.role, Permission.ACCOUNT_REFUSE),
        "may_export": access_to("accounts-export").admits(request.actor.role),
        "export_url": address(request, page=None).replace("/accounts", "/accounts/export", 1),
    }  # fmt: skip
    return render(request, "desk/accounts.html", words)


def _form(request: DeskRequest) -> RefusalFilterForm:
    places = dict([*towns(request.actor), *villages(request.actor)])
    return RefusalFilterForm(list(places.items()), request.GET)


def _found(request: DeskRequest, form: RefusalFilterForm) -> Any:
    return awards.refusals_listed(by=request.actor, filters=form.filters())


@exportable("accounts")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("领款人"), _("户编号"), _("乡镇"), _("村（社区）"), _("银行账号"), _("退回原因"), _("银行的说法"),
        _("代发机构"), _("退回日期"), _("再次退回日期"), _("哪个月的款"), _("登记人"), _("登记时间"),
        _("进展"), _("恢复时间"),
    ]  # fmt: skip
    found = found_rows(_found(request, _form(request)))
    return Sheet(_("退回的账户"), titles, found, partial(_lines, by=request.actor))


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    queries.taken_out(rows, by=by)
    towns_of = {row.region: f"{row.region[:9]}000" for row in rows}
    names = network.region_names([*towns_of, *towns_of.values()])
    for row in rows:
        yield (
            row.person.name, row.household.number, names.get(towns_of[row.region], ""),
            names.get(row.region, ""), row.masked, official(AccountFault(row.fault).title), row.note,
            row.told_by, row.told_on, row.told_again_on or "", str(Month.of(row.paid_for)), row.recorded_by,
            timezone.localdate(row.recorded_at), official(awards.refusal_state(row).title),
            timezone.localdate(row.ended_at) if row.ended_at else "",
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def refuse(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """What a bank told of an account of this family."""
    household = people.get_household(household_id, by=request.actor)
    payees = list(awards.recent_payees([household.id]).values())
    form = RefuseAccountForm(payees, awards.recent_months(), request.POST or None, initial=_likely(payees))
    told = submitted(
        request,
        form,
        lambda: actions.tell_refused(refused=form.refused(household.id), by=request.actor),
    )
    if told is not None:
        said = (
            _("这个账户已经登记过，补记了退回日期。")
            if told.is_known
            else _("已登记：发到这个账户的款项暂缓，已生成给家庭的告知书。")
        )
        messages.success(request, said)
        return redirect("desk:finding", told.finding_id)
    head = people.heads_of([household.id]).get(household.id, "")
    return render(
        request,
        "desk/account_refuse.html",
        {"household": household, "head": head, "form": form, "payees": payees},
    )


def _likely(payees: Sequence[Any]) -> dict[str, str]:
    """Where only one is paid, that one; of which month the payment was nobody guesses."""
    day = {"told_on": today().isoformat()}
    return day | ({"payee": str(payees[0].person_id)} if len(payees) == 1 else {})


@require_http_methods(["GET", "POST"])
def lists(request: DeskRequest) -> HttpResponse:
    """Every list of a bank, and handing in another: it is checked only."""
    form = AccountListForm(request.POST or None, request.FILES or None)
    kept = submitted(request, form, lambda: awarding.prepare_account_list(**form.given(), by=request.actor))
    if kept is not None:
        return redirect("desk:account-list", kept.id)
    titled = columns(
        (_("上传时间"), "prepared_at"), (_("代发机构"), Words("told_by")), (_("状态"), "state"),
        (_("可接收或已接收"), "sound", "number"), (_("有误的行"), "faulty", "number"),
        (_("上传人"), Words("prepared_by")), (_("接收人"), Words("taken_by")),
    )  # fmt: skip
    paging = paged_rows(request, awards.account_lists(request.actor), titled)
    words = {
        "form": form,
        "columns": titled,
        "paging": paging,
        "rows": [(row, *_said(row)) for row in paging.rows],
    }
    return render(request, "desk/account_lists.html", words)


@require_GET
def account_list(request: DeskRequest, account_list_id: UUID) -> HttpResponse:
    """What would be taken over, or how far that is, and what is wrong in the other rows."""
    if request.headers.get("HX-Request"):
        return _progress(request, account_list_id)
    row = awards.get_account_list(account_list_id, by=request.actor)
    rows = awards.account_list_rows(row)
    months = {each.refused.paid_for for each in rows}
    homes = {each.refused.household_id for each in rows}
    payees = awards.payees_over(homes, months)
    said, tone = _said(row)
    words = {
        "row": row,
        "state": ListState(row.state),
        "said": said,
        "tone": tone,
        "is_broken": _is_broken(row),
        "list_id": row.id,
        "run": row.run,
        "columns": columns(
            (_("行"), "", "number"), _("领款人"), _("银行账号"), _("退回原因"), _("退回日期"),
            _("哪个月的款"), (_("每月暂缓（元）"), "", "number"),
        ),
        "rows": [
            (each, payees[each.refused.paid_for].get((each.refused.household_id, each.refused.person_id)))
            for each in rows
        ],
        "fault_columns": columns((_("行"), "", "number"), _("列"), _("问题"), _("怎么办")),
        "faults": awards.account_list_faults(row),
    }  # fmt: skip
    return render(request, "desk/account_list.html", words)


def _progress(request: DeskRequest, account_list_id: UUID) -> HttpResponse:
    run = awards.get_progress(account_list_id, by=request.actor)
    if _has_stopped(run):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/account_list_progress.html", {"list_id": account_list_id, "run": run})


def _said(row: Any) -> tuple[str, str]:
    """How far a list is, and the colour of it."""
    state = ListState(row.state)
    return (_("接收中断"), "bad") if _is_broken(row) else (state.title, LIST_TONES[state])


def _is_broken(row: Any) -> bool:
    return row.state == ListState.TAKING and _has_stopped(row.run)


def _has_stopped(run: Run | None) -> bool:
    """Nobody works on it, or nothing was heard of whoever does."""
    return run is None or run.state != RunState.RUNNING or is_lost(run)


@require_POST
def take_over(request: DeskRequest, account_list_id: UUID) -> HttpResponse:
    """Begun, or taken up again where it broke off."""
    actions.start_taking(list_id=account_list_id, by=request.actor)
    messages.success(request, _("正在后台接收；可以离开本页。"))
    return redirect("desk:account-list", account_list_id)


@require_POST
def discard(request: DeskRequest, account_list_id: UUID) -> HttpResponse:
    awarding.discard_account_list(list_id=account_list_id, by=request.actor)
    messages.success(request, _("清单已作废，读出的内容已清除。"))
    return redirect("desk:account-lists")


@require_GET
def template(request: DeskRequest) -> HttpResponse:
    """The workbook to fill in; it names nobody."""
    response = HttpResponse(awards.account_list_template(), content_type=XLSX)
    name = _("账户退回清单模板")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response


@require_http_methods(["GET", "POST"])
def give(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """The account the family gives, with its picture; another person lets the money go."""
    row = queries.get_finding(finding_id, by=request.actor)
    form = GiveAccountForm(request.POST or None, request.FILES or None, initial={"holder": row.person.name})
    given = submitted(request, form, lambda: _given(request, row, form))
    if given is not None:
        messages.success(request, _("已登记；恢复发放须由另一人核对照片以后确认。"))
        return redirect("desk:finding", finding_id)
    words = {
        "row": row,
        "form": form,
        "told": [(each, AccountFault(each.fault)) for each in awards.refusals_of([row.id])],
    }
    return render(request, "desk/account_give.html", words)


def _given(request: DeskRequest, row: Any, form: GiveAccountForm) -> object:
    given, by = form.cleaned_data, request.actor
    kept = store(given["scan"], kind=FileKind.MATERIAL, subject=row.id, region=row.region, by=by)
    return actions.give_account(
        finding_id=row.id, account=form.account(), note=given["note"], file_id=kept.id, by=by
    )

"""Opening rolls on the desk: the template, the upload, what is wrong, taking over, undoing, what differs."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.exchange.actions import rolls as actions
from yimen.domains.exchange.queries import rolls as queries
from yimen.domains.exchange.types.roll import Agreement, RollState
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.people import queries as people
from yimen.foundation.exports.actions import XLSX
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Month

from ..addresses import path_to
from ..exchange_places import places_of_the_exchange
from ..exports import Sheet, exportable
from ..forms.rolls import AgreementForm, RollForm, UndoRollForm
from ..lists import Words, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today


@require_GET
def rolls(request: DeskRequest) -> HttpResponse:
    """Every roll of the county, and how far it is."""
    titled = columns(
        (_("名称"), Words("title")), (_("状态"), "state"), (_("上传时间"), "prepared_at"),
        (_("准备人"), Words("prepared_by")),
        (_("接管月份"), "from_month"), (_("无误的家庭"), "families", "number"),
        (_("有误的家庭"), "faulty", "number"), (_("接管人"), Words("taken_by")),
    )  # fmt: skip
    paging = paged_rows(request, queries.rolls_of(request.actor), titled)
    shown = {
        "tabs": places_of_the_exchange(request, "rolls"),
        "columns": titled,
        "paging": paging,
        "rows": [(row, RollState(row.state), Month.of(row.from_month)) for row in paging.rows],
        "may_prepare": allows(request.actor.role, Permission.ROLL_PREPARE),
        "may_export": _may_export(request),
        "export_url": reverse("desk:rolls-export"),
    }
    return render(request, "desk/rolls.html", shown)


def _may_export(request: DeskRequest) -> bool:
    role = request.actor.role
    return allows(role, Permission.ROLL_PREPARE) or allows(role, Permission.ROLL_TAKE_OVER)


@exportable("rolls")
def export_rolls(request: DeskRequest) -> Sheet:
    titles = [
        _("名称"), _("状态"), _("上传时间"), _("准备人"), _("接管月份"), _("无误的家庭"), _("有误的家庭"),
        _("接管人"), _("接管时间"),
    ]  # fmt: skip

    def lines(some: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        return (
            (
                row.title, official(RollState(row.state).title), row.prepared_at, row.prepared_by,
                str(Month.of(row.from_month)), row.families, row.faulty, row.taken_by, row.taken_at,
            )
            for row in some
        )  # fmt: skip

    return Sheet(_("期初名册"), titles, found_rows(queries.rolls_of(request.actor)), lines)


@require_GET
def template(request: DeskRequest) -> HttpResponse:
    """The workbook to fill in; it names nobody."""
    return _workbook(_("期初名册模板"), queries.template_book())


@require_http_methods(["GET", "POST"])
def prepare(request: DeskRequest) -> HttpResponse:
    form = RollForm(Month.of(today()), request.POST or None, request.FILES or None)
    roll = submitted(request, form, lambda: actions.prepare_roll(**form.given(), by=request.actor))
    if roll is not None:
        messages.success(request, _("文件已加密保存，正在检查；检查不会写入任何家庭。"))
        return redirect("desk:roll", roll.id)
    return render(request, "desk/roll_prepare.html", {"form": form})


@require_GET
def roll(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """Where it stands; while a job works, the part that changes is fetched again until it is done."""
    found = queries.get_roll(roll_id, by=request.actor)
    state = RollState(found.state)
    if request.headers.get("HX-Request"):
        if not state.is_moving:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/roll_progress.html", {"roll": found, "state": state})
    return render(request, "desk/roll.html", _shown(request, found, state))


def _shown(request: DeskRequest, found: Any, state: RollState) -> dict[str, Any]:
    sums = queries.sums_of(found)
    names = network.region_names(one.town for one in sums)
    counts = queries.counts_by_agreement(found)
    role = request.actor.role
    is_preparer = request.actor.user_id == found.prepared_user_id
    return {
        "roll": found,
        "state": state,
        "month": Month.of(found.from_month),
        "refusal": queries.refusal_of(found),
        "digest": bytes(found.digest).hex(),
        "sums": [(one, names.get(one.town, "")) for one in sums],
        "sum_columns": columns(_("乡镇"), _("项目"), (_("待遇"), "", "number"), (_("月金额"), "", "number")),
        "linked": queries.count_linked(found),
        "left_out": queries.count_left_out(found),
        "differing": counts.get(Agreement.DIFFERENT, 0) + counts.get(Agreement.NOT_ENTITLED, 0),
        "unsettled": counts.get(Agreement.UNSETTLED, 0),
        "is_preparer": is_preparer,
        "may_prepare": allows(role, Permission.ROLL_PREPARE),
        "may_take_over": allows(role, Permission.ROLL_TAKE_OVER) and not is_preparer,
    }


@require_GET
def findings(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """What is wrong, row by row, or with `notes` what is worth knowing."""
    found, notes = queries.get_roll(roll_id, by=request.actor), request.GET.get("notes") == "1"
    titled = columns(
        (_("工作表"), "sheet"), (_("行"), "row", "number"), (_("列"), Words("column")), _("问题"), _("怎么办")
    )
    paging = paged_rows(request, queries.findings_of(found, notes=notes), titled)
    shown = {
        "roll": found,
        "notes": notes,
        "columns": titled,
        "paging": paging,
        "rows": queries.said(paging.rows),
        "may_prepare": allows(request.actor.role, Permission.ROLL_PREPARE),
    }
    return render(request, "desk/roll_findings.html", shown)


@require_GET
def faulty_rows(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """The rows that stay behind, each with what is wrong, to be corrected and uploaded again."""
    found = queries.get_roll(roll_id, by=request.actor)
    return _workbook(_("有误的行"), queries.book_of_faults(found, by=request.actor))


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response


@require_POST
def take_over(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    actions.take_over_roll(roll_id=roll_id, by=request.actor)
    messages.success(request, _("已开始接管；可以离开本页，中断后会自动接着办理。"))
    return redirect("desk:roll", roll_id)


@require_http_methods(["GET", "POST"])
def undo(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """Refused while something was built upon any family: those are named."""
    found = queries.get_roll(roll_id, by=request.actor)
    form = UndoRollForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.undo_roll(roll_id=roll_id, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已开始撤销。"))
        return redirect("desk:roll", roll_id)
    standing = queries.families_in_the_way(found)
    heads = people.heads_of(one.household_id for one in standing[:50])
    shown = {
        "roll": found,
        "form": form,
        "standing": [(one, heads.get(one.household_id, "")) for one in standing[:50]],
        "more": max(0, len(standing) - 50),
        "columns": columns((_("行"), "", "number"), _("户主"), _("后续办理")),
    }
    return render(request, "desk/roll_undo.html", shown)


@require_POST
def discard(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    actions.discard_roll(roll_id=roll_id, by=request.actor)
    messages.success(request, _("名册已作废，文件和读出的内容已清除。"))
    return redirect("desk:rolls")


@require_GET
def differences(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """The listed amounts beside what the rules say; nothing is changed by itself."""
    found = queries.get_roll(roll_id, by=request.actor)
    form = AgreementForm(request.GET)
    titled = columns(
        (_("待遇所在行"), "row", "number"), _("姓名"), (_("村（社区）"), "region"), (_("项目"), "programme"),
        (_("名册金额"), "amount_fen", "number"), (_("测算金额"), "computed_fen", "number"),
        (_("对照"), "agreement"), _("测算怎么说"),
    )  # fmt: skip
    paging = paged_rows(request, _compared(found, form), titled)
    lines = queries.lines_of(paging.rows)
    names = network.region_names(line.region for line in lines)
    shown = {
        "roll": found,
        "form": form,
        "columns": titled,
        "paging": paging,
        "rows": [
            (line, names.get(line.region, ""), why)
            for line, why in zip(lines, queries.reasons_of(found, paging.rows), strict=True)
        ],
        "export_url": f"{path_to('desk:roll-differences-export', roll_id)}?agreement={form.chosen()}",
        "may_export": _may_export(request),
    }
    return render(request, "desk/roll_differences.html", shown)


def _compared(found: Any, form: AgreementForm) -> Any:
    chosen = form.chosen()
    if chosen == "differing":
        return queries.differing_awards(found)
    return queries.compared_awards(found, None if chosen == "all" else Agreement(chosen))


@require_GET
def differences_file(request: DeskRequest, roll_id: UUID) -> HttpResponse:
    """The list as it is filtered; a long one is made by a job, which knows the roll by what was asked."""
    asked = request.GET.copy()
    asked["roll"] = str(roll_id)
    request.GET = asked  # type: ignore[assignment]  # a query that may be read like the one that came
    return export_differences(request)


@exportable("roll-differences")
def export_differences(request: DeskRequest) -> Sheet:
    """Of the roll that is named in the address."""
    titles = [_("行"), _("姓名"), _("村（社区）"), _("项目"), _("名册金额"), _("测算金额"), _("对照")]
    found = queries.find_roll(request.GET.get("roll", ""), by=request.actor)
    return Sheet(
        _("核对差异"), titles, found_rows(_compared(found, AgreementForm(request.GET))), _difference_lines
    )


def _difference_lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    lines = queries.lines_of(rows)
    names = network.region_names(line.region for line in lines)
    return (
        (
            line.row, line.name, names.get(line.region, ""), official(line.programme.title), line.listed,
            line.computed, official(line.agreement.title),
        )
        for line in lines
    )  # fmt: skip

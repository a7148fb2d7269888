"""Sources and their batches: whom to ask about, the file that goes out, what is missing and since when."""

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

from yimen.domains.verification import actions, queries
from yimen.domains.verification.queries.credentials import has_machine
from yimen.domains.verification.types import OUTSTANDING, AskedState, FileForm, QueryAct, SourceFile
from yimen.foundation.exports.actions import CSV, XLSX
from yimen.foundation.exports.reading import at_hand, found_rows

from ..asking import tone
from ..clocks import chip, left
from ..exports import Sheet, exportable
from ..forms.sources import BatchFilterForm, StopWaitingForm
from ..lists import address, columns, paged, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..verification_places import places_of_verification
from .verification import clocks_of

KINDS = {FileForm.XLSX: XLSX, FileForm.CSV: CSV}


@require_GET
def listed(request: DeskRequest) -> HttpResponse:
    """Every source with whom it has yet to be asked about and what it owes."""
    titles = columns(
        _("数据单位"), (_("待查询"), "", "number"), (_("等待返回"), "", "number"),
        (_("已超期"), "", "number"), (_("返回矛盾"), "", "number"), _("操作"),
    )  # fmt: skip
    shown = {
        "rows": queries.source_counts(by=request.actor),
        "columns": titles,
        "tabs": places_of_verification(request, "verification-sources"),
        "limit": queries.source_limit(request.actor.region, today()),
    }
    return render(request, "desk/sources.html", shown)


@require_POST
def send(request: DeskRequest, source: str) -> HttpResponse:
    """A batch of everybody who waits for this source; its page offers the file."""
    made = actions.send_batch(source_key=source, by=request.actor)
    messages.success(
        request,
        _("已建立第 %(n)s 批，共 %(size)s 人；请下载文件送交数据单位。")
        % {"n": made.number, "size": made.size},
    )
    return redirect("desk:verification-batch", made.id)


@require_GET
@keeps_filters("verification-batches")
def batches(request: DeskRequest) -> HttpResponse:
    form = BatchFilterForm(request.GET)
    titles = columns(
        _("批次"), (_("发出时间"), "sent_at"), (_("人数"), "size", "number"),
        (_("等待返回"), "owed", "number"), (_("时限"), "due_on"), (_("催办次数"), "reminders", "number"),
        (_("状态"), "finished_at"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titles)
    clocks = clocks_of([row.id for row in paging.rows])
    shown = {
        "form": form,
        "tabs": places_of_verification(request, "verification-batches"),
        "paging": paging,
        "rows": [(row, _title(row), clocks.get(row.id)) for row in paging.rows],
        "columns": titles,
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:verification-batches-export"), 1
        ),
    }
    return render(request, "desk/source_batches.html", shown)


def _found(request: DeskRequest, form: BatchFilterForm) -> Any:
    source, state = form.narrowing()
    return queries.batches(by=request.actor, source=source, state=state)


def _title(batch: Any) -> str:
    return _("%(source)s 第 %(n)s 批") % {
        "source": official(queries.source_named(batch.source).title),
        "n": batch.number,
    }


@exportable("verification-batches")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("批次"), _("发出时间"), _("人数"), _("等待返回"), _("应返回日期"), _("催办次数"), _("全部返回时间"),
    ]  # fmt: skip

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            yield (
                _title(row), row.sent_at, row.size, row.owed, row.due_on, row.reminders, row.finished_at,
            )  # fmt: skip

    return Sheet(_("查询批次"), titles, found_rows(_found(request, BatchFilterForm(request.GET))), lines)


@require_GET
def batch(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """One batch: its clock, everybody in it, what is missing first."""
    found = queries.get_batch(batch_id, by=request.actor)
    asked = list(queries.questions_of_batch(found))
    titles = columns(_("姓名"), _("办件"), _("查询编号"), _("状态"), _("返回时间"), _("说明"))
    running = clocks_of([found.id]).get(found.id)
    paging = paged(request, asked, titles)
    shown = {
        "found": found,
        "source": queries.source_named(found.source),
        "title": _title(found),
        "paging": paging,
        "remarks": queries.remarks_of(paging.rows, by=request.actor),
        "export_url": f"{reverse('desk:verification-batch-export')}?batch={found.id}",
        "state_of": AskedState,
        "tone": tone,
        "columns": titles,
        "owed": sum(each.state in OUTSTANDING for each in asked),
        "clock": chip(_("返回查询结果"), running[0], running[2], today()) if running else None,
        "left": left(found.due_on, today()),
        "has_machine": has_machine(found.source, by=request.actor),
    }
    return render(request, "desk/source_batch.html", shown)


@exportable("verification-batch")
def export_people(request: DeskRequest) -> Sheet:
    """Everybody of one batch; that the list leaves the house is logged about each of them."""
    found = queries.find_batch(request.GET.get("batch", ""), by=request.actor)
    titles = [
        _("姓名"), _("办件"), _("查询编号"), _("状态"), _("返回时间"), _("是否逾期"), _("说明"),
    ]  # fmt: skip

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        remarks = queries.remarks_of(rows, by=request.actor, act=QueryAct.EXPORT)
        for row in rows:
            yield (
                row.person.name, row.request.title, row.reference, official(AskedState(row.state).title),
                row.answered_at, _("逾期") if row.is_late else "", remarks[row.id],
            )  # fmt: skip

    rows = at_hand([]) if found is None else found_rows(queries.questions_of_batch(found))
    return Sheet(_("查询对象"), titles, rows, lines)


@require_GET
def file(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """The file for the source, as far as everybody in it still permits it."""
    return _handed_out(actions.file_of_batch(batch_id=batch_id, by=request.actor))


def _handed_out(made: SourceFile) -> HttpResponse:
    response = HttpResponse(made.content, content_type=KINDS[made.form])
    response["Content-Disposition"] = content_disposition_header(True, made.name) or ""
    return response


@require_POST
def remind(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """The letter to print and send."""
    content = actions.remind_source(batch_id=batch_id, by=request.actor)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, _("催办函.pdf")) or ""
    return response


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """What is still missing of a batch is not waited for any longer."""
    found = queries.get_batch(batch_id, by=request.actor)
    form = StopWaitingForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.close_batch(batch_id=batch_id, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已登记不再等待；原因写入各户的核对情况。"))
        return redirect("desk:verification-batch", batch_id)
    shown = {
        "form": form,
        "title": _("不再等待：%(batch)s") % {"batch": _title(found)},
        "why": _("尚未返回的不再催办；以后返回的仍可登记，标为逾期。"),
        "button": _("不再等待"),
        "back": ["desk:verification-batch", batch_id],
    }
    return render(request, "desk/step_form.html", shown)

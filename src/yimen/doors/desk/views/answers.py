"""What sources answer: a file looked through and taken, contradictions decided, questions given up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions as cases
from yimen.domains.verification import actions, queries
from yimen.domains.verification.queries.set_aside import rows_set_aside
from yimen.domains.verification.types import LineKind, RowFate
from yimen.foundation.language import in_readers_words

from ..asking import answer_words
from ..exports import as_xlsx
from ..forms.sources import AnswersForm, DecideAnswersForm, LateForm, StopWaitingForm
from ..lists import columns, paged
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest

TONES = {
    "fresh": "move",
    "repeated": "good",
    "doubted": "wait",
    "unable": "wait",
    "left_out": "",
    "wrong": "bad",
}


@require_http_methods(["GET", "POST"])
def hand_in(request: DeskRequest, source: str) -> HttpResponse:
    """A file of answers is handed in; what came before stands below."""
    found = queries.source_named(source)
    form = AnswersForm(request.POST or None, request.FILES or None)
    made = submitted(
        request,
        form,
        lambda: actions.hand_in_answers(
            source_key=source, content=form.content(), name=form.name(), by=request.actor
        ),
    )
    if made is not None:
        return redirect("desk:verification-answer-file", made.id)
    titles = columns(_("文件"), _("上传时间"), _("状态"))
    paging = paged(request, list(queries.answer_files(source, by=request.actor)[:200]), titles, size=20)
    shown = {
        "form": form,
        "source": found,
        "paging": paging,
        "columns": titles,
        "own": request.actor.post_id,
        "headings": [names[0] for names in found.headings.values()],
    }
    return render(request, "desk/source_answers.html", shown)


@require_http_methods(["GET", "POST"])
def look_through(request: DeskRequest, answer_file_id: UUID) -> HttpResponse:
    """What would become of each row; taken as a whole, or not at all."""
    if request.method == "POST":
        taken = actions.take_answers(file_id=answer_file_id, by=request.actor)
        _tell(request, taken)
        return redirect("desk:verification-answers", taken.source)
    found = queries.get_answer_file(answer_file_id, by=request.actor)
    read = queries.look_through(found, by=request.actor).read
    titles = columns(
        (_("行"), "row", "number"), (_("姓名"), "name"), _("查到什么"), (_("金额（元）"), "", "number"),
        _("数据日期"), (_("结果"), "fate"),
    )  # fmt: skip
    shown = {
        "found": found,
        "source": queries.source_named(found.source),
        "read": read,
        "wrong": (wrong := read.count(RowFate.WRONG)),
        "is_usable": wrong < len(read.rows),
        "counts": [(fate, read.count(fate)) for fate in RowFate],
        "paging": paged(request, read.rows, titles),
        "kinds": {kind: official(kind.title) for kind in LineKind},
        "tones": TONES,
        "columns": titles,
    }
    return render(request, "desk/source_answer_file.html", shown)


def _tell(request: DeskRequest, taken: Any) -> None:
    counts = {name: getattr(taken, name) for name in ("fresh", "repeated", "doubted", "left_out")}
    said = (
        _("登记 %(fresh)s 条，重复 %(repeated)s 条，矛盾 %(doubted)s 条，不保存 %(left_out)s 条。") % counts
    )
    messages.success(request, said)
    if taken.quarantined:
        words = _("另有 %(n)s 行有误，已隔离；请下载后交数据单位更正。")
        messages.warning(request, words % {"n": taken.quarantined})


@require_GET
def quarantine(request: DeskRequest, answer_file_id: UUID) -> HttpResponse:
    """The rows that were set aside, for the source to put right; what leaves the house is logged."""
    found = queries.get_answer_file(answer_file_id, by=request.actor)
    source = queries.source_named(found.source)
    headings = [names[0] for names in source.headings.values()]
    rows = [
        (
            row.row,
            "；".join(fault.column for fault in row.faults),
            "；".join(
                f"{in_readers_words(fault.wrong)}{in_readers_words(fault.remedy)}" for fault in row.faults
            ),
            *(row.cells.get(heading, "") for heading in headings),
        )
        for row in rows_set_aside(found, by=request.actor)
    ]
    titles = [_("行"), _("列"), _("问题"), *headings]
    return as_xlsx(_("隔离的行") + f"-{official(source.title)}", titles, rows, by=request.actor)


@require_POST
def leave(request: DeskRequest, answer_file_id: UUID) -> HttpResponse:
    """A wrong file goes again; nothing of it was kept."""
    source = queries.get_answer_file(answer_file_id, by=request.actor).source
    actions.leave_answers(file_id=answer_file_id, by=request.actor)
    messages.success(request, _("文件已撤回，没有登记任何一行。"))
    return redirect("desk:verification-answers", source)


@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, asked_id: UUID) -> HttpResponse:
    """Which of the answers about one person count, with the reason."""
    asked = queries.get_asked(asked_id, by=request.actor)
    results = queries.results_of_request(asked.request_id, by=request.actor)
    answers = results.answers.get(asked.id, ())
    form = DecideAnswersForm([(str(each.id), answer_words(each)) for each in answers], request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.decide_answers(
            asked_id=asked_id,
            counting=form.chosen(),
            reason=form.cleaned_data["reason"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("已记录采用哪一条；没有采用的仍保留。"))
        return redirect("desk:verification", asked.request_id)
    facts = {"name": asked.person.name, "source": official(queries.source_named(asked.source).title)}
    shown = {
        "form": form,
        "title": _("判断采用哪一条：%(name)s · %(source)s") % facts,
        "why": _("数据单位前后返回的不一致，全部保留；采用的写入核对结果，理由随报告留存。"),
        "button": _("确定采用"),
        "back": ["desk:verification", asked.request_id],
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def late(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """What came after the result: it stands, or the family is verified once more."""
    queries.get_request(request_id, by=request.actor)
    form = LateForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: cases.settle_late_answers(
            request_id=request_id,
            is_weighty=form.cleaned_data["is_weighty"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.actor,
        ),
    )
    if done is not None:
        again = done.id != request_id
        messages.success(request, _("已重新提请核对。") if again else _("已登记：核对结果不变。"))
        return redirect("desk:verification", done.id)
    shown = {
        "form": form,
        "title": _("核实逾期返回的数据"),
        "why": _("结果返回以后，数据单位又返回了不同的数据；已返回的结果不会自动改变。"),
        "button": _("确定"),
        "back": ["desk:verification", request_id],
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, asked_id: UUID) -> HttpResponse:
    """One question is not waited for any longer."""
    asked = queries.get_asked(asked_id, by=request.actor)
    form = StopWaitingForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.close_asked(asked_id=asked_id, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已登记不再等待；原因写入各户的核对情况。"))
        return redirect("desk:verification", asked.request_id)
    facts = {"name": asked.person.name, "source": official(queries.source_named(asked.source).title)}
    shown = {
        "form": form,
        "title": _("不再等待：%(name)s · %(source)s") % facts,
        "why": _("尚未返回的不再催办；以后返回的仍可登记，标为逾期。"),
        "button": _("不再等待"),
        "back": ["desk:verification", asked.request_id],
    }
    return render(request, "desk/step_form.html", shown)

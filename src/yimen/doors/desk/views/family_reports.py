"""The report on a family: one version, its two papers, and the family's objection to one item."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import actions
from yimen.domains.cases import queries as cases
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import queries as papers
from yimen.domains.papers.types import DocumentKind
from yimen.domains.verification import queries
from yimen.domains.verification.types import LineKind, QueryAct, RequestState
from yimen.foundation.language import in_official_language
from yimen.kernel import RegionCode, RegionLevel

from ..forms.verification import ItemObjectForm
from ..lists import columns
from ..official_words import official
from ..refusals import attempt
from ..report_words import HANDLER, READERS, papers_values, shown_content
from ..requests import DeskRequest

_OPEN_TO_OBJECTION = (RequestState.PASSED, RequestState.TOLD)


@require_GET
def report(request: DeskRequest, family_report_id: UUID) -> HttpResponse:
    page = queries.get_report(family_report_id, by=request.actor)
    state = RequestState(page.report.request.state)
    may_ask = allows(request.actor.role, Permission.VERIFICATION_REQUEST)
    shown = {
        "page": page,
        "report": page.report,
        "state": state,
        "content": shown_content(page.content) if page.content else None,
        "changed": page.changed,
        "titles": {kind: kind.title for kind in LineKind},
        "may_object": may_ask and page.is_newest and page.content and state in _OPEN_TO_OBJECTION,
        **_heads(),
    }
    return render(request, "desk/family_report.html", shown)


def _heads() -> dict[str, Any]:
    return {
        "item_columns": columns(
            _("人员"), _("类别"), (_("计入（元）"), "", "number"), _("来源、数据日期"), _("怎样计算")
        ),
        "difference_columns": columns(
            _("谁"), _("项目"), _("申报"), _("查到"), _("按申报会怎样"), _("影响结果")
        ),
        "veto_columns": columns(_("谁"), _("项目"), _("判断"), _("依据")),
        "warning_columns": columns(_("预警"), _("看到什么"), _("按什么判断")),
        "source_columns": columns(_("数据单位"), _("返回情况")),
        "set_columns": columns(_("数据集"), _("有记录")),
        "note_columns": columns(_("人员"), _("部门数据"), _("内容"), _("为什么不自动计入")),
        "figure_columns": columns(_("参数"), (_("数值"), "", "number"), _("来源")),
        "change_columns": columns(
            _("人员"), _("类别"), (_("上一版（元）"), "", "number"), (_("这一版（元）"), "", "number")
        ),
    }


@require_GET
def sheet(request: DeskRequest, family_report_id: UUID, reader: str) -> HttpResponse:
    """The paper of a version; each time is logged as an export."""
    if reader not in READERS:
        raise Http404
    response = HttpResponse(_paper(request, family_report_id, reader), content_type="application/pdf")
    name = _("核对报告.pdf") if reader == HANDLER else _("核对情况告知.pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


@in_official_language
def _paper(request: DeskRequest, report_id: UUID, reader: str) -> bytes:
    page = queries.get_report(report_id, by=request.actor, act=QueryAct.EXPORT)
    if page.content is None:
        raise Http404
    case = cases.get_case(page.report.case_id, by=request.actor, purpose="report")
    office = network.region_path(str(RegionCode(case.region).at(RegionLevel.COUNTY)))
    kind, version = DocumentKind.VERIFICATION_REPORT, str(page.report.version)
    marks = papers.marks_of(case.id, kind, by=request.actor, version=version)
    return queries.report_sheet({**papers_values(page, case, reader), "marks": marks}, office=office)


@require_http_methods(["GET", "POST"])
def object_to(request: DeskRequest, family_report_id: UUID) -> HttpResponse:
    page = queries.get_report(family_report_id, by=request.actor)
    form = ItemObjectForm(request.POST or None, items=list(_choices(page.content or {"items": []})))
    if request.method == "POST" and form.is_valid():
        person, kind = form.cleaned_data["item"].split(":")
        text = form.cleaned_data["objection"]
        following = attempt(
            form,
            lambda: actions.object_to_report_item(
                report_id=family_report_id,
                person_id=UUID(person),
                kind=LineKind(kind),
                objection=text,
                by=request.actor,
            ),
        )
        if following is not None:
            messages.success(request, _("已提请县级只就这一项重新查询；查清以后出具新一版报告，这一版保留。"))
            return redirect("desk:verification", following.id)
    words = {
        "title": _("对一项有异议"),
        "button": _("提请重新查询这一项"),
        "subject": None,
        "back": ("desk:family-report", family_report_id),
    }
    return render(request, "desk/step_form.html", {"form": form, **words})


def _choices(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each person and kind of a report once."""
    named = {
        f"{item['person']}:{item['kind']}": (item["name"], LineKind(item["kind"]).title)
        for item in content["items"]
    }
    for key, (name, title) in named.items():
        yield key, f"{name} {official(title)}"

"""Monthly rounds: the months of a town, its days, one month with what its cases lack, papers, the end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions
from yimen.domains.cases.queries import rounds as queries
from yimen.domains.cases.types import Round, RoundDay, RoundLine, RoundStage
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import queries as papers
from yimen.foundation.exports.reading import at_hand
from yimen.kernel import Month, RegionCode

from ..exports import Sheet, exportable
from ..forms.rounds import EndForm, PlanForm, TownForm
from ..lists import Words, address, columns, paged
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..rounds import month_asked, query_of, shown_days, town_asked, town_choices

MONTHS_AHEAD = 12
NEXT = (
    (RoundStage.READY, "round-meeting", Permission.OPINION_WRITE),
    (RoundStage.TO_POST, "round-post", Permission.NOTICE_POST),
    (RoundStage.TO_SEND, "round-send", Permission.OPINION_WRITE),
)
"""Which page takes many from a stage at once, and what whoever opens it must be permitted."""


@require_GET
def rounds(request: DeskRequest) -> HttpResponse:
    """The months of a town with their days, newest first."""
    town = town_asked(request)
    titled = columns(
        (_("月份"), "key"), (_("收件截止"), "days__closing"), (_("审核会"), "days__meeting"),
        (_("报送确认"), "days__decision"), (_("月度结算"), "days__settlement"), _("进展"),
    )  # fmt: skip
    paging = paged(request, queries.months_of_town(town, by=request.actor, on=today()), titled, size=15)
    shown = {
        "town": network.get_region(town).name,
        "form": TownForm(town_choices(request), initial={"town": str(town)}),
        "paging": paging,
        "rows": paging.rows,
        "columns": titled,
        "present": queries.present_round_month(town, today()),
        "reported": _reported(Month.of(today())),
        "query": query_of(request),
        "export_url": address(request, page=None).replace(request.path, reverse("desk:rounds-export"), 1),
    }
    return render(request, "desk/rounds.html", shown)


@exportable("rounds")
def export(request: DeskRequest) -> Sheet:
    """The months of a town with all of their days."""
    rows = queries.months_of_town(town_asked(request), by=request.actor, on=today())
    titles = [_("月份"), *(str(which.title) for which in RoundDay), _("会议日期"), _("结束日期")]

    def lines(some: Any) -> list[tuple[object, ...]]:
        return [
            (
                row.key,
                *(row.days.on(which) for which in RoundDay),
                row.row.held_on if row.row else None,
                row.row.closed_on if row.row else None,
            )
            for row in some
        ]

    return Sheet(_("月度审核"), titles, at_hand(rows), lines)


@require_http_methods(["GET", "POST"])
def plan(request: DeskRequest) -> HttpResponse:
    """How a town counts its days; beside the form, the months as they come out of it."""
    town, this = town_asked(request), Month.of(today())
    months = [this.plus(n) for n in range(MONTHS_AHEAD)]
    present = queries.round_of(this, by=request.actor, town=town).plan
    known = {name: getattr(present, name) for name in present.__dataclass_fields__}
    form = PlanForm(months, request.POST or None, initial={**known, "from_month": str(this.next())})
    done = submitted(
        request,
        form,
        lambda: actions.set_plan(
            town=town,
            from_month=Month.parse(form.cleaned_data["from_month"]),
            plan=form.plan(),
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("日程已保存。"))
        return redirect(reverse("desk:rounds") + query_of(request))
    shown = {
        "town": network.get_region(town).name,
        "form": form,
        "months": [(month, queries.days_of(town, month)[0]) for month in months[:6]],
        "columns": columns(
            _("月份"), _("收件截止"), _("审核会"), _("公示截止"), _("报送确认"), _("月度结算")
        ),
        "plans": list(queries.plans_of(town, by=request.actor)[:20]),
        "query": query_of(request),
    }
    return render(request, "desk/rounds_plan.html", shown)


@require_GET
def round_of_month(request: DeskRequest, month: str) -> HttpResponse:
    """One month of a town: its days, what cannot wait, what each of its cases lacks, what to do next."""
    return _page(request, month_asked(month), town_asked(request))


@require_GET
def opened(request: DeskRequest, round_id: UUID) -> HttpResponse:
    """The same page by the id under which it stands in the worklist."""
    row = queries.get_round(round_id, by=request.actor)
    return _page(request, Month.of(row.month), RegionCode(row.region))


def _page(request: DeskRequest, month: Month, town: RegionCode) -> HttpResponse:
    found = queries.round_of(month, by=request.actor, town=town)
    stage = request.GET.get("stage", "")
    lines = [line for line in found.lines if not stage or line.stage.value == stage]
    titled = columns(
        (_("姓名"), Words("name")), (_("村（社区）"), "region"), (_("项目"), "programme"),
        (_("进展"), "stage"), _("尚缺"), (_("法定时限"), "due_on"), _("议定"),
    )  # fmt: skip
    first = [line for line in found.cannot_wait if line in lines]
    ordered = [*first, *(line for line in lines if not line.cannot_wait)]
    paging = paged(request, ordered, titled)
    documents = _documents(found, request)
    query = f"?town={town}" if str(request.actor.region) != str(town) else ""
    shown = {
        "found": found,
        "town": network.get_region(town).name,
        "days": shown_days(found.days, found.plan),
        "today": today(),
        "paging": paging,
        "rows": paging.rows,
        "columns": titled,
        "names": network.region_names({line.region for line in (*found.lines, *found.apart)}),
        "tabs": _tabs(found, stage, reverse("desk:round", args=[str(month)]), query),
        "steps": _steps(request, found, query),
        "may_run": allows(request.actor.role, Permission.ROUND_RUN),
        "is_at_rest": _is_at_rest(found),
        "documents": documents,
        "ready": found.counts.get(RoundStage.READY, 0),
        "prints_first": _prints_first(found, documents, request),
        "query": query,
        "reported": month if found.closed_on is not None else _reported(month),
    }
    return render(request, "desk/round.html", shown)


def _reported(month: Month) -> Month:
    """Whose report says something already: of the present month that of the one just ended."""
    return min(month, Month.of(today()).previous())


def _is_at_rest(found: Round) -> bool:
    """Over, or not begun: then it is looked at only."""
    return found.closed_on is not None or found.month > queries.present_round_month(found.town, today())


def _documents(found: Round, request: DeskRequest) -> list[Any]:
    if found.round_id is None:
        return []
    return list(papers.documents_of_subjects([found.round_id], by=request.actor))


def _prints_first(found: Round, documents: list[Any], request: DeskRequest) -> bool:
    """Whether the next thing is the papers of the meeting: something is ready, and none were made yet."""
    is_ready = bool(found.counts.get(RoundStage.READY)) and found.held_on is None and not _is_at_rest(found)
    return is_ready and not documents and allows(request.actor.role, Permission.ROUND_RUN)


def _tabs(found: Round, stage: str, page: str, query: str) -> list[dict[str, Any]]:
    """All lines, and those of each stage that has any."""
    join = "&" if query else "?"
    stages = [each for each in RoundStage if found.counts.get(each)]
    tabs = [{"title": _("全部"), "count": len(found.lines), "url": page + query, "is_current": not stage}]
    tabs += [
        {
            "title": _(each.title),
            "count": found.counts[each],
            "url": f"{page}{query}{join}stage={each.value}",
            "is_current": stage == each.value,
        }
        for each in stages
    ]
    return tabs


def _steps(request: DeskRequest, found: Round, query: str) -> list[tuple[str, int, str]]:
    """The pages that take many at once, for whoever may: name, how many wait there, address."""
    if _is_at_rest(found):
        return []
    month = str(found.month)
    return [
        (name, found.counts[stage], reverse(f"desk:{name}", args=[month]) + query)
        for stage, name, permission in NEXT
        if found.counts.get(stage) and allows(request.actor.role, permission)
    ]


@require_POST
def meeting_papers(request: DeskRequest, month: str) -> HttpResponse:
    """Agenda, list and a sheet for each household, as one official document."""
    document = actions.issue_meeting_papers(
        town=town_asked(request), month=month_asked(month), by=request.actor
    )
    messages.success(request, _("会议材料已制作，可以打印或者下载可编辑副本。"))
    return redirect("desk:document", document)


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, month: str) -> HttpResponse:
    """The end of a month: what is left goes over into the next one."""
    asked, town = month_asked(month), town_asked(request)
    found = queries.round_of(asked, by=request.actor, town=town)
    form = EndForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.close_round(town=town, month=asked, note=form.cleaned_data["note"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("本轮已结束，月度报告已制作。"))
        return redirect(reverse("desk:round", args=[month]) + query_of(request))
    shown = {
        "form": form,
        "found": found,
        "town": network.get_region(town).name,
        "left": _left(found),
        "query": query_of(request),
    }
    return render(request, "desk/round_close.html", shown)


def _left(found: Round) -> list[RoundLine]:
    """What would go over into the next round."""
    return [line for line in found.at(RoundStage.LACKING, RoundStage.READY) if line.result is None]

"""Reviews of awards in force: what is due by village, opened for one or many; a change; the beginning."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.queries import ReviewLine
from yimen.domains.cases.types import CaseState, ChangeCause
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import Found

from ..addresses import path_to
from ..bulk import Deed, Page, answered, chosen
from ..exports import Sheet, exportable
from ..forms.reviews import BeginForm, ChangeForm, ReviewFilterForm
from ..lists import Words, address, columns, paged_rows
from ..means import household_lines, joined_lines, member_lines
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest, seen_version, today
from ..saved import keeps_filters

_JOINED = gettext_lazy(
    "本户正在核查：这一变化由本件一并核查，另计时限。已提出的意见须重新提出；除死亡以外须再次入户；新增成员须补签授权并重新提请核对。"
)


@require_GET
@keeps_filters("reviews")
def reviews(request: DeskRequest) -> HttpResponse:
    """Households whose awards are to be reviewed, by village and day."""
    form = ReviewFilterForm(villages(request.actor), request.GET)
    titled = columns(
        _("选择"), (_("户主"), Words("head")), (_("村（社区）"), "place"), (_("住址"), Words("home")),
        _("在册项目"), (_("周期"), "months"), (_("应核查日期"), "due_on"), (_("进展"), "case_id"),
    )  # fmt: skip
    paging = paged_rows(request, _rows(request, form), titled)
    lines = queries.lines_of(paging.rows)
    names = network.region_names(line.region for line in lines)
    shown = {
        "form": form,
        "paging": paging,
        "rows": [(line, names.get(line.region, ""), _programmes(line)) for line in lines],
        "today": today(),
        "may_open": allows(request.actor.role, Permission.APPLICATION_WRITE),
        "columns": titled,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:reviews-export"), 1),
    }
    return render(request, "desk/reviews.html", shown)


def _rows(request: DeskRequest, form: ReviewFilterForm) -> Any:
    return queries.reviews_planned(by=request.actor, **form.narrowing())


def _programmes(line: ReviewLine) -> str:
    return "、".join(official(programme.title) for programme in line.programmes)


@exportable("reviews")
def export(request: DeskRequest) -> Sheet:
    """The list as it is filtered, all pages of it."""
    titles = [
        _("户编号"), _("户主"), _("村（社区）"), _("住址"), _("在册项目"), _("周期（月）"), _("应核查日期"),
        _("依据"), _("进展"),
    ]  # fmt: skip
    keys = list(_rows(request, ReviewFilterForm(villages(request.actor), request.GET)).values("household_id"))
    return Sheet(_("定期核查"), titles, Found(keys, queries.lines_of), _sheet_lines)


def _sheet_lines(lines: Sequence[ReviewLine]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(line.region for line in lines)
    return (
        (line.number, line.head, names.get(line.region, ""), line.address, _programmes(line), line.months,
         line.due.deadline.due_on, line.due.deadline.limit.article, _("核查中") if line.case_id else "")
        for line in lines
    )  # fmt: skip


@require_POST
def open_many(request: DeskRequest) -> HttpResponse:
    """A review of every household chosen: first what would happen to each, then each by itself."""
    page = Page(_("开启所选家庭的核查"), _("确认开启"), path_to("desk:reviews"), _("回到列表"))
    homes = chosen(request, "household")
    heads, addresses = people.heads_of(homes), people.addresses_of(homes)
    deeds = [
        Deed(
            key,
            heads.get(key) or addresses[key].number,
            WorkKind.REVIEW.title,
            _("开启核查，列入待办"),
            partial(actions.open_review, household_id=key, by=request.actor),
            path_to("desk:household", key),
        )
        for key in homes
        if key in addresses
    ]
    return answered(request, page, "household", deeds)


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Something changed: the case that looks into it begins with the last known file."""
    household = people.get_household(household_id, by=request.actor, purpose="change")
    running = queries.running_review(household_id)
    members = [(str(row.person_id), row.name) for row in people.members(household_id)]
    form = ChangeForm(members, request.POST or None, initial=_known(request))
    case = submitted(
        request, form, lambda: _look_into(request, household_id, form, is_running=running is not None)
    )
    if case is not None:
        said = _("已开启核查，请核对家庭情况。") if running is None else _("已并入正在办理的核查，另计时限。")
        messages.success(request, said)
        is_draft = case.state == CaseState.DRAFT
        return redirect("desk:review-begin" if is_draft else "desk:case", case.id)
    words = {
        "title": _("登记情况变化"),
        "button": _("开启核查") if running is None else _("并入正在办理的核查"),
        "subject": running,
        "why": household.address if running is None else _JOINED,
        "back": ("desk:household", household_id),
    }
    return render(request, "desk/step_form.html", {"form": form, **words})


def _known(request: DeskRequest) -> dict[str, str]:
    """What a link to this form says already, from a report or the page of a member."""
    return {name: request.GET[name] for name in ("cause", "person", "happened_on") if name in request.GET}


def _look_into(request: DeskRequest, household_id: UUID, form: ChangeForm, *, is_running: bool) -> Any:
    """A case of its own, or part of the one that runs."""
    given = form.cleaned_data
    look = actions.join_change if is_running else actions.open_change
    return look(
        household_id=household_id,
        cause=ChangeCause(given["cause"]),
        person_id=UUID(given["person"]) if given["person"] else None,
        happened_on=given["happened_on"],
        note=given["note"],
        report_id=UUID(report) if _is_id(report := request.GET.get("report", "")) else None,
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The last known file, confirmed with one tick or corrected; then everything is looked into."""
    case = queries.get_case(case_id, by=request.actor)
    form = BeginForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.begin_review(
            case_id=case_id,
            version=seen_version(request),
            is_unchanged=form.cleaned_data["is_unchanged"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("核查已启动。"))
        return redirect("desk:case", case_id)
    members = list(queries.members_of_case(case, by=request.actor))
    missing = queries.checklist_of_case(case, members=members, by=request.actor)
    shown = {
        "case": case,
        "form": form,
        "occasion": queries.occasion_of(case),
        "cause": ChangeCause(case.cause).title if case.cause else "",
        "joined": joined_lines(queries.occasion_of(case), members),
        "incomes": member_lines(case.declared, members),
        "property": household_lines(case.declared),
        "missing": [item.title for item in missing if item.is_missing],
        "clocks": worklist.open_items_of([case.id]),
    }
    return render(request, "desk/review_begin.html", shown)

"""Yearly reviews: those of a year, one with its villages, the plan with its preview, the end, the sheets."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.types.campaigns import ForeseenHousehold, Progress
from yimen.domains.command.queries.yearly import LEAD_DAYS, reviews_of_year
from yimen.domains.command.types import TownReview
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.reading import at_hand

from ..exports import Sheet, exportable
from ..forms.yearly import USUAL, CampaignForm, CloseForm, ReopenForm, YearFilterForm
from ..lists import Words, address, columns, paged
from ..official_words import official
from ..refusals import attempt, submitted
from ..requests import DeskRequest, today
from ..rounds import query_of, town_asked, town_choices

FIGURES = ("total", "visited", "done", "kept", "raised", "lowered", "ended", "open", "overdue")


@require_GET
def reviews(request: DeskRequest) -> HttpResponse:
    """The reviews of a year; a county sees every town, also those that have not begun."""
    form = YearFilterForm(request.GET)
    year = form.chosen()
    titled = columns(
        (_("乡镇（街道）"), Words("name")), _("项目"), _("起止"), (_("户数"), "progress__total"),
        (_("已走访"), "progress__visited"), (_("完成"), "progress__percent"),
        (_("超期"), "progress__overdue"), _("状态"),
    )  # fmt: skip
    paging = paged(request, reviews_of_year(year, by=request.actor), titled)
    shown = {
        "form": YearFilterForm(initial={"year": str(year)}),
        "year": year,
        "paging": paging,
        "rows": [(row, _programmes(row), _light(row)) for row in paging.rows],
        "columns": titled,
        "may_plan": allows(request.actor.role, Permission.REVIEW_PLAN),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:yearly-reviews-export"), 1
        ),
    }
    return render(request, "desk/yearly_reviews.html", shown)


def _programmes(row: TownReview) -> str:
    named = row.campaign.programmes if row.campaign else ()
    return "、".join(official(title) for title in campaigns.programme_titles(named))


def _light(row: TownReview) -> str:
    if row.campaign is None or row.progress is None or row.campaign.closed_on:
        return ""
    return row.progress.light(row.campaign.until_on, today(), LEAD_DAYS)


@exportable("yearly-reviews")
def export(request: DeskRequest) -> Sheet:
    """The same towns with all of their figures."""
    titles = [_("乡镇（街道）"), _("项目"), _("开始日期"), _("结束日期"), _("办结日期"), *_figure_titles()]
    rows = reviews_of_year(YearFilterForm(request.GET).chosen(), by=request.actor)

    def lines(some: Sequence[TownReview]) -> list[tuple[object, ...]]:
        return [
            (
                row.name,
                _programmes(row),
                row.campaign.from_on if row.campaign else None,
                row.campaign.until_on if row.campaign else None,
                row.campaign.closed_on if row.campaign else None,
                *_numbers(row.progress),
            )
            for row in some
        ]

    return Sheet(_("年度核查"), titles, at_hand(rows), lines)


def _figure_titles() -> list[str]:
    return [
        _("总户数"), _("已走访"), _("已有结果"), _("维持"), _("增发"), _("减发"), _("退出"), _("未完成"),
        _("超期"),
    ]  # fmt: skip


def _numbers(place: Progress | None) -> list[int]:
    return [getattr(place, name) for name in FIGURES] if place else []


@require_http_methods(["GET", "POST"])
def open_review(request: DeskRequest) -> HttpResponse:
    """The plan; before anything is written, how many households of which village, and who is left out."""
    town = town_asked(request)
    villages = [(row.code, row.name) for row in network.regions_under(town)]
    form = CampaignForm(villages, request.POST or None, initial=_usual())
    is_done = request.POST.get("verb") == "do"
    found: list[ForeseenHousehold] | None = None
    if request.method == "POST" and form.is_valid():
        plan, by = form.plan(), request.actor
        found = attempt(form, lambda: campaigns.foresee_campaign(town, plan, by=by))
        if is_done and found is not None:
            made = attempt(form, lambda: actions.open_campaign(town=town, plan=plan, by=by))
            if made is not None:
                messages.success(request, _("年度核查已开始，各村（社区）可以打印走访表。"))
                return redirect("desk:yearly-review", made.id)
    shown = {
        "form": form,
        "town": network.get_region(town).name,
        "towns": town_choices(request),
        "query": query_of(request),
        **(_foreseen(found, dict(villages)) if found is not None else {"is_foreseen": False}),
    }
    return render(request, "desk/yearly_open.html", shown)


def _usual() -> dict[str, Any]:
    return {"year": today().year, "programmes": [programme.value for programme in USUAL]}


def _foreseen(found: list[ForeseenHousehold], villages: dict[str, str]) -> dict[str, Any]:
    """How many of each village would be in; by name whoever would not, and why."""
    inside = [each for each in found if each.left_out is None]
    counts: dict[str, int] = {}
    for each in inside:
        counts[each.candidate.lives_in] = counts.get(each.candidate.lives_in, 0) + 1
    return {
        "is_foreseen": True,
        "inside": len(inside),
        "counts": [(villages.get(code, code), counts[code]) for code in sorted(counts)],
        "outside": [
            (each, villages.get(each.candidate.lives_in, ""), each.left_out.title)
            for each in found
            if each.left_out is not None
        ],
        "count_columns": columns(_("村（社区）"), _("户数")),
        "out_columns": columns(_("户主"), _("村（社区）"), _("为什么不在本次")),
    }


@require_GET
def review(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """One review: how far it is, village by village; every figure leads to its list."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    places = campaigns.progress_of(campaign)
    names = network.region_names(place.region for place in places)
    whole = campaigns.count_of(places, campaign.region)
    light = whole.light(campaign.until_on, today(), LEAD_DAYS)
    shown = {
        "campaign": campaign,
        "town": network.get_region(campaign.region).name,
        "programmes": "、".join(official(each) for each in campaigns.programme_titles(campaign.programmes)),
        "report": campaigns.report_of(campaign, by=request.actor),
        "whole": whole,
        "light": light,
        "rows": [
            (place, names.get(place.region, ""), place.light(campaign.until_on, today(), LEAD_DAYS))
            for place in places
        ],
        "columns": columns(
            _("村（社区）"), _("完成"), _("总户数"), _("已走访"), _("维持"), _("增发"), _("减发"), _("退出"),
            _("未完成"), _("超期"), _("打印"),
        ),
        "may_plan": _may_plan(request, campaign),
        "may_print": allows(request.actor.role, Permission.APPLICATION_WRITE),
    }  # fmt: skip
    return render(request, "desk/yearly_review.html", shown)


def _may_plan(request: DeskRequest, campaign: Any) -> bool:
    by = request.actor
    return allows(by.role, Permission.REVIEW_PLAN) and by.scope.lo <= campaign.region < by.scope.hi


@exportable("yearly-review")
def export_review(request: DeskRequest) -> Sheet:
    """The figures of one review by village, and all of them together."""
    campaign = campaign_asked(request)
    places = campaigns.progress_of(campaign) if campaign else []
    rows = [*places, campaigns.count_of(places, campaign.region)] if campaign else []

    def lines(some: Sequence[Progress]) -> list[tuple[object, ...]]:
        names = network.region_names(place.region for place in some)
        return [(names.get(place.region, place.region), *_numbers(place)) for place in some]

    return Sheet(_("年度核查情况汇总"), [_("村（社区）、乡镇"), *_figure_titles()], at_hand(rows), lines)


def campaign_asked(request: DeskRequest) -> Any:
    """The review an export names, else the newest one; nothing where there is none."""
    asked = request.GET.get("campaign", "")
    try:
        return campaigns.get_campaign(UUID(asked), by=request.actor)
    except ValueError:
        return campaigns.campaigns_in(by=request.actor).first()


@require_POST
def refresh(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """What has come into force since, and who moved within the town."""
    told = actions.refresh_campaign(campaign_id=campaign_id, by=request.actor)
    messages.success(
        request,
        _("已更新：新增 %(added)s 户，%(moved)s 户换到现在居住的村（社区）。")
        % {"added": told.added, "moved": told.moved},
    )
    return redirect("desk:yearly-review", campaign_id)


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The end, with what is still open in sight."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    form = CloseForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.close_campaign(
            campaign_id=campaign_id, note=form.cleaned_data["note"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("年度核查已办结，汇总和报告已经定下来。"))
        return redirect("desk:yearly-review", campaign_id)
    whole = campaigns.count_of(campaigns.progress_of(campaign))
    why = _("共 %(total)s 户，已有结果 %(done)s 户，未完成 %(open)s 户。办结后各户结果不再变动。")
    figures = {"total": whole.total, "done": whole.done, "open": whole.open}
    return _step(request, form, campaign_id, _("办结年度核查"), _("办结"), why % figures)


@require_http_methods(["GET", "POST"])
def reopen(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """A review that was closed too early goes on."""
    campaigns.get_campaign(campaign_id, by=request.actor)
    form = ReopenForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.reopen_campaign(
            campaign_id=campaign_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("年度核查已重新打开。"))
        return redirect("desk:yearly-review", campaign_id)
    return _step(request, form, campaign_id, _("重新打开年度核查"), _("重新打开"), "")


def _step(
    request: DeskRequest, form: Any, campaign_id: UUID, title: str, button: str, why: str
) -> HttpResponse:
    words = {"title": title, "button": button, "why": why, "back": ("desk:yearly-review", campaign_id)}
    return render(request, "desk/step_form.html", {"form": form, **words})

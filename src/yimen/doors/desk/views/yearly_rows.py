"""The households of a yearly review: the list as one walks, what a visit found, many at once previewed."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions
from yimen.domains.cases.actions.campaigns.findings import Recorded
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.queries.campaigns import EntryLine
from yimen.domains.cases.types import FileKind
from yimen.domains.cases.types.campaigns import EntryResult, EntryStage, VisitFinding
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.people import queries as people
from yimen.foundation.exports.reading import Found, at_hand, found_rows
from yimen.foundation.files.actions import store
from yimen.kernel import Month

from ..addresses import path_to
from ..bulk import Deed, Page, answered, as_left, chosen
from ..exports import Sheet, exportable
from ..forms.yearly import EntryFilterForm, ScanForm, VisitFoundForm, WentForm
from ..lists import address, columns, paged_rows
from ..official_words import official
from ..places import visitors
from ..refusals import submitted
from ..requests import DeskRequest, today
from .yearly import campaign_asked


@require_GET
def households(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The doors of a review in the order one walks; what may be done with many stands below."""
    campaign, form, rows = _asked(request, campaign_id)
    titled = columns(
        _("选择"), (_("次序"), "position"), _("户主"), (_("村（社区）"), "region"), _("住址"), _("在册项目"),
        (_("应完成"), "due_on"), (_("走访情况"), "finding"), (_("进展"), "stage"), (_("结果"), "stands"),
    )  # fmt: skip
    paging = paged_rows(request, rows, titled)
    village = form.asked().village
    shown = {
        "campaign": campaign,
        "form": form,
        "paging": paging,
        "rows": [(line, _programmes(line), _finding(line)) for line in campaigns.entry_lines(paging.rows)],
        "columns": titled,
        "village": village,
        "village_name": dict(campaigns.villages_of(campaign)).get(str(village), ""),
        "is_open": campaign.closed_on is None,
        "may": _may(request),
        "query": request.GET.urlencode(),
        "export_url": _export_url(request, campaign_id),
    }
    return render(request, "desk/yearly_households.html", shown)


def _asked(request: DeskRequest, campaign_id: UUID) -> tuple[Any, EntryFilterForm, Any]:
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    form = EntryFilterForm(campaigns.villages_of(campaign), request.GET)
    return campaign, form, campaigns.entries_of(campaign, form.asked())


def _export_url(request: DeskRequest, campaign_id: UUID) -> str:
    asked = address(request, page=None, campaign=str(campaign_id))
    return asked.replace(request.path, reverse("desk:yearly-households-export"), 1)


def _may(request: DeskRequest) -> dict[str, bool]:
    """What of the four acts for many this role may do."""
    needed = {
        "visit": Permission.APPLICATION_WRITE,
        "begin": Permission.INVESTIGATION_RECORD,
        "propose": Permission.OPINION_WRITE,
        "decide": Permission.OUTCOME_CONFIRM,
    }
    return {name: allows(request.actor.role, permission) for name, permission in needed.items()}


def _programmes(line: EntryLine) -> str:
    return "、".join(official(each) for each in campaigns.programme_titles(line.entry.programmes))


def _finding(line: EntryLine) -> str:
    return official(VisitFinding(line.entry.finding).title) if line.entry.finding else ""


@exportable("yearly-households")
def export(request: DeskRequest) -> Sheet:
    """The list as it is filtered, every household with what was found and what it came to."""
    campaign = campaign_asked(request)
    titles = [
        _("次序"), _("户编号"), _("户主"), _("村（社区）"), _("住址"), _("在册项目"), _("应完成"),
        _("走访日期"), _("走访情况"), _("说明"), _("再次走访日期"), _("进展"), _("结果"), _("超期"),
    ]  # fmt: skip
    return Sheet(_("年度核查名单"), titles, _all_of(request, campaign), _sheet_lines)


def _all_of(request: DeskRequest, campaign: Any) -> Found:
    return at_hand([]) if campaign is None else found_rows(_asked(request, campaign.id)[2])


def _sheet_lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            line.entry.position, line.number, line.head, line.village, line.address, _programmes(line),
            line.entry.due_on, line.entry.visited_on, _finding(line), line.entry.note, line.entry.again_on,
            official(line.stage.title), official(line.result.title), _("是") if line.is_late else "",
        )
        for line in campaigns.entry_lines(rows)
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def household(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """One door: what is known of the household, and what was found."""
    entry = campaigns.get_entry(entry_id, by=request.actor)
    (line,) = campaigns.entry_lines([entry])
    members = [(str(row.person_id), row.name) for row in people.members(entry.household_id)]
    given = (request.POST or None, request.FILES or None)
    form = VisitFoundForm(visitors(request.actor, entry.region), members, *given)
    done = submitted(request, form, lambda: _record(entry, form, request))
    if done is not None:
        return _onward(request, done)
    held = awards.held_by([entry.household_id], Month.of(today())).get(entry.household_id, [])
    shown = {
        "line": line,
        "entry": entry,
        "campaign": entry.campaign,
        "form": form if _may_record(request, line) else None,
        "members": people.members(entry.household_id),
        "awards": held,
        "finding": _finding(line),
        "who": [entry.first_post, entry.second_post],
        "may": _may(request),
        "is_open": entry.campaign.closed_on is None,
        "columns": columns(_("姓名"), _("关系"), _("出生"), _("身份证号码")),
    }
    return render(request, "desk/yearly_household.html", shown)


def _may_record(request: DeskRequest, line: EntryLine) -> bool:
    is_waiting = line.stage in (EntryStage.TO_VISIT, EntryStage.VISIT_AGAIN)
    is_open = line.entry.campaign.closed_on is None
    return is_open and is_waiting and allows(request.actor.role, Permission.APPLICATION_WRITE)


def _record(entry: Any, form: VisitFoundForm, request: DeskRequest) -> Recorded:
    scan = form.cleaned_data["scan"]
    kept = _kept(entry, scan, request) if scan and form.found() is VisitFinding.UNCHANGED else None
    return actions.record_visit(
        entry_id=entry.id,
        finding=form.found(),
        visited=form.visited(kept),
        cause=form.cause_of(),
        by=request.actor,
    )


def _kept(entry: Any, scan: Any, request: DeskRequest) -> UUID:
    """The signed form belongs to the household, and becomes the visit of its review."""
    kept = store(
        scan, kind=FileKind.SIGNED_SCAN, subject=entry.household_id, region=entry.region, by=request.actor
    )
    return kept.id


def _onward(request: DeskRequest, done: Recorded) -> HttpResponse:
    """A change goes on with its case, everything else to the next door."""
    if done.case_id is not None:
        messages.success(request, _("已登记变化并开启核查，请核对家庭情况。"))
        may_begin = allows(request.actor.role, Permission.INVESTIGATION_RECORD)
        return redirect("desk:review-begin" if may_begin else "desk:application-means", done.case_id)
    following = campaigns.next_to_visit(done.entry)
    if following is not None:
        messages.success(request, _("已登记，下面是下一户。"))
        return redirect("desk:yearly-household", following)
    messages.success(request, _("已登记，本村（社区）没有待走访的家庭了。"))
    return redirect(_list_of(done.entry))


def _list_of(entry: Any) -> str:
    return f"{path_to('desk:yearly-households', entry.campaign_id)}?village={entry.region}"


@require_POST
def undo(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """What was written down by mistake."""
    actions.undo_visit(entry_id=entry_id, by=request.actor)
    messages.success(request, _("走访登记已撤销，可以重新登记。"))
    return redirect("desk:yearly-household", entry_id)


@require_http_methods(["GET", "POST"])
def scan(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """The signed form, handed in later."""
    entry = campaigns.get_entry(entry_id, by=request.actor)
    form = ScanForm(request.POST or None, request.FILES or None)
    done = submitted(
        request,
        form,
        lambda: actions.keep_scan(
            entry_id=entry_id,
            scan_id=_kept(entry, form.cleaned_data["scan"], request),
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("签字的走访表已保存。"))
        return redirect("desk:yearly-household", entry_id)
    words = {"title": _("上传签字的走访表"), "button": _("保存"), "back": ("desk:yearly-household", entry_id)}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_POST
def unchanged(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """Nothing changed at these doors: who went and when is asked once, then each is tried."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    lines = _ticked(request, campaign)
    page = _page(request, campaign_id, _("登记为没有变化"), _("确认登记"))
    verb = request.POST.get("verb", "")
    places = {line.entry.region for line in lines}
    place = places.pop() if len(places) == 1 else ""
    form = WentForm(visitors(request.actor, place or str(campaign.region)), request.POST if verb else None)
    if not verb or not form.is_valid():
        shown = {"page": page, "lines": lines, "form": form, "back_query": _back_query(request)}
        return render(request, "desk/yearly_unchanged.html", shown)
    visited, what = form.visited(), _("登记为没有变化，等待启动核查")
    deeds = [
        _deed(
            line, what,
            partial(
                actions.record_visit, entry_id=line.entry.id, finding=VisitFinding.UNCHANGED, visited=visited,
                by=request.actor,
            ),
        )
        for line in lines
    ]  # fmt: skip
    return answered(request, page, "entry", deeds, form)


@require_POST
def begin(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The reviews of households in which nothing changed: opened, the county asked, the visit kept."""
    what = _("开启核查，请县级核对，走访转为入户调查")
    return _each(request, campaign_id, _("启动所选家庭的核查"), _("确认启动"), what, actions.begin_unchanged)


@require_POST
def propose(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The opinion that nothing changes, where the rules say so too."""
    what = _("提出维持意见并报送确认")
    return _each(
        request, campaign_id, _("提出维持意见并报送"), _("确认提出并报送"), what, actions.propose_kept
    )


@require_POST
def decide(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The decision that nothing changes, by whoever the delegation names."""
    what = _("决定维持原救助")
    return _each(request, campaign_id, _("决定维持"), _("确认维持"), what, actions.decide_kept)


def _each(
    request: DeskRequest, campaign_id: UUID, title: str, button: str, what: str, act: Callable[..., object]
) -> HttpResponse:
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    deeds = [
        _deed(line, what, partial(act, entry_id=line.entry.id, by=request.actor))
        for line in _ticked(request, campaign)
    ]
    return answered(request, _page(request, campaign_id, title, button), "entry", deeds)


def _ticked(request: DeskRequest, campaign: Any) -> list[EntryLine]:
    return campaigns.entry_lines(campaigns.entries_named(campaign, chosen(request, "entry")))


def _deed(line: EntryLine, what: str, act: Callable[[], object]) -> Deed:
    title = line.head or line.number
    kind = line.stage.title if line.result is EntryResult.OPEN else line.result.title
    return Deed(line.entry.id, title, kind, what, act, path_to("desk:yearly-household", line.entry.id))


def _page(request: DeskRequest, campaign_id: UUID, title: str, button: str) -> Page:
    back = f"{path_to('desk:yearly-households', campaign_id)}?{_back_query(request)}"
    return as_left(request, Page(title, button, back.rstrip("?"), _("回到名单")))


def _back_query(request: DeskRequest) -> str:
    """The list as it was filtered, kept over the preview."""
    form = EntryFilterForm([(code, code) for code in request.POST.getlist("village")[:1]], request.POST)
    form.is_valid()
    kept = {name: form.cleaned_data.get(name) for name in ("village", "stage", "result")}
    return "&".join(f"{name}={value}" for name, value in kept.items() if value)

"""What is done for many programmes of a round at once: resolved, posted, sent; each still by itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions
from yimen.domains.cases import queries as cases
from yimen.domains.cases.actions.rounds import Together
from yimen.domains.cases.queries import rounds as queries
from yimen.domains.cases.types import MeetingResult, Round, RoundLine, RoundStage
from yimen.domains.network import queries as network
from yimen.kernel import Money

from ..forms.rounds import ItemForm, MeetingForm, versions_chosen
from ..lists import columns
from ..refusals import attempt
from ..requests import DeskRequest, whole_number
from ..rounds import month_asked, query_of, town_asked

PAGE = 40
"""So many are worked out for one page; what was marked on the others goes along."""
GO = "go"
Step = Callable[..., Together]


@require_http_methods(["GET", "POST"])
def meeting(request: DeskRequest, month: str) -> HttpResponse:
    """Who sat together and what they made of each, page by page; beside each what the rules say today."""
    found = queries.round_of(month_asked(month), by=request.actor, town=town_asked(request))
    ready, typed = found.at(RoundStage.READY), request.POST
    is_sent = request.method == "POST" and GO not in typed
    form = MeetingForm(typed if is_sent else None, initial=_people(request))
    marked = [ItemForm(line, typed, {}) for line in ready if is_sent and _is_marked(line, typed)]
    if is_sent and form.is_valid() and all([item.is_valid() for item in marked]):
        done = attempt(form, lambda: _resolve(request, found, form, marked))
        if done is not None:
            return _told(request, found, done, _("会议已登记"))
    number = _page_of(ready, marked, typed)
    return render(request, "desk/round_meeting.html", _meeting_page(request, found, form, marked, number))


def _people(request: DeskRequest) -> dict[str, str]:
    """Who sat together, as it was typed before the page was turned."""
    named = {name: request.POST[name] for name in MeetingForm.base_fields if name in request.POST}
    return {"chair": request.actor.staff_name, **named}


def _is_marked(line: RoundLine, typed: Mapping[str, str]) -> bool:
    """Whether its page was shown, so that what stands there is meant."""
    return f"{line.outcome_id}-version" in typed


def _page_of(ready: Sequence[RoundLine], marked: Sequence[ItemForm], typed: Mapping[str, str]) -> int:
    """The page asked for; that of the first mark that is wrong, where one is."""
    wrong = {item.line.outcome_id for item in marked if item.errors}
    first = next((place for place, line in enumerate(ready) if line.outcome_id in wrong), None)
    if first is not None:
        return first // PAGE + 1
    asked = whole_number(typed.get(GO, "") or typed.get("page", ""))
    return max(1, min(asked, -(-len(ready) // PAGE)))


def _meeting_page(
    request: DeskRequest, found: Round, form: MeetingForm, marked: Sequence[ItemForm], number: int
) -> dict[str, Any]:
    ready, typed = found.at(RoundStage.READY), request.POST
    lines = ready[(number - 1) * PAGE : number * PAGE]
    findings = {line.outcome_id: cases.preview_finding(line.outcome_id, by=request.actor) for line in lines}
    bound = {item.line.outcome_id: item for item in marked}
    items = [
        bound.get(line.outcome_id) or ItemForm(line, None, _begun(line, findings, typed)) for line in lines
    ]
    shown = {line.outcome_id for line in lines}
    elsewhere = [line for line in ready if line.outcome_id not in shown and _is_marked(line, typed)]
    return {
        "form": form,
        "items": [(item, item.line, findings[item.line.outcome_id]) for item in items],
        "carried": [pair for line in elsewhere for pair in _carried(line, typed)],
        "kept": sum(bool(typed.get(f"{line.outcome_id}-result")) for line in elsewhere),
        "page": number,
        "pages_of": range(1, -(-len(ready) // PAGE) + 1),
        "total": len(ready),
        **_place(found, lines, request),
    }


def _carried(line: RoundLine, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was marked on another page, to be sent along with this one."""
    names = [f"{line.outcome_id}-{name}" for name in ItemForm.base_fields]
    return [(name, typed[name]) for name in names if name in typed]


def _begun(line: RoundLine, findings: dict[UUID, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """What was marked before the page was turned; else the answer of the rules."""
    seen = _seen(line, findings)
    if not _is_marked(line, typed):
        return seen
    marks = {name: typed.get(f"{line.outcome_id}-{name}", "") for name in ("result", "note")}
    return seen | marks


def _seen(line: RoundLine, findings: dict[UUID, Any]) -> dict[str, Any]:
    """What the page begins with: the answer of the rules as a proposal, as every opinion does."""
    found = findings[line.outcome_id]
    proposed = {True: MeetingResult.AGREED.value, False: MeetingResult.DECLINED.value, None: ""}
    amount = found.amount if found.amount is not None else Money(0)
    return {"version": line.version, "shown": str(amount), "result": proposed[found.is_eligible]}


def _resolve(request: DeskRequest, found: Round, form: MeetingForm, items: Sequence[ItemForm]) -> Together:
    resolved = [item for form_of_one in items if (item := form_of_one.item()) is not None]
    return actions.record_meeting(
        town=found.town, month=found.month, meeting=form.meeting(), resolved=resolved, by=request.actor
    )


@require_http_methods(["GET", "POST"])
def post(request: DeskRequest, month: str) -> HttpResponse:
    """The notices of a round on one day, after a look at what will hang."""
    words = {
        "title": _("一起张贴公示"),
        "button": _("张贴所选的公示"),
        "about": _("每户一张公示，各自编号、各自计算截止日期；张贴当日不计。"),
        "ask": _("姓名、人口和金额将在村（社区）张贴，公开网页同时显示隐去姓名的名单。"),
        "told": _("公示已张贴"),
    }
    return _together(request, month, RoundStage.TO_POST, actions.post_together, words)


@require_http_methods(["GET", "POST"])
def send(request: DeskRequest, month: str) -> HttpResponse:
    """What hung its days goes to whoever decides."""
    words = {
        "title": _("一起报送确认"),
        "button": _("报送所选的事项"),
        "about": _("公示期满无异议的，和依法不公示的，逐件报送有权确认的机关。"),
        "ask": _("所选事项将逐件报送确认，报送后由确认机关办理。"),
        "told": _("已报送确认"),
    }
    return _together(request, month, RoundStage.TO_SEND, actions.send_together, words)


def _together(
    request: DeskRequest, month: str, stage: RoundStage, step: Step, words: dict[str, str]
) -> HttpResponse:
    found = queries.round_of(month_asked(month), by=request.actor, town=town_asked(request))
    lines = found.at(stage)
    if request.method == "POST":
        versions = versions_chosen(request.POST, lines)
        done = step(town=found.town, month=found.month, versions=versions, by=request.actor)
        return _told(request, found, done, words["told"])
    return render(request, "desk/round_together.html", {**words, **_place(found, lines, request)})


def _place(found: Round, lines: Sequence[RoundLine], request: DeskRequest) -> dict[str, Any]:
    return {
        "found": found,
        "rows": lines,
        "town": network.get_region(found.town).name,
        "names": network.region_names({line.region for line in lines}),
        "columns": columns(_("选择"), _("姓名"), _("村（社区）"), _("项目"), _("法定时限")),
        "query": query_of(request),
    }


def _told(request: DeskRequest, found: Round, done: Together, title: str) -> HttpResponse:
    """Who was done and who was not, each with the reason; what was refused stays where it was."""
    shown = {
        "done": done,
        "title": title,
        "found": found,
        "town": network.get_region(found.town).name,
        "columns": columns(_("姓名"), _("办件编号"), _("项目"), _("没有办成的原因")),
        "query": query_of(request),
    }
    return render(request, "desk/round_told.html", shown)

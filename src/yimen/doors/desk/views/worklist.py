"""The first page of everybody: what waits, for me, for my station, for my region; taking and passing on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.monitoring.queries import findings
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor, Role
from yimen.domains.worklist import actions, queries
from yimen.domains.worklist.types import Lights, ListedItem, WorkKind, WorkPage
from yimen.foundation.exports.reading import Found

from ..clocks import chip, left, limit, waits
from ..exports import Sheet, exportable
from ..forms.worklist import HandOverForm, PutBackForm, WorkFilterForm
from ..lists import Paging, Sorting, Words, address, columns, page_number
from ..official_words import official
from ..places import colleagues
from ..refusals import attempt, submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..signs import Tab
from ..subjects import page_of, step_of

_LISTS: dict[str, Callable[..., WorkPage]] = {
    "mine": queries.mine,
    "takeable": queries.takeable,
    "station": queries.station,
    "region": queries.region,
}
_SOUGHT = "worklist-sought"
_ONLY_WAITS = (WorkKind.WHOLE_CASE,)
"""It runs beside all steps; nobody works on it by itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list as the page shows it."""

    id: UUID
    kind: str
    passing: str
    title: str
    waits: str
    url: str
    colour: str
    left: str
    due: date
    is_provisional: bool
    limit: str
    article: str
    owner: str
    can_take: bool
    is_mine: bool


@require_http_methods(["GET", "POST"])
@keeps_filters("worklist")
def worklist(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        return _seek(request)
    form = _filter(request)
    own, untaken = queries.waiting(request.actor)
    usual = "mine" if own else "takeable" if untaken else "region"
    name = _list_name(request, usual)
    may_reassign = allows(request.actor.role, Permission.WORK_REASSIGN)
    may_choose = _may_choose(name, request.actor.role)
    titled = columns(
        *([_("选")] if may_choose else []), (_("事项"), "kind"), (_("对象"), Words("subject_title")),
        (_("时限"), "due_on"),
        (_("依据"), "article"), (_("承办人"), Words("owner_post__staff__name")), "",
    )  # fmt: skip
    sorting = Sorting.of(request, titled)
    filters = replace(form.filters(), order=sorting.terms())
    page = _LISTS[name](request.actor, filters=filters, page=page_number(request))
    findings.items_shown(_found_in(page), by=request.actor)
    here = address(request, list=name, page=None)
    shown = {
        "form": form,
        "tabs": _tabs(request, name, {"mine": own, "takeable": untaken} | {name: page.lights.total}),
        "led_to": "" if "list" in request.GET else name,
        "list_name": name,
        "may_choose": may_choose,
        "may_reassign": may_reassign,
        "tiles": _tiles(request, page.lights),
        "lines": lines_of(page, request.actor),
        "paging": Paging(request, page.items, page.number, page.total, page.size, sorting),
        "columns": titled,
        "export_url": here.replace(request.path, reverse("desk:worklist-export"), 1),
    }
    return render(request, "desk/worklist.html", shown)


def _found_in(items: Iterable[ListedItem]) -> list[UUID]:
    """The findings among what a list names: their titles say of whom, but for what a department is told."""
    found = (item for item in items if item.subject_kind == "finding")
    return [item.subject_id for item in found if item.kind != WorkKind.DATA_WRONG]


def _may_choose(name: str, role: Role) -> bool:
    """Whether something can be done with many of a list: one's own and untaken ones, or anybody's."""
    needed = Permission.WORK_TAKE if name in ("mine", "takeable") else Permission.WORK_REASSIGN
    return allows(role, needed)


def _seek(request: DeskRequest) -> HttpResponse:
    """The words sought wait in the session: a name does not belong into an address or the log of a server."""
    sought = WorkFilterForm(request.POST).filters()
    request.session[_SOUGHT] = sought.text
    chosen = {"kind": sought.kind, "light": sought.light, "sought": "1" if sought.text else None}
    return redirect(address(request, page=None, **chosen))


def _filter(request: DeskRequest) -> WorkFilterForm:
    text = request.session.get(_SOUGHT, "") if request.GET.get("sought") else ""
    return WorkFilterForm(request.GET.dict() | {"text": text})


def _list_name(request: HttpRequest, usual: str = "mine") -> str:
    """Whose own list is empty is led to what there is to take, or else to what goes on in the region."""
    asked = request.GET.get("list", usual)
    return asked if asked in _LISTS else usual


def _tabs(request: HttpRequest, current: str, counts: Mapping[str, int]) -> list[Tab]:
    words = {
        "mine": _("我的待办"),
        "takeable": _("待领取"),
        "station": _("本站"),
        "region": _("本辖区"),
    }
    return [
        Tab(
            word,
            address(request, list=name, page=None, light=None),
            name == current,
            counts.get(name),
        )
        for name, word in words.items()
    ]


def _tiles(request: HttpRequest, lights: Lights) -> list[tuple[int, str, str, str]]:
    return [
        (lights.red, _("已超期"), address(request, light="red", page=None), "red"),
        (lights.yellow, _("将到期"), address(request, light="yellow", page=None), "yellow"),
        (lights.green, _("正常"), address(request, light="green", page=None), "green"),
        (lights.total, _("全部"), address(request, light=None, page=None), ""),
    ]


def lines_of(items: Iterable[ListedItem], by: Actor) -> list[Line]:
    """What every row of a list says again is put into words once."""
    day = today()
    takes = ("", by.role.value) if allows(by.role, Permission.WORK_TAKE) else ()
    kind_words, limit_words, wait_words = lru_cache(_kind_words), lru_cache(limit), lru_cache(waits)
    return [
        Line(
            id=item.id,
            kind=kind_words(item.kind)[0],
            passing=kind_words(item.kind)[1],
            title=item.subject_title,
            waits=wait_words(tuple(item.waits_for)),
            url=_way(item, by),
            colour=queries.light(item, day).value,
            left=left(item.due_on, day),
            due=item.due_on,
            is_provisional=item.is_provisional,
            limit=limit_words(item.limit_days, item.limit_unit, item.limit_event),
            article=item.article,
            owner=item.owner,
            can_take=item.owner_post_id is None
            and item.owner_station_id == by.station_id
            and item.owner_role in takes,
            is_mine=item.owner_post_id == by.post_id,
        )
        for item in items
    ]


def _way(item: ListedItem, by: Actor) -> str:
    """Whose turn it is goes straight to the step; everybody else to the page of the matter."""
    if item.owner_post_id == by.post_id:
        return step_of(item.kind, item.subject_kind, item.subject_id, item.waits_for)
    return page_of(item.subject_kind, item.subject_id)


def _kind_words(kind: str) -> tuple[str, str]:
    """Of an item and of the link to its page."""
    word = official(WorkKind(kind).title)
    return word, _("%(kind)s的移交与期限") % {"kind": word}


@exportable("worklist")
def export(request: DeskRequest) -> Sheet:
    """The list as it is filtered, all pages of it."""
    by, filters = request.actor, _filter(request).filters()
    keys, maybe = queries.listed_ids(by, _list_name(request), filters=filters), _("暂定")

    def lines(items: Sequence[ListedItem]) -> Iterator[tuple[object, ...]]:
        findings.items_taken_out(_found_in(items), by=by)
        return (
            (
                w.kind,
                w.title,
                w.waits,
                w.left,
                w.due,
                maybe if w.is_provisional else "",
                w.limit,
                w.article,
                w.owner,
            )
            for w in lines_of(items, by)
        )

    titles = [
        _("事项"),
        _("对象"),
        _("先等"),
        _("时限"),
        _("到期日"),
        _("是否暂定"),
        _("期限"),
        _("依据"),
        _("承办人"),
    ]
    return Sheet(_("待办清单"), titles, Found(keys, lambda some: queries.items_in_order(some, by=by)), lines)


@require_GET
def item(request: DeskRequest, item_id: UUID) -> HttpResponse:
    """One item: its clock, who passed it to whom, and the ways to pass it on."""
    found = queries.get_item(item_id, by=request.actor)
    shown = {
        "line": lines_of([found], request.actor)[0],
        "clock": chip(WorkKind(found.kind).title, queries.light(found).value, found, today()),
        "hand_overs": queries.hand_overs_of(item_id),
        "goes_back": queries.goes_back(WorkKind(found.kind), request.actor.role),
    }
    return render(request, "desk/worklist_item.html", shown)


@require_POST
def take(request: DeskRequest, item_id: UUID) -> HttpResponse:
    taken = actions.take(item_id=item_id, by=request.actor)
    messages.success(request, _("已领取：%(title)s") % {"title": taken.subject_title})
    return redirect(step_of(taken.kind, taken.subject_kind, taken.subject_id, taken.waits_for))


@require_GET
def following(request: DeskRequest) -> HttpResponse:
    """Straight to the most pressing thing one has to do; to the list when there is none."""
    mine = [item for item in queries.mine(request.actor) if WorkKind(item.kind) not in _ONLY_WAITS]
    first = next(iter(lines_of(mine, request.actor)), None)
    return redirect(first.url if first else "desk:worklist")


@require_http_methods(["GET", "POST"])
def hand_over(request: DeskRequest, item_id: UUID) -> HttpResponse:
    item = queries.get_item(item_id, by=request.actor)
    if item.subject_kind == "contact":
        return redirect(page_of(item.subject_kind, item.subject_id))
    kind = WorkKind(item.kind)
    fitting = colleagues(request.actor, fits=lambda role: queries.suits(kind, role))
    form = HandOverForm(fitting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        to_post, reason = UUID(form.cleaned_data["to_post"]), form.cleaned_data["reason"]
        passed = attempt(
            form,
            lambda: actions.hand_over(item_id=item_id, to_post=to_post, reason=reason, by=request.actor),
        )
        if passed is not None:
            messages.success(request, _("已移交：%(title)s") % {"title": passed.subject_title})
            return redirect("desk:worklist")
    return render(request, "desk/hand_over.html", {"form": form, "kind": kind.title})


@require_http_methods(["GET", "POST"])
def put_back(request: DeskRequest, item_id: UUID) -> HttpResponse:
    """Back to what the station may take, with the reason."""
    item = queries.get_item(item_id, by=request.actor)
    form, by = PutBackForm(request.POST or None), request.actor
    if submitted(
        request,
        form,
        lambda: actions.put_back(item_id=item_id, reason=form.cleaned_data["reason"], by=by),
    ):
        messages.success(request, _("已放回本站待领取：%(title)s") % {"title": item.subject_title})
        return redirect("desk:worklist")
    return render(request, "desk/put_back.html", {"form": form, "item": item})

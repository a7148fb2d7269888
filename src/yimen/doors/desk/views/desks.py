"""A whole desk to others: whose, to whom each part goes, what would happen, what did, and taking it back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import PassedOn
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS, Permission, allows
from yimen.domains.network.types import Role
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.kernel import RegionCode, RegionLevel

from ..addresses import path_to
from ..bulk import Deed, Page, Told, shown
from ..forms.desks import DeskForm, DeskPartsForm
from ..lists import columns
from ..official_words import official
from ..refusals import attempt
from ..requests import DeskRequest
from ..subjects import page_of

Part = tuple[str, str, list[ListedItem]]
"""A part of a desk: its key, what it is called, and its items."""


@require_http_methods(["GET", "POST"])
def hand_over(request: DeskRequest) -> HttpResponse:
    """Whose desk and how it is divided stand in the address; to whom and why is sent."""
    desks = _desks(request)
    which = DeskForm(desks, {"post": str(request.actor.post_id), "split": "one"} | request.GET.dict())
    from_post = UUID(which.cleaned_data["post"]) if which.is_valid() else request.actor.post_id
    split = which.cleaned_data.get("split", "one") if which.is_valid() else "one"
    parts = _parts(waiting.items_of_post(from_post, by=request.actor), split)
    receivers = _receivers(from_post, request)
    counts = [(key, title, len(items)) for key, title, items in parts]
    form = DeskPartsForm(counts, receivers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _told(request, form, from_post, parts)
        if answer is not None:
            return answer
    words = {"which": which, "form": form, "parts": parts, "receivers": receivers}
    return render(request, "desk/desk_hand_over.html", words)


def _told(
    request: DeskRequest, form: DeskPartsForm, from_post: UUID, parts: Sequence[Part]
) -> HttpResponse | None:
    """The preview, or what was done; None where it is refused as a whole, which the form then says."""
    to = {item.id: post for key, _title, items in parts if (post := form.receiver(key)) for item in items}
    reason, by = form.cleaned_data["reason"], request.actor
    page = Page(_("移交办公桌"), _("确认移交"), path_to("desk:desk-hand-over"), _("返回修改"))
    if request.POST.get("verb") != "do":
        told = _deeds(actions.foresee_desk(from_post=from_post, receivers=to, reason=reason, by=by))
        return render(request, "desk/desk_preview.html", {"page": page, "told": told, "form": form})
    done = attempt(
        form, lambda: actions.hand_over_desk(from_post=from_post, receivers=to, reason=reason, by=by)
    )
    if done is None:
        return None
    desk_id, passed = done
    messages.success(request, _("已移交；在全部未动之前可以整体撤回。"))
    record = Page(_("移交办公桌"), "", path_to("desk:desk-handed-over", desk_id), _("交接清单"))
    return shown(request, record, "item", _deeds(passed), is_done=True)


def _deeds(passed: Iterable[PassedOn]) -> list[Told]:
    return [
        Told(
            Deed(
                each.item.id,
                each.item.subject_title,
                WorkKind(each.item.kind).title,
                (_("移交给%(name)s，待其接手") if each.is_offer else _("交给%(name)s"))
                % {"name": each.to_name},
                lambda: None,
                page_of(each.item.subject_kind, each.item.subject_id),
            ),
            each.refusal,
        )
        for each in passed
    ]


def _desks(request: DeskRequest) -> list[tuple[str, str]]:
    """One's own; and for whoever may reassign, those of the stations below."""
    by = request.actor
    own = (str(by.post_id), _("我的办公桌"))
    if not allows(by.role, Permission.WORK_REASSIGN):
        return [own]
    posts = [post for post in network.posts_within(by) if post.id != by.post_id]
    return [own, *((str(post.id), _named(post)) for post in posts)]


def _receivers(from_post: UUID, request: DeskRequest) -> list[tuple[str, str]]:
    """Whoever works at the same station, and at the one above."""
    post = network.get_post_within(from_post, by=request.actor)
    above = network.superior_station(post.station)
    stations = [post.station_id, *([above.id] if above else [])]
    found = [each for station in stations for each in network.posts_at(station)]
    return [(str(each.id), _named(each)) for each in found if each.staff_id != post.staff_id]


def _named(post: Any) -> str:
    title = official(CARDS[Role(post.role)].title)
    return f"{post.staff.name} · {title} · {post.station.name}"


def _parts(items: Sequence[ListedItem], split: str) -> list[Part]:
    """All of it, or by programme, or by village; the largest first."""
    if split == "one":
        return [("all", _("全部事项"), list(items))] if items else []
    keyed = _programmes(items) if split == "programme" else _villages(items)
    found: dict[str, list[ListedItem]] = {}
    for item in items:
        found.setdefault(keyed[item.id], []).append(item)
    ranked = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return [(str(number), title, some) for number, (title, some) in enumerate(ranked)]


def _programmes(items: Sequence[ListedItem]) -> dict[UUID, str]:
    known = queries.programmes_of_work([item.subject_id for item in items])
    other = _("其他事项")
    return {
        item.id: official(known[item.subject_id].title) if item.subject_id in known else other
        for item in items
    }


def _villages(items: Sequence[ListedItem]) -> dict[UUID, str]:
    codes = {item.id: item.region for item in items}
    names = network.region_names(codes.values())
    return {key: names.get(code, str(RegionCode(code).at(RegionLevel.TOWN))) for key, code in codes.items()}


@require_GET
def handed_over(request: DeskRequest, desk_id: UUID) -> HttpResponse:
    """What went to whom, the list on paper, and the way back."""
    desk = waiting.get_desk(desk_id, by=request.actor)
    words = {
        "desk": desk,
        "parts": waiting.lines_of_desk(desk),
        "columns": columns(_("对象"), _("事项"), _("到期"), _("接收人"), _("说明")),
    }
    return render(request, "desk/desk_handed_over.html", words)


@require_GET
def sheet(request: DeskRequest, desk_id: UUID) -> HttpResponse:
    """The list on paper, for the signatures of both and of a witness."""
    response = HttpResponse(
        worklist.print_desk(desk_id=desk_id, by=request.actor), content_type="application/pdf"
    )
    response["Content-Disposition"] = content_disposition_header(False, _("交接清单") + ".pdf") or "inline"
    return response


@require_POST
def undo(request: DeskRequest, desk_id: UUID) -> HttpResponse:
    worklist.undo_desk(desk_id=desk_id, by=request.actor)
    messages.success(request, _("移交已撤回，全部事项回到原来的办公桌。"))
    return redirect("desk:desk-handed-over", desk_id)

"""Many items of the worklist at once: taken, handed over, reassigned; many papers for the printer."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yimen.domains.worklist import actions, queries
from yimen.domains.worklist.types import ListedItem, WorkKind

from ..addresses import path_to
from ..bulk import Deed, Page, answered, as_left, chosen
from ..forms.worklist import HandOverForm
from ..places import colleagues
from ..requests import DeskRequest
from ..subjects import page_of


@require_POST
def take(request: DeskRequest) -> HttpResponse:
    """Of what waits at the station: each item by itself, and whoever was first has it."""
    page = Page(_("领取所选"), _("确认领取"), f"{path_to('desk:worklist')}?list=takeable", _("回到列表"))
    items = queries.items_in_order(chosen(request, "item"), by=request.actor)
    what, by = _("由您领取"), request.actor
    deeds = [_deed(item, what, partial(actions.take, item_id=item.id, by=by)) for item in items]
    return answered(request, page, "item", deeds)


@require_POST
def hand_over(request: DeskRequest) -> HttpResponse:
    """One's own items to a colleague."""
    page = Page(_("移交所选"), _("确认移交"), f"{path_to('desk:worklist')}?list=mine", _("回到列表"))
    return _to_somebody(request, page, actions.hand_over)


@require_POST
def reassign(request: DeskRequest) -> HttpResponse:
    """Colleagues' items of the region to somebody else."""
    page = Page(_("改派所选"), _("确认改派"), f"{path_to('desk:worklist')}?list=station", _("回到列表"))
    return _to_somebody(request, page, actions.reassign)


def _to_somebody(request: DeskRequest, page: Page, act: Callable[..., object]) -> HttpResponse:
    """To whom and why is asked first; then each item is tried."""
    page = as_left(request, page)
    items = queries.items_in_order(chosen(request, "item"), by=request.actor)
    people = colleagues(request.actor)
    verb = request.POST.get("verb", "")
    form = HandOverForm(people, request.POST if verb else None)
    if not verb or not form.is_valid():
        return render(request, "desk/bulk_to.html", {"page": page, "items": items, "form": form})
    to_post, reason = UUID(form.cleaned_data["to_post"]), form.cleaned_data["reason"]
    name = dict(people)[str(to_post)]
    deeds = [
        _deed(
            item,
            _("交给%(name)s") % {"name": name},
            partial(act, item_id=item.id, to_post=to_post, reason=reason, by=request.actor),
        )
        for item in items
    ]
    return answered(request, page, "item", deeds, form)


def _deed(item: ListedItem, what: str, act: Callable[[], object]) -> Deed:
    url = page_of(item.subject_kind, item.subject_id)
    return Deed(item.id, item.subject_title, WorkKind(item.kind).title, what, act, url)

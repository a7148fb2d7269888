"""Filters of lists kept under a name: saving what is chosen now, renaming, the default, deleting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yimen.foundation.accounts import filters as kept
from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

from ..requests import DeskRequest
from ..saved import KEPT, chosen_on


@require_POST
def save(request: DeskRequest, page: str) -> HttpResponse:
    """What is chosen on the list comes with the name; words that were sought do not."""
    back = f"{_list(page)}?{request.POST.get('back', '')}"
    chosen = chosen_on(page, request.POST.dict())
    try:
        kept.save_filter(page, request.POST.get("name", ""), chosen, by=request.actor)
    except YimenError as refusal:
        messages.warning(request, in_readers_words(refusal.message))
    else:
        messages.success(request, _("筛选已保存。"))
    return redirect(back)


@require_GET
def filters(request: DeskRequest, page: str) -> HttpResponse:
    """One's own filters of a list."""
    shown = {
        "page": page,
        "back": _list(page),
        "rows": kept.filters_of(request.actor.user_id, page),
        "longest": kept.LONGEST,
    }
    return render(request, "desk/filters.html", shown)


@require_POST
def rename(request: DeskRequest, filter_id: UUID) -> HttpResponse:
    found = kept.rename_filter(filter_id, request.POST.get("name", ""), by=request.actor)
    messages.success(request, _("筛选已改名。"))
    return redirect("desk:filters", found.page)


@require_POST
def default(request: DeskRequest, filter_id: UUID) -> HttpResponse:
    found = kept.choose_default(filter_id, by=request.actor)
    messages.success(
        request, _("打开列表时先用这个筛选。") if found.is_default else _("打开列表时不再先用这个筛选。")
    )
    return redirect("desk:filters", found.page)


@require_POST
def delete(request: DeskRequest, filter_id: UUID) -> HttpResponse:
    page = kept.delete_filter(filter_id, by=request.actor)
    messages.success(request, _("筛选已删除。"))
    return redirect("desk:filters", page)


def _list(page: str) -> str:
    if page not in KEPT:
        raise Http404
    return reverse(f"desk:{page}")

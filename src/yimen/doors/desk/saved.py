"""Filters kept under a name on a list: which fields of it may be kept, and what the page shows of them.

Fields of choices and days only: words that are searched for may name somebody, and are not kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yimen.foundation.accounts.filters import filters_of

from .requests import DeskRequest

View = Callable[[DeskRequest], HttpResponse]

KEPT: Mapping[str, tuple[str, ...]] = {
    "worklist": ("list", "kind", "light"),
    "contacts": ("show", "channel", "answer", "since", "until"),
    "cases": ("state", "region", "kind", "programme"),
    "households": ("region", "programme"),
    "notices": ("kind", "programme", "region"),
    "exchange": ("kind",),
    "exchange-differences": ("kind", "state", "region", "programme", "month"),
    "reviews": ("within", "region", "cycle"),
    "referrals": ("stage", "topic"),
    "complaints": ("state", "about"),
    "reports": ("show", "kind"),
    "scenarios": ("show",),
    "findings": ("state", "rule", "severity", "outcome", "region", "month"),
    "holds": ("state", "reason", "programme", "region"),
    "accounts": ("state", "fault", "region"),
    "leads": ("show", "source", "likelihood", "programme", "outcome", "region"),
    "verification-batches": ("source", "state"),
    "connection-pushes": ("credential",),
    "query-log": ("act", "outcome", "purpose", "user", "since", "until"),
    "attestations": ("kind", "stage", "region", "term"),
    "matters": ("state", "item", "region"),
    "remedies": ("kind", "state"),
    "differences": ("since", "region", "programme", "step"),
    "near-relatives": ("region",),
    "archives": ("archive", "year"),
    "cooperations": ("side", "standing", "finding", "since", "until"),
    "documents": ("year", "kind"),
    "documents-undelivered": ("year", "kind"),
}
"""Of each list, what is kept of its address; the order of its rows besides."""
ORDER = "sort"


@dataclass(frozen=True)
class Kept:
    """One filter as the list shows it."""

    id: UUID
    name: str
    url: str
    is_current: bool
    is_default: bool


@dataclass(frozen=True)
class Saved:
    """What somebody keeps for a list, and what is chosen on it now."""

    page: str
    kept: tuple[Kept, ...]
    chosen: Mapping[str, str]
    is_narrowed: bool
    cleared_url: str
    query: str


def chosen_on(page: str, given: Mapping[str, str]) -> dict[str, str]:
    """What may be kept of what is chosen."""
    return {key: value for key in (*KEPT[page], ORDER) if (value := given.get(key, ""))}


def keeps_filters(page: str) -> Callable[[View], View]:
    """A list that shows its kept filters, and opens with the default where nothing is chosen."""

    def declare(view: View) -> View:
        @wraps(view)
        def listed(request: DeskRequest) -> HttpResponse:
            request.saved = saved = saved_for(request, page)
            usual = next((each.url for each in saved.kept if each.is_default), "")
            if usual and request.method == "GET" and not request.GET:
                return redirect(usual)
            return view(request)

        return listed

    return declare


def saved_for(request: DeskRequest, page: str) -> Saved:
    chosen = chosen_on(page, request.GET.dict())
    kept = tuple(
        Kept(
            found.id,
            found.name,
            f"{request.path}?{urlencode(found.chosen)}",
            found.chosen == chosen,
            found.is_default,
        )
        for found in filters_of(request.actor.user_id, page)
    )
    is_narrowed = any(value for key, value in request.GET.items() if key != "page")
    return Saved(page, kept, chosen, is_narrowed, f"{request.path}?page=1", urlencode(chosen))

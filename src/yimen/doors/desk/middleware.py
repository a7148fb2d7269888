"""Between request and view: who asks, under which post, within which scope; every refusal as a page."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from django.utils.cache import add_never_cache_headers

from yimen.domains.network import queries as network
from yimen.domains.network.errors import NoPostError, NotPermittedError, PostEndedError, UserInactiveError
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import tried_at_the_door
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import scoped
from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

from .access import Access, Door, access_to
from .access.verification import shows_queries
from .refusals import status_of
from .views.errors import signed_out

POST_IN_SESSION = "post_id"
BEFORE_PASSWORD = {"password", "logout"}
"""What opens while the password is still the administrator's."""

View = Callable[..., HttpResponse]


class DeskMiddleware:
    """Opens a page of the desk only to whom `access` admits, inside the scope of the post in the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.namespace == "desk":
            add_never_cache_headers(response)  # a desk is shared: nothing of it stays in a browser's store
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.namespace != "desk":
            return None
        access = access_to(match.url_name or "")
        if access.door is Door.ANYONE:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if _has_first_password(request) and match.url_name not in BEFORE_PASSWORD:
            return _led_to(request, reverse("desk:password"))
        if access.door is Door.SIGNED_IN:
            return None
        return _opened(request, access, lambda: view(request, *args, **kwargs))


def _opened(request: HttpRequest, access: Access, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The page, in one transaction of the actor's scope; a refusal undoes everything and becomes a page."""
    try:
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]  # what makes it a DeskRequest
        if not access.admits(actor.role):
            _refuse(request, actor)
        with scoped(actor.scope):
            return view()
    except (NoPostError, PostEndedError, UserInactiveError):
        request.session.pop(POST_IN_SESSION, None)
        return redirect("desk:hat")
    except YimenError as refusal:
        return refused(request, refusal)


def _refuse(request: HttpRequest, actor: Actor) -> NoReturn:
    """Somebody's data are behind a page of queries: that it was tried is recorded."""
    match = cast(ResolverMatch, request.resolver_match)
    kept: AbstractContextManager[None] = nullcontext()
    if shows_queries(match.url_name or ""):
        kept = tried_at_the_door(
            request_id=match.kwargs.get("request_id"), person_id=match.kwargs.get("person_id"), by=actor
        )
    with kept:
        raise NotPermittedError("您现在的岗位不能打开这个页面；如有其他岗位，请在右上角更换。")


def _actor(request: HttpRequest) -> Actor:
    post = request.session.get(POST_IN_SESSION)
    return network.actor_for(cast(UUID, request.user.pk), UUID(post) if post else None)


def _to_login(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return signed_out()
    return _led_to(request, f"{reverse('desk:login')}?next={request.path}")


def _has_first_password(request: HttpRequest) -> bool:
    """The password was set by an administrator: until it is changed, nothing else opens."""
    return cast(User, request.user).must_change_password


def _led_to(request: HttpRequest, target: str) -> HttpResponse:
    """An htmx fragment cannot show a whole page, so the window goes there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def refused(request: HttpRequest, refusal: YimenError) -> HttpResponse:
    """A refusal as a page that says what is wrong and the way out; inside htmx, as a short message."""
    status = status_of(refusal)
    if request.headers.get("HX-Request"):
        toast = json.dumps({"toast": {"text": in_readers_words(refusal.message), "kind": "bad"}})
        return HttpResponse(status=status, headers={"HX-Trigger": toast})
    shown = {"refusal": refusal, "status": status, "came_from": _came_from(request)}
    return render(request, "desk/refused.html", shown, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of this house on which the refused button was pressed; nothing where it cannot be told."""
    page = urlsplit(request.headers.get("Referer", ""))
    if request.method in ("GET", "HEAD") or page.netloc != request.get_host():
        return ""
    path = "/" + page.path.lstrip("/")
    return f"{path}?{page.query}" if page.query else path

"""Signing in and out, the choice of a post, the language."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.domains.network import queries as network
from yimen.foundation.accounts.models import User

from ..forms.session import LoginForm
from ..middleware import POST_IN_SESSION


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Password first; whoever has a second factor is asked for it on the next page."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect("desk:home")
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            return _enter(request, cast(User, user))
        form.add_error(None, _("用户名或密码不对。请核对后再输；连续输错 5 次会暂停登录 30 分钟。"))
    return render(request, "desk/login.html", {"form": form, "next": _next(request)})


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    target = _next(request)
    login(request, user)
    return put_on_only_hat(request, target)


def put_on_only_hat(request: HttpRequest, target: str) -> HttpResponse:
    """Somebody with one post starts working at once; others choose."""
    hats = network.posts_of(cast(UUID, request.user.pk))
    if len(hats) != 1:
        return redirect("desk:hat")
    request.session[POST_IN_SESSION] = str(hats[0].post_id)
    return redirect(target)


def locked_out(request: HttpRequest, *_arguments: object, **_facts: object) -> HttpResponse:
    """Called by axes after too many wrong passwords."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "desk/locked.html", {"minutes": minutes}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("desk:login")


@require_http_methods(["GET", "POST"])
def hat(request: HttpRequest) -> HttpResponse:
    """Choose the post under which to work; a foreign post cannot be chosen."""
    hats = network.posts_of(cast(UUID, request.user.pk))
    if request.method == "POST":
        chosen = next((each for each in hats if str(each.post_id) == request.POST.get("post")), None)
        if chosen is not None:
            request.session[POST_IN_SESSION] = str(chosen.post_id)
            return redirect("desk:home")
    return render(request, "desk/hat.html", {"hats": hats})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language in Django's own cookie."""
    response = redirect(_next(request))
    chosen = request.POST.get("language", "")
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only addresses of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else "/"

"""Signing in and out, the second factor, the choice of a post, the language."""

from collections.abc import Callable
from typing import TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.network import queries as network
from yimen.foundation.accounts import second_factor, signing
from yimen.foundation.accounts.models import User
from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

from ..forms.session import CodeForm, LoginForm, PasswordForm
from ..middleware import POST_IN_SESSION

_TARGET = "sign-in-target"

Result = TypeVar("Result")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Password first; whoever has a second factor is asked for it on the next page."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect("desk:home")
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_in = _signing(form, lambda: signing.sign_in(request, **form.cleaned_data))
        if is_in is not None:
            request.session[_TARGET] = _next(request)
            return _put_on_only_hat(request) if is_in else redirect("desk:code")
    return render(request, "desk/login.html", {"form": form, "next": _next(request)})


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    if not signing.is_code_awaited(request):
        return redirect("desk:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _signing(form, lambda: signing.confirm_code(request, code=form.cleaned_data["code"]))
        if request.user.is_authenticated:
            return _put_on_only_hat(request)
    return render(request, "desk/code.html", {"form": form})


def _signing(form: BaseForm, action: Callable[[], Result]) -> Result | None:
    """No transaction around it: a failure must stay counted and recorded, or nobody is ever locked out."""
    try:
        return action()
    except YimenError as refusal:
        form.add_error(None, in_readers_words(refusal.message))
        return None


def _put_on_only_hat(request: HttpRequest) -> HttpResponse:
    """Somebody with one post starts working at once; others choose."""
    hats = network.posts_of(cast(UUID, request.user.pk))
    if len(hats) != 1:
        return redirect("desk:hat")
    request.session[POST_IN_SESSION] = str(hats[0].post_id)
    return redirect(request.session.pop(_TARGET, "/"))


def locked_out(request: HttpRequest, *_arguments: object, **_facts: object) -> HttpResponse:
    """Called by axes after too many wrong passwords."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "desk/locked.html", {"minutes": minutes}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing.sign_out(request)
    return redirect("desk:login")


@require_GET
def state(request: HttpRequest) -> HttpResponse:
    """Who is signed in now, asked by a form that lay open for long; with the token it needs to leave."""
    if not request.user.is_authenticated:
        return JsonResponse({"user": "", "post": "", "token": ""})
    post = request.session.get(POST_IN_SESSION, "")
    return JsonResponse({"user": str(request.user.pk), "post": post, "token": get_token(request)})


@require_http_methods(["GET", "POST"])
def hat(request: HttpRequest) -> HttpResponse:
    """Choose the post under which to work; a foreign post cannot be chosen."""
    hats = network.posts_of(cast(UUID, request.user.pk))
    if request.method == "POST":
        chosen = next((each for each in hats if str(each.post_id) == request.POST.get("post")), None)
        if chosen is not None:
            request.session[POST_IN_SESSION] = str(chosen.post_id)
            return redirect(request.session.pop(_TARGET, "/"))
    return render(request, "desk/hat.html", {"hats": hats})


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; a password the administrator set must be changed before anything else."""
    is_first = cast(User, request.user).must_change_password
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {key: form.cleaned_data[key] for key in ("present", "wanted")}
        _signing(form, lambda: signing.change_password(request, **typed))
        if form.is_valid():
            messages.success(request, _("密码已修改；在其他电脑上的登录已全部退出。"))
            return redirect(request.session.pop(_TARGET, "/"))
    return render(request, "desk/password.html", {"form": form, "is_first": is_first})


@require_http_methods(["GET", "POST"])
def totp(request: HttpRequest) -> HttpResponse:
    """Switch the second factor on or off; a secret is made when one begins, recovery codes are shown once."""
    user = cast(User, request.user)
    is_on = second_factor.has_second_factor(user)
    if request.method == "POST" and "begin" in request.POST and not is_on:
        second_factor.begin(user)
        return redirect("desk:totp")
    form = CodeForm(request.POST or None)
    codes: list[str] | None = None
    if request.method == "POST" and form.is_valid():
        codes = _switch(request, form, is_on=is_on)
        is_on = second_factor.has_second_factor(user)
    enrolment = None if is_on else second_factor.find_pending(user)
    shown = {"form": form, "codes": codes, "is_on": is_on, "enrolment": enrolment}
    return render(request, "desk/totp.html", shown)


def _switch(request: HttpRequest, form: CodeForm, *, is_on: bool) -> list[str] | None:
    """Off, or on with the recovery codes."""
    typed = form.cleaned_data["code"]
    if is_on:
        return _signing(form, lambda: signing.switch_off_second_factor(request, code=typed))
    return _signing(form, lambda: second_factor.enable(cast(User, request.user), code=typed))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language in Django's own cookie."""
    response = redirect(_next(request))
    chosen = request.POST.get("language", "")
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only addresses of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    if not asked.startswith("/") or not asked.isprintable() or len(asked) > 500:
        return "/"
    hosts, secure = {request.get_host()}, request.is_secure()
    return asked if url_has_allowed_host_and_scheme(asked, hosts, require_https=secure) else "/"

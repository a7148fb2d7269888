"""Signing in and out: password, then the second factor if there is one; lockout counts failures of both."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import time
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from yimen.foundation import audit
from yimen.foundation.accounts.errors import (
    LockedOutError,
    PasswordRefusedError,
    SignInExpiredError,
    WrongCodeError,
    WrongCredentialsError,
)
from yimen.foundation.accounts.models import User
from yimen.foundation.accounts.second_factor import accepts, disable, has_second_factor
from yimen.foundation.models import blind

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_PENDING = "yimen.second-factor-pending"
_PATIENCE = 5 * 60


def sign_in(request: HttpRequest, *, username: str, password: str) -> bool:
    """True: signed in. False: the password is right, and `confirm_code` must follow within five minutes."""
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        _record_refusal(username)
    _refuse_locked(request)
    if not isinstance(user, User):
        raise WrongCredentialsError("用户名或密码不正确；请核对后重试，忘记密码请联系系统管理员。")
    if has_second_factor(user):
        request.session.cycle_key()
        request.session[_PENDING] = {"user": str(user.pk), "until": time() + _PATIENCE}
        return False
    _enter(request, user)
    return True


def counted_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The name axes counts a failure under; what is no user name (a password, a number) only as a digest."""
    typed = (credentials or request.POST).get("username", "")
    is_known = User.objects.filter(username=typed).exists()
    return typed if is_known else blind(typed, "sign-in").hex()


def is_code_awaited(request: HttpRequest) -> bool:
    """The password was right, and the code is still missing."""
    return _PENDING in request.session


def confirm_code(request: HttpRequest, *, code: str) -> None:
    """Finish a sign-in with a code of the authenticator app or a recovery code."""
    user = _pending_user(request)
    with _counted(request, user):
        if not accepts(user, code):
            raise WrongCodeError("动态口令不正确或已用过；请输入应用中最新的六位数字，或一个未用过的备用码。")
    del request.session[_PENDING]
    _enter(request, user)


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    user = request.user
    if isinstance(user, User):
        _record(user, "account:sign_out")
    logout(request)


def switch_off_second_factor(request: HttpRequest, *, code: str) -> None:
    """A wrong code counts towards the lockout as at sign-in, or an open desk could be guessed at for ever."""
    user = _signed_in(request)
    with _counted(request, user):
        disable(user, code=code)


def change_password(request: HttpRequest, *, present: str, wanted: str) -> None:
    """Change the user's own password; every other session of hers ends. A wrong present one is counted."""
    user = _signed_in(request)
    with _counted(request, user):
        if not user.check_password(present):
            raise PasswordRefusedError("当前密码不正确，请重新输入。")
    if present == wanted:
        raise PasswordRefusedError("新密码与当前密码相同；请换一个。")
    try:
        validate_password(wanted, user)
    except ValidationError as fault:
        raise PasswordRefusedError(" ".join(fault.messages)) from fault
    with transaction.atomic():
        user.set_password(wanted)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        _record(user, "account:change_password")
    update_session_auth_hash(request, user)


def _signed_in(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise SignInExpiredError("登录已超时，请重新输入用户名和密码。")
    return user


@contextmanager
def _counted(request: HttpRequest, user: User) -> Iterator[None]:
    """What a user must prove: not while locked out, and a failure is counted and recorded."""
    credentials = {"username": user.username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise _locked()
    try:
        yield
    except (WrongCodeError, PasswordRefusedError):
        _record_refusal(user.username)
        AxesProxyHandler.user_login_failed(__name__, credentials, request)
        _refuse_locked(request)
        raise


def _enter(request: HttpRequest, user: User) -> None:
    login(request, user, backend=_BACKEND)
    _record(user, "account:sign_in")


def _record(user: User, action: str) -> None:
    audit.record(action, kind="user", subject=user.pk, region=audit.NATION, by=audit.as_user(user.pk))


def _record_refusal(username: str) -> None:
    """Only for a user who exists: the audit must not collect passwords typed into the wrong field."""
    user = User.objects.filter(username=username).first()
    if user is not None:
        audit.record(
            "account:sign_in_refused", kind="user", subject=user.pk, region=audit.NATION, by=audit.SYSTEM
        )


def _pending_user(request: HttpRequest) -> User:
    pending = request.session.get(_PENDING)
    if pending and time() < pending["until"]:
        user = User.objects.filter(pk=UUID(pending["user"]), is_active=True).first()
        if user is not None:
            return user
    request.session.pop(_PENDING, None)
    raise SignInExpiredError("登录已超时，请重新输入用户名和密码。")


def _refuse_locked(request: HttpRequest) -> None:
    if getattr(request, "axes_locked_out", False):
        raise _locked()


def _locked() -> LockedOutError:
    return LockedOutError("连续多次登录失败，该账号已暂时锁定；请三十分钟后再试，或联系系统管理员解锁。")

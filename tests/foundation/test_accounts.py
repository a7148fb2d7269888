"""Signing in: password, lockout, second factor, recovery codes; refusals say nothing about who exists."""

import base64
import logging
from collections.abc import Iterator
from time import time
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
import time_machine
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from yimen.foundation.accounts import second_factor, signing
from yimen.foundation.accounts.errors import (
    LockedOutError,
    PasswordRefusedError,
    SignInExpiredError,
    WrongCodeError,
    WrongCredentialsError,
)
from yimen.foundation.accounts.models import RecoveryCode, SecondFactor, User
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 42"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("mei", PASSWORD, name="钟小梅")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel("2026-03-02 08:00:00+08:00", tick=False) as traveller:
        yield traveller


def a_request() -> Any:
    request = RequestFactory().post("/sign-in/")
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def code_of(secret: str) -> str:
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(time())).decode()  # noqa: S303 - RFC 6238


def _enrolled(user: User) -> tuple[str, list[str]]:
    secret = second_factor.begin(user).secret
    return secret, second_factor.enable(user, code=code_of(secret))


def test_the_right_password_signs_in_and_is_recorded(user: User) -> None:
    request = a_request()
    assert signing.sign_in(request, username="mei", password=PASSWORD)
    assert request.user == user
    with system_scope():
        assert Entry.objects.get().action == "account:sign_in"


@pytest.mark.parametrize(("username", "password"), [("mei", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(
    user: User, username: str, password: str
) -> None:
    with pytest.raises(WrongCredentialsError) as refusal:
        signing.sign_in(a_request(), username=username, password=password)
    assert refusal.value.message == "用户名或密码不正确；请核对后重试，忘记密码请联系系统管理员。"


def test_refused_attempts_on_an_account_are_recorded_and_typed_names_are_not(user: User) -> None:
    for username in ("mei", "nobody"):
        with pytest.raises(WrongCredentialsError):
            signing.sign_in(a_request(), username=username, password="wrong")
    with system_scope():
        entry = Entry.objects.get()
    assert (entry.action, entry.subject) == ("account:sign_in_refused", user.pk)


def test_somebody_inactive_does_not_enter(user: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(WrongCredentialsError):
        signing.sign_in(a_request(), username="mei", password=PASSWORD)


def test_five_failures_lock_the_account_for_half_an_hour_and_no_other(user: User, clock: Any) -> None:
    User.objects.create_user("lan", PASSWORD, name="蓝蓝")
    for _attempt in range(4):
        with pytest.raises(WrongCredentialsError):
            signing.sign_in(a_request(), username="mei", password="wrong")
    with pytest.raises(LockedOutError, match="三十分钟"):
        signing.sign_in(a_request(), username="mei", password="wrong")
    with pytest.raises(LockedOutError):
        signing.sign_in(a_request(), username="mei", password=PASSWORD)
    assert signing.sign_in(a_request(), username="lan", password=PASSWORD)
    clock.shift(31 * 60)
    assert signing.sign_in(a_request(), username="mei", password=PASSWORD)


def test_no_user_name_reaches_the_log(user: User, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("axes").propagate = True
    for _attempt in range(6):
        with pytest.raises((WrongCredentialsError, LockedOutError)):
            signing.sign_in(a_request(), username="mei", password="wrong")
    assert "mei" not in caplog.text


def test_a_second_factor_is_asked_after_the_password(user: User, clock: Any) -> None:
    secret, _codes = _enrolled(user)
    clock.shift(60)
    request = a_request()
    assert not signing.sign_in(request, username="mei", password=PASSWORD)
    assert signing.is_code_awaited(request) and not request.user.is_authenticated
    signing.confirm_code(request, code=code_of(secret))
    assert request.user == user and not signing.is_code_awaited(request)


def test_a_code_works_once(user: User, clock: Any) -> None:
    secret, _codes = _enrolled(user)
    clock.shift(60)
    assert second_factor.accepts(user, code_of(secret))
    assert not second_factor.accepts(user, code_of(secret))
    clock.shift(30)
    assert second_factor.accepts(user, code_of(secret))


def test_a_recovery_code_works_once_and_is_not_kept_in_clear(user: User, clock: Any) -> None:
    _secret, codes = _enrolled(user)
    assert len(set(codes)) == 8
    assert second_factor.accepts(user, codes[0].upper())
    assert not second_factor.accepts(user, codes[0])
    assert all(code.encode() not in bytes(row.digest) for row in RecoveryCode.objects.all() for code in codes)


def test_wrong_codes_lock_the_account_too(user: User, clock: Any) -> None:
    secret, _codes = _enrolled(user)
    clock.shift(60)
    request = a_request()
    signing.sign_in(request, username="mei", password=PASSWORD)
    for _attempt in range(4):
        with pytest.raises(WrongCodeError):
            signing.confirm_code(request, code="000000x")
    with pytest.raises(LockedOutError):
        signing.confirm_code(request, code="000000x")
    with pytest.raises(LockedOutError):
        signing.confirm_code(request, code=code_of(secret))


def test_the_code_step_expires_and_cannot_be_entered_directly(user: User, clock: Any) -> None:
    secret, _codes = _enrolled(user)
    request = a_request()
    with pytest.raises(SignInExpiredError):
        signing.confirm_code(request, code=code_of(secret))
    signing.sign_in(request, username="mei", password=PASSWORD)
    clock.shift(301)
    with pytest.raises(SignInExpiredError, match="重新输入"):
        signing.confirm_code(request, code=code_of(secret))


def test_enrolling_needs_a_right_code_and_leaving_too(user: User, clock: Any) -> None:
    enrolment = second_factor.begin(user)
    assert parse_qs(urlparse(enrolment.address).query)["secret"] == [enrolment.secret]
    assert enrolment.qr.startswith("<svg")
    assert second_factor.begin(user).secret == enrolment.secret
    with pytest.raises(WrongCodeError):
        second_factor.enable(user, code="000000x")
    assert not second_factor.has_second_factor(user)
    codes = second_factor.enable(user, code=code_of(enrolment.secret))
    with pytest.raises(WrongCodeError):
        second_factor.disable(user, code="000000x")
    second_factor.disable(user, code=codes[0])
    assert not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()


def test_changing_the_password_needs_the_present_one_and_a_good_one(user: User) -> None:
    request = a_request()
    signing.sign_in(request, username="mei", password=PASSWORD)
    for present, wanted in (("wrong", "another horse 42"), (PASSWORD, "short"), (PASSWORD, "password1234")):
        with pytest.raises(PasswordRefusedError):
            signing.change_password(request, present=present, wanted=wanted)
    signing.change_password(request, present=PASSWORD, wanted="another horse 42")
    assert User.objects.get().check_password("another horse 42")


def test_signing_out_ends_the_session(user: User) -> None:
    request = a_request()
    signing.sign_in(request, username="mei", password=PASSWORD)
    signing.sign_out(request)
    assert not request.user.is_authenticated

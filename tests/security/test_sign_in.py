"""The way in, through the pages: lockout, one answer for all, fixation, redirects, second factor, the hat."""

from datetime import datetime, timedelta
from time import time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import hashers
from django.urls import reverse
from tests.support.cast import PASSWORD

from yimen.doors.desk.middleware import POST_IN_SESSION
from yimen.foundation.accounts import second_factor
from yimen.foundation.accounts.models import SecondFactor
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db
LOGIN = reverse("desk:login")
HOME = reverse("desk:home")


def sign_in(client, username: str = "town_handler", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def totp_at(user, moment: float) -> str:
    from base64 import b32decode

    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    secret = SecondFactor.objects.get(user=user).secret
    return TOTP(b32decode(secret), 6, SHA1(), 30).generate(int(moment)).decode()  # noqa: S303 - RFC 6238


@pytest.fixture
def user_with_factor(cast):
    user = cast.user_of(cast.town_handler)
    second_factor.begin(user)
    with time_machine.travel(datetime.now(tz=ZoneInfo("UTC")) - timedelta(hours=1), tick=False):
        second_factor.enable(user, code=totp_at(user, time()))
    return user


def test_five_wrong_passwords_on_the_page_lock_the_account_and_each_is_recorded(client, cast):
    assert [sign_in(client, password="wrong").status_code for _ in range(5)][-1] == 429
    assert sign_in(client).status_code == 429
    assert client.get(HOME).headers["Location"].startswith(LOGIN)
    with system_scope():
        refused = Entry.objects.filter(action="account:sign_in_refused", subject=cast.town_handler.user_id)
        assert refused.count() >= 5


def test_five_wrong_codes_on_the_page_lock_the_account(client, user_with_factor):
    assert sign_in(client).headers["Location"] == reverse("desk:code")
    answers = [client.post(reverse("desk:code"), {"code": "000000"}).status_code for _ in range(5)]
    assert answers[-1] == 429
    right = totp_at(user_with_factor, time())
    assert "已暂时锁定" in client.post(reverse("desk:code"), {"code": right}).content.decode()
    assert client.get(HOME).headers["Location"].startswith(LOGIN)


def test_an_unknown_name_and_a_wrong_password_get_the_same_page_after_the_same_hashing(
    client, cast, monkeypatch
):
    calls: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    known = sign_in(client, password="wrong")
    hashed_for_known = len(calls)
    unknown = sign_in(client, username="nobody", password="wrong")
    assert hashed_for_known == len(calls) - hashed_for_known == 1
    assert known.status_code == unknown.status_code == 200
    for page in (known, unknown):
        assert "用户名或密码不正确" in page.content.decode()


def test_a_typed_password_is_shown_nowhere_again(client, cast):
    page = sign_in(client, username="town_handler", password="secret-typed-here")
    assert "secret-typed-here" not in page.content.decode()


def test_the_session_of_before_is_not_the_session_of_after(client, cast):
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    before = session.session_key
    assert sign_in(client).status_code == 302
    assert client.cookies["sessionid"].value != before


def test_signing_out_ends_the_session_and_only_a_post_does_it(client, cast):
    sign_in(client)
    key = client.cookies["sessionid"].value
    assert client.get(reverse("desk:logout")).status_code == 405
    client.post(reverse("desk:logout"))
    client.cookies["sessionid"] = key
    assert client.get(reverse("desk:worklist")).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        " //evil.example",
        "/\t/evil.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in_or_changing_the_language(client, cast, target):
    assert sign_in(client, next=target).headers["Location"] == "/"
    language = client.post(reverse("desk:language"), {"language": "en", "next": target})
    assert language.headers["Location"] == "/"


def test_the_page_asked_for_opens_after_signing_in(client, cast):
    asked = client.get(reverse("desk:cases")).headers["Location"]
    assert asked == f"{LOGIN}?next={reverse('desk:cases')}"
    assert sign_in(client, next=reverse("desk:cases")).headers["Location"] == reverse("desk:cases")


def test_a_code_of_the_authenticator_opens_once(client, user_with_factor, django_user_model):
    sign_in(client)
    code = totp_at(user_with_factor, time())
    assert client.post(reverse("desk:code"), {"code": code}).status_code == 302
    client.post(reverse("desk:logout"))
    sign_in(client)
    assert client.post(reverse("desk:code"), {"code": code}).status_code == 200
    assert client.get(HOME).headers["Location"].startswith(LOGIN)


def test_the_password_alone_opens_nothing_where_a_code_is_missing(client, user_with_factor):
    sign_in(client)
    for name in ("desk:home", "desk:worklist", "desk:hat", "desk:totp"):
        assert client.get(reverse(name)).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("whose", ["stranger", "county_confirmer"])
def test_a_foreign_post_cannot_be_put_on_nor_forged_into_the_session(client, cast, whose):
    foreign = str(getattr(cast, whose).post_id)
    sign_in(client)
    assert client.post(reverse("desk:hat"), {"post": foreign}).status_code == 200
    assert client.session[POST_IN_SESSION] == str(cast.town_handler.post_id)
    session = client.session
    session[POST_IN_SESSION] = foreign
    session.save()
    refused = client.get(reverse("desk:worklist"))
    assert (refused.status_code, refused.headers.get("Location")) == (302, reverse("desk:hat"))


@pytest.mark.parametrize("forged", ["", "nonsense", "01890000-0000-7000-8000-000000000000"])
def test_a_post_that_does_not_exist_leads_back_to_the_choice(client, cast, forged):
    sign_in(client)
    assert client.post(reverse("desk:hat"), {"post": forged}).status_code == 200


def test_an_htmx_fragment_without_session_says_nothing_and_leads_to_the_login(client, cast):
    answer = client.post(reverse("desk:search-hits"), {"words": "李"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "signed-out")


def test_guessing_codes_to_switch_the_second_factor_off_locks_the_account(client, user_with_factor):
    client.force_login(user_with_factor, "django.contrib.auth.backends.ModelBackend")
    answers = [client.post(reverse("desk:totp"), {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    right = totp_at(user_with_factor, time())
    assert "已暂时锁定" in client.post(reverse("desk:totp"), {"code": right}).content.decode()
    assert second_factor.has_second_factor(user_with_factor)
    with system_scope():
        refused = Entry.objects.filter(action="account:sign_in_refused", subject=user_with_factor.pk)
        assert refused.count() == 5


def test_a_right_code_switches_the_second_factor_off(client, user_with_factor):
    client.force_login(user_with_factor, "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("desk:totp"), {"code": totp_at(user_with_factor, time())})
    assert not second_factor.has_second_factor(user_with_factor)


def test_looking_at_the_page_makes_no_secret_and_beginning_does(client, cast):
    sign_in(client)
    page = reverse("desk:totp")
    assert "开始设置" in client.get(page).content.decode()
    assert not SecondFactor.objects.exists()
    client.post(page, {"code": "123456"})
    assert not SecondFactor.objects.exists()
    client.post(page, {"begin": "1"})
    user = cast.user_of(cast.town_handler)
    secret = SecondFactor.objects.get(user=user).secret
    assert secret in client.get(page).content.decode()
    assert "一次" in client.post(page, {"code": totp_at(user, time())}).content.decode()
    assert second_factor.has_second_factor(user)

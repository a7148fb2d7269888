"""Whoever asks for codes again and again is asked to wait; who it was is kept nowhere."""

from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from tests.support.process import on

from yimen.doors.portal import visitors
from yimen.foundation.limits.addresses import address_of
from yimen.foundation.limits.counting import count_attempt, forget_attempts
from yimen.foundation.limits.models import Attempts

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
CODE = "23456789ABCDEFGHJKMN"
OTHER = "3456789ABCDEFGHJKMNP"


@pytest.fixture(autouse=True)
def day():
    with on(DAY):
        yield


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(visitors, "OF_ONE_ADDRESS", 3)
    monkeypatch.setattr(visitors, "OF_ONE_CODE", 2)


def check(client, code=CODE, address="203.0.113.7"):
    return client.get(reverse("portal:document-check", args=[code]), REMOTE_ADDR=address)


@pytest.mark.usefixtures("few")
def test_one_address_that_asks_too_often_waits_and_others_do_not(client):
    codes = [CODE, OTHER, CODE]
    assert [check(client, code).status_code for code in codes] == [404, 404, 404]
    late = check(client, "456789ABCDEFGHJKMNPQ")
    assert late.status_code == 429 and late["Retry-After"] == "600" and "10 分钟" in late.content.decode()
    assert check(client, "456789ABCDEFGHJKMNPQ", "203.0.113.8").status_code == 404


@pytest.mark.usefixtures("few")
def test_one_code_that_is_asked_for_from_everywhere_waits(client):
    addresses = [f"203.0.113.{last}" for last in range(3)]
    assert [check(client, CODE, address).status_code for address in addresses] == [404, 404, 429]


@pytest.mark.usefixtures("few")
def test_one_code_is_the_same_in_whatever_way_it_is_typed(client):
    url = reverse("portal:transfer-answer")
    typed = [OTHER, OTHER.lower(), "-".join(OTHER[at : at + 4] for at in range(0, 20, 4))]
    asked = [client.post(url, {"code": each}, REMOTE_ADDR=f"203.0.113.{n}") for n, each in enumerate(typed)]
    assert [each.status_code for each in asked] == [404, 404, 429]


@pytest.mark.usefixtures("few")
def test_an_answer_without_account_is_counted_alike(client):
    url = reverse("portal:transfer-answer")
    for _time in range(3):
        client.post(url, {"code": OTHER}, REMOTE_ADDR="203.0.113.9")
    assert client.post(url, {"code": CODE}, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert client.get(url, REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.usefixtures("few")
def test_ten_minutes_later_it_is_answered_again(client, time_machine_later):
    for _time in range(5):
        check(client)
    with time_machine_later():
        assert check(client).status_code == 404


@pytest.fixture
def time_machine_later():
    return lambda: on(date(2026, 3, 3))


def test_neither_address_nor_code_stands_in_the_database(client):
    check(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT limits_attempts::text FROM limits_attempts")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert rows and CODE not in rows and "203.0.113.7" not in rows


def test_attempts_are_forgotten():
    tried = [count_attempt(kind, "a") for kind in ("address", "address", "code")]
    assert tried == [1, 2, 1]
    assert forget_attempts() == 0
    with on(date(2026, 3, 3)):
        assert forget_attempts() == 2 and not Attempts.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "passed", "seen"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "not an address", ""),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "", ""),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(settings, proxies, passed, seen):
    settings.YIMEN_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": passed})
    assert address_of(request) == seen

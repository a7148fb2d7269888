"""Signing in, wrong passwords, the choice of a post, leaving."""

from datetime import date

import pytest
from django.urls import reverse
from tests.support.cast import PASSWORD, acting

from yimen.domains.network import actions as network
from yimen.domains.network.types import Role

LOGIN = "/login"


def sign_in(client, username="town_handler", password=PASSWORD, **more):
    return client.post(reverse("desk:login"), {"username": username, "password": password, **more})


def test_one_post_starts_working_at_once(cast, client):
    response = sign_in(client, next="/households")
    assert response.url == "/households"
    assert client.get("/worklist").status_code == 200


def test_several_posts_are_chosen_from(cast, client):
    by = cast.administrator
    with acting(by):
        handler = cast.town_handler
        network.appoint(
            staff_id=handler.staff_id,
            station_id=handler.station_id,
            role=Role.TOWN_REVIEWER,
            valid_from=date(2024, 1, 1),
            by=by,
        )
    response = sign_in(client)
    assert response.url == reverse("desk:hat")
    page = client.get(response.url).content.decode()
    assert page.count('name="post"') == 2


def test_a_foreign_post_cannot_be_put_on(cast, client):
    sign_in(client)
    client.post(reverse("desk:hat"), {"post": str(cast.county_confirmer.post_id)})
    assert client.session["post_id"] == str(cast.town_handler.post_id)


def test_a_wrong_password_is_told_without_saying_which_was_wrong(cast, client):
    page = sign_in(client, password="wrong").content.decode()
    assert "用户名或密码不正确" in page


def test_after_five_wrong_passwords_the_right_one_waits_too(cast, client):
    for _attempt in range(5):
        sign_in(client, password="wrong")
    response = sign_in(client)
    assert response.status_code == 429
    assert "暂时锁定" in response.content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_after_signing_in(cast, client, target):
    assert sign_in(client, next=target).url == "/"


def test_leaving_ends_the_session(cast, client):
    sign_in(client)
    client.post(reverse("desk:logout"))
    assert client.get("/worklist").url.startswith(LOGIN)


def test_an_ended_post_leads_to_the_choice(cast, client):
    sign_in(client)
    with acting(cast.administrator):
        network.end_post(post_id=cast.town_handler.post_id, on=date(2024, 5, 1), by=cast.administrator)
    assert client.get("/worklist").url == reverse("desk:hat")
    assert "没有正在担任的岗位" in client.get(reverse("desk:hat")).content.decode()


def test_the_language_is_kept_in_a_cookie(cast, client):
    sign_in(client)
    client.post(reverse("desk:language"), {"language": "en", "next": "/worklist"})
    assert '<html lang="en">' in client.get("/worklist").content.decode()

"""A department without an account answers by the link on its sheet: once, masked, without a cookie."""

import pytest
from django.urls import reverse
from tests.domains.intake.conftest import charity, day, link  # noqa: F401 - fixtures
from tests.support.transfers import items, kept

from yimen.domains.intake import actions
from yimen.domains.worklist.types import WorkKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def words(answer):
    return answer.content.decode()


@pytest.fixture
def url(link):  # noqa: F811
    return reverse("portal:transfer-answer", args=[link[1]])


def test_the_page_says_enough_to_answer_and_no_more(client, url):
    page = client.get(url)
    shown = words(page)
    assert page.status_code == 200 and "温**" in shown and "平远县慈善会" in shown
    for hidden in ("温石生", "13900139000", "<script", "style="):
        assert hidden not in shown
    assert "no-store" in page["Cache-Control"] and "Set-Cookie" not in page.headers
    assert page["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_accepted_the_next_link_is_shown_once_and_brings_the_result(client, url, link):  # noqa: F811
    transfer, _token = link
    done = client.post(url, {"verdict": "accept", "text": "", "answerer": "李会长"})
    shown = words(done)
    following = shown.split('class="link-once"><a href="')[1].split('"')[0]
    assert "data:image/svg+xml" in shown
    assert client.get(url).status_code == 404
    path = following[following.index("/public/") :]
    assert "已办结" in words(client.get(path))
    last = client.post(path, {"verdict": "helped", "text": "救助2000元", "answerer": "李会长"})
    assert last.status_code == 200 and "告知群众" in words(last)
    assert kept(transfer).state == "helped" and list(items(transfer)) == [WorkKind.TRANSFER_FEEDBACK]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"verdict": "drop table"},
        {"verdict": "helped", "text": "越级", "answerer": "李会长"},
        {"verdict": "refuse", "text": " ", "answerer": "李会长"},
        {"verdict": "accept", "answerer": ""},
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays(client, url, link, sent):  # noqa: F811
    answer = client.post(url, sent)
    assert answer.status_code == 409 and 'role="alert"' in words(answer)
    assert actions.open_link(link[1]).state == "sent"


def test_what_is_typed_is_shown_as_text_and_cut(client, url, link):  # noqa: F811
    bad = "<img src=x onerror=alert(1)>"
    answer = client.post(url, {"verdict": "helped", "text": bad, "answerer": bad})
    assert bad not in words(answer)
    client.post(url, {"verdict": "refuse", "text": "长" * 900, "answerer": "李" * 90})
    assert len(kept(link[0]).answer) == 500 and len(kept(link[0]).answerer) == 64


@pytest.mark.parametrize("guess", ["x", "x.y", "<script>", "a" * 3000])
def test_a_guess_finds_nothing_and_is_not_echoed(client, link, guess):  # noqa: F811
    for answer in (
        client.get(reverse("portal:transfer-answer", args=[guess])),
        client.post(reverse("portal:transfer-answer", args=[guess]), {"verdict": "accept", "answerer": "谁"}),
    ):
        assert answer.status_code == 404 and "<script>" not in words(answer)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_ways_are_closed(client, url, method):
    assert getattr(client, method)(url).status_code == 405

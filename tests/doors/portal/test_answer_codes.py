"""A department without an account answers by the code that came with its sheet: once, masked, no cookie."""

import pytest
from django.urls import reverse_lazy
from tests.domains.intake.conftest import charity, day, link  # noqa: F401 - fixtures
from tests.support.transfers import items, kept

from yimen.domains.intake import actions
from yimen.domains.intake.models import TransferCode
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def words(answer):
    return answer.content.decode()


URL = reverse_lazy("portal:transfer-answer")


@pytest.fixture
def opened(client, link):  # noqa: F811
    return client.post(URL, {"code": link[1]})


def openings(link):  # noqa: F811
    with system_scope():
        return TransferCode.objects.get(transfer=link[0], closed_at__isnull=True).openings


def test_the_page_says_enough_to_answer_and_no_more(opened, link):  # noqa: F811
    shown = words(opened)
    assert opened.status_code == 200 and "温**" in shown and "平远县慈善会" in shown
    for hidden in ("温石生", "13900139000", "<script", "style="):
        assert hidden not in shown
    assert "no-store" in opened["Cache-Control"] and "Set-Cookie" not in opened.headers
    assert opened["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_looking_at_the_page_or_a_preview_of_it_uses_nothing_up(client, link):  # noqa: F811
    for _time in range(3):
        assert client.get(URL).status_code == 200 and client.head(URL).status_code == 200
    assert openings(link) == 0


def test_what_was_typed_wrong_is_one_more_opening(client, opened, link):  # noqa: F811
    for _time in range(3):
        client.post(URL, {"code": link[1], "verdict": "refuse", "text": " ", "answerer": "李会长"})
    assert openings(link) == 4


def test_no_address_of_the_answer_holds_the_code(client, opened, link):  # noqa: F811
    assert opened.request["PATH_INFO"] == "/public/transfers" and not opened.request["QUERY_STRING"]
    assert 'method="post"' in words(opened) and f"#{link[1]}" not in words(opened)


def test_accepted_the_next_code_is_shown_once_and_brings_the_result(client, link):  # noqa: F811
    transfer, code = link
    done = client.post(URL, {"code": code, "verdict": "accept", "text": "", "answerer": "李会长"})
    shown = words(done)
    following = shown.split('class="code-once"><code>')[1].split("<")[0]
    assert "data:image/svg+xml" in shown
    assert client.post(URL, {"code": code}).status_code == 404
    assert "已办结" in words(client.post(URL, {"code": following.lower()}))
    helped = {"code": following, "verdict": "helped", "text": "救助2000元", "answerer": "李会长"}
    last = client.post(URL, helped)
    assert last.status_code == 200 and "告知群众" in words(last)
    assert kept(transfer).state == "helped" and list(items(transfer)) == [WorkKind.TRANSFER_FEEDBACK]


@pytest.mark.parametrize(
    "sent",
    [
        {"verdict": ""},
        {"verdict": "drop table"},
        {"verdict": "helped", "text": "越级", "answerer": "李会长"},
        {"verdict": "refuse", "text": " ", "answerer": "李会长"},
        {"verdict": "accept", "answerer": ""},
    ],
)
def test_what_is_wrong_is_said_and_the_code_stays(client, link, sent):  # noqa: F811
    answer = client.post(URL, {"code": link[1]} | sent)
    assert answer.status_code == 409 and 'role="alert"' in words(answer)
    assert actions.look_again(link[1]).state == "sent"


def test_what_is_typed_is_shown_as_text_and_cut(client, link):  # noqa: F811
    bad = "<img src=x onerror=alert(1)>"
    answer = client.post(URL, {"code": link[1], "verdict": "helped", "text": bad, "answerer": bad})
    assert bad not in words(answer)
    client.post(URL, {"code": link[1], "verdict": "refuse", "text": "长" * 900, "answerer": "李" * 90})
    assert len(kept(link[0]).answer) == 500 and len(kept(link[0]).answerer) == 64


@pytest.mark.parametrize("guess", ["x", "x.y", "<script>", "a" * 3000, "23456789ABCDEFGHJKMN"])
def test_a_guess_finds_nothing_and_is_not_echoed(client, link, guess):  # noqa: F811
    for answer in (
        client.post(URL, {"code": guess}),
        client.post(URL, {"code": guess, "verdict": "accept", "answerer": "谁"}),
    ):
        assert answer.status_code == 404 and f">{guess[:40]}<" not in words(answer)
        assert f'value="{guess[:40]}' not in words(answer) and "<script>" not in words(answer)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_ways_are_closed(client, method):
    assert getattr(client, method)(URL).status_code == 405

"""Every form of the desk, with words nobody should type: never an error of ours, never shown as code."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import ONLY_POST
from tests.security.access_rows import DESK, TABLE, entered, expected, url_of
from tests.support.process import on
from tests.support.stage import HOME, TODAY, Stage

from yimen.domains.network.types import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(300)]

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{% raw %}"
WORDS = {
    "script": SCRIPT,
    "long": "长" * 20_000,
    "nul": "李\x00明",
    "control": "李\x01\x02\x1b[31m\u202e明\ud800".encode("utf-8", "replace").decode(),
    "negative": "-1",
    "not a number": "NaN",
    "huge": "9" * 40,
    "endless": "1E+999999",
    "digits of others": "١²",
    "early": "0001-01-01",
    "sql": "'; DROP TABLE people_person; --",
    "emoji": "🏠" * 30,
}
ROLES = (
    Role.VILLAGE_ASSISTANT,
    Role.TOWN_HANDLER,
    Role.TOWN_REVIEWER,
    Role.COUNTY_VERIFIER,
    Role.COUNTY_REVIEWER,
    Role.COUNTY_CONFIRMER,
    Role.ADMINISTRATOR,
    Role.DEPARTMENT_LIAISON,
)
BY_ITS_RECEIVER = {"referral-accept", "referral-answer"}
"""Others may open these, but only for a receiver who has no account."""


def opened(stage: Stage) -> Iterator[tuple[str, Client]]:
    """Each page that takes a form, once, by a role that may."""
    clients = {role: entered(stage.staff[role, HOME]) for role in ROLES}
    for name in TABLE:
        if name in ("logout", "totp"):
            continue
        for role in ROLES if name not in BY_ITS_RECEIVER else (Role.DEPARTMENT_LIAISON,):
            if expected(name, role, HOME) != 403:
                yield name, clients[role]
                break


def fields_of(page: str) -> dict[str, list[str]]:
    """Names of all fields of a page, with the values they offer."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        found: dict[str, list[str]]
        select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name = given.get("name") or ""
            if tag == "select":
                self.select = name
                self.found.setdefault(name, [])
            elif tag == "option":
                self.found[self.select].append(given.get("value") or "")
            elif tag in ("input", "textarea") and name and name != "csrfmiddlewaretoken":
                self.found.setdefault(name, []).append(given.get("value") or "")

    parser = Fields()
    parser.found = {}
    parser.feed(page)
    return parser.found


def sent(client: Client, method: str, url: str, form: dict[str, Any]) -> tuple[int, str]:
    """The answer; what it wrote is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(url, form)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        transaction.set_rollback(True)
    return answer.status_code, text


def plausible(offered: dict[str, list[str]]) -> dict[str, str]:
    """What the page would send by itself: its first choices and hidden values."""
    return {name: next((value for value in values if value), "一") for name, values in offered.items()}


@pytest.fixture(scope="module")
def forms(stage: Stage, django_db_blocker: Any) -> list[tuple[str, Client, dict[str, list[str]]]]:
    """Every page once, with the fields it offers."""
    with django_db_blocker.unblock(), on(TODAY):
        found = []
        for name, client in opened(stage):
            page = b"" if name in ONLY_POST else client.get(url_of(name, stage.objects)).content
            found.append((name, client, fields_of(page.decode(errors="replace"))))
        return found


def is_broken(kind: str, status: int, text: str) -> bool:
    return status >= 500 or (kind == "script" and SCRIPT in text)


@pytest.mark.parametrize("kind", WORDS)
def test_no_word_in_any_field_of_any_form_breaks_the_desk(stage: Stage, forms, kind: str):
    """Sent in every field at once, and in the free ones of an otherwise whole form."""
    word, broken = WORDS[kind], []
    assert sum(bool(offered) for _name, _client, offered in forms) > 30
    for name, client, offered in forms:
        everywhere = dict.fromkeys(offered, word) | {"version": word, "shown": word, "next": word}
        free = {field: word for field, values in offered.items() if not any(values)}
        for form in (everywhere, plausible(offered) | free)[: 2 if offered else 1]:
            status, text = sent(client, "post", url_of(name, stage.objects), form)
            if is_broken(kind, status, text):
                broken.append((name, status, form))
    assert broken == []


ASKING = ("library", "stations-haves", "trainings", "training-completion",
          "worklist", "contacts", "cases", "households", "board", "deadlines", "notices", "transfers",
          "parameters", "network", "rounds", "round-figures", "search", "login", "worklist-export",
          "cases-export", "households-export", "contacts-export")  # fmt: skip
QUESTIONS = ("words", "department", "group", "year",
             "page", "list", "light", "kind", "text", "sought", "sort", "region", "state", "show", "on",
             "area", "name", "next", "station", "month", "tab", "level", "figure", "programme",
             "stage")  # fmt: skip


@pytest.mark.parametrize("kind", WORDS)
def test_no_word_in_any_question_of_an_address_breaks_a_page(stage: Stage, forms, kind: str):
    word, broken = WORDS[kind][:2000], []
    for name, client, _offered in forms:
        if name in ASKING:
            for form in (dict.fromkeys(QUESTIONS, word), {"page": word}, {"sort": word, "on": word}):
                status, text = sent(client, "get", url_of(name, stage.objects), form)
                if is_broken(kind, status, text):
                    broken.append((name, status, form))
    assert broken == []


@pytest.mark.parametrize("kind", ["script", "sql", "emoji"])
def test_what_was_typed_is_kept_as_words_and_shown_as_words(stage: Stage, kind: str):
    """Through a contact: typed, kept, listed, opened, exported; never code."""
    word = WORDS[kind][:60]
    client = entered(stage.staff[Role.TOWN_HANDLER, HOME])
    form = {"channel": "window", "name": word, "region": "441426100200", "asked": word, "phone": "1"}
    made = client.post(reverse("desk:contact-record"), form)
    assert made.status_code == 302
    for url in (made.headers["Location"], reverse("desk:contacts")):
        page = client.get(url).content.decode()
        assert word in unescape(page)
        assert "<script>alert" not in page and "<img src=x" not in page and "49{%" not in page


def test_every_form_was_reached(stage: Stage):
    reached = {name for name, _client in opened(stage)}
    assert {name for name in DESK if name not in ("logout", "totp")} - reached == set()

"""The English desk and portal leave no Chinese sentence to a reader; what stays is data, marked so."""

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import PORTAL
from tests.security.access_rows import TABLE, entered, url_of
from tests.support.process import on
from tests.support.stage import HOME, TODAY, Stage

from yimen.domains.network.types import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(300)]

CHINESE = re.compile(r"[\u3400-\u9fff]")
READ_OUT = ("title", "aria-label", "alt", "placeholder", "data-label")
EMPTY = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "use")
SENDERS = (Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.COUNTY_CONFIRMER, Role.ADMINISTRATOR)
KEPT = ("title", "textarea")
"""Where no element can mark the language: what stands there is a name, or what somebody typed."""


class Reader(HTMLParser):
    """Collects Chinese that no `lang` announces, and Chinese that one does."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.unmarked: set[str] = set()
        self.kept: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_chinese = (given["lang"] or "").startswith("zh") if "lang" in given else self._is_chinese()
        for name in READ_OUT:
            if CHINESE.search(given.get(name) or ""):
                self.kept.add(str(given[name]))
        if tag not in EMPTY:
            self.open.append((tag, is_chinese))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if CHINESE.search(text):
            is_kept = self._is_chinese() or (self.open and self.open[-1][0] in KEPT)
            (self.kept if is_kept else self.unmarked).add(text.strip())

    def _is_chinese(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def walked(stage: Stage) -> Iterator[tuple[str, Any]]:
    """Every page of both doors in English."""
    for role, place in stage.staff:
        if place == HOME:
            client = speaking(entered(stage.staff[role, place]))
            for name in TABLE:
                yield f"{role} {name}", client.get(url_of(name, stage.objects))
                if role in SENDERS:
                    yield f"{role} sends nothing to {name}", refused(client, url_of(name, stage.objects))
            yield f"{role} hits", client.post(reverse("desk:search-hits"), {"words": "李建明"})
    stranger = speaking(Client())
    for name in ("desk:login", "desk:code"):
        yield name, stranger.get(reverse(name))
    for name in PORTAL:
        given = {"notices": {"code": "441426100000"}, "document-check": {"code": "ABCD"}}.get(name, {})
        yield name, stranger.get(reverse(f"portal:{name}", kwargs=given))


def refused(client: Client, url: str) -> Any:
    """What a form, or the room behind it, says to an empty sending; should it go through, it is undone."""
    visitor = Client()
    visitor.cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = visitor.post(url, {"version": 0})
        transaction.set_rollback(True)
    return answer


def speaking(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture(scope="module")
def read(stage, django_db_blocker) -> dict[str, Reader]:
    pages = {}
    with django_db_blocker.unblock(), on(TODAY):
        for asked, answer in walked(stage):
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                pages[asked] = Reader()
                pages[asked].feed(answer.content.decode())
    return pages


def test_no_chinese_is_read_out_unannounced(read):
    found = defaultdict(list)
    for asked, page in read.items():
        for text in page.unmarked:
            found[text].append(asked)
    assert sorted(found) == []


def test_what_stays_chinese_is_data_not_our_words(read):
    ours = known_words()
    found = defaultdict(list)
    for asked, page in read.items():
        for text in page.kept & ours:
            found[text].append(asked)
    assert sorted(found) == []


def known_words() -> set[str]:
    """Every text of the house that has English."""
    from tests.doors.cli.test_english import catalog

    return {str(message.id) for message in catalog() if message.id}

"""One reading of every page by everybody on the stage: the tests judge what was taken down of it.

At home it is done in English, elsewhere in Chinese; what a request wrote is taken back. A refusal that rests
on the role alone is the same page wherever it comes: it is read once, and only asked for after that.
"""

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from sys import intern
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import ANYWHERE, PORTAL
from tests.security.access_rows import DESK, entered, expected, url_of
from tests.security.markup import Markup
from tests.security.rows import TABLE
from tests.support.stage import HOME, Stage

from yimen.domains.network.types import Role

SENDERS = (Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.COUNTY_CONFIRMER, Role.ADMINISTRATOR)
HITS, NOWHERE = "hits", "nowhere"
REFUSALS = FORBIDDEN, NOT_FOUND = (403, 404)
ABOUT_SOMETHING = [name for name in TABLE if DESK[name].pattern.converters and name not in ANYWHERE]
"""Addresses of a family, a case, a paper: what stands there belongs to one town."""


@dataclass(frozen=True)
class Read:
    """An answer; of a page also what a policy would block in it, and its Chinese: unmarked, or kept."""

    status: int
    headers: Mapping[str, str]
    packed: bytes
    inline: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Any) -> "Read":
        headers = {name: intern(value) for name, value in answer.headers.items()}
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        packed = zlib.compress(content, 1)
        if not headers.get("Content-Type", "").startswith("text/html"):
            return cls(answer.status_code, headers, packed)
        page = Markup(content.decode())
        found = (tuple(map(intern, words)) for words in (page.inline, page.unmarked, page.kept))
        return cls(answer.status_code, headers, packed, *found)

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)


Answers = dict[str, Read]


@dataclass
class Reading:
    """Who has read what so far; each visitor reads once, when first asked for."""

    stage: Stage
    kept: dict[str, Answers] = field(default_factory=dict)

    def by(self, role: Role, place: str) -> Answers:
        """The pages of the desk, hits of the search, and an address that is none.

        At home every address is asked; elsewhere one of each row of the table that leaves the role out.
        """
        return self._once(f"{role} {place}", partial(self._walk, role, place))

    def posted_from(self, role: Role, place: str) -> Answers:
        """What somebody from elsewhere is told who sends nothing to the addresses of a family's things."""
        return self._once(f"{role} {place} posts", partial(self._post, role, place))

    def sent(self, role: Role) -> Answers:
        """What the forms, or the rooms behind them, say to an empty sending."""
        return self._once(f"{role} sends nothing", partial(self._send, role))

    def by_nobody(self, language: str) -> Answers:
        """The doors of the desk, and the portal, read by somebody without an account."""
        return self._once(f"nobody {language}", partial(_strange, language))

    def at_home(self) -> dict[str, Answers]:
        """Everything that is read in English."""
        walked = {f"{role}": self.by(role, place) for role, place in self.stage.staff if place == HOME}
        sent = {f"{role} sends nothing to": self.sent(role) for role in SENDERS}
        return walked | sent | {"nobody": self.by_nobody("en")}

    def everywhere(self) -> dict[str, Answers]:
        """Everything there is to read."""
        walked = {f"{role} {place}": self.by(role, place) for role, place in self.stage.staff}
        return self.at_home() | walked | {"nobody in Chinese": self.by_nobody("zh-hans")}

    def _once(self, who: str, read: Callable[[], Answers]) -> Answers:
        if who not in self.kept:
            with unlogged():
                self.kept[who] = read()
        return self.kept[who]

    def _walk(self, role: Role, place: str) -> Answers:
        client = entered(self.stage.staff[role, place])
        if place == HOME:
            speak(client, "en")
        whole = each_refusal_once(TABLE, role)
        names = list(TABLE) if place == HOME else whole
        if place != HOME:
            whole = [name for name in names if expected(name, role, place) not in REFUSALS]
        answers = {name: self._page(client, name, is_whole=name in whole) for name in names}
        hits = _asked(client.post, reverse("desk:search-hits"), {"words": "李建明"})
        return answers | {HITS: hits, NOWHERE: _asked(client.get, "/no-such-page")}

    def _page(self, client: Client, name: str, *, is_whole: bool) -> Read:
        """As a page, or asked for as a fragment is: then a refusal comes without one."""
        ask = client.get if is_whole else partial(client.get, headers={"HX-Request": "true"})
        return _asked(ask, url_of(name, self.stage.objects))

    def _post(self, role: Role, place: str) -> Answers:
        client = entered(self.stage.staff[role, place])
        names = each_refusal_once(ABOUT_SOMETHING, role)
        return {name: _asked(client.post, url_of(name, self.stage.objects)) for name in names}

    def _send(self, role: Role) -> Answers:
        client = entered(self.stage.staff[role, HOME])
        speak(client, "en")
        answers = {}
        for name in each_refusal_once(TABLE, role):
            visitor = Client()
            visitor.cookies = deepcopy(client.cookies)
            answers[name] = _asked(visitor.post, url_of(name, self.stage.objects), {"version": 0})
        return answers


def each_refusal_once(names: Iterable[str], role: Role) -> list[str]:
    """Without the addresses whose row of the table, which leaves the role out, another one has too."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(TABLE[name] if expected(name, role, HOME) == FORBIDDEN else name, name)
    return list(kept.values())


@contextmanager
def unlogged() -> Iterator[None]:
    """A line of the log keeps its request until the test is over: not those of ten thousand refusals."""
    log = logging.getLogger("django.request")
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = False


def _strange(language: str) -> Answers:
    client = Client(raise_request_exception=False)
    speak(client, language)
    doors = {name: _asked(client.get, reverse(name)) for name in ("desk:login", "desk:code")}
    wrong = _asked(client.post, reverse("desk:login"), {"username": "<b>", "password": "x"})
    return doors | {"wrong password": wrong} | {name: _asked(client.get, posted(name)) for name in PORTAL}


def posted(name: str) -> str:
    """The address of a page of the portal."""
    given = {"notices": {"code": "441426100000"}, "document-check": {"code": "ABCD"}}.get(name, {})
    return reverse(f"portal:{name}", kwargs=given)


def flat(readings: Mapping[str, Answers]) -> Iterable[tuple[str, Read]]:
    """Who asked for what, and what came."""
    return ((f"{who} {name}", read) for who, answers in readings.items() for name, read in answers.items())


def speak(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


def _asked(ask: Callable[..., Any], url: str, *form: dict[str, Any]) -> Read:
    with transaction.atomic():
        read = Read.of(ask(url, *form))
        transaction.set_rollback(True)
    return read

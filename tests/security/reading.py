"""One reading of every page by everybody on the stage: the tests judge what was taken down of it.

At home it is done in English, elsewhere in Chinese; what a request wrote is taken back.
"""

import logging
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
from tests.security.access_kinds import PORTAL
from tests.security.access_rows import entered, expected, url_of
from tests.security.markup import Markup
from tests.security.rows import TABLE
from tests.support.stage import HOME, Stage

from yimen.domains.network.types import Role

SENDERS = (Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.COUNTY_CONFIRMER, Role.ADMINISTRATOR)
HITS, NOWHERE = "hits", "nowhere"
FORBIDDEN = 403


@dataclass(frozen=True)
class Read:
    """An answer; of a page also what a policy would block in it, and its Chinese: unmarked, or kept."""

    status: int
    headers: Mapping[str, str]
    inline: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Any) -> "Read":
        headers = {name: intern(value) for name, value in answer.headers.items()}
        if not headers.get("Content-Type", "").startswith("text/html"):
            return cls(answer.status_code, headers)
        page = Markup(answer.content.decode())
        found = (tuple(map(intern, words)) for words in (page.inline, page.unmarked, page.kept))
        return cls(answer.status_code, headers, *found)


Answers = dict[str, Read]


@dataclass
class Reading:
    """Who has read what so far; each visitor reads once, when first asked for."""

    stage: Stage
    kept: dict[str, Answers] = field(default_factory=dict)

    def by(self, role: Role, place: str) -> Answers:
        """Every page of the desk, hits of the search, and an address that is none."""
        return self._once(f"{role} {place}", partial(self._walk, role, place))

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
        answers = {name: self._page(client, name, role, place) for name in TABLE}
        hits = _asked(client.post, reverse("desk:search-hits"), {"words": "李建明"})
        return answers | {HITS: hits, NOWHERE: _asked(client.get, "/no-such-page")}

    def _page(self, client: Client, name: str, role: Role, place: str) -> Read:
        """A refusal is read as a page by those at home; elsewhere it is only asked for, as a fragment is."""
        is_only_asked = place != HOME and expected(name, role, place) == FORBIDDEN
        ask = partial(client.get, headers={"HX-Request": "true"}) if is_only_asked else client.get
        return _asked(ask, url_of(name, self.stage.objects))

    def _send(self, role: Role) -> Answers:
        client = entered(self.stage.staff[role, HOME])
        speak(client, "en")
        answers = {}
        for name in TABLE:
            visitor = Client()
            visitor.cookies = deepcopy(client.cookies)
            answers[name] = _asked(visitor.post, url_of(name, self.stage.objects), {"version": 0})
        return answers


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
        answer = ask(url, *form)
        transaction.set_rollback(True)
    return Read.of(answer)

"""Every form of the desk, with words nobody should type: never an error of ours, never shown as code."""

from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import FileField
from django.forms import Form as DeskForm
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import ONLY_POST
from tests.security.access_rows import DESK, entered, expected, url_of
from tests.security.rows import TABLE
from tests.security.test_sheets import HOSTILE as SHEETS
from tests.security.test_uploads import REFUSED as PAPERS
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
ONLY_READ = 405
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


class Fields(HTMLParser):
    """Names of all fields of a page with the values they offer, and which of them take a file."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.files: set[str] = set()
        self.select = ""
        self.feed(page)

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
            if given.get("type") == "file":
                self.files.add(name)


class Form(NamedTuple):
    """A page that takes a form, opened by somebody who may send it."""

    name: str
    client: Client
    offered: dict[str, list[str]]
    files: set[str]
    takes_posts: bool


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


def filled_with(word: str, offered: dict[str, list[str]]) -> list[dict[str, str]]:
    """In every field at once; then, where some are free, only in those of an otherwise whole form."""
    everywhere = dict.fromkeys(offered, word) | {"version": word, "shown": word, "next": word}
    free = {field: word for field, values in offered.items() if not any(values)}
    return [everywhere, plausible(offered) | free] if free else [everywhere]


@pytest.fixture(scope="module")
def forms(stage: Stage, django_db_blocker: Any) -> list[Form]:
    """Every page once, with the fields it offers."""
    with django_db_blocker.unblock(), on(TODAY):
        found = []
        for name, client in opened(stage):
            page = b"" if name in ONLY_POST else client.get(url_of(name, stage.objects)).content
            fields = Fields(page.decode(errors="replace"))
            status, _text = sent(client, "post", url_of(name, stage.objects), {})
            found.append(Form(name, client, fields.found, fields.files, status != ONLY_READ))
        return found


def is_broken(kind: str, status: int, text: str) -> bool:
    return status >= 500 or (kind == "script" and SCRIPT in text)


@pytest.mark.parametrize("kind", WORDS)
def test_no_word_in_any_field_of_any_form_breaks_the_desk(stage: Stage, forms, kind: str):
    """Sent in every field at once, and in the free ones of an otherwise whole form."""
    word, broken = WORDS[kind], []
    assert sum(bool(form.offered) for form in forms) > 30
    for form in forms:
        for filled in filled_with(word, form.offered) if form.takes_posts else ():
            status, text = sent(form.client, "post", url_of(form.name, stage.objects), filled)
            if is_broken(kind, status, text):
                broken.append((form.name, status, filled))
    assert broken == []


FILES: dict[str, tuple[str, bytes]] = {
    **{what: (f"{what}.png", PAPERS[what]) for what in ("a page", "a PDF that starts a program")},
    **{what: (f"{what}.xlsx", SHEETS[what]) for what in ("an entity of the machine", "a damaged stream")},
    "an empty file": ("x.csv", b""),
    "a name that leads away": ("../../../etc/cron.d/x.xlsx", PAPERS["a program"]),
    "words nobody should type": (f"{SCRIPT[:25]}.csv", f"姓名,{SCRIPT},=1+1\n{SCRIPT},@SUM(A1),-2".encode()),
}
"""One of each sort in every form; what else a file may be is tried where it is read."""


@pytest.mark.parametrize("kind", FILES)
def test_no_file_in_any_form_breaks_the_desk(stage: Stage, forms, kind: str):
    """Handed in wherever a page takes one, the rest of the form filled in as the page offers it."""
    name_of_file, content = FILES[kind]
    taking = [form for form in forms if form.files]
    assert len(taking) >= 18
    broken = []
    for form in taking:
        handed = {field: SimpleUploadedFile(name_of_file, content) for field in form.files}
        status, text = sent(
            form.client, "post", url_of(form.name, stage.objects), plausible(form.offered) | handed
        )
        if status >= 500 or "<script>alert" in text:
            broken.append((form.name, status))
    assert broken == []


def test_a_page_that_asks_for_no_file_today_is_not_broken_by_one(stage: Stage, forms):
    """Under the name of every file field of the desk: forms of steps that are not due here among them."""
    content, broken = FILES["words nobody should type"][1], []
    names = {name for each in every_form() for name in each.base_fields if takes_a_file(each, name)}
    assert {"scan", "sheet", "photos"} <= names
    for form in forms:
        handed = {name: SimpleUploadedFile("x.csv", content) for name in names - form.files}
        url = url_of(form.name, stage.objects)
        status, text = sent(form.client, "post", url, plausible(form.offered) | handed)
        if status >= 500 or "<script>alert" in text:
            broken.append((form.name, status))
    assert broken == []


def every_form() -> set[type[DeskForm]]:
    """All forms that the modules of the desk define."""
    found: set[type[DeskForm]] = set()
    left: list[type[DeskForm]] = [DeskForm]
    while left:
        fresh = [one for one in left.pop().__subclasses__() if one not in found]
        found.update(fresh)
        left += fresh
    return {one for one in found if one.__module__.startswith("yimen.doors.desk")}


def takes_a_file(form: type[DeskForm], name: str) -> bool:
    return isinstance(form.base_fields[name], FileField)


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
    for name, client, _offered, _files, _takes_posts in forms:
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
    form = {"channel": "window", "name": word, "region": "441426100200", "asked": word}
    made = client.post(reverse("desk:contact-record"), form)
    assert made.status_code == 302
    for url in (made.headers["Location"], reverse("desk:contacts")):
        page = client.get(url).content.decode()
        assert word in unescape(page)
        assert "<script>alert" not in page and "<img src=x" not in page and "49{%" not in page


def test_every_form_was_reached(stage: Stage):
    reached = {name for name, _client in opened(stage)}
    assert {name for name in DESK if name not in ("logout", "totp")} - reached == set()

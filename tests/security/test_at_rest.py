"""Numbers of people are in clear in no table, file, log line, address or job; the whole journey is searched.

Identity, phone and bank numbers are encrypted at rest; names are not secret to the database, but they too
stay out of addresses and logs.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.security.access_rows import entered, url_of
from tests.security.reading import each_refusal_once
from tests.security.rows import TABLE
from tests.security.test_leaks import NAMES
from tests.support.cast import PASSWORD
from tests.support.factories import identity_number
from tests.support.process import on
from tests.support.stage import HOME, TODAY, Stage, plain_numbers
from tests.support.staging import StageHouse

from yimen.domains.network.types import Role
from yimen.foundation.logs import DiscreetFormatter
from yimen.foundation.postgres.server import Server

pytestmark = pytest.mark.timeout(300)

TYPED = str(identity_number("罗新人"))
TYPED_PHONE = "13688889999"
LIBRARY_DEBUG = ("django.db.backends", "django.utils.autoreload")
"""These write every statement with its values, at DEBUG, and only where DEBUG is on, which it is nowhere."""


class Journey:
    """What was said on the way (log lines, addresses), and what lay in tables and files afterwards."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.lines = io.StringIO()
        self.addresses: set[str] = set()
        self.typed_into_addresses: dict[str, list[str]] = {}
        self.numbers = plain_numbers(stage) | {TYPED, TYPED_PHONE}
        self.rows: list[tuple[str, str]] = []
        self.files: dict[str, tuple[bytes, int]] = {}

    def visit(self, client: Client, method: str, url: str, form: dict[str, str] | None = None) -> None:
        answer = getattr(client, method)(url, form or {})
        self.addresses.add(url)
        if answer.headers.get("Location"):
            self.addresses.add(answer.headers["Location"])
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.addresses |= addresses_in(answer.content.decode())
            fields = _Typed()
            fields.feed(answer.content.decode())
            self.typed_into_addresses[url] = fields.in_address


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name in ("href", "src", "action", "formaction") or name.startswith("hx-")):
                self.found.add(value)


def addresses_in(page: str) -> set[str]:
    parser = _Addresses()
    parser.feed(page)
    return parser.found


class _Typed(HTMLParser):
    """Names of text fields inside forms that are sent by GET."""

    def __init__(self) -> None:
        super().__init__()
        self.is_get = False
        self.in_address: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.is_get = (given.get("method") or "get").lower() == "get"
        is_text = tag == "textarea" or (
            tag == "input" and given.get("type", "text") in ("text", "search", "tel")
        )
        if self.is_get and is_text:
            self.in_address.append(given.get("name") or "")


ROLES = (Role.TOWN_HANDLER, Role.COUNTY_VERIFIER, Role.COUNTY_CONFIRMER, Role.VILLAGE_ASSISTANT)


@pytest.fixture(scope="module")
def journey(
    stage_house: StageHouse, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Journey:
    """Made once and committed, as in the real house."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), stage_house.copied(files) as stage, on(TODAY):
        made = Journey(stage)
        _walked(made)
        made.rows = list(dump())
        made.files = {
            str(path.relative_to(files)): (path.read_bytes(), path.stat().st_mode)
            for path in files.rglob("*")
            if path.is_file()
        }
        return made


def _walked(made: Journey) -> None:
    """Every page that opens to one of several roles, a refusal of each sort, then numbers typed by hand."""
    with _captured(made.lines):
        for role in ROLES:
            client = entered(made.stage.staff[role, HOME])
            for name in each_refusal_once(TABLE, role):
                made.visit(client, "get", url_of(name, made.stage.objects))
        _typed(made)


@contextmanager
def _captured(lines: io.StringIO) -> Iterator[None]:
    """Every logger at its most talkative, as lines of our format."""
    handler = logging.StreamHandler(lines)
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(name)s %(message)s"))
    handler.addFilter(lambda record: not record.name.startswith(LIBRARY_DEBUG))
    root = logging.getLogger()
    before, others = root.level, root.handlers
    root.handlers = [handler]  # those of the test run would keep every line with its request
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.handlers = others


def _typed(made: Journey) -> None:
    """Numbers typed by hand: right ones, into the right and the wrong fields."""
    client = Client(raise_request_exception=False)
    made.visit(client, "post", reverse("desk:login"), {"username": TYPED, "password": TYPED_PHONE})
    made.visit(client, "post", reverse("desk:login"), {"username": "town_handler", "password": PASSWORD})
    for words in made.numbers:
        made.visit(client, "post", reverse("desk:search"), {"words": words})
        made.visit(client, "post", reverse("desk:search-hits"), {"words": words})
    family = {
        "region": "441426100200",
        "address": "墩背村99号",
        "phone": TYPED_PHONE,
        "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0",
        "members-0-name": "罗新人",
        "members-0-relation": "head",
        "members-0-identity": TYPED,
    }
    made.visit(client, "post", reverse("desk:household-register"), family)
    made.visit(client, "post", reverse("desk:household-register"), family)
    made.visit(
        client, "post", reverse("desk:household-register"), family | {"members-0-identity": TYPED[:-1]}
    )


def dump() -> Iterator[tuple[str, str]]:
    """Every row of every table as the superuser reads it: past the policies, bytes as hexadecimal digits."""
    from django.conf import settings

    assert settings.YIMEN_PLACE is not None
    address = Server(settings.YIMEN_PLACE).address(str(connection.settings_dict["NAME"]))
    with psycopg.connect(address) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for (row,) in owner.execute(f'SELECT t::text FROM "{table}" AS t'.encode()):  # noqa: S608
                yield table, row


def traces(number: str) -> tuple[str, ...]:
    return number, number.encode().hex(), number.encode("utf-16-le").hex()


FULL = {"people_person", "cases_case", "papers_officialdocument", "django_session", "audit_entry"}


def test_no_number_is_in_clear_in_any_table(journey):
    assert {table for table, _row in journey.rows} >= FULL
    found = {
        (table, number)
        for table, row in journey.rows
        for number in journey.numbers
        if any(trace in row for trace in traces(number))
    }
    assert found == set()


def test_no_document_keeps_its_words_in_clear(journey):
    papers = [row for table, row in journey.rows if table in ("papers_officialdocument", "files_storedfile")]
    assert len(papers) > 10
    assert [row for row in papers for name in NAMES if name in row] == []


def test_no_kept_file_is_readable_without_the_keys(journey):
    assert len(journey.files) > 5
    heads = (b"%PDF", b"\x89PNG")
    clear = [
        name for name, (content, _mode) in journey.files.items() if any(head in content for head in heads)
    ]
    others_read = [name for name, (_content, mode) in journey.files.items() if mode & 0o077]
    assert (clear, others_read) == ([], [])


def test_jobs_runs_and_the_audit_name_nobody(journey):
    silent = ("procrastinate_", "audit_", "jobs_")
    rows = [(table, row) for table, row in journey.rows if table.startswith(silent)]
    assert len(rows) > 100
    assert [(table, name) for table, row in rows for name in (*NAMES, "罗新人") if name in row] == []


def test_no_log_line_says_who(journey):
    text = journey.lines.getvalue()
    assert text, "nothing was captured: the test would prove nothing"
    words = journey.numbers | set(NAMES) | {"罗新人", PASSWORD}
    assert sorted(word for word in words if word in text) == []


def test_no_address_says_who(journey):
    assert len(journey.addresses) > 100
    words = journey.numbers | set(NAMES) | {"罗新人"}
    said = {(url, word) for url in journey.addresses for word in words if word in unquote(url)}
    assert said == set()


NOBODY_S = {
    "desk:parameters": ["name"],
    "desk:archives": ["year"],
    "desk:documents": ["number", "year"],
    "desk:documents-undelivered": ["number", "year"],
    "desk:remedies": ["reference"],
    "desk:complaints": ["number"],
    "desk:round-figures": ["month"],
    "desk:library": ["words"],
    "desk:trainings": ["year"],
    "desk:training-completion": ["year"],
    "desk:network-departments": ["words"],
    "desk:network-organisations": ["words"],
}
"""Typed into an address all the same: years, months, numbers of papers, names of parameters, items and
offices are nobody's."""


def test_no_form_puts_what_a_person_types_into_the_address(journey):
    """A form sent by GET may ask for a place, a state, a day; a free text would be somebody's name."""
    asking = {url: fields for url, fields in journey.typed_into_addresses.items() if fields}
    asking.pop(reverse("desk:gallery"))  # samples, sent nowhere
    assert asking == {reverse(page): fields for page, fields in NOBODY_S.items()}

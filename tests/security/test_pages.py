"""What a browser is told: a strict policy without anything inline, and headers that hold on every answer."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import PORTAL
from tests.security.access_rows import DESK, TABLE, entered, url_of
from tests.support.stage import HOME, Stage

from yimen.domains.network.types import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(300)]

HOUSE = Path(__file__).resolve().parents[2]


class Inline(HTMLParser):
    """Everything a policy without 'unsafe-inline' would block, and forms that forgot their token."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.posting = False
        self.has_token = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            is_code = name == "style" or name.startswith(("on", "hx-on")) or name in ("srcdoc",)
            if is_code or (value or "").strip().lower().startswith(("javascript:", "js:", "vbscript:")):
                self.found.append(f"<{tag} {name}>")
            if name in ("src", "href") and re.match(r"(https?:)?//", value or "") and tag != "a":
                self.found.append(f"<{tag} from elsewhere>")
        if tag == "form":
            self.posting, self.has_token = (given.get("method") or "").lower() == "post", False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self.has_token = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            if self.posting and not self.has_token:
                self.found.append("<form> without token")
            self.posting = False


def walked(stage: Stage) -> Iterator[tuple[str, object]]:
    """Every page of both doors, with its refusals and its errors."""
    visitors = [(role, place) for role, place in stage.staff if place == HOME or role is Role.TOWN_HANDLER]
    for role, place in visitors:
        client = entered(stage.staff[role, place])
        for name in TABLE:
            yield f"{role} {name}", client.get(url_of(name, stage.objects))
        yield f"{role} hits", client.post(reverse("desk:search-hits"), {"words": "李建明"})
        yield f"{role} nowhere", client.get("/no-such-page")
    client = Client(raise_request_exception=False)
    for name in ("desk:login", "desk:code"):
        yield name, client.get(reverse(name))
    yield "wrong password", client.post(reverse("desk:login"), {"username": "<b>", "password": "x"})
    for name in PORTAL:
        given = {"notices": {"code": "441426100000"}, "document-check": {"code": "ABCD"}}.get(name, {})
        yield name, client.get(reverse(f"portal:{name}", kwargs=given))


@pytest.fixture(scope="module")
def answers(stage, django_db_blocker) -> list[tuple[str, object]]:
    from tests.support.process import on
    from tests.support.stage import TODAY

    with django_db_blocker.unblock(), on(TODAY):
        return list(walked(stage))


def test_no_page_carries_anything_inline_nor_a_form_without_token(answers):
    found = {}
    for asked, answer in answers:
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page = Inline()
            page.feed(answer.content.decode())
            if page.found:
                found[asked] = page.found
    assert found == {}


def test_every_answer_carries_the_strict_policy_and_its_companions(answers):
    for asked, answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, asked
        assert "*" not in policy and "http:" not in policy, asked
        assert answer.headers["X-Content-Type-Options"] == "nosniff", asked
        assert answer.headers["Referrer-Policy"] == "same-origin", asked
        assert answer.headers["X-Frame-Options"] == "DENY", asked
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", asked
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, asked
            assert "form-action 'self'" in policy, asked


def test_no_answer_of_the_desk_is_kept_by_a_browser_or_a_cache_between(answers):
    for asked, answer in answers:
        if asked in PORTAL or "nowhere" in asked:
            continue
        assert "no-store" in answer.headers.get("Cache-Control", ""), asked


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(stage):
    client = Client()
    client.post(reverse("desk:login"), {"username": "town_handler", "password": "一门-correct-horse-battery"})
    for name in ("sessionid",):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict")
        assert 0 < int(cookie["max-age"]) <= 12 * 60 * 60


def test_every_post_of_the_desk_needs_its_token(stage):
    actor = stage.staff[Role.TOWN_HANDLER, HOME]
    client = entered(actor)
    client.handler.enforce_csrf_checks = True
    for name in DESK:
        answer = client.post(url_of(name, stage.objects))
        assert answer.status_code == 403 and "页面已过期" in answer.content.decode(), name


def test_an_uploaded_file_is_shown_in_a_sandbox(stage):
    client = entered(stage.staff[Role.TOWN_HANDLER, HOME])
    answer = client.get(url_of("file", stage.objects))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Type"] == "image/png"


def test_a_mistake_of_ours_shows_no_trace_of_the_code(stage, monkeypatch):
    from yimen.domains.people import queries

    def broken(*_args, **_named):
        raise RuntimeError("440101199001011234 李建明")

    monkeypatch.setattr(queries, "search", broken)
    client = entered(stage.staff[Role.TOWN_HANDLER, HOME])
    answer = client.post(reverse("desk:search"), {"words": "李建明x"})
    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode() and "440101" not in answer.content.decode()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_production_passes_every_check_for_deployment(tmp_path):
    from yimen.foundation.encryption import make_key_file

    make_key_file(tmp_path / "keys.json")
    sample = {
        "DJANGO_SETTINGS_MODULE": "yimen.config.settings.production",
        "YIMEN_SECRET_KEY": "Zq3" + "x9Kd-7fJw2_Lm8" * 6,
        "YIMEN_KEY_FILE": str(tmp_path / "keys.json"),
        "YIMEN_HOSTS": "yimen.example.cn",
        "YIMEN_STATE": str(tmp_path),
        "DATABASE_URL": "postgresql://yimen_app:secret@127.0.0.1:1/yimen",
        "DATABASE_OWNER_URL": "postgresql://yimen_owner:secret@127.0.0.1:1/yimen",
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=kept | sample | {"PYTHONPATH": str(HOUSE / "src")},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "no issues" in ran.stdout, ran.stdout + ran.stderr

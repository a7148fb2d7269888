"""What a browser is told: a strict policy without anything inline, and headers that hold on every answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import PORTAL
from tests.security.access_rows import DESK, entered, url_of
from tests.security.reading import NOWHERE, Reading, flat
from tests.support.stage import HOME

from yimen.domains.network.types import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(600)]

HOUSE = Path(__file__).resolve().parents[2]


def test_no_page_carries_anything_inline_nor_a_form_without_token(reading: Reading):
    assert {asked: read.inline for asked, read in flat(reading.everywhere()) if read.inline} == {}


def test_every_answer_carries_the_strict_policy_and_its_companions(reading: Reading):
    for asked, read in flat(reading.everywhere()):
        policy = read.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, asked
        assert "*" not in policy and "http:" not in policy, asked
        assert read.headers["X-Content-Type-Options"] == "nosniff", asked
        assert read.headers["Referrer-Policy"] == "same-origin", asked
        assert read.headers["X-Frame-Options"] == "DENY", asked
        assert read.headers["Cross-Origin-Opener-Policy"] == "same-origin", asked
        if read.headers.get("Content-Type", "").startswith("text/html"):
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, asked
            assert "form-action 'self'" in policy, asked


def test_no_answer_of_the_desk_is_kept_by_a_browser_or_a_cache_between(reading: Reading):
    for who, answers in reading.everywhere().items():
        for name, read in answers.items():
            if name != NOWHERE and not (who.startswith("nobody") and name in PORTAL):
                assert "no-store" in read.headers.get("Cache-Control", ""), (who, name)


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

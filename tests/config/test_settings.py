"""Settings by situation: production has no secret of its own making and serves over TLS only."""

import os
import subprocess
import sys

import pytest

NEEDED = {
    "YIMEN_SECRET_KEY": "long-and-random",
    "YIMEN_KEY_FILE": "/srv/keys.json",
    "YIMEN_HOSTS": "yimen.example, www.yimen.example",
    "DATABASE_URL": "postgresql://yimen_app@db/yimen",
    "DATABASE_OWNER_URL": "postgresql://yimen_owner@db/yimen",
}
SHOW = """
from django.conf import settings
print(settings.SECURE_SSL_REDIRECT, settings.DEBUG, settings.ALLOWED_HOSTS, settings.YIMEN_PLACE)
"""


def load_production(variables: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    mine = {name: value for name, value in os.environ.items() if name not in NEEDED}
    mine["DJANGO_SETTINGS_MODULE"] = "yimen.config.settings.production"
    return subprocess.run(
        [sys.executable, "-c", SHOW], env={**mine, **variables}, capture_output=True, text=True, check=False
    )


def test_production_starts_when_everything_is_named() -> None:
    shown = load_production(NEEDED)
    assert shown.stdout.strip() == "True False ['yimen.example', 'www.yimen.example'] None"


@pytest.mark.parametrize(
    "missing", ["YIMEN_SECRET_KEY", "YIMEN_KEY_FILE", "YIMEN_HOSTS", "DATABASE_OWNER_URL"]
)
def test_production_refuses_a_missing_variable_by_its_name(missing: str) -> None:
    shown = load_production({name: value for name, value in NEEDED.items() if name != missing})
    assert shown.returncode != 0
    assert f"Set the environment variable {missing}" in shown.stderr

"""DATABASE_URL and DATABASE_OWNER_URL lead to another server; ours is then left alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.servers import QUICK, scratch_place

from yimen.config.env import Environment, SettingMissing
from yimen.foundation.postgres.lease import running
from yimen.foundation.postgres.roles import APPLICATION, OWNER, ensure_database, ensure_roles
from yimen.foundation.postgres.server import Server

ASK = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user, current_database()")
    print(cursor.fetchone())
"""


def test_both_urls_are_read_with_their_options() -> None:
    environment = Environment(
        {
            "DATABASE_URL": "postgresql://app:s%40fe@db.example:5433/house?sslmode=verify-full",
            "DATABASE_OWNER_URL": "postgresql://owner@db.example/house",
        }
    )
    assert environment.database() == {
        "NAME": "house",
        "USER": "app",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    assert environment.owner_database()["USER"] == "owner"
    assert not environment.has_own_server


def test_one_url_without_the_other_is_refused() -> None:
    environment = Environment({"DATABASE_URL": "postgresql://app@db.example/house"})
    with pytest.raises(SettingMissing, match="DATABASE_OWNER_URL"):
        environment.owner_database()


def test_without_urls_the_application_role_connects_by_socket() -> None:
    environment = Environment({"YIMEN_STATE": "/srv/yimen"})
    assert environment.database()["USER"] == APPLICATION
    assert environment.owner_database()["USER"] == OWNER
    assert environment.database()["HOST"] == "/srv/yimen/postgres/sockets"


def test_a_command_uses_the_named_server_and_starts_none(tmp_path: Path) -> None:
    with scratch_place() as place, running(Server(place, QUICK)) as server:
        ensure_roles(server)
        ensure_database(server, "elsewhere")
        variables = {
            **os.environ,
            "YIMEN_STATE": str(tmp_path / "state"),
            "DJANGO_SETTINGS_MODULE": "yimen.config.settings.development",
            "DATABASE_URL": f"postgresql://{APPLICATION}@/elsewhere?host={place.sockets}",
            "DATABASE_OWNER_URL": f"postgresql://{OWNER}@/elsewhere?host={place.sockets}",
        }
        asked = subprocess.run(
            [str(Path(sys.executable).parent / "yimen"), "manage", "shell", "-v", "0", "-c", ASK],
            env=variables, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert asked.stdout.strip() == f"('{APPLICATION}', 'elsewhere')"
    assert not (tmp_path / "state" / "postgres").exists()

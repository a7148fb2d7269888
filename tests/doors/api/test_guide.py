"""The commands of the guide for a department's engineer, run by a real curl against a real port."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from tests.support.process import on
from tests.support.pushing import agreed, issued

from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.models import SetLoad
from yimen.doors.api.refusals import _STATUS
from yimen.foundation.database.scope import system_scope

DAY = date(2026, 11, 20)
GUIDE = (Path(__file__).parents[3] / "docs/guides/pushing-data.md").read_text()
COMMANDS = re.findall(r"```sh\n(.+?)```", GUIDE, re.DOTALL)
DEATHS = "公民身份号码,姓名,死亡日期\n999999193001010000,温大伯,2026-03-01\n"


@contextmanager
def served() -> Iterator[str]:
    """A port of this machine, on connections of its own."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()


@pytest.mark.django_db(transaction=True)
def test_the_commands_of_the_guide_push_and_ask(cast, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    (tmp_path / "deaths.csv").write_text(DEATHS)
    push, ask = COMMANDS
    with on(DAY), served() as address:
        agreed(cast, DAY)
        said = {"YIMEN": address, "YIMEN_SECRET": issued(cast, DAY).secret, "STATUS_URL": ""}

        def run(command: str) -> dict[str, object]:
            ended = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env={**os.environ, **said},
                capture_output=True,
                check=True,
            )
            answer: dict[str, object] = json.loads(ended.stdout)
            return answer

        first = run(push)
        assert first["state"] == "accepted"
        assert run(push)["push"] == first["push"]
        with system_scope():
            load = SetLoad.objects.get()
        run_set_load(load.id)
        said["STATUS_URL"] = str(first["status_url"])
        assert [run(ask)[name] for name in ("state", "rows", "taken")] == ["verified", 1, 1]


def test_the_guide_names_every_code_the_door_tells_by_status():
    named = {code for code in _STATUS if not code.startswith(("network.", "set_not", "verification_"))}
    assert {code for code in named if f"`{code}`" not in GUIDE} == set()

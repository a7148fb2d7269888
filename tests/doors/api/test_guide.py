"""The commands of the guide for a department's engineer, run by a real curl against a real port."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from tests.support.banks import MONDAY, Bank
from tests.support.cast import acting
from tests.support.process import on
from tests.support.pushing import agreed, issued
from typer import Exit

from yimen.domains.verification.actions import uploads
from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.models import SetLoad, SetUpload, SourceQuery
from yimen.doors.api.refusals import _STATUS
from yimen.doors.cli.machine import Machine
from yimen.doors.cli.sources import _answered_through
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


class Engineer:
    """Runs the commands of the guide where the files lie."""

    def __init__(self, folder: Path, address: str, secret: str):
        self.folder, self.said = folder, {"YIMEN": address, "YIMEN_SECRET": secret, "STATUS_URL": ""}

    def run(self, command: str) -> Any:
        ended = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={**os.environ, **self.said},
            capture_output=True,
            check=True,
        )
        return json.loads(ended.stdout or b"null")


@pytest.mark.django_db(transaction=True)
def test_the_commands_of_the_guide_push_at_once_and_in_pieces_and_ask(cast, settings, tmp_path, monkeypatch):
    settings.YIMEN_FILES = tmp_path / "files"
    monkeypatch.setattr(uploads, "LEAST_OF_A_PIECE", 1)
    (tmp_path / "deaths.csv").write_text(DEATHS)
    push, pieces, ask, *_others = COMMANDS
    with on(DAY), served() as address:
        agreed(cast, DAY)
        engineer = Engineer(tmp_path, address, issued(cast, DAY).secret)
        first = engineer.run(push)
        assert first["state"] == "accepted"
        assert engineer.run(push)["push"] == first["push"]
        with system_scope():
            load = SetLoad.objects.get()
        run_set_load(load.id)
        engineer.said["STATUS_URL"] = str(first["status_url"])
        assert [engineer.run(ask)[name] for name in ("state", "rows", "taken")] == ["verified", 1, 1]
        pieces = pieces.replace("16000000", "40")
        with pytest.raises(subprocess.CalledProcessError):
            engineer.run(pieces.replace("  received=", "  exit 1; received="))
        with system_scope():
            assert SetUpload.objects.get().received == 40
        second = engineer.run(pieces)
        assert (second["key"], second["state"]) == ("deaths-2026-11-02", "accepted")
        with system_scope():
            assert SetLoad.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_commands_of_the_guide_fetch_questions_and_answer(walk, tmp_path):
    waiting, fetch, answer = COMMANDS[-3:]
    with on(MONDAY), served() as address:
        bank = Bank(walk)
        bank.send()
        secret = issued(walk.cast, MONDAY, set_keys=(), source="banks").secret
        engineer = Engineer(tmp_path, address, secret)
        assert [each["owed"] for each in engineer.run(waiting)["batches"]] == [3]
        engineer.run(fetch)
        people = json.loads((tmp_path / "questions.json").read_text())["people"]
        told = {"result": "found", "kind": "deposit", "item": "尾号1234", "amount": "1250.00"}
        said = [{**each, **told, "as_of": "2026-03-01"} for each in people]
        (tmp_path / "answers.json").write_text(json.dumps(said, ensure_ascii=False))
        assert [engineer.run(answer)[name] for name in ("state", "taken")] == ["verified", 3]
        bank.send("tax")
        tax = Machine(address, issued(walk.cast, MONDAY, set_keys=(), source="tax").secret)
        with override_settings(YIMEN_IS_SYNTHETIC=True):
            lines = list(_answered_through(tax, "tax", 3))
        assert lines and "收下" in lines[0]
        with acting(bank.by):
            assert SourceQuery.objects.filter(source="tax").exclude(state="sent").exists()
        with pytest.raises(Exit), override_settings(YIMEN_IS_SYNTHETIC=False):
            list(_answered_through(tax, "tax", 3))
        with pytest.raises(Exit):
            list(_answered_through(Machine(address, "yimen_guess"), "tax", 3))


def test_the_guide_names_every_code_the_door_tells_by_status():
    unnamed = ("network.", "set_not", "verification_source", "verification_answer")
    named = {code for code in _STATUS if not code.startswith(unnamed)}
    assert {code for code in named if f"`{code}`" not in GUIDE} == set()

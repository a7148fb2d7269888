"""The command line speaks Chinese, and English where `YIMEN_LANGUAGE` asks for it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yimen.doors.cli.determine import app as determine
from yimen.doors.cli.language import said
from yimen.doors.cli.parameters import app as parameters
from yimen.kernel import Sentence
from yimen.rulebook.household_file.schema import FILE, Block, Node, Rows
from yimen.rulebook.leaf_titles import leaf_title

CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
WRONG = """
on: 2026-08-01
region: "441426100200"
members:
  - {ref: a, relatio: head, age: -3, carer_of: [zz]}
household: {home_area: many}
"""
RIGHT = """
on: 2026-08-01
region: "441426100200"
members:
  - {ref: a, relation: head, age: 45, income: [{kind: wage, amount: unknown}]}
"""


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("YIMEN_LANGUAGE", "en_GB.UTF-8")


def asked(app, *arguments: str, given: str | None = None):
    return CliRunner().invoke(app, list(arguments), input=given)


def leaves(node: Node, path: str = ""):
    if isinstance(node, Block):
        for key, below in node.keys.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(node, Rows):
        yield path
        yield from leaves(node.of, f"{path}[0]")
    else:
        yield path


@pytest.mark.parametrize("path", leaves(FILE))
def test_every_leaf_is_called_in_the_readers_language(path, english, monkeypatch):
    assert not CHINESE.search(said(leaf_title(path)))
    monkeypatch.delenv("YIMEN_LANGUAGE")
    assert not LATIN.search(said(leaf_title(path)))


def test_a_wrong_file_is_refused_in_either_language(english, monkeypatch):
    refused = asked(determine, "-", given=WRONG)
    assert refused.exit_code == 2
    assert "did you mean relation?" in refused.stderr
    assert "members[0].age: -3 is out of range; allowed: a whole number from 0 to 150" in refused.stderr
    assert "household.home_area: “many” is not a number; allowed: square metres" in refused.stderr
    assert not CHINESE.search(refused.stderr)
    monkeypatch.delenv("YIMEN_LANGUAGE")
    refused = asked(determine, "-", given=WRONG)
    assert "members[0].age：-3 超出范围；允许：0 至 150 的整数，或 unknown" in refused.stderr.splitlines()


def test_a_percent_sign_in_a_key_is_a_key(english):
    refused = asked(
        determine, "-", given='on: 2026-08-01\nregion: "441426100200"\n"%(x)s": 1\nmembers: [{ref: a}]'
    )
    assert refused.exit_code == 2
    assert "%(x)s: there is no such key" in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "44x", "--on", "2026-08-01"),
        ("--region", "441426100200", "--on", "someday"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "nothing"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "dibao_standar=1"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "dibao_tiers=1"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "supplement_rate={x: 1}"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "dibao_standard={a: 1"),
        ("--region", "441426100200", "--on", "2026-08-01", "--set", "dibao_standard.rounding=odd"),
    ],
)
def test_wrong_parameters_are_refused_in_either_language(arguments, english, monkeypatch):
    refused = asked(parameters, *arguments)
    assert (refused.exit_code, CHINESE.search(refused.stderr)) == (2, None)
    monkeypatch.delenv("YIMEN_LANGUAGE")
    assert CHINESE.search(asked(parameters, *arguments).stderr)


def test_answers_are_tables_in_either_language(english, monkeypatch):
    told = asked(determine, "-", given=RIGHT)
    assert told.exit_code == 0
    assert "Amount of income 1 of member 1 (members[0].income[0].amount)" in told.stdout
    assert not CHINESE.search(told.stdout.replace("〔", ""))
    monkeypatch.delenv("YIMEN_LANGUAGE")
    assert (
        "第1位成员的第1项收入的金额（members[0].income[0].amount）"
        in asked(determine, "-", given=RIGHT).stdout
    )


def test_outside_the_house_the_texts_are_found_too(tmp_path: Path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from yimen.doors.cli.main import app; app()",
            "determine",
            str(tmp_path / "no"),
        ],
        env=os.environ | {"YIMEN_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip().endswith("allowed: a readable UTF-8 file")) == (2, True)


def test_a_choice_or_a_date_is_said_in_words():
    assert said(Sentence("%(names)s", names=["甲", "乙"])) == "甲、乙"

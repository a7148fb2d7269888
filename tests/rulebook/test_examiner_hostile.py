"""Hostile files: refused in words, with the path, in no time; never a traceback."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from yimen.rulebook.determine import determine
from yimen.rulebook.household_file import HouseholdFileError, read

HEAD = 'on: 2025-03-01\nregion: "441426100200"\n'
NINES = "9" * 5000
LAYERS = "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a number without end": (f"{HEAD}members: [{{ref: a, age: {NINES}}}]", "members[0].age"),
    "the same in JSON": (
        f'{{"on": "2025-03-01", "region": "441426100200", "members": [{{"ref": "a", "age": {NINES}}}]}}',
        "members[0].age",
    ),
    "aliases upon aliases": (f"a: &a [x]\n{LAYERS}\n{HEAD}members: *i", "文件"),
    "aliases among overrides": (
        f"{HEAD}members: [{{ref: a}}]\nparameters:\n  a: &a [x]\n  "
        + LAYERS.replace("\n", "\n  ")
        + "\n  dibao_tiers: *i",
        "文件",
    ),
    "an alias of itself": (f"{HEAD}members: &m [*m]", "第 3 行第 10 列"),
    "half a character": (
        '{"on": "2025-03-01", "region": "441426100200", "members": [{"ref": "\\ud800"}]}',
        "members[0].ref",
    ),
    "an escape sequence": (f'{HEAD}members: [{{ref: "\\e[2Jx"}}]', "members[0].ref"),
    "nothing": ("", "文件"),
    "not a number": (
        f"{HEAD}members: [{{ref: a}}]\nhousehold: {{income_month: .nan}}",
        "household.income_month",
    ),
    "a truth as an amount": (
        f"{HEAD}members: [{{ref: a}}]\nhousehold: {{income_month: true}}",
        "household.income_month",
    ),
    "a call": (f"{HEAD}members: [{{ref: !!python/object/apply:os.system [ls]}}]", "第 3 行第 17 列"),
}


@pytest.mark.parametrize(("text", "path"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_its_path(text: str, path: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(HouseholdFileError) as refusal:
        determine(text)
    assert refusal.value.problems[0].path == path
    assert len(str(refusal.value)) < 1000
    assert time.perf_counter() - begun < 2


def test_one_alias_is_no_offence() -> None:
    file = read(
        f"{HEAD}members: [{{ref: a, income: &i [{{kind: wage, amount: 5}}]}}, {{ref: b, income: *i}}]"
    )
    assert file.members[0]["income"] == file.members[1]["income"]


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command itself, on a terminal that speaks only ASCII."""
    command = Path(sys.executable).with_name("yimen")
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""}
    return subprocess.run([command, *words], input=given, capture_output=True, env=environment, check=False)


def test_standard_input_is_utf_8_whatever_the_terminal_speaks() -> None:
    members = 'members: [{ref: "张三"}]'
    found = run("determine", "-", "--json", given=f"\ufeff{HEAD}{members}".encode())
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["on"] == "2025-03-01"
    broken = run("determine", "-", "--json", given=b"\xff\xfe")
    assert (broken.returncode, broken.stdout) == (2, b"")
    assert b"UTF-8" in broken.stderr


def test_what_cannot_be_read_is_said_plainly(tmp_path) -> None:
    for file, words in ((tmp_path / "none.yaml", "没有这个文件"), (tmp_path, "是目录")):
        refused = run("determine", str(file))
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert words in refused.stderr.decode()


def test_a_programme_named_twice_is_answered_once() -> None:
    given = f"{HEAD}members: [{{ref: a}}]".encode()
    found = run("determine", "-", "--json", "--programme", "dibao", "--programme", "dibao", given=given)
    assert [one["programme"] for one in json.loads(found.stdout)["determinations"]] == ["dibao"]


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "20250301"),
        ("--on", "2025-02-30"),
        ("--on", "2025-03-01", "--set", "dibao_standard=1", "--set", "dibao_standard=2"),
        ("--on", "2025-03-01", "--set", "dibao_standard"),
    ],
)
def test_parameters_refuse_what_could_be_read_two_ways(words: tuple[str, ...]) -> None:
    refused = run("parameters", "--region", "441426100200", *words)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr

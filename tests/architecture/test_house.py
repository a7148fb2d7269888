"""The house obeys its own rules, and each rule catches a planted violation."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import house

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_house_obeys(rule):
    violations = [
        v for path in house.sources() for v in rule(path.relative_to(ROOT), path.read_text("utf-8"))
    ]
    assert violations == []


PLANTED = {
    house.too_long: ("src/yimen/kernel/money.py", '"""x"""\ndef f():\n' + "    a = 1\n" * 61),
    house.forbidden_names: ("src/yimen/kernel/money.py", '"""x"""\nclass MoneyHelper:\n    a = 1\n'),
    house.behind_the_front_door: (
        "src/yimen/domains/cases/actions.py",
        '"""x"""\nfrom yimen.domains.people.models import Person\n',
    ),
    house.without_docstring: ("src/yimen/kernel/money.py", "a = 1\n"),
    house.http_below_doors: (
        "src/yimen/domains/cases/actions.py",
        '"""x"""\nfrom django.http import HttpResponse\n',
    ),
}


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_each_rule_catches_a_planted_violation(rule):
    path, source = PLANTED[rule]
    assert list(rule(Path(path), source))


def test_a_module_past_five_hundred_lines_is_caught():
    assert list(house.too_long(Path("src/yimen/kernel/money.py"), '"""x"""\n' + "a = 1\n" * 501))


def test_rules_and_tables_of_a_room_are_its_own():
    door = Path("src/yimen/doors/desk/views/verification.py")
    for inside in (
        "from yimen.domains.verification.rules import read_result",
        "import yimen.domains.cases.jobs",
    ):
        assert list(house.behind_the_front_door(door, inside))
    for front in ("from yimen.domains.cases import queries", "from yimen.domains.cases.types import Clock"):
        assert not list(house.behind_the_front_door(door, front))


def test_own_models_and_glossary_words_are_allowed():
    home = Path("src/yimen/domains/people/actions.py")
    assert not list(house.behind_the_front_door(home, "from yimen.domains.people.models import Person\n"))
    assert not list(house.forbidden_names(home, '"""x"""\nclass ServiceOrder:\n    a = 1\n'))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(TOOLS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)


def test_house_rules_of_the_syntax_checker_hold():
    scan = run("ast-grep", "scan", "--error", "src", "tests")
    assert scan.returncode == 0, scan.stdout[-4000:]


def test_every_rule_of_the_syntax_checker_catches_its_violation():
    rules = {p.stem for p in (ROOT / "tests/architecture/rules").glob("*.yml")}
    tested = {p.stem.removesuffix("-test") for p in (ROOT / "tests/architecture/rule-tests").glob("*.yml")}
    outcome = run("ast-grep", "test", "--skip-snapshot-tests")
    assert rules == tested
    assert outcome.returncode == 0, outcome.stdout[-4000:]


def test_floors_hold():
    outcome = run("lint-imports")
    assert outcome.returncode == 0, outcome.stdout[-4000:]

"""The import contracts catch what they promise: each planted import breaks exactly its contract."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).parent / "lint-imports"

PLANTED = {
    "kernel/planted.py": ("import yimen.engine", "A floor imports only what lies below it"),
    "foundation/planted.py": ("import yimen.domains.people", "A floor imports only what lies below it"),
    "planted/__init__.py": ("", "A floor imports only what lies below it"),
    "domains/people/planted.py": ("import yimen.domains.cases", "A room imports only what lies below it"),
    "domains/planted/__init__.py": ("", "A room imports only what lies below it"),
    "doors/desk/planted.py": ("import yimen.doors.portal", "Doors do not know each other"),
    "domains/cases/planted.py": (
        "import yimen.rulebook",
        "Only the library room and the command line call the law",
    ),
    "rulebook/planted.py": ("import django", "Kernel, engine and rulebook are plain Python"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the modules and contracts in which a violation can be planted."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", copy / "src", ignore=lambda _, names: [n for n in names if n in LEFT_OUT])
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


LEFT_OUT = {"__pycache__", "static_build", "templates", "locale", "static"}


def broken_contracts(house: Path) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(house / "src")}
    outcome = subprocess.run(
        [str(LINTER), "--no-cache"], cwd=house, env=environment, capture_output=True, text=True
    )
    return [line for line in outcome.stdout.splitlines() if line.endswith("BROKEN")]


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_import_breaks_its_contract(house, place):
    text, contract = PLANTED[place]
    planted = house / "src" / "yimen" / place
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f'"""Planted."""\n{text}\n', "utf-8")
    try:
        assert any(line.startswith(contract) for line in broken_contracts(house))
    finally:
        planted.unlink()
        if planted.name == "__init__.py":
            planted.parent.rmdir()

"""The need index never decides: whatever determines, proposes, grants or moves a case does not know it."""

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src" / "yimen"
OF_THE_INDEX = (
    "verification.index",
    "verification.actions.index",
    "verification.models.index",
    "verification.queries.index",
    "verification.types.index",
    "need_index",
)
ITSELF = "domains/verification/index/"
MAY_KNOW = {
    "domains/cases/actions/need_index.py",
    "domains/cases/queries/need_index.py",
    "domains/cases/rules/need_index.py",
    "domains/cases/jobs.py",
    "domains/cases/queries/reports.py",
    "domains/verification/actions/index.py",
    "domains/verification/models/__init__.py",
    "domains/verification/models/index.py",
    "domains/verification/queries/index.py",
    "doors/cli/need_index.py",
    "doors/desk/access/__init__.py",
    "doors/desk/urls/__init__.py",
    "doors/desk/urls/need_index.py",
    "doors/desk/views/need_index.py",
}
"""Fits, keeps and shows it, in the report on a family too. None of them determines, proposes or grants."""


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module or ''}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


def knows(path: Path) -> bool:
    return any(f"{each}." in f"{name}." for name in imported(path) for each in OF_THE_INDEX)


@pytest.mark.requirement("R-CHK-3")
def test_no_determination_reads_the_need_index():
    found = {str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.py") if knows(path)}

    assert {name for name in found if not name.startswith(ITSELF)} == MAY_KNOW

"""Every write of every room, and every opening of a family's file, leaves an entry in the audit."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.security.access_rows import DESK, entered, expected, url_of
from tests.security.rows import TABLE
from tests.support.stage import HOME, Stage

from yimen.domains.network.types import Role
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

ROOMS = Path(__file__).resolve().parents[2] / "src" / "yimen" / "domains"
RECORDS = {"record", "record_opening", "record_bulk"}
LOADS = "load_rows"
"""Of the audit: rows in chunks, each with its digest."""


def functions_of(room: Path) -> dict[str, list[ast.FunctionDef]]:
    """Every function of a room's modules by its name."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for file in room.rglob("*.py"):
        if "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
    return found


def called(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Names a function calls (or hands on), with the module or object they are called on."""
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
        elif isinstance(node, ast.Name):
            yield "", node.id


def writers(room: Path) -> set[str]:
    """The actions a room offers: the functions of `actions.py`, or those its package names as its own."""
    if (room / "actions.py").exists():
        tree = ast.parse((room / "actions.py").read_text())
        return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}
    if not (room / "actions").exists():
        return set()
    offered = set(import_module(f"yimen.domains.{room.name}.actions").__all__)
    return offered & set(functions_of(room))


def records(name: str, room: str, known: dict[str, dict[str, list[ast.FunctionDef]]], seen: set[str]) -> bool:
    """The function calls the audit, or a function that does: of its own room, or an action of another one."""
    if f"{room}.{name}" in seen or name not in known.get(room, {}):
        return False
    seen.add(f"{room}.{name}")
    for function in known[room][name]:
        for owner, attribute in called(function):
            if (owner == "audit" and attribute in RECORDS) or attribute == LOADS:
                return True
            if records(attribute, owner if owner in known else room, known, seen):
                return True
    return False


KNOWN = {room.name: functions_of(room) for room in ROOMS.iterdir() if room.is_dir()}
KNOWN["upkeep"] = functions_of(ROOMS.parent / "foundation" / "accounts")
KNOWN["calendar"] = functions_of(ROOMS.parent / "foundation" / "calendar")
"""What is done to an account is recorded where accounts are kept, the notice of a year where days are."""
ACTIONS = [
    (room.name, name) for room in sorted(ROOMS.iterdir()) if room.is_dir() for name in sorted(writers(room))
]


def test_there_are_actions_to_look_at():
    assert len(ACTIONS) > 60


@pytest.mark.parametrize(("room", "name"), ACTIONS, ids=lambda part: str(part))
def test_every_action_reaches_the_audit(room: str, name: str):
    assert records(name, room, KNOWN, set())


def test_an_action_that_forgets_the_audit_would_be_found():
    forgetful = ast.parse("def change(*, by):\n    Thing.objects.update(a=1)\n").body[0]
    assert isinstance(forgetful, ast.FunctionDef)
    assert not records("change", "room", {"room": {"change": [forgetful]}}, set())


OPENS = (
    "exchange-difference",
    "complaint", "report", "remedy", "case-complain", "household-complain", "outcome-contest",
    "case", "case-determination", "case-further", "contact", "document", "document-pdf", "file", "household",
    "outcome", "person", "verification", "visit-sign", "application-means", "application-review",
    "application-expenses", "application-matter", "outcome-resolve",
    "case-acceptance", "outcome-opinion", "outcome-confirm", "verification-report", "household-move",
    "family-report",
    "person-death", "person-correct", "person-move", "household-correct", "household-change-head",
    "case-need-index",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("name", OPENS)
def test_opening_a_family_s_file_leaves_an_entry_with_who_and_what(stage: Stage, name: str):
    assert DESK[name].pattern.converters
    role = next(role for role in Role if expected(name, role, HOME) == 200)
    actor = stage.staff[role, HOME]
    with system_scope():
        before = set(Entry.objects.filter(user_id=actor.user_id).values_list("id", flat=True))
    assert entered(actor).get(url_of(name, stage.objects)).status_code == 200
    with system_scope():
        made = Entry.objects.filter(user_id=actor.user_id).exclude(id__in=before)
        openings = [entry for entry in made if "open" in entry.action]
        assert openings, name
        assert all(entry.post_id == actor.post_id and entry.region.startswith("4414") for entry in openings)


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("name", [name for name in TABLE if name.endswith("-export")])
def test_a_list_that_leaves_the_house_leaves_an_entry(stage: Stage, name: str):
    actor = stage.staff[next(role for role in Role if expected(name, role, HOME) == 200), HOME]
    with system_scope():
        before = Entry.objects.filter(action="list:export").count()
    assert entered(actor).get(url_of(name, stage.objects)).status_code == 200
    with system_scope():
        assert Entry.objects.filter(action="list:export").count() == before + 1

"""Cases as rows: a household file, the programme asked, what the answer must say of it."""

from collections.abc import Mapping
from typing import Any

from yimen.rulebook.determine import determine

NOWHERE = "110101001000"  # a place of which nothing local is known
PINGYUAN = "441426100200"


def file(members: Any = 3, on: str = "2025-03-01", region: str = NOWHERE, **blocks: Any) -> dict[str, Any]:
    """A household of so many members of 40, or of the members given."""
    if isinstance(members, int):
        members = [{"ref": ref, "age": 40} for ref in "abcdefgh"[:members]]
    return {"on": on, "region": region, "members": members, **blocks}


def person(ref: str = "a", age: int = 40, **facts: Any) -> dict[str, Any]:
    return {"ref": ref, "age": age, **facts}


def answered(household: Mapping[str, Any], programme: str, member: str | None = None) -> dict[str, Any]:
    """The row of the answer, with its components beside the other keys."""
    rows = determine(household, [programme]).to_json()["determinations"]
    row = next(row for row in rows if row["member"] == member)
    changes = [(one["kind"], one["component"], one["before"], one["after"]) for one in row["changes"]]
    return {**row, **row["components"], "changes": changes}


def check(
    household: Mapping[str, Any], programme: str, expected: Mapping[str, Any], member: str | None = None
):
    found = answered(household, programme, member)
    assert {key: found[key] for key in expected} == dict(expected)

"""Builds small household files for tests."""

from collections.abc import Mapping
from typing import Any

from yimen.rulebook.answer import Determination
from yimen.rulebook.determine import determine

PINGYUAN = "441426100200"


def one_person(**keys: Any) -> dict[str, Any]:
    """A person of 45 in an urban household of 平远 on 2025-03-01, with `keys` over that."""
    file: dict[str, Any] = {
        "on": "2025-03-01",
        "region": PINGYUAN,
        "household": {"urban": True},
        "members": [{"ref": "a", "age": 45}],
    }
    household = {**file["household"], **keys.pop("household", {})}
    return {**file, **keys, "household": household}


def outcome(file: Mapping[str, Any], programme: str, member: str | None = None) -> Determination:
    return determine(file, [programme]).of(programme, member)

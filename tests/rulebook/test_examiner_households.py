"""Households examined from outside: what is expected was written from the documents, not from the rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from yimen.rulebook.determine import determine
from yimen.rulebook.household_file import parse

EXAMINED: Any = parse((Path(__file__).parent / "examiner_households.yaml").read_text(encoding="utf-8"))
NAMES = [one[0] for one in EXAMINED["cases"]]
COUPLE = [{"ref": "a", "relation": "head", "age": 45}, {"ref": "b", "relation": "spouse", "age": 44}]


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """The base with what differs; lists are replaced."""
    changed = {
        key: merged(base.get(key, {}), one) if isinstance(one, dict) else one for key, one in over.items()
    }
    return base | changed


def household(base: str, over: dict[str, Any]) -> dict[str, Any]:
    file = merged(EXAMINED["bases"][base], over)
    size = file["members"]
    if isinstance(size, int):
        children = [{"ref": f"c{index}", "relation": "child", "age": 10} for index in range(size - 2)]
        file["members"] = COUPLE[:size] + children
    return file


def row(answer: dict[str, Any], name: str) -> dict[str, Any]:
    programme, _, ref = name.partition(":")
    rows = [one for one in answer["determinations"] if one["programme"] == programme]
    return next(one for one in rows if not ref or one["member"] == ref)


def differences(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    wrong = []
    for field, value in expected.items():
        if field == "missing_has":
            is_right = set(value) <= set(found["missing"])
        elif field == "components_has":
            is_right = value.items() <= found["components"].items()
        else:
            is_right = found[field] == value
        if not is_right:
            wrong.append(f"{field}: {found[field.removesuffix('_has')]} instead of {value}")
    return wrong


@pytest.mark.parametrize(
    ("base", "over", "expected"),
    [one[1:] for one in EXAMINED["cases"]],
    ids=NAMES,
)
def test_household(base: str, over: dict[str, Any], expected: dict[str, Any]) -> None:
    answer = json.loads(json.dumps(determine(household(base, over)).to_json()))
    for name, fields in expected.items():
        if name == "overridden":
            assert answer[name] == fields
        else:
            assert differences(row(answer, name), fields) == [], name


def test_every_case_has_its_own_name() -> None:
    assert len(NAMES) == len(set(NAMES))

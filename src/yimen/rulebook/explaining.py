"""Why a value of one household is what it is: the tree of rules below it, as rows or sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yimen.engine.explain import Explanation, explain
from yimen.rulebook.case import RunCase
from yimen.rulebook.household_file import HouseholdFile, read
from yimen.rulebook.labels import LABELS


def explain_value(
    file: HouseholdFile | Mapping[str, Any] | str, name: str, member: str | None = None
) -> Explanation:
    """The explanation of a rule's value, of one member's where it is a person's (by the member's ref)."""
    household_file = file if isinstance(file, HouseholdFile) else read(file)
    case = RunCase(household_file, household_file.household.get("urban", False) is True)
    refs = [one["ref"] for one in household_file.members]
    person = None if member is None else refs.index(member)
    return explain(case.result, name, person, LABELS)

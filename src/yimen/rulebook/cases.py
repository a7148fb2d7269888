"""The worked examples beside the rules: loaded once, run as tests and printed on the programmes' pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from yimen.kernel import Programme, RegionCode
from yimen.rulebook.determine import determine
from yimen.rulebook.household_file import parse
from yimen.rulebook.parameter_list import list_parameters


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """Either a household `file` or a call for `parameters`; `published` is a figure we
    deliberately do not follow."""

    id: str
    title: str
    programme: Programme
    source: str
    file: Mapping[str, Any] | None = None
    parameters: Mapping[str, Any] | None = None
    expect: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    expect_parameters: Mapping[str, Any] = field(default_factory=dict)
    published: Mapping[str, Any] = field(default_factory=dict)

    def expected(self) -> dict[str, Any]:
        """What should come out, flat: "dibao.amount" and the like."""
        flat: dict[str, Any] = {f"parameters.{name}": value for name, value in self.expect_parameters.items()}
        flat |= {f"values.{name}": value for name, value in self.values.items()}
        for row, wanted in self.expect.items():
            for key, value in wanted.items():
                parts = value.items() if isinstance(value, Mapping) else ((None, value),)
                flat |= {".".join(filter(None, (row, key, part))): one for part, one in parts}
        return flat

    def found(self) -> dict[str, Any]:
        """What does come out, for the same keys."""
        got = self._found_parameters() if self.file is None else self._found_determinations()
        return {key: got.get(key) for key in self.expected()}

    def _found_parameters(self) -> dict[str, Any]:
        call = self.parameters or {}
        found = list_parameters(RegionCode(call["region"]), call["on"], call["urban"], call.get("set", {}))
        return {f"parameters.{name}": one["value"] for name, one in found.items()}

    def _found_determinations(self) -> dict[str, Any]:
        answer = determine(self.file or {}).to_json()
        got: dict[str, Any] = {f"values.{name}": value for name, value in answer["values"].items()}
        for one in answer["determinations"]:
            row = one["programme"] + (f"/{one['member']}" if one["member"] else "")
            got |= {f"{row}.{key}": value for key, value in one.items()}
            got |= {f"{row}.components.{name}": value for name, value in one["components"].items()}
            got[f"{row}.amount"] = one.get("amount_once", one.get("amount_month"))
        return got


@cache
def worked_cases() -> tuple[WorkedCase, ...]:
    rows: Any = parse(resources.files(__package__).joinpath("cases.yaml").read_text(encoding="utf-8"))
    return tuple(WorkedCase(**{**row, "programme": Programme(row["programme"])}) for row in rows)

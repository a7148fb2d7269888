"""From household files to shards: flat facts of whole households as three Arrow tables, nobody named.

Facts that rest on a parameter (tiers, obligors) or on the day (ages, deaths) are not among them: what they
are worked out from is, so that a shard serves every day and every scenario.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa

from yimen.engine import Input
from yimen.engine.columnar.arrow import ARROW_TYPES
from yimen.engine.kinds import Kind
from yimen.rulebook.book import obligor_book
from yimen.rulebook.case import place_of
from yimen.rulebook.facts import FlatFacts, flatten
from yimen.rulebook.facts.obligors import facts_of_obligor
from yimen.rulebook.household_file import UNKNOWN, HouseholdFile, read
from yimen.rulebook.inputs import HOUSEHOLD_INPUTS, OBLIGOR_INPUTS, PERSON_INPUTS

Json = Mapping[str, Any]
ONE_TIME: Final = ("event", "request", "medical")
OF_OBLIGORS: Final = ("support_expected", "support_option_open", "obligors_within_line", "obligors_line_open")
_NOT_KEPT: Final = (*OF_OBLIGORS, "decided_on", "has_medical_costs", "dibao_tier_amount", "has_died", "age")


def _fields(inputs: Iterable[Input]) -> list[tuple[str, Any]]:
    kept = [one for one in inputs if one.name not in _NOT_KEPT]
    return [(one.name, ARROW_TYPES[one.type.kind]) for one in kept if one.type.kind is not Kind.LIST]


HOUSEHOLDS: Final = pa.schema(
    [
        ("household_id", pa.int64()), ("ref", pa.binary(16)), ("region", pa.string()),
        ("registered", pa.string()), ("urban", pa.bool_()), ("held", pa.string()), ("own", pa.string()),
        ("raw", pa.string()),
        *_fields(HOUSEHOLD_INPUTS),
    ]
)  # fmt: skip
PERSONS: Final = pa.schema(
    [
        ("household_id", pa.int64()), ("born", pa.date32()), ("died", pa.date32()),
        ("age", pa.int64()), ("has_died", pa.bool_()), ("tier", pa.string()), *_fields(PERSON_INPUTS),
    ]
)  # fmt: skip
OBLIGORS: Final = pa.schema([("household_id", pa.int64()), *_fields(OBLIGOR_INPUTS)])


@dataclass(frozen=True, slots=True)
class Held:
    """A household as it is kept: 16 bytes that lead back to it, its file, what it holds today."""

    ref: bytes
    inputs: Json
    held: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Whole households with their members and their obligors outside; `household_id` ties them."""

    households: pa.Table
    persons: pa.Table
    obligors: pa.Table

    def __len__(self) -> int:
        return int(self.households.num_rows)


def make_shard(kept: Sequence[Held]) -> Shard:
    """Every file must be one the rulebook can read: it was determined before."""
    written = _Writer([], [], [])
    for one in kept:
        written.add(one)
    return Shard(
        pa.Table.from_pylist(written.households, HOUSEHOLDS),
        pa.Table.from_pylist(written.persons, PERSONS),
        pa.Table.from_pylist(written.obligors, OBLIGORS),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    households: list[dict[str, Any]]
    persons: list[dict[str, Any]]
    obligors: list[dict[str, Any]]

    def add(self, one: Held) -> None:
        inputs = standing(one.inputs)
        file, number = read(inputs), len(self.households)
        flat = _flat(file)
        raw = _json(inputs) if _is_open(file, flat) else None
        urban, registered = file.household.get("urban", False), file.household.get("registered_region")
        self.households.append(
            _known(HOUSEHOLD_INPUTS, flat.household)
            | {
                "household_id": number, "ref": one.ref, "region": file.region.code, "held": one.held,
                "registered": registered if isinstance(registered, str) else None,
                "urban": urban is True, "raw": raw,
                "own": _json(file.parameters) if file.parameters else None,
            }
        )  # fmt: skip
        for member, facts in zip(file.members, flat.persons, strict=True):
            self.persons.append(_known(PERSON_INPUTS, facts) | _of_the_day(member, facts, number))
        self._add_obligors(file, number)

    def _add_obligors(self, file: HouseholdFile, number: int) -> None:
        if file.obligors is UNKNOWN:
            return
        for index, obligor in enumerate(file.obligors):
            many = len(file.obligors), len(file.members)
            facts = facts_of_obligor(obligor, f"obligors[{index}]", *many).household
            self.obligors.append(_known(OBLIGOR_INPUTS, facts) | {"household_id": number})


def standing(inputs: Json) -> dict[str, Any]:
    """A file without what happened once; a death that was told as an event stays one."""
    kept = {key: value for key, value in inputs.items() if key not in ONE_TIME}
    event = inputs.get("event") or {}
    if event.get("kind") == "member_died":
        died = event.get("on", inputs["on"])
        kept["members"] = [
            {**member, "died_on": member.get("died_on", died)}
            if member["ref"] == event.get("member")
            else member
            for member in inputs["members"]
        ]
    return kept


def _flat(file: HouseholdFile) -> FlatFacts:
    """The parameters asked for here only feed facts that are not kept."""
    place = place_of(file.region, file.on, False, {})
    return flatten(file, None, obligor_book().on(file.on), place.obligor_held)


def _is_open(file: HouseholdFile, flat: FlatFacts) -> bool:
    """What is unknown is tried either way, one household by one."""
    return bool(flat.sources) or file.household.get("urban", False) is UNKNOWN


def _json(kept: Json) -> str:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)


def _known(inputs: Iterable[Input], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was not written takes its default here, so that absent and unknown stay two things."""
    return {one.name: facts.get(one.name, one.default) for one in inputs if one.name not in _NOT_KEPT}


def _of_the_day(member: Mapping[str, Any], facts: Mapping[str, Any], number: int) -> dict[str, Any]:
    born, died, tier = member.get("birth_date"), member.get("died_on"), member.get("dibao_tier")
    return {
        "household_id": number,
        "born": born if isinstance(born, date) else None,
        "died": died if isinstance(died, date) else None,
        "age": facts.get("age", 0),
        "has_died": facts.get("has_died", False),
        "tier": tier if isinstance(tier, str) else None,
    }

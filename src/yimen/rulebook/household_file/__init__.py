"""The household file: read strictly, every problem named at once with its path. Knows the form,
not the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yimen.kernel import RegionCode
from yimen.rulebook.household_file.consistency import refuse_contradictions
from yimen.rulebook.household_file.errors import HouseholdFileError, Problem
from yimen.rulebook.household_file.leaves import UNKNOWN, Unknown
from yimen.rulebook.household_file.reader import Reader
from yimen.rulebook.household_file.schema import FILE
from yimen.rulebook.household_file.text import parse

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """A file that was read: amounts in fen, areas in hundredths of m², dates as dates, `UNKNOWN`
    where not known.

    A key that was not written is not there; defaults belong to whoever reads the facts.
    """

    on: date
    region: RegionCode
    members: tuple[Facts, ...]
    household: Facts = field(default_factory=dict)
    obligors: tuple[Facts, ...] | Unknown = ()
    parameters: Facts = field(default_factory=dict)
    award_before: Facts | None = None
    event: Facts | None = None
    request: Facts | None = None
    medical: Facts | None = None


def read(source: str | Mapping[str, Any]) -> HouseholdFile:
    """From text (YAML or JSON) or from a mapping of the same shape; refuses with HouseholdFileError."""
    document = parse(source) if isinstance(source, str) else source
    reader = Reader()
    facts: Any = reader.read(document, FILE, "")
    if isinstance(facts, dict) and not reader.problems:
        refuse_contradictions(facts, reader)
    if reader.problems:
        raise HouseholdFileError(tuple(reader.problems))
    obligors = facts.pop("obligors", ())
    return HouseholdFile(
        on=facts.pop("on"),
        region=RegionCode(facts.pop("region")),
        members=tuple(facts.pop("members")),
        obligors=obligors if obligors is UNKNOWN else tuple(obligors),
        **facts,
    )


__all__ = [
    "UNKNOWN",
    "Facts",
    "HouseholdFile",
    "HouseholdFileError",
    "Problem",
    "Unknown",
    "parse",
    "read",
]

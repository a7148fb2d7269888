"""One household as the rules see it: parameters of the places concerned, facts, and the result of
running them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from yimen.engine import scalar
from yimen.engine.facts import HeldParameters, hold_parameters
from yimen.engine.parameters import ParameterValue
from yimen.engine.result import Result
from yimen.kernel import RegionCode
from yimen.rulebook.book import household_book, obligor_book
from yimen.rulebook.facts import FlatFacts, flatten
from yimen.rulebook.household_file import UNKNOWN, HouseholdFile, HouseholdFileError, Problem
from yimen.rulebook.parameters import settle
from yimen.rulebook.parameters.board import Board
from yimen.rulebook.parameters.unpack import origin_of, unpack
from yimen.rulebook.trace import Trace

# what matters only once the method is known
FOLLOWERS: Final = {
    "grace_amount": ("grace_rate", "dibao_minimum_per_person"),
    "single_person_method": ("single_person_amount", "single_person_rate", "single_person_bands"),
}
# our own names for a part of a public parameter
ASKED_AS: Final = {"basic_pension_counted": "income_not_counted"}
OF_REGISTRATION: Final = ("disposable_income_per_capita",)


@dataclass
class RunCase:
    """Everything about one run; `board` holds the parameters where the household lives."""

    file: HouseholdFile
    is_urban: bool
    board: Board = field(init=False)
    values: dict[str, ParameterValue] = field(init=False)
    flat: FlatFacts = field(init=False)
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        self.board = self._settle(self.file.region)
        self.values = self._values()
        rules = household_book().on(self.file.on)
        held = hold_parameters(rules, self.values)
        self.flat = flatten(self.file, self._tiers(), obligor_book().on(self.file.on), self._obligors_held())
        self.result = scalar.run(rules, self.flat.household, self.flat.persons, held)

    def _obligors_held(self) -> HeldParameters:
        return hold_parameters(obligor_book().on(self.file.on), self.values)

    def _settle(self, region: RegionCode) -> Board:
        return settle(region, self.file.on, self.is_urban, self.file.parameters)

    def _values(self) -> dict[str, ParameterValue]:
        """Temporary assistance by the place of the emergency, disposable income by the place of
        registration."""
        values = unpack(self.board)
        emergency = self._other_place((self.file.request or {}).get("region"))
        if emergency is not None:
            values |= {name: one for name, one in emergency.items() if name.startswith("temporary_")}
        registration = self._other_place(self.file.household.get("registered_region"))
        if registration is not None:
            values |= {name: registration[name] for name in OF_REGISTRATION}
        return values

    def _other_place(self, code: Any) -> dict[str, ParameterValue] | None:
        if code is None or code is UNKNOWN or code == self.file.region.code:
            return None
        return unpack(self._settle(RegionCode(code)))

    def _tiers(self) -> dict[str, int] | None:
        if self.board.value("dibao_method") != "tiers" or self.board.value("dibao_tiers") is None:
            return None
        tiers: dict[str, int] = self.board.structure("dibao_tiers")
        problems = [
            Problem(
                f"members[{index}].dibao_tier", f"当地没有“{member['dibao_tier']}”这一档", "、".join(tiers)
            )
            for index, member in enumerate(self.file.members)
            if member.get("dibao_tier", UNKNOWN) is not UNKNOWN and member["dibao_tier"] not in tiers
        ]
        if problems:
            raise HouseholdFileError(tuple(problems))
        return tiers

    @cached_property
    def trace(self) -> Trace:
        return Trace(self.result)

    def parameter(self, name: str) -> ParameterValue:
        return self.values[name]

    def missing_paths(self, name: str, person: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts of the file and the parameters that would settle a value, each under its public name."""
        facts: dict[str, None] = {}
        parameters: dict[str, None] = {}
        for one in self.result.missing(name, person):
            if one.name in self.values:
                parameters |= dict.fromkeys(self._settable(one.name))
            else:
                facts |= dict.fromkeys(self.flat.paths(one.name, one.person))
        for head in FOLLOWERS.keys() & parameters.keys():
            parameters = {name: None for name in parameters if name not in FOLLOWERS[head]}
        return tuple(facts), tuple(parameters)

    def _settable(self, name: str) -> tuple[str, ...]:
        origin = origin_of(name)
        if origin in ASKED_AS:
            return (ASKED_AS[origin],)
        if self.values[origin].value is not None and self.board.value("dibao_standard") is None:
            return ("dibao_standard",)
        return self.board.roots(origin)

"""One household as the rules see it: parameters of the places concerned, facts, and the result of
running them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from yimen.engine import scalar
from yimen.engine.facts import HeldParameters, hold_parameters
from yimen.engine.parameters import ParameterValue
from yimen.engine.result import Result
from yimen.kernel import RegionCode, Sentence
from yimen.rulebook.book import household_book, obligor_book
from yimen.rulebook.doubt import doubtful_parameters
from yimen.rulebook.facts import FlatFacts, flatten
from yimen.rulebook.household_file import UNKNOWN, HouseholdFile, HouseholdFileError, Problem
from yimen.rulebook.parameters import place_with_values, settle
from yimen.rulebook.parameters.board import Board
from yimen.rulebook.parameters.unpack import origin_of, unpack
from yimen.rulebook.taken import Taken
from yimen.rulebook.trace import Trace

# what matters only once the method is known
FOLLOWERS: Final = {
    "grace_amount": ("grace_rate", "dibao_minimum_per_person"),
    "single_person_method": ("single_person_amount", "single_person_rate", "single_person_bands"),
}
# our own names for a part of a public parameter
ASKED_AS: Final = {"basic_pension_counted": "income_not_counted"}
OF_REGISTRATION: Final = ("disposable_income_per_capita",)


@dataclass(frozen=True)
class Place:
    """The parameters of a place on a day, settled, taken apart and held for both rulebooks."""

    board: Board
    values: Mapping[str, ParameterValue]
    household_held: HeldParameters
    obligor_held: HeldParameters

    @cached_property
    def doubtful(self) -> frozenset[str]:
        return doubtful_parameters(self.values, self.board)


def place_of(region: RegionCode, on: date, is_urban: bool, overrides: Mapping[str, object]) -> Place:
    """Settled once for all households without overrides."""
    if overrides:
        return _settled(region, on, is_urban, overrides)
    return _without_overrides(place_with_values(region), on, is_urban)


@lru_cache(maxsize=512)
def _without_overrides(region: RegionCode, on: date, is_urban: bool) -> Place:
    return _settled(region, on, is_urban, {})


def _settled(region: RegionCode, on: date, is_urban: bool, overrides: Mapping[str, object]) -> Place:
    board = settle(region, on, is_urban, overrides)
    return _held(board, unpack(board), on)


def _held(board: Board, values: Mapping[str, ParameterValue], on: date) -> Place:
    household, obligor = household_book().on(on), obligor_book().on(on)
    return Place(board, values, hold_parameters(household, values), hold_parameters(obligor, values))


@dataclass
class RunCase:
    """Everything about one run; `board` holds the parameters where the household lives."""

    file: HouseholdFile
    is_urban: bool
    place: Place = field(init=False)
    board: Board = field(init=False)
    values: Mapping[str, ParameterValue] = field(init=False)
    flat: FlatFacts = field(init=False)
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        on = self.file.on
        place = self._with_other_places(self._place(self.file.region))
        self.place, self.board, self.values = place, place.board, place.values
        self.flat = flatten(self.file, self._tiers(), obligor_book().on(on), place.obligor_held)
        self.result = scalar.run(
            household_book().on(on), self.flat.household, self.flat.persons, place.household_held
        )

    def _place(self, region: RegionCode) -> Place:
        return place_of(region, self.file.on, self.is_urban, self.file.parameters)

    def _with_other_places(self, home: Place) -> Place:
        """Temporary aid by the place of the emergency, disposable income by the place of registration."""
        emergency = self._other_place((self.file.request or {}).get("region"))
        registration = self._other_place(self.file.household.get("registered_region"))
        if emergency is None and registration is None:
            return home
        values = dict(home.values)
        if emergency is not None:
            values |= {name: one for name, one in emergency.items() if name.startswith("temporary_")}
        if registration is not None:
            values |= {name: registration[name] for name in OF_REGISTRATION}
        return _held(home.board, values, self.file.on)

    def _other_place(self, code: Any) -> Mapping[str, ParameterValue] | None:
        if code is None or code is UNKNOWN or code == self.file.region.code:
            return None
        return self._place(RegionCode(code)).values

    def _tiers(self) -> dict[str, int] | None:
        if self.board.value("dibao_method") != "tiers" or self.board.value("dibao_tiers") is None:
            return None
        tiers: dict[str, int] = self.board.structure("dibao_tiers")
        problems = [
            Problem(
                f"members[{index}].dibao_tier",
                Sentence("当地没有“%(tier)s”这一档", tier=member["dibao_tier"]),
                Sentence("%(choices)s", choices=list(tiers)),
            )
            for index, member in enumerate(self.file.members)
            if member.get("dibao_tier", UNKNOWN) is not UNKNOWN and member["dibao_tier"] not in tiers
        ]
        if problems:
            raise HouseholdFileError(tuple(problems))
        return tiers

    @cached_property
    def taken(self) -> Taken:
        return Taken(self.result)

    @cached_property
    def trace(self) -> Trace:
        return Trace(self.result, self.place.doubtful)

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

    def is_without_source(self, name: str) -> bool:
        return self.values[name].value is None or name in ASKED_AS.values()

    def _settable(self, name: str) -> tuple[str, ...]:
        origin = origin_of(name)
        if origin in ASKED_AS:
            return (ASKED_AS[origin],)
        if self.values[origin].value is not None and self.board.value("dibao_standard") is None:
            return ("dibao_standard",)
        return self.board.roots(origin)

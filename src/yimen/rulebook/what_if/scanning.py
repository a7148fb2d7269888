"""One shard determined on a day under a scenario: for each household and programme, how many and how much."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa

from yimen.engine import Entity
from yimen.engine.columnar import Columnar
from yimen.engine.columnar.kernels import Array
from yimen.engine.parameters import ParameterValue
from yimen.kernel import Month, Programme, RegionCode
from yimen.rulebook.book import household_book, obligor_book
from yimen.rulebook.case import OF_REGISTRATION, Place, place_of
from yimen.rulebook.determine import determine
from yimen.rulebook.parameters import region_chain, table
from yimen.rulebook.what_if.changes import Scenario
from yimen.rulebook.what_if.obligors import OBLIGOR_RULES, gathered
from yimen.rulebook.what_if.programmes import (
    EXCLUSIVE,
    MONTHLY,
    NOT_WITH_TEKUN,
    RULES,
    outcome_of,
    place,
)
from yimen.rulebook.what_if.rows import Shard

UNKNOWN: Final = -1


@dataclass(frozen=True, slots=True)
class Outcomes:
    """By programme (rows, as in MONTHLY) and household: how many are eligible, and fen a month.

    -1 is undetermined. What excludes each other is both there; `counted` chooses.
    """

    eligible: Array
    amounts: Array

    def counted(self, held: Array) -> Outcomes:
        """Of programmes that exclude each other the one that is held, or pays most, is left.

        `held` is the place among EXCLUSIVE of the programme a household holds, or -1.
        """
        rows = np.array([place(one) for one in EXCLUSIVE])
        able = self.eligible[rows] > 0
        worth = np.where(able, self.amounts[rows] * 2 + 1, -1)
        numbers = np.arange(len(rows))[:, None]
        worth += np.where(able & (numbers == held), 2**60, 0)
        is_chosen = numbers == worth.argmax(axis=0)
        eligible, amounts = self.eligible.copy(), self.amounts.copy()
        drop = able & ~is_chosen
        eligible[rows] = np.where(drop, 0, eligible[rows])
        amounts[rows] = np.where(drop, 0, amounts[rows])
        return Outcomes(eligible, amounts)

    @property
    def totals(self) -> Array:
        """Fen a month of each household, as far as they are known."""
        sums: Array = np.maximum(self.amounts, 0).sum(axis=0)
        return sums


class Scan:
    """The rules of a month under a scenario, made ready once for many shards."""

    def __init__(self, scenario: Scenario, month: Month) -> None:
        self.scenario, self.month, self.on = scenario, month, month.first
        self.place = lru_cache(maxsize=None)(self._place)
        self.touched = lru_cache(maxsize=None)(self._touched)
        self.household = Columnar(household_book().on(self.on), self._in_force, RULES)
        self.obligor = Columnar(obligor_book().on(self.on), self._in_force, OBLIGOR_RULES)

    def run(self, shard: Shard, more: Array | None = None) -> Outcomes:
        """`more` is fen a month that each household would earn beside what it has."""
        rows = _Rows(self, shard, more)
        found = rows.outcomes()
        return self._with_open_ones(shard, found) if more is None else found

    def _in_force(self, key: str, _on: object, is_urban: bool) -> Mapping[str, ParameterValue]:
        home, registered, own = key.split("|", 2)
        values = self.place(home, own, is_urban).values
        if not registered:
            return values
        other = self.place(registered, own, is_urban).values
        return {**values, **{name: other[name] for name in OF_REGISTRATION}}

    def _place(self, code: str, own: str, is_urban: bool) -> Place:
        region = RegionCode(code)
        given = self.overrides(region, json.loads(own) if own else {}, is_urban=is_urban)
        return place_of(region, self.on, is_urban, given)

    def overrides(self, region: RegionCode, own: Mapping[str, Any], *, is_urban: bool) -> dict[str, Any]:
        """A household's own parameters, but for those that the scenario decides or that follow from it."""
        touched = self.touched(self.key(region.code), is_urban)
        kept = {name: value for name, value in own.items() if name.partition(".")[0] not in touched}
        return {**kept, **self.scenario.overrides(region, self.month)}

    def _touched(self, code: str, is_urban: bool) -> set[str]:
        region = RegionCode(code)
        return place_of(region, self.on, is_urban, self.scenario.overrides(region, self.month)).board.touched

    def key(self, code: str) -> str:
        """The nearest place around with values, or with changes, of its own."""
        chain = region_chain(RegionCode(code))
        named = table().regions | self.scenario.regions
        return next((one for one in chain if one in named), chain[-1])

    def _with_open_ones(self, shard: Shard, found: Outcomes) -> Outcomes:
        """Households whose file leaves something open, or names its own parameters, one by one."""
        raw = shard.households.column("raw")
        for row in np.flatnonzero(raw.is_valid().to_numpy()).tolist():
            self._one(json.loads(raw[row].as_py()), row, found)
        return found

    def _one(self, inputs: dict[str, Any], row: int, found: Outcomes) -> None:
        region, own = RegionCode(str(inputs["region"])), inputs.get("parameters", {})
        is_urban = inputs.get("household", {}).get("urban") is True
        given = self.overrides(region, own, is_urban=is_urban)
        asked = {**inputs, "on": self.on.isoformat(), "parameters": given}
        answers = determine(asked, MONTHLY).determinations
        tekun = {one.member for one in answers if one.programme is Programme.TEKUN and one.eligible}
        for at, programme in enumerate(MONTHLY):
            mine = [one for one in answers if one.programme is programme]
            if programme in NOT_WITH_TEKUN:
                mine = [one for one in mine if one.member not in tekun]
            is_open = any(one.eligible is None for one in mine)
            paid = [one.amount for one in mine if one.eligible]
            found.eligible[at, row] = UNKNOWN if is_open else len(paid)
            found.amounts[at, row] = UNKNOWN if is_open or None in paid else sum(one or 0 for one in paid)


@dataclass
class _Rows:
    scan: Scan
    shard: Shard
    more: Array | None

    def outcomes(self) -> Outcomes:
        households, persons = self.scan.household.run(self.households, self.persons)
        found = [self._of(programme, households, persons) for programme in MONTHLY]
        return Outcomes(np.stack([one[0] for one in found]), np.stack([one[1] for one in found]))

    def _of(self, programme: Programme, households: Any, persons: Any) -> tuple[Array, Array]:
        outcome = outcome_of(programme)
        is_person = outcome.entity is Entity.PERSON
        answers = persons if is_person else households
        decides = _truths(answers.column(outcome.decides))
        amounts = _fen(answers.column(outcome.amount)) if outcome.amount else np.zeros(len(decides), np.int64)
        if programme in NOT_WITH_TEKUN:
            is_tekun = _truths(persons.column(outcome_of(Programme.TEKUN).decides)) == 1
            decides = np.where(is_tekun, 0, decides)
        amounts = np.where(decides == 1, amounts, np.where(decides == UNKNOWN, UNKNOWN, 0))
        return (self._summed(decides), self._summed(amounts)) if is_person else (decides, amounts)

    def _summed(self, values: Array) -> Array:
        """Of a household's members; unknown where one of them is."""
        known = self._total(np.maximum(values, 0))
        return np.where(self._total((values == UNKNOWN).astype(np.int64)) > 0, UNKNOWN, known)

    def _total(self, values: Array) -> Array:
        sums = np.concatenate([[0], np.cumsum(values)])
        total: Array = np.diff(sums[self.bounds])
        return total

    @cached_property
    def bounds(self) -> Array:
        """Where each household's members begin; they stand in its order."""
        theirs = self.shard.persons.column("household_id").to_numpy()
        ids = self.shard.households.column("household_id").to_numpy()
        return np.append(np.searchsorted(theirs, ids), len(theirs))

    @cached_property
    def keys(self) -> Any:
        """The place of each household, where it is registered if that is another, its own parameters."""
        homes = self.shard.households.column("region").combine_chunks().dictionary_encode()
        short = [f"{self.scan.key(code)}||" for code in homes.dictionary.to_pylist()]
        keys = pa.array(short, pa.string()).take(homes.indices)
        registered, own = (self.shard.households.column(name) for name in ("registered", "own"))
        is_special = pa.compute.or_(registered.is_valid(), own.is_valid()).to_numpy()
        if not is_special.any():
            return keys
        found = keys.to_pylist()
        for row in np.flatnonzero(is_special).tolist():
            home = found[row].partition("|")[0]
            other = self.scan.key(registered[row].as_py() or home)
            found[row] = f"{home}|{'' if other == home else other}|{own[row].as_py() or ''}"
        return pa.array(found, pa.string())

    @cached_property
    def households(self) -> Any:
        rows = self.shard.households.drop_columns(["ref", "region", "registered", "held", "own", "raw"])
        day = pa.array([self.scan.on] * rows.num_rows, pa.date32())
        rows = rows.append_column("region", self.keys).append_column("on", day)
        rows = rows.append_column("decided_on", day)
        for name, column in gathered(self.scan.obligor, self.shard.obligors, rows).items():
            rows = rows.append_column(name, column)
        return rows if self.more is None else self._earning(rows, self.more)

    def _earning(self, rows: Any, more: Array) -> Any:
        """What is stated for the household as a whole grows with what its members earn."""
        members = np.maximum(np.diff(self.bounds), 1)
        for name, added in (
            ("income_month", more),
            ("income_12m", more * 12),
            ("assessed_income_per_capita", -(-more // members)),
        ):
            rows = _with(rows, name, _plus(rows.column(name), added))
        return rows

    @cached_property
    def persons(self) -> Any:
        rows = self.shard.persons
        rows = _with(rows, "age", self._ages(rows))
        rows = _with(rows, "has_died", self._died(rows))
        rows = rows.append_column("dibao_tier_amount", self._tiers(rows))
        rows = rows.drop_columns(["born", "died", "tier"])
        if self.more is None:
            return rows
        extra = np.zeros(rows.num_rows, np.int64)
        extra[self.bounds[:-1]] = self.more  # the first who is named earns it
        return _with(rows, "income_other", _plus(rows.column("income_other"), extra))

    def _ages(self, rows: Any) -> Any:
        born = rows.column("born").to_numpy(zero_copy_only=False).astype("datetime64[D]")
        on = np.datetime64(self.scan.on, "D")
        months = on.astype("datetime64[M]").astype(np.int64) - born.astype("datetime64[M]").astype(np.int64)
        years = np.maximum((months - (_day(born) > _day(on))) // 12, 0)
        return pa.compute.if_else(rows.column("born").is_valid(), pa.array(years), rows.column("age"))

    def _died(self, rows: Any) -> Any:
        died = rows.column("died")
        is_over = pa.compute.less_equal(died, pa.scalar(self.scan.on, pa.date32()))
        return pa.compute.if_else(died.is_valid(), is_over, rows.column("has_died"))

    def _tiers(self, rows: Any) -> Any:
        """What the place pays in a member's tier; nothing where it does not pay in tiers."""
        urban = self.shard.households.column("urban").to_numpy(zero_copy_only=False)
        homes = np.repeat(np.arange(len(self.shard)), np.diff(self.bounds))
        keys = self.keys.dictionary_encode()
        amounts = np.zeros(rows.num_rows, np.int64)
        known = np.ones(rows.num_rows, np.bool_)
        for code, key in enumerate(keys.dictionary.to_pylist()):
            for is_urban in (False, True):
                home, _, own = key.split("|", 2)
                tiers = _tiers_of(self.scan.place(home, own, is_urban))
                if tiers is None:
                    continue
                is_here = (keys.indices.to_numpy()[homes] == code) & (urban[homes] == is_urban)
                for row in np.flatnonzero(is_here):
                    amount = tiers.get(rows.column("tier")[int(row)].as_py())
                    known[row], amounts[row] = amount is not None, amount or 0
        return pa.array(amounts, mask=~known)


def _tiers_of(at: Place) -> dict[str, int] | None:
    board = at.board
    if board.value("dibao_method") != "tiers" or board.value("dibao_tiers") is None:
        return None
    found: dict[str, int] = board.structure("dibao_tiers")
    return found


def _day(days: Any) -> Any:
    return (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)


def _truths(column: Any) -> Array:
    values = pa.compute.fill_null(column.cast(pa.int8()), UNKNOWN)
    found: Array = values.to_numpy().astype(np.int64)
    return found


def _fen(column: Any) -> Array:
    found: Array = pa.compute.fill_null(column, UNKNOWN).to_numpy()
    return found


def _with(rows: Any, name: str, column: Any) -> Any:
    return rows.set_column(rows.column_names.index(name), name, column)


def _plus(column: Any, more: Any) -> Any:
    """What is not known stays so."""
    return pa.compute.add(column, pa.array(more))

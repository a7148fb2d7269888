"""One shard from facts to figures: the function that any engine runs, over any number of shards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa

from yimen.engine.columnar.kernels import Array
from yimen.kernel import Month, RegionCode, RegionLevel
from yimen.rulebook.parameters.overlays import overlay_texts
from yimen.rulebook.what_if.changes import STEP_FEN, Scenario
from yimen.rulebook.what_if.comparing import AFFECTED, as_bits, effects_of
from yimen.rulebook.what_if.figures import Figures
from yimen.rulebook.what_if.programmes import DECISIVE, EXCLUSIVE, MONTHLY, place
from yimen.rulebook.what_if.rows import Shard
from yimen.rulebook.what_if.scanning import UNKNOWN, Outcomes, Scan
from yimen.rulebook.what_if.summing import cells_of, towns_of

NOTHING_CHANGES: Final = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """Outcomes as they are counted, and what each household would lose by earning a step more."""

    outcomes: Outcomes
    falls: Array


@dataclass(frozen=True)
class _Key:
    """Scenarios of the same words share one set of rules made ready."""

    words: str
    scenario: Scenario = field(compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a shard comes to."""

    figures: Figures
    affected: pa.Table
    """As AFFECTED says; `affected_rows` reads it."""


def scan_shard(shard: Shard, month: Month, scenario: Scenario | None = None) -> pa.Table:
    """The outcomes of a shard, a row for each household: as it is, what `compare_shard` takes as its base."""
    scanned = _scanned(shard, scenario or Scenario(NOTHING_CHANGES, month), month)
    columns = {"falls": scanned.falls}
    for at, programme in enumerate(MONTHLY):
        columns[f"{programme.value}_eligible"] = scanned.outcomes.eligible[at]
        columns[f"{programme.value}_amount"] = scanned.outcomes.amounts[at]
    return pa.table(columns)


def compare_shard(
    shard: Shard, scenario: Scenario, base: pa.Table | None = None, base_month: Month | None = None
) -> Difference:
    """`base` holds the outcomes of `base_month` without any change, tried with the usual step."""
    figures, found = Figures(), None
    towns, names = _towns(shard)
    for month in scenario.steps():
        is_known = base is not None and month == base_month and scenario.step_fen == STEP_FEN
        plain = Scenario(NOTHING_CHANGES, scenario.month, scenario.months, scenario.step_fen)
        before = _read(base) if is_known else _scanned(shard, plain, month)
        after = _scanned(shard, scenario, month) if _applies(scenario, month) else before
        figures.steps[str(month)] = cells_of(towns, names, before.outcomes, after.outcomes)
        found = before, after
    assert found is not None  # a scenario has its first month
    before, after = found
    effects = effects_of(before.outcomes, after.outcomes)
    figures.towns = towns_of(towns, names, effects, (before.falls > 0, after.falls > 0))
    return Difference(figures, _affected(shard, effects, before, after))


def _applies(scenario: Scenario, month: Month) -> bool:
    return any(one.since <= month for one in scenario.changes)


def _scanned(shard: Shard, scenario: Scenario, month: Month) -> Scanned:
    words = json.dumps(scenario.to_json(), sort_keys=True, default=str)
    scan = _scan(_Key(words, scenario), month, overlay_texts())
    held = _held(shard)
    outcomes = scan.run(shard).counted(held)
    return Scanned(outcomes, _falls(scan, shard, outcomes, held))


@lru_cache(maxsize=64)
def _scan(key: _Key, month: Month, overlays: tuple[str, ...]) -> Scan:
    """Made ready anew where a county's own parameters are others."""
    return Scan(key.scenario, month)


def _falls(scan: Scan, shard: Shard, outcomes: Outcomes, held: Array) -> Array:
    """Only whoever is paid something can fall; what is open anywhere is not judged."""
    step = scan.scenario.step_fen
    is_asked = (outcomes.totals > 0) & ~_is_open(outcomes)
    is_asked &= shard.households.column("raw").is_null().to_numpy()
    falls = np.zeros(len(shard), np.int64)
    if not is_asked.any():
        return falls
    part = _part(shard, is_asked)
    more = scan.run(part, np.full(len(part), step, np.int64)).counted(held[is_asked])
    lost = outcomes.totals[is_asked] - more.totals
    lost[_is_open(more)] = 0
    falls[is_asked] = np.where(lost > step, lost, 0)
    return falls


def _is_open(outcomes: Outcomes) -> Array:
    found: Array = (outcomes.amounts[[place(one) for one in DECISIVE]] == UNKNOWN).any(axis=0)
    return found


def _part(shard: Shard, is_asked: Array) -> Shard:
    ids = shard.households.column("household_id").to_numpy()[is_asked]
    of_them = [
        rows.filter(pa.array(np.isin(rows.column("household_id").to_numpy(), ids)))
        for rows in (shard.persons, shard.obligors)
    ]
    return Shard(shard.households.filter(pa.array(is_asked)), *of_them)


def _held(shard: Shard) -> Array:
    """Which of the programmes that exclude each other a household holds: its place among them, or -1."""
    words = shard.households.column("held").to_pylist()
    places = {programme.value: at for at, programme in enumerate(EXCLUSIVE)}
    return np.array([places.get(word, -1) for word in words], np.int64)


def _read(base: pa.Table) -> Scanned:
    eligible = [base.column(f"{one.value}_eligible").to_numpy() for one in MONTHLY]
    amounts = [base.column(f"{one.value}_amount").to_numpy() for one in MONTHLY]
    return Scanned(Outcomes(np.stack(eligible), np.stack(amounts)), base.column("falls").to_numpy())


def _towns(shard: Shard) -> tuple[Array, list[str]]:
    """Each household's town, or the place it is known to be in where that is wider."""
    codes = shard.households.column("region").combine_chunks().dictionary_encode()
    towns = [_town(code) for code in codes.dictionary.to_pylist()]
    names = sorted(set(towns))
    at = np.array([names.index(town) for town in towns] or [0], np.int64)
    return at[codes.indices.to_numpy()], names


def _town(code: str) -> str:
    region = RegionCode(code)
    return region.at(RegionLevel.TOWN).code if region.level > RegionLevel.TOWN else code


def _affected(shard: Shard, effects: Array, before: Scanned, after: Scanned) -> pa.Table:
    is_new_cliff = (after.falls > 0) & (before.falls == 0)
    rows = np.flatnonzero((effects > 0) | is_new_cliff)
    chosen = shard.households.select(["ref", "region"]).take(pa.array(rows))
    columns = (
        effects, before.outcomes.totals, after.outcomes.totals, as_bits(before.outcomes),
        as_bits(after.outcomes), after.falls,
    )  # fmt: skip
    arrays = [*chosen.columns, *(pa.chunked_array([pa.array(column[rows])]) for column in columns)]
    typed = [array.cast(field.type) for array, field in zip(arrays, AFFECTED, strict=True)]
    return pa.table(typed, AFFECTED)

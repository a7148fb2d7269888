"""One shard of whole households at once: Arrow tables in, Arrow tables out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yimen.engine import scalar
from yimen.engine.columnar import codegen
from yimen.engine.columnar.arrow import read_inputs, to_arrow
from yimen.engine.columnar.bounds import Bounds
from yimen.engine.columnar.codes import unmet
from yimen.engine.columnar.encoding import Encoding
from yimen.engine.columnar.kernels import Array, Column, Members, keep_memory, magnitude
from yimen.engine.columnar.places import InForce, Parameters, Places, places_of
from yimen.engine.columnar.sharing import share
from yimen.engine.errors import FactsError
from yimen.engine.kinds import Entity, Kind
from yimen.engine.lowering import make_plan
from yimen.engine.rulebook import Rules

HOUSEHOLD_ID = "household_id"
NUMBERS = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.RATE})


class Columnar:
    """Rules made ready for columns. `in_force(region, on, urban)` is asked once for each distinct place.

    `unmet` names columns of households that hold the codes of those of some truths that do not hold.
    """

    def __init__(
        self,
        rules: Rules,
        in_force: InForce,
        wanted: frozenset[str] | None = None,
        unmet: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.rules, self.unmet = rules, dict(unmet or {})
        self.wanted = frozenset(rules.rules) if wanted is None else wanted
        conditions = frozenset(name for names in self.unmet.values() for name in names)
        self.computed = self.wanted | (conditions - rules.inputs.keys())
        for name in self.computed - rules.rules.keys():
            raise FactsError(f"规则库中没有规则 {name}；请改正名称", name=name)
        self.plan = make_plan(rules, self.computed)
        self.given = conditions & rules.inputs.keys()
        self.needed = self.given.union(name for slot in self.plan.slots for name in slot.needs)
        self.shared = share(self.plan)
        self.encoding = Encoding(rules)
        beside = {name for name in self.needed - rules.inputs.keys() - rules.rules.keys() if name[0] != "_"}
        self.parameters = Parameters(rules, in_force, self.encoding, beside)
        types = {name: rules.type(name) for name in self.needed & rules.inputs.keys()} | self.parameters.types
        self.numbers = frozenset(name for name, type_ in types.items() if type_.kind in NUMBERS)
        self.compiled = lru_cache(maxsize=256)(self._compile)
        self.fits = lru_cache(maxsize=256)(self._fits)
        keep_memory()

    def run(self, households: Any, persons: Any) -> tuple[Any, Any]:
        """Households and persons with `household_id` in any order; results in the households' order."""
        return _Shard(self, households, persons).results()

    def values(self, households: Any, persons: Any) -> "Found":
        """The same as arrays, for whoever makes something else of them."""
        shard = _Shard(self, households, persons)
        return Found(shard.values(), shard.members, shard.clustered)

    def _fits(self, bits: frozenset[tuple[str, int]], members: int) -> bool:
        """Of all shards whose figures are no longer than these."""
        return Bounds({name: 2**count - 1 for name, count in bits}, members).fits(self.plan)

    def _compile(self, unknown: frozenset[str]) -> Any:
        writer = codegen.Writer(self.shared, self.computed, unknown, self.encoding)
        source = writer.source()
        namespace = {**codegen.NAMESPACE, **writer.constants}
        exec(compile(source, "<rules>", "exec"), namespace)  # noqa: S102 - our own generated source
        return namespace["compute"]

    def columns_of(self, entity: Entity) -> list[str]:
        """The wanted values of households or of members."""
        return [
            name for name, rule in self.rules.rules.items() if name in self.wanted and rule.entity is entity
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """Values by name; `persons` is the table of members in the order of their values."""

    values: dict[str, Column]
    members: Members
    persons: Any


@dataclass(frozen=True, slots=True)
class _Runs:
    """Which household each run of persons belongs to, and how many they are."""

    position: Array
    lengths: Array

    @property
    def is_in_order(self) -> bool:
        return bool(np.all(self.position[1:] > self.position[:-1]))


@dataclass
class _Shard:
    columnar: Columnar
    households: Any
    persons: Any

    def values(self) -> dict[str, Column]:
        with np.errstate(over="ignore"):
            return self._columns() if self._fits() else self._one_by_one()

    def results(self) -> tuple[Any, Any]:
        values = self.values()
        return self._table(Entity.HOUSEHOLD, values), self._table(Entity.PERSON, values)

    @cached_property
    def ids(self) -> Array:
        return _numpy(self.households.column(HOUSEHOLD_ID))

    @cached_property
    def order(self) -> Array | None:
        """Where the persons are not clustered in the households' order, the order that makes them so."""
        if self._runs.is_in_order:
            return None
        return np.argsort(np.repeat(self._runs.position, self._runs.lengths), kind="stable")

    @cached_property
    def _runs(self) -> _Runs:
        """Persons who stand beside each other and belong to one household are found together."""
        theirs = _numpy(self.persons.column(HOUSEHOLD_ID))
        starts = np.flatnonzero(theirs[1:] != theirs[:-1]) + 1
        starts = np.concatenate([[0], starts]) if len(theirs) else starts
        lengths = np.diff(starts, append=len(theirs))
        return _Runs(self._positions(theirs[starts]), lengths)

    def _positions(self, wanted: Array) -> Array:
        """Where in the table of households these numbers stand."""
        ids = self.ids
        is_sorted = bool(np.all(ids[1:] > ids[:-1]))
        if is_sorted and np.array_equal(ids, wanted):
            return np.arange(len(ids))  # every household has members
        by_id = np.arange(len(ids)) if is_sorted else np.argsort(ids, kind="stable")
        sorted_ids = ids[by_id]
        if np.any(sorted_ids[1:] == sorted_ids[:-1]):
            raise FactsError("household_id 有重复；每户只能有一行")
        found = np.minimum(np.searchsorted(sorted_ids, wanted), max(len(ids) - 1, 0))
        if len(wanted) and (not len(ids) or np.any(sorted_ids[found] != wanted)):
            raise FactsError("有成员的 household_id 不在家庭表中；请补上该户或删去成员")
        return by_id[found]

    @cached_property
    def members(self) -> Members:
        sizes = np.zeros(len(self.ids), np.int64)
        if self._runs.is_in_order:
            sizes[self._runs.position] = self._runs.lengths
        else:
            np.add.at(sizes, self._runs.position, self._runs.lengths)
        return Members(sizes, self.places.index)

    @cached_property
    def clustered(self) -> Any:
        return self.persons if self.order is None else self.persons.take(self.order)

    @cached_property
    def columns(self) -> dict[str, Column]:
        rules, encoding = self.columnar.rules, self.columnar.encoding
        needed = self.columnar.needed
        found: dict[str, Column] = {}
        for entity, table in ((Entity.HOUSEHOLD, self.households), (Entity.PERSON, self.clustered)):
            inputs = {n: i for n, i in rules.inputs.items() if i.entity is entity and n in needed}
            found |= read_inputs(inputs, table, encoding)
        return found | dict(self.columnar.parameters.columns(self.places.keys))

    @cached_property
    def places(self) -> Places:
        found, rules = places_of(self.households), self.columnar.rules
        for day in {on for _, on, _ in found.keys}:
            if not rules.since <= day < rules.until:
                raise FactsError(
                    f"{day} 不在条文有效期 {rules.since} 至 {rules.until}（不含）之内；请按日期分开计算",
                    on=day,
                )
        return found

    def _fits(self) -> bool:
        leaves = {name: magnitude(self.columns[name].values) for name in self.columnar.numbers}
        bits = frozenset((name, largest.bit_length()) for name, largest in leaves.items())
        most = self.members.most
        return self.columnar.fits(bits, most) or Bounds(leaves, most).fits(self.columnar.plan)

    def _columns(self) -> dict[str, Column]:
        unknown = frozenset(name for name, column in self.columns.items() if column.known is not None)
        compute = self.columnar.compiled(unknown)

        def column(name: str) -> tuple[Any, Any]:
            one = self.columns[name]
            return one.values, one.known

        return {name: Column(*pair) for name, pair in compute(column, self.members).items()}

    def _one_by_one(self) -> dict[str, Column]:
        """Values too large for 64-bit steps go through the scalar runtime, whose integers have no end."""
        rules = self.columnar.rules
        places = self.places
        households = self.households.select(self._declared(Entity.HOUSEHOLD, self.households)).to_pylist()
        persons = self.clustered.select(self._declared(Entity.PERSON, self.clustered)).to_pylist()
        raws: dict[str, list[Any]] = {name: [] for name in self.columnar.computed}
        for number, household in enumerate(households):
            first, end = (int(bound) for bound in self.members.bounds[number : number + 2])
            parameters = self.columnar.parameters.held(*places.keys[places.index[number]])
            held = scalar.run(rules, household, persons[first:end], parameters).held
            for name, values in raws.items():
                is_person = rules.entity(name) is Entity.PERSON
                values.extend(held[name] if is_person else [held[name]])
        return {name: self._encoded(name, values) for name, values in raws.items()}

    def _declared(self, entity: Entity, table: Any) -> list[str]:
        inputs = self.columnar.rules.inputs
        return [n for n in table.column_names if n in inputs and inputs[n].entity is entity]

    def _encoded(self, name: str, raws: list[Any]) -> Column:
        type_ = self.columnar.rules.type(name)
        try:
            return Column(*self.columnar.encoding.array(type_.kind, type_.choices, raws))
        except OverflowError:
            raise FactsError(f"规则 {name} 的值超出 64 位整数；请核对输入", name=name) from None

    def _table(self, entity: Entity, values: Mapping[str, Column]) -> Any:
        table = self.households if entity is Entity.HOUSEHOLD else self.clustered
        names = self.columnar.columns_of(entity)
        arrays = [
            to_arrow(self.columnar.rules.type(name), values[name], table.num_rows, self.columnar.encoding)
            for name in names
        ]
        codes = self._codes(values) if entity is Entity.HOUSEHOLD else {}
        columns = [table.column(HOUSEHOLD_ID), *arrays, *codes.values()]
        return pa.table(columns, names=[HOUSEHOLD_ID, *names, *codes])

    def _codes(self, values: Mapping[str, Column]) -> dict[str, Any]:
        known = {**{name: self.columns[name] for name in self.columnar.given}, **values}
        return {name: unmet(of, known, len(self.ids)) for name, of in self.columnar.unmet.items()}


def _numpy(column: Any) -> Array:
    if column.null_count or not pa.types.is_integer(column.type):
        raise FactsError("household_id 须为整数且不为空；请先编号")
    array: Array = pc.cast(column, pa.int64()).to_numpy()
    return array

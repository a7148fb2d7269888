"""Where and when the households of a shard are judged, and the parameters in force there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from yimen.engine.columnar.arrow import whole
from yimen.engine.columnar.encoding import Encoding
from yimen.engine.columnar.kernels import Array, Column
from yimen.engine.errors import FactsError
from yimen.engine.facts import hold_parameters
from yimen.engine.kinds import Kind, Type
from yimen.engine.parameters import ParameterValue
from yimen.engine.rulebook import Rules

InForce = Callable[[str, date, bool], Mapping[str, ParameterValue]]
KEYS = ("region", "on", "urban")
MOST_PLACES = 1024
"""What is in force at so many is kept: a hundred kilobytes each."""
Key = tuple[str, date, bool]


@dataclass(frozen=True, slots=True)
class Places:
    """The distinct (region, on, urban), in order, and which of them each household has."""

    keys: tuple[Key, ...]
    index: Array


def places_of(households: Any) -> Places:
    """Of a table of households, all of which say where and when."""
    for key in KEYS:
        if key not in households.column_names:
            raise FactsError(f"家庭表缺少列 {key}；参数要按 region、on、urban 查找", name=key)
    arrays = [whole(households.column(key)).dictionary_encode() for key in KEYS]
    mixed = np.zeros(households.num_rows, np.int64)
    for array in arrays:
        if array.indices.null_count:
            raise FactsError("region、on、urban 不能为空；每户都须写明")
        mixed = mixed * max(len(array.dictionary), 1) + array.indices.to_numpy(zero_copy_only=False)
    distinct, index = _distinct(mixed)
    keys = [_key(arrays, int(code)) for code in distinct]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return Places(tuple(keys[place] for place in order), np.argsort(order).take(index))


def _key(arrays: list[Any], code: int) -> Any:
    parts = []
    for array in reversed(arrays):
        code, place = divmod(code, max(len(array.dictionary), 1))
        parts.append(array.dictionary[place].as_py())
    return tuple(reversed(parts))


def _distinct(codes: Array) -> tuple[Array, Array]:
    """The codes that occur, and which of them stands where; without sorting where they are few."""
    largest = int(codes.max(initial=0))
    if largest > len(codes):
        return np.unique(codes, return_inverse=True)
    distinct = np.flatnonzero(np.bincount(codes, minlength=1))
    places = np.zeros(largest + 1, np.int64)
    places[distinct] = np.arange(len(distinct))
    return distinct, places[codes]


class Parameters:
    """The named parameters, and what stands beside them, as columns; `in_force` is asked once for a place."""

    def __init__(self, rules: Rules, in_force: InForce, encoding: Encoding, names: Iterable[str]) -> None:
        self.rules, self.encoding = rules, encoding
        self.types = {name: self._type(name) for name in sorted(names)}
        self.held = lru_cache(maxsize=MOST_PLACES)(lambda *key: hold_parameters(rules, in_force(*key)))
        self.columns = lru_cache(maxsize=8)(self._columns)

    def _columns(self, keys: tuple[Key, ...]) -> Mapping[str, Column]:
        """A value for each of these places, or one for all; shards of one county have the same places."""
        held = [self.held(*key).values for key in keys]
        return {name: self._column(type_, [one[name] for one in held]) for name, type_ in self.types.items()}

    def _column(self, type_: Type, raws: list[Any]) -> Column:
        values, known = self.encoding.array(type_.kind, type_.choices, raws)
        mask = None if known.all() else known
        if not raws or any(raw != raws[0] for raw in raws):
            return Column(values, mask)
        return Column(values[0], None if mask is None else mask[0])

    def _type(self, name: str) -> Type:
        parameter, _, part = name.partition("__")
        if part in ("mode", "step"):
            return Type(Kind.COUNT)
        return Type(Kind.ENUM) if part == "at" else self.rules.type(parameter if part else name)

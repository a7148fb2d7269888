"""Dated, regional parameters: read from YAML, found for a chain of regions and a day, overridden for one run.

A file maps a name to `title, type, unit, choices` and `values`, each entry with `region` (absent: the
whole country), `from`, `until` (exclusive), `value` (yuan for amounts; null: unknown there),
`rounding`, `source` or `unsourced`, `note` and `confirmed_until` (used afterwards, but marked
unconfirmed). Another file may add `values` to a declared name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

import yaml

from yimen.engine.declarations import Parameter
from yimen.engine.errors import ParametersError
from yimen.engine.functions import ROUNDING_PLACES
from yimen.engine.kinds import Kind, Type, rate_to_raw

ROUNDING_MODES = {"down": 0, "half_up": 1, "up": 2, "none": 1}
ENTRY_KEYS = frozenset(
    {"region", "from", "until", "value", "rounding", "source", "unsourced", "note", "confirmed_until"}
)
DECLARATION_KEYS = frozenset({"title", "type", "unit", "choices", "values", "note"})


@dataclass(frozen=True, slots=True)
class Rounding:
    """How an amount is rounded, to how many fen, and where.

    `none` still means whole fen: there is no less.
    """

    mode: str = "none"
    to_fen: int = 1
    at: str = "none"

    @property
    def code(self) -> int:
        return ROUNDING_MODES[self.mode]

    @property
    def step(self) -> int:
        return 1 if self.mode == "none" else self.to_fen

    def __str__(self) -> str:
        return f"{self.mode}:{Decimal(self.to_fen) / 100:f}"


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter as found: fen, count, Decimal, bool, date, str, tuple of str or a structure; None
    is unknown.
    """

    name: str
    value: Any
    unit: str = ""
    rounding: Rounding | None = None
    source: str | None = None
    region: str | None = None
    since: date | None = None
    until: date | None = None
    is_unsourced: bool = False
    is_overridden: bool = False
    is_unconfirmed: bool = False
    confirmed_until: date | None = None
    note: str = ""


class _Loader(yaml.SafeLoader):
    """Decimal numbers stay exact."""


def _decimal(loader: yaml.SafeLoader, written: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(written))


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


class ParameterTable:
    """All entries of all files, ready to be asked for a place and a day."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._declared: dict[str, Parameter] = {}
        self._entries: dict[str, dict[str | None, list[ParameterValue]]] = {}
        pages = [yaml.load(text, _Loader) or {} for text in texts]  # noqa: S506 - a SafeLoader
        for page in pages:
            for name, block in page.items():
                self._declare(name, block)
        for page in pages:
            for name, block in page.items():
                self._add(name, block.get("values") or ())

    @property
    def declarations(self) -> tuple[Parameter, ...]:
        return tuple(self._declared.values())

    @cached_property
    def regions(self) -> frozenset[str]:
        """Every place with a value of its own."""
        return frozenset(region for values in self._entries.values() for region in values if region)

    def entries(self, name: str) -> tuple[ParameterValue, ...]:
        """Every entry of one parameter, for its page."""
        return tuple(value for values in self._entries[name].values() for value in values)

    def in_force(
        self, regions: Sequence[str], on: date, overrides: Mapping[str, object] | None = None
    ) -> dict[str, ParameterValue]:
        """For each declared name the entry of the first region in the chain that has one on that day."""
        found = {name: self._find(name, (*regions, None), on) for name in self._declared}
        for name, value in (overrides or {}).items():
            self._override(found, name, value)
        return found

    def _declare(self, name: str, block: Mapping[str, Any]) -> None:
        _refuse_keys(name, block.keys() - DECLARATION_KEYS, DECLARATION_KEYS)
        if "type" not in block:
            return
        if name in self._declared:
            raise ParametersError(
                f"参数 {name} 在两处声明了 type；请只留一处，其他文件只写 values", name=name
            )
        try:
            type_ = Type(Kind(block["type"]), tuple(block.get("choices") or ()))
        except ValueError:
            raise ParametersError(
                f"参数 {name} 的 type {block['type']!r} 不存在；"
                "可用 amount、count、rate、truth、date、enum、list、structure",
                name=name,
            ) from None
        self._declared[name] = Parameter(name, type_, block.get("title", name), block.get("unit", ""))
        self._entries[name] = {}

    def _add(self, name: str, entries: Iterable[Mapping[str, Any]]) -> None:
        declared = self._declared.get(name)
        if declared is None:
            raise ParametersError(f"参数 {name} 没有声明 type；请在一个文件中写 title 和 type", name=name)
        for entry in entries:
            value = _read_entry(declared, entry)
            dated = self._entries[name].setdefault(value.region, [])
            if any(other.since == value.since for other in dated):
                raise ParametersError(
                    f"参数 {name} 在 {value.region or '全国'} 自 {value.since} 起写了两次；请去掉一个",
                    name=name,
                )
            dated.append(value)
            dated.sort(key=lambda one: one.since or date.min)
        for region, dated in self._entries[name].items():
            self._entries[name][region] = _ended_by_the_next(dated)

    def _find(self, name: str, regions: Sequence[str | None], on: date) -> ParameterValue:
        for region in regions:
            for entry in reversed(self._entries[name].get(region, ())):
                if (entry.since or date.min) <= on < (entry.until or date.max):
                    return entry if not _is_past(entry, on) else replace(entry, is_unconfirmed=True)
        unit = self._declared[name].unit
        return ParameterValue(name, None, unit, is_unsourced=True, note="没有查到这个地方这一天的规定")

    def _override(self, found: dict[str, ParameterValue], key: str, value: object) -> None:
        name, _, part = key.partition(".")
        if name not in self._declared or part not in ("", "rounding"):
            raise ParametersError(f"没有名为 {key} 的参数；可用名称见 yimen parameters", name=key)
        if part:
            found[name] = replace(found[name], rounding=read_rounding(name, value), is_overridden=True)
            return
        declared = self._declared[name]
        found[name] = ParameterValue(
            name,
            read_value(declared, value),
            declared.unit,
            found[name].rounding,
            source="本次指定",
            is_overridden=True,
        )


def _ended_by_the_next(dated: list[ParameterValue]) -> list[ParameterValue]:
    """An entry is in force until the next one of its place begins, or until the day it names."""
    following = (*(entry.since for entry in dated[1:]), None)
    return [_ended(entry, next_since) for entry, next_since in zip(dated, following, strict=True)]


def _ended(entry: ParameterValue, next_since: date | None) -> ParameterValue:
    end = min((day for day in (entry.until, next_since) if day), default=None)
    return replace(entry, until=end)


def _is_past(entry: ParameterValue, on: date) -> bool:
    return entry.confirmed_until is not None and on >= entry.confirmed_until


def _read_entry(declared: Parameter, entry: Mapping[str, Any]) -> ParameterValue:
    _refuse_keys(declared.name, entry.keys() - ENTRY_KEYS, ENTRY_KEYS)
    is_unsourced = bool(entry.get("unsourced", False))
    if is_unsourced == bool(entry.get("source")):
        raise ParametersError(
            f"参数 {declared.name}（{entry.get('region', '全国')}）须写 source 或 unsourced: true，二者取一",
            name=declared.name,
        )
    rounding = entry.get("rounding")
    return ParameterValue(
        declared.name,
        read_value(declared, entry.get("value")),
        declared.unit,
        None if rounding is None else read_rounding(declared.name, rounding),
        entry.get("source"),
        entry.get("region"),
        entry.get("from"),
        entry.get("until"),
        is_unsourced,
        confirmed_until=entry.get("confirmed_until"),
        note=entry.get("note", ""),
    )


def read_value(declared: Parameter, value: object) -> object:
    """From the written form (yuan, plain rates, lists) to the held one; None stays unknown."""
    if value is None:
        return None
    try:
        return _READERS[declared.type.kind](declared.type, value)
    except (ValueError, TypeError, InvalidOperation):
        raise ParametersError(
            f"参数 {declared.name} 的值 {value!r} 不是{declared.type}；请改正",
            name=declared.name,
            value=value,
        ) from None


def _read_amount(_: Type, value: Any) -> int:
    if isinstance(value, bool | float):
        raise ValueError
    fen = Decimal(value) * 100
    if fen != fen.to_integral_value():
        raise ValueError
    return int(fen)


def _read_count(_: Type, value: Any) -> int:
    if isinstance(value, bool | float) or int(value) != Decimal(value):
        raise ValueError
    return int(value)


def _read_rate(_: Type, value: Any) -> Decimal:
    if isinstance(value, bool | float):
        raise ValueError
    rate_to_raw(value)
    return Decimal(value)


def _read_truth(_: Type, value: Any) -> bool:
    words = {True: True, False: False, "true": True, "false": False}
    if value not in words:
        raise ValueError
    return words[value]


def _read_date(_: Type, value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _read_choice(type_: Type, value: Any) -> str:
    if value not in type_.choices:
        raise ValueError
    return str(value)


def _read_list(type_: Type, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError
    return tuple(_read_choice(type_, one) for one in value)


_READERS: dict[Kind, Callable[[Type, Any], Any]] = {
    Kind.AMOUNT: _read_amount,
    Kind.COUNT: _read_count,
    Kind.RATE: _read_rate,
    Kind.TRUTH: _read_truth,
    Kind.DATE: _read_date,
    Kind.ENUM: _read_choice,
    Kind.LIST: _read_list,
    Kind.STRUCTURE: lambda _, value: value,
}


def read_rounding(name: str, written: object) -> Rounding:
    """From {mode: up, to: 1, at: household} or "up:1"."""
    if isinstance(written, str):
        mode, _, step = written.partition(":")
        written = {"mode": mode, "to": step or "0.01"}
    try:
        block = dict(written)  # type: ignore[call-overload]
        to_fen = Decimal(str(block.get("to", "0.01"))) * 100
        rounding = Rounding(block["mode"], int(to_fen), block.get("at", "none"))
        is_valid = to_fen == int(to_fen) and to_fen >= 1 and not block.keys() - {"mode", "to", "at"}
    except (KeyError, TypeError, ValueError, InvalidOperation):
        is_valid = False
    if not is_valid or rounding.mode not in ROUNDING_MODES or rounding.at not in ROUNDING_PLACES:
        raise ParametersError(
            f"参数 {name} 的取整 {written!r} 不成立；写法如 {{mode: up, to: 1, at: household}} 或 up:10",
            name=name,
        )
    return rounding


def _refuse_keys(name: str, odd: Iterable[str], allowed: Iterable[str]) -> None:
    for key in odd:
        raise ParametersError(
            f"参数 {name} 有不认识的键 {key!r}；可用 {'、'.join(sorted(allowed))}", name=name, key=key
        )

"""The catalogue of department data: one YAML file for each set, read strictly and once."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from yimen.domains.verification.errors import SetUnknownError
from yimen.domains.verification.types.lines import LineKind
from yimen.domains.verification.types.sets import ColumnKind, SetColumn, SetDefinition, SetReading

FOLDER = Path(__file__).parents[1] / "catalogue"
_SAID = frozenset({"title", "owner", "basis", "classified", "cadence"})
_OF_COLUMNS = {
    "title": "title",
    "kind": "kind",
    "synonyms": "synonyms",
    "required": "is_required",
    "sensitive": "is_sensitive",
    "unit": "unit",
    "codes": "codes",
    "longest": "longest",
    "least": "least",
    "most": "most",
    "past": "is_past",
    "financial": "is_financial",
}


@functools.cache
def catalogue() -> Mapping[str, SetDefinition]:
    """Every set by its key, in the order of the keys."""
    return {path.stem: read_definition(path.stem, path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))}


def definition(key: str) -> SetDefinition:
    """One set; refuses a key that no file describes."""
    found = catalogue().get(key)
    if found is None:
        raise SetUnknownError(
            "数据目录里没有“%(key)s”；可用：%(known)s。", key=key, known=sorted(catalogue())
        )
    return found


def read_definition(key: str, text: str) -> SetDefinition:
    """What a YAML text says; a word it does not know, or a set without an identity, is an error."""
    given: dict[str, Any] = yaml.safe_load(text)
    columns = tuple(_column(name, each) for name, each in given.pop("columns").items())
    if sum(column.kind is ColumnKind.IDENTITY and column.is_required for column in columns) != 1:
        raise SetUnknownError("数据集 %(key)s 须有且只有一个必填的身份证号列。", key=key)
    return SetDefinition(
        key=key,
        columns=columns,
        fresh_days=int(given.pop("fresh_days")),
        priority=int(given.pop("priority")),
        note=given.pop("note", ""),
        unsourced=frozenset(given.pop("unsourced", ())),
        is_financial=bool(given.pop("financial", False)),
        needs_agreement=bool(given.pop("agreement", False)),
        report=_reading(given.pop("report", None), {column.name for column in columns}, key),
        **{name: str(given.pop(name)) for name in _SAID},
        **given,
    )


def _reading(given: dict[str, Any] | None, columns: set[str], key: str) -> SetReading | None:
    """How a report reads the set; a column or a kind that is not there is an error."""
    if given is None:
        return None
    kinds = {str(code): LineKind(kind).value for code, kind in given.pop("kinds", {}).items()}
    ended = {name: tuple(map(str, codes)) for name, codes in given.pop("ended", {}).items()}
    said = tuple(given.pop("said", ()))
    reading = SetReading(kinds=kinds, ended=ended, said=said, **given)
    if unknown := sorted(reading.columns - columns):
        raise SetUnknownError("数据集 %(key)s 没有这些列：%(columns)s。", key=key, columns=unknown)
    return reading


def _column(name: str, given: Mapping[str, Any]) -> SetColumn:
    named = {_OF_COLUMNS[word]: value for word, value in given.items()}
    named["kind"] = ColumnKind(named["kind"])
    named["synonyms"] = tuple(named.get("synonyms", ()))
    return SetColumn(name=name, **named)

"""A parameter as a page of what-if says it: in words, as it is typed, for which place, since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.library import queries as library
from yimen.domains.network import queries as network

from .official_words import official


@dataclass(frozen=True)
class Said:
    """What holds now: `words` with its unit, `typed` where it is written otherwise than it is read."""

    area: str
    words: str
    typed: str
    place: str
    present: library.Present


def said(values: Sequence[library.Present]) -> list[Said]:
    """What holds now; of the country and of towns where they differ."""
    names = network.region_names([one.region for one in values if one.region])
    return [_said(one, names.get(one.region or "", "")) for one in values]


def _said(one: library.Present, place: str) -> Said:
    is_as_read = one.value is None or one.typed == value_words(one.value)
    return Said(_area(one), in_unit(one.value, one.unit), "" if is_as_read else one.typed, place, one)


def in_short(values: Iterable[library.Present]) -> str:
    """On one line of a table."""
    return _("；").join(f"{_area(one)} {in_unit(one.value, one.unit)}".strip() for one in values)


def in_unit(value: Any, unit: str) -> str:
    """In words, and in what it is counted."""
    words = value_words(value)
    return f"{words} {official(unit)}" if unit and value is not None else words


def _area(one: library.Present) -> str:
    return {"rural": _("农村"), "urban": _("城镇"), "": ""}[one.area]


def value_words(value: Any) -> str:
    """Codes in their words, amounts and shares as they are written."""
    if value is None:
        return _("待县里补充")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, str):
        return official(library.choice_in_words(value))
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return _("、").join(map(value_words, value)) or _("无")
    return library.typed_value(value)

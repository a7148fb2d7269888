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
    areas = {"rural": _("农村"), "urban": _("城镇"), "": ""}
    return [_said(one, areas[one.area], names) for one in values]


def _said(one: library.Present, area: str, names: dict[str, str]) -> Said:
    words = value_words(one.value)
    typed = one.typed if one.value is not None and one.typed != words else ""
    unit = official(one.unit) if one.unit and one.value is not None else ""
    return Said(area, f"{words} {unit}".rstrip(), typed, names.get(one.region or "", ""), one)


def in_short(values: Iterable[Said]) -> str:
    """On one line of a table."""
    return _("；").join(" ".join(filter(None, (one.area, one.words))) for one in values)


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

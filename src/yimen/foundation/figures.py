"""How rows are counted apart: by place below a region, by month, or by what a column of theirs says."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F
from django.db.models.functions import Cast, Left, TruncMonth

from yimen.kernel import RegionCode, RegionLevel


class Split(StrEnum):
    """What each row of a table of figures is about."""

    PLACE = "place"
    MONTH = "month"
    PROGRAMME = "programme"
    KIND = "kind"
    STEP = "step"
    PERSON = "person"


def digits_below(region: RegionCode) -> int:
    """How many digits tell the places directly below a region apart; a village stays one place."""
    return next((level.value for level in RegionLevel if level > region.level), RegionLevel.VILLAGE.value)


def place_of(key: str) -> RegionCode:
    """The region that a key of places stands for."""
    return RegionCode(key.ljust(RegionLevel.VILLAGE, "0"))


def key_of(split: Split, region: RegionCode, columns: Mapping[Split, str]) -> Any:
    """The expression rows are told apart by, as text; a month is the first of it."""
    if split is Split.PLACE:
        return Left("region", digits_below(region))
    if split is Split.MONTH:
        return Cast(TruncMonth(columns[split]), CharField())
    return Cast(F(columns[split]), CharField())

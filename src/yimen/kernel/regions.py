"""Region codes are paths: a code cut by its level is the prefix of everything within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from yimen.kernel.errors import YimenError

_FORM = re.compile(r"[1-9]\d{11}", re.ASCII)


class RegionCodeError(YimenError):
    code = "region_code_refused"


class RegionLevel(IntEnum):
    """The value is the number of digits that the level's prefix has."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWN = 9
    VILLAGE = 12


@dataclass(frozen=True, order=True, slots=True)
class RegionCode:
    """A national division code of 12 digits; shorter codes are not accepted, so that nobody guesses
    a level.
    """

    code: str

    def __post_init__(self) -> None:
        if not isinstance(self.code, str) or not _FORM.fullmatch(self.code):
            raise RegionCodeError(
                "“%(value)s”不是行政区划代码；应为 12 位数字，如 441426100000", value=self.code
            )

    @property
    def level(self) -> RegionLevel:
        """By the last group of 2/2/2/3/3 digits that is not zero; trailing zeros within a group
        belong to it.
        """
        start, level = 0, RegionLevel.PROVINCE
        for candidate in RegionLevel:
            if self.code[start:candidate].strip("0"):
                level = candidate
            start = candidate
        return level

    @property
    def prefix(self) -> str:
        return self.code[: self.level]

    @property
    def lo(self) -> str:
        return self.code

    @property
    def hi(self) -> str:
        """The first code after this region; exclusive. After the last of all comes a text that
        sorts behind every digit.
        """
        following = str(int(self.prefix) + 1)
        return following.ljust(12, "0") if len(following) == len(self.prefix) else ":" * 12

    def contains(self, other: RegionCode) -> bool:
        return other.code.startswith(self.prefix)

    def at(self, level: RegionLevel) -> RegionCode:
        """The region of that level this one lies in; itself when it is not below that level."""
        return RegionCode(self.code[:level].ljust(12, "0"))

    @property
    def parent(self) -> RegionCode | None:
        """The next region above; None for a province.

        Skips levels a place does not have (东莞 has no counties).
        """
        ancestors = self.ancestors()
        return ancestors[0] if ancestors else None

    def ancestors(self) -> tuple[RegionCode, ...]:
        """Nearest first, without the region itself."""
        above = (self.at(level) for level in reversed(RegionLevel) if level < self.level)
        return tuple(dict.fromkeys(region for region in above if region != self))

    def __str__(self) -> str:
        return self.code

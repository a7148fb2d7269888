"""What becomes of a household as a whole, in words and as a code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yimen.kernel import Programme


class Effect(StrEnum):
    """Of a household as a whole; a change of programmes that pays the same is a shift."""

    SAME = "same"
    ENTERS = "enters"
    LEAVES = "leaves"
    GAINS = "gains"
    LOSES = "loses"
    SHIFTS = "shifts"
    OPEN = "open"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "same": "不变",
            "enters": "新纳入",
            "leaves": "退出",
            "gains": "增加",
            "loses": "减少",
            "shifts": "类别变化",
            "open": "无法判定",
        }[self]


EFFECTS: Final = tuple(Effect)


@dataclass(frozen=True, slots=True)
class Affected:
    """One household that something changes for."""

    ref: bytes
    region: str
    effect: Effect
    before_fen: int
    after_fen: int
    before: tuple[Programme, ...]
    after: tuple[Programme, ...]
    falls_fen: int
    """What it would lose of its assistance by earning the scenario's step more; 0 where that is no cliff."""

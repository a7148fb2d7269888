"""What becomes of a household as a whole, in words and as a code."""

from dataclasses import dataclass
from typing import Final

from yimen.kernel import Programme, Titled


class Effect(Titled):
    """Of a household as a whole; a change of programmes that pays the same is a shift."""

    SAME = "same", "不变"
    ENTERS = "enters", "新纳入"
    LEAVES = "leaves", "退出"
    GAINS = "gains", "增加"
    LOSES = "loses", "减少"
    SHIFTS = "shifts", "类别变化"
    OPEN = "open", "无法判定"


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

"""Reports that something changed in a family, from the village or from the family itself."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What changed."""

    DEATH = "death"
    BIRTH = "birth"
    MOVE = "move"
    AWAY = "away"
    INCOME = "income"
    JOINED = "joined"
    LEFT = "left"
    SELF_CARE = "self_care"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "death": "去世",
            "birth": "出生",
            "move": "搬迁",
            "away": "离开居住地",
            "income": "收入变化",
            "joined": "家里添人",
            "left": "家人离开",
            "self_care": "生活自理能力变化",
            "other": "其他变化",
        }[self]


class ReportOutcome(StrEnum):
    """What the town made of it, or that it was a mistake of whoever reported."""

    NO_CHANGE = "no_change"
    CHANGE_CASE = "change_case"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "no_change": "核实后不需变更",
            "change_case": "已转变更办件",
            "corrected": "已更正档案",
            "withdrawn": "误报，当天撤回",
        }[self]

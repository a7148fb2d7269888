"""Findings as values: how grave they are, what became of them."""

from enum import StrEnum


class Severity(StrEnum):
    """How soon somebody has to look."""

    GRAVE = "grave"
    SERIOUS = "serious"
    MILD = "mild"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"grave": "重大", "serious": "较大", "mild": "一般"}[self]


class FindingOutcome(StrEnum):
    """What became of a finding."""

    REVIEW_OPENED = "review_opened"
    NO_CHANGE = "no_change"
    DATA_WRONG = "data_wrong"
    REPLACED = "replaced"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "review_opened": "已启动核查",
            "no_change": "核实后无变化",
            "data_wrong": "部门数据有误",
            "replaced": "数据有变，另有新发现",
        }[self]

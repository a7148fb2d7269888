"""What is counted of cases and of decisions, and of which of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.domains.cases.types.states import CaseKind
from yimen.kernel import Programme, RegionCode


class CaseFigure(StrEnum):
    """Of what was submitted in a time: all, and where it stands today. The last four add up to the first."""

    SUBMITTED = "submitted"
    OPEN = "open"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "submitted": "收到",
            "open": "在办",
            "concluded": "办结",
            "withdrawn": "撤回",
            "terminated": "终止",
        }[self]


class DecisionFigure(StrEnum):
    """Of what was decided in a time: all, and how. The others add up to the first."""

    DECIDED = "decided"
    GRANTED = "granted"
    REFUSED = "refused"
    KEPT = "kept"
    INCREASED = "increased"
    DECREASED = "decreased"
    PHASED_OUT = "phased_out"
    STOPPED = "stopped"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "decided": "作出决定",
            "granted": "新增",
            "refused": "不予确认",
            "kept": "维持",
            "increased": "增发",
            "decreased": "减发",
            "phased_out": "渐退",
            "stopped": "停发",
        }[self]


@dataclass(frozen=True, slots=True)
class CountedCases:
    """Cases submitted in a region from one day to another, both included."""

    region: RegionCode
    first: date
    last: date
    kind: CaseKind | None = None


@dataclass(frozen=True, slots=True)
class CountedDecisions:
    """Decisions taken in a region from one day to another, both included."""

    region: RegionCode
    first: date
    last: date
    programme: Programme | None = None
    decided_by: UUID | None = None

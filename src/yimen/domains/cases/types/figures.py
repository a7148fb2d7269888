"""What is counted of cases and of decisions, and of which of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.cases.types.states import CaseKind
from yimen.kernel import Programme, RegionCode, Titled


class CaseFigure(Titled):
    """Of what was submitted in a time: all, and where it stands today. The last four add up to the first."""

    SUBMITTED = "submitted", "收到"
    OPEN = "open", "在办"
    CONCLUDED = "concluded", "办结"
    WITHDRAWN = "withdrawn", "撤回"
    TERMINATED = "terminated", "终止"


class DecisionFigure(Titled):
    """Of what was decided in a time: all, and how. The others add up to the first."""

    DECIDED = "decided", "作出决定"
    GRANTED = "granted", "新增"
    REFUSED = "refused", "不予确认"
    KEPT = "kept", "维持"
    INCREASED = "increased", "增发"
    DECREASED = "decreased", "减发"
    PHASED_OUT = "phased_out", "渐退"
    STOPPED = "stopped", "停发"


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

"""Reconsideration and lawsuits against a decision, or against an application not accepted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import RegionCode, Titled


class RemedyKind(Titled):
    """Before whom the decision is contested (社会救助法 art 76)."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LAWSUIT = "lawsuit", "行政诉讼"


class RemedyState(Titled):
    """How far it is; what was decided waits until it is carried out, where there is something to do."""

    RECEIVED = "received", "待答辩"
    ANSWERED = "answered", "审理中"
    DECIDED = "decided", "待执行"
    CLOSED = "closed", "已了结"


class RemedyResult(Titled):
    """What the reconsideration office or the court said."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销"
    ORDERED_ANEW = "ordered_anew", "责令重新作出决定"
    NOT_HEARD = "not_heard", "不予受理或者驳回"
    WITHDRAWN = "withdrawn", "申请人撤回"


TO_CARRY_OUT = frozenset({RemedyResult.CHANGED, RemedyResult.REVOKED, RemedyResult.ORDERED_ANEW})
"""Results after which the office has something to do."""


@dataclass(frozen=True, slots=True)
class Contested:
    """The decision that is contested: of one programme, or that an application is not accepted."""

    case_id: UUID
    outcome_id: UUID | None
    title: str
    applicant_name: str
    region: RegionCode
    decided_on: date
    told_on: date | None

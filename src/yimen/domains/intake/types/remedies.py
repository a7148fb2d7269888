"""Reconsideration and lawsuits against a decision, or against an application not accepted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode


class RemedyKind(StrEnum):
    """Before whom the decision is contested (社会救助法 art 76)."""

    RECONSIDERATION = "reconsideration"
    LAWSUIT = "lawsuit"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"reconsideration": "行政复议", "lawsuit": "行政诉讼"}[self]


class RemedyState(StrEnum):
    """How far it is; what was decided waits until it is carried out, where there is something to do."""

    RECEIVED = "received"
    ANSWERED = "answered"
    DECIDED = "decided"
    CLOSED = "closed"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"received": "待答辩", "answered": "审理中", "decided": "待执行", "closed": "已了结"}[self]


class RemedyResult(StrEnum):
    """What the reconsideration office or the court said."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REVOKED = "revoked"
    ORDERED_ANEW = "ordered_anew"
    NOT_HEARD = "not_heard"
    WITHDRAWN = "withdrawn"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "upheld": "维持",
            "changed": "变更",
            "revoked": "撤销",
            "ordered_anew": "责令重新作出决定",
            "not_heard": "不予受理或者驳回",
            "withdrawn": "申请人撤回",
        }[self]


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

"""States of a request, whom it is about, and how authorisations were signed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class RequestState(StrEnum):
    """Where a request for verification stands."""

    REQUESTED = "requested"
    STARTED = "started"
    PASSED = "passed"
    FAILED = "failed"
    TOLD = "told"
    OBJECTED = "objected"
    CANCELLED = "cancelled"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "requested": "待启动",
            "started": "核对中",
            "passed": "符合",
            "failed": "不符合，待告知",
            "told": "不符合，已告知",
            "objected": "申请人有异议，重新核对",
            "cancelled": "已取消",
        }[self]


def result_title(title: str) -> str:
    """How the work item of a started verification is named."""
    return f"返回核对结果 {title}"


class SigningMethod(StrEnum):
    """How an authorisation was signed."""

    SCREEN = "screen"
    SCAN = "scan"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"screen": "屏幕签名", "scan": "纸质扫描"}[self]


@dataclass(frozen=True, slots=True)
class Verified:
    """Somebody a request is about."""

    person_id: UUID
    name: str


class AskedVerification(Protocol):
    """A request as rooms above hold it."""

    id: UUID
    case_id: UUID
    number: int
    state: str
    requested_at: datetime
    conclusion: str

"""States of a request, whom it is about, and how authorisations were signed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from yimen.kernel import Titled


class RequestState(Titled):
    """Where a request for verification stands."""

    REQUESTED = "requested", "待启动"
    STARTED = "started", "核对中"
    PASSED = "passed", "符合"
    FAILED = "failed", "不符合，待告知"
    TOLD = "told", "不符合，已告知"
    OBJECTED = "objected", "申请人有异议，重新核对"
    CANCELLED = "cancelled", "已取消"


def result_title(title: str) -> str:
    """How the work item of a started verification is named."""
    return f"返回核对结果 {title}"


class SigningMethod(Titled):
    """How an authorisation was signed."""

    SCREEN = "screen", "屏幕签名"
    SCAN = "scan", "纸质扫描"


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

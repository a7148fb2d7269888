"""Where a request may go, and its clocks."""

from collections.abc import Mapping

from yimen.domains.verification.types import RequestState
from yimen.kernel import DayUnit, TimeLimit

NEXT_STATES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.REQUESTED: frozenset({RequestState.STARTED, RequestState.CANCELLED}),
    RequestState.STARTED: frozenset({RequestState.PASSED, RequestState.FAILED, RequestState.CANCELLED}),
    RequestState.FAILED: frozenset({RequestState.TOLD}),
    RequestState.TOLD: frozenset({RequestState.OBJECTED}),
    RequestState.PASSED: frozenset(),
    RequestState.OBJECTED: frozenset(),
    RequestState.CANCELLED: frozenset(),
}
RESULT_CLOCK = "clock_verification_result"
OWN_RESULT_LIMIT = TimeLimit(
    10, DayUnit.WORKING, "启动核对", "民发〔2021〕57号 第十七条；未查到返回结果的法定时限，日数为本平台暂定"
)
"""The office's own, where a county has entered none: the law says when to start, not when to answer."""

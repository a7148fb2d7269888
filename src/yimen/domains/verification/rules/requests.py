"""Where a request may go, and its clocks."""

from collections.abc import Mapping
from typing import Any

from yimen.domains.verification.types import LineKind, RequestState, Source
from yimen.kernel import DayUnit, TimeLimit

NEXT_STATES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.REQUESTED: frozenset({RequestState.STARTED, RequestState.CANCELLED}),
    RequestState.STARTED: frozenset({RequestState.PASSED, RequestState.FAILED, RequestState.CANCELLED}),
    RequestState.FAILED: frozenset({RequestState.TOLD}),
    RequestState.TOLD: frozenset({RequestState.OBJECTED}),
    RequestState.PASSED: frozenset({RequestState.OBJECTED}),
    RequestState.OBJECTED: frozenset(),
    RequestState.CANCELLED: frozenset(),
}


def is_asked(about: Mapping[str, Any] | None, source: Source) -> bool:
    """Whether a source may tell what a request is about; of a single item only who knows its kind."""
    return about is None or LineKind(about["kind"]) in source.answers


RESULT_CLOCK = "clock_verification_result"
OWN_RESULT_LIMIT = TimeLimit(
    10, DayUnit.WORKING, "启动核对", "民发〔2021〕57号 第十七条；未查到返回结果的法定时限，日数为本平台暂定"
)
"""The office's own, where a county has entered none: the law says when to start, not when to answer."""
SOURCE_CLOCK = "clock_source_answer"
OWN_SOURCE_LIMIT = TimeLimit(
    10,
    DayUnit.WORKING,
    "发出查询",
    "社会救助法 第四十一条；未定返回的日数，日数为本平台暂定",
)
"""The office's own, where a county has entered none: the law says they have to help, not how soon."""
SUPERSEDED_CLOCK = "clock_set_superseded"
OWN_SUPERSEDED = TimeLimit(
    180, DayUnit.CALENDAR, "被更新的数据取代", "个人信息保护法 第十九条；未定保留的日数，日数为本平台暂定"
)
"""The office's own: half a year answers what a comparison read; nothing is paid by older data."""
REFUSED_CLOCK = "clock_set_refused"
OWN_REFUSED = TimeLimit(
    30, DayUnit.CALENDAR, "文件未能装载", "个人信息保护法 第十九条；未定保留的日数，日数为本平台暂定"
)
"""The office's own: a month to ask the department what was wrong with its file."""
RETENTION_CLOCK = "clock_verification_retention"
OWN_RETENTION = TimeLimit(
    365, DayUnit.CALENDAR, "核对目的实现", "个人信息保护法 第十九条；未定保留的日数，日数为本平台暂定"
)
"""The office's own: no longer than the purpose needs; a year leaves time for reviews and court."""

"""Why somebody's data may be asked for or looked at, and what the log keeps of each time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class AuthorisedFor(StrEnum):
    """What a signature permits: obligors outside the household only ever sign for themselves."""

    HOUSEHOLD = "household"
    OBLIGOR = "obligor"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"household": "核对共同生活家庭成员的经济状况", "obligor": "核对法定义务人的经济状况"}[self]


class GroundKind(StrEnum):
    """What a query or a view rests on."""

    AUTHORISATION = "authorisation"
    DUTY = "duty"
    NONE = "none"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"authorisation": "本人授权", "duty": "法定职责", "none": "没有依据"}[self]


class QueryAct(StrEnum):
    """What was done with somebody's data."""

    REQUEST = "request"
    SEND = "send"
    TAKE = "take"
    VIEW = "view"
    EXPORT = "export"
    FETCH = "fetch"
    COMPARE = "compare"
    ESTIMATE = "estimate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "request": "提请核对",
            "send": "向数据单位查询",
            "take": "登记返回结果",
            "view": "查看结果",
            "export": "导出、打印",
            "fetch": "数据单位经接口取走",
            "compare": "数据比对",
            "estimate": "提取测算数据",
        }[self]


class Purpose(StrEnum):
    """For what it was done."""

    APPLICATION = "application"
    SUPERVISION = "supervision"
    RESIDENT = "resident"
    COMPARISON = "comparison"
    ESTIMATE = "estimate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "application": "办理社会救助申请、核查",
            "supervision": "监督检查",
            "resident": "应本人要求出具",
            "comparison": "定期比对在册对象",
            "estimate": "测算社会救助政策",
        }[self]


class QueryOutcome(StrEnum):
    """Whether it came about."""

    DONE = "done"
    REFUSED = "refused"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"done": "已办理", "refused": "已拒绝"}[self]


@dataclass(frozen=True, slots=True)
class Ground:
    """An authorisation by its id, or a duty by its key in `duties.yaml`."""

    kind: GroundKind
    authorisation_id: UUID | None = None
    duty: str = ""


NO_GROUND = Ground(GroundKind.NONE)


@dataclass(frozen=True, slots=True)
class Duty:
    """A legal duty for which data are looked at without a signature of their own."""

    key: str
    title: str
    article: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with the data of some people, as far as it is the same for all of them."""

    act: QueryAct
    region: str
    purpose: Purpose = Purpose.APPLICATION
    case_id: UUID | None = None
    request_id: UUID | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class LogFilters:
    """Which entries to list; what is left out does not narrow."""

    people: tuple[UUID, ...] | None = None
    act: QueryAct | None = None
    outcome: QueryOutcome | None = None
    purpose: Purpose | None = None
    user: UUID | None = None
    since: date | None = None
    until: date | None = None

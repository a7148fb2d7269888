"""Why somebody's data may be asked for or looked at, and what the log keeps of each time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Titled


class AuthorisedFor(Titled):
    """What a signature permits: obligors outside the household only ever sign for themselves."""

    HOUSEHOLD = "household", "核对共同生活家庭成员的经济状况"
    OBLIGOR = "obligor", "核对法定义务人的经济状况"


class GroundKind(Titled):
    """What a query or a view rests on."""

    AUTHORISATION = "authorisation", "本人授权"
    DUTY = "duty", "法定职责"
    NONE = "none", "没有依据"


class QueryAct(Titled):
    """What was done with somebody's data."""

    REQUEST = "request", "提请核对"
    SEND = "send", "向数据单位查询"
    TAKE = "take", "登记返回结果"
    VIEW = "view", "查看结果"
    EXPORT = "export", "导出、打印"
    FETCH = "fetch", "数据单位经接口取走"
    COMPARE = "compare", "数据比对"
    ESTIMATE = "estimate", "提取测算数据"


class Purpose(Titled):
    """For what it was done."""

    APPLICATION = "application", "办理社会救助申请、核查"
    SUPERVISION = "supervision", "监督检查"
    RESIDENT = "resident", "应本人要求出具"
    COMPARISON = "comparison", "定期比对在册对象"
    ESTIMATE = "estimate", "测算社会救助政策"


class QueryOutcome(Titled):
    """Whether it came about."""

    DONE = "done", "已办理"
    REFUSED = "refused", "已拒绝"


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

"""Values of the worklist that other rooms hold: the subject of an item, kinds, lights, filters, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from yimen.domains.network.types import Role
from yimen.kernel import Deadline, RegionCode


class WorkKind(StrEnum):
    """What waits to be done; a room above adds its lines and their titles here."""

    CONTACT = "contact"
    CONTACT_HAND_OVER = "contact_hand_over"
    APPLICATION_DRAFT = "application_draft"
    ACCEPTANCE = "acceptance"
    MATERIALS = "materials"
    VERIFICATION = "verification"
    SOURCE_ANSWER = "source_answer"
    LATE_ANSWER = "late_answer"
    INVESTIGATION_START = "investigation_start"
    INVESTIGATION = "investigation"
    OPINION = "opinion"
    NOTICE = "notice"
    OBJECTION = "objection"
    FORWARD = "forward"
    COUNTY_CHECK = "county_check"
    CONFIRMATION = "confirmation"
    RETURNED = "returned"
    REFUSAL_LETTER = "refusal_letter"
    DELIVERY = "delivery"
    PUBLICATION = "publication"
    WHOLE_CASE = "whole_case"
    URGENT_PAPERS = "urgent_papers"
    RENEWAL = "renewal"
    REVIEW = "review"
    YEARLY_REVIEW = "yearly_review"
    SCANS = "scans"
    CHANGE = "change"
    HEARING = "hearing"
    GRACE_END = "grace_end"
    ROUND_CLOSING = "round_closing"
    ROUND_END = "round_end"
    TRANSFER = "transfer"
    TRANSFER_REPLY = "transfer_reply"
    TRANSFER_RESULT = "transfer_result"
    TRANSFER_FEEDBACK = "transfer_feedback"
    COMPLAINT = "complaint"
    CHANGE_REPORT = "change_report"
    REASSESSMENT = "reassessment"
    REMEDY_ANSWER = "remedy_answer"
    REMEDY_HEARING = "remedy_hearing"
    REMEDY_CARRY_OUT = "remedy_carry_out"
    COOPERATION = "cooperation"
    COOPERATION_REPLY = "cooperation_reply"
    ATTESTATION = "attestation"
    ATTESTATION_AGAIN = "attestation_again"
    CIVIL_MATTER = "civil_matter"
    EXCHANGE_DIFFERENCE = "exchange_difference"
    FINDING = "finding"
    FINDING_GONE = "finding_gone"
    HOLD_RELEASE = "hold_release"
    ACCOUNT = "account"
    DATA_WRONG = "data_wrong"
    AUDIT = "audit"
    LEAD_VISIT = "lead_visit"
    AWAY_CONTACT = "away_contact"
    ESCALATION = "escalation"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _KIND_TITLES[self]


_KIND_TITLES = {
    WorkKind.CONTACT: "回应来访",
    WorkKind.CONTACT_HAND_OVER: "接手移交的来访",
    WorkKind.APPLICATION_DRAFT: "完成申请填写",
    WorkKind.ACCEPTANCE: "审查并受理",
    WorkKind.MATERIALS: "等待补正材料",
    WorkKind.VERIFICATION: "家庭经济状况核对",
    WorkKind.SOURCE_ANSWER: "等待数据单位返回",
    WorkKind.LATE_ANSWER: "核实逾期返回的数据",
    WorkKind.INVESTIGATION_START: "启动家庭经济状况调查",
    WorkKind.INVESTIGATION: "入户调查",
    WorkKind.OPINION: "提出审核意见",
    WorkKind.NOTICE: "张贴公示",
    WorkKind.OBJECTION: "处理异议",
    WorkKind.FORWARD: "报请确认",
    WorkKind.COUNTY_CHECK: "抽查核实",
    WorkKind.CONFIRMATION: "审核确认",
    WorkKind.RETURNED: "重新审核",
    WorkKind.REFUSAL_LETTER: "书面告知不予确认",
    WorkKind.DELIVERY: "送达文书",
    WorkKind.PUBLICATION: "公布确认结果",
    WorkKind.WHOLE_CASE: "全程办结",
    WorkKind.URGENT_PAPERS: "补齐先行救助手续",
    WorkKind.RENEWAL: "到期前通知重新申请",
    WorkKind.REVIEW: "定期核查",
    WorkKind.YEARLY_REVIEW: "年度核查",
    WorkKind.SCANS: "归入走访表",
    WorkKind.CHANGE: "核查情况变化",
    WorkKind.HEARING: "听取意见",
    WorkKind.GRACE_END: "渐退期即将届满",
    WorkKind.ROUND_CLOSING: "本轮收件截止，准备审核会",
    WorkKind.ROUND_END: "结束本轮月度审核",
    WorkKind.TRANSFER: "答复档案转移申请",
    WorkKind.TRANSFER_REPLY: "接办转办事项",
    WorkKind.TRANSFER_RESULT: "办结转办事项",
    WorkKind.TRANSFER_FEEDBACK: "反馈转办结果",
    WorkKind.COMPLAINT: "办理投诉举报",
    WorkKind.CHANGE_REPORT: "核实变化报告",
    WorkKind.REASSESSMENT: "复核生活自理能力",
    WorkKind.REMEDY_ANSWER: "复议、诉讼答辩",
    WorkKind.REMEDY_HEARING: "复议听证、开庭",
    WorkKind.REMEDY_CARRY_OUT: "执行复议决定、判决",
    WorkKind.COOPERATION: "答复协助核查函",
    WorkKind.COOPERATION_REPLY: "等待户籍地复函",
    WorkKind.ATTESTATION: "逐人认证",
    WorkKind.ATTESTATION_AGAIN: "再次催办认证",
    WorkKind.CIVIL_MATTER: "办理民政事项",
    WorkKind.EXCHANGE_DIFFERENCE: "核对与省平台的差异",
    WorkKind.FINDING: "核实比对发现的问题",
    WorkKind.FINDING_GONE: "处理比对不再发现的问题",
    WorkKind.HOLD_RELEASE: "第二人确认恢复发放",
    WorkKind.ACCOUNT: "请家庭提供能收款的账户",
    WorkKind.DATA_WRONG: "告知数据单位数据有误",
    WorkKind.AUDIT: "随机抽查在册家庭",
    WorkKind.LEAD_VISIT: "走访核实线索",
    WorkKind.AWAY_CONTACT: "联系人户分离对象",
    WorkKind.ESCALATION: "督办超期事项",
}


class Light(StrEnum):
    """Red is past its due date, yellow has reached its warning date, green is neither."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"

    @property
    def title(self) -> str:  # type: ignore[override]
        return {"red": "已超期", "yellow": "将到期", "green": "正常"}[self.value]


@dataclass(frozen=True)
class Subject:
    """What an item is about; the title is read by people and holds no identity number."""

    kind: str
    id: UUID
    title: str
    region: RegionCode


@dataclass(frozen=True)
class LoadedItem:
    """An item as of the day its clock began, open or done since, for loading many at once."""

    kind: WorkKind
    subject: Subject
    due: Deadline
    event_on: date
    owner_station: UUID
    owner_role: Role
    owner_post: UUID | None = None
    done_at: datetime | None = None
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An open item as a list shows it, with the names of its owners; read in the order of these fields."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    subject_title: str
    event_on: date
    due_on: date
    warn_on: date
    is_provisional: bool
    limit_days: int
    limit_unit: str
    limit_event: str
    article: str
    owner_role: str
    owner_station_id: UUID
    owner_station_name: str
    owner_post_id: UUID | None
    owner_name: str | None
    region: str
    waits_for: Sequence[str] = ()
    """The steps of others that come first, while its clock runs already."""

    @property
    def owner(self) -> str:
        """Whoever took it, or else the station where it waits."""
        return self.owner_name or self.owner_station_name


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One item that went with a whole desk, as the list of it says."""

    title: str
    kind: str
    due_on: date
    to_name: str
    is_offer: bool


@dataclass(frozen=True)
class Filters:
    """Which open items to list; everything left out does not narrow. The most urgent first unless ordered."""

    kind: WorkKind | None = None
    light: Light | None = None
    region: RegionCode | None = None
    text: str = ""
    order: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Lights:
    """How many open items stand at each light."""

    red: int
    yellow: int
    green: int

    @property
    def total(self) -> int:
        return self.red + self.yellow + self.green


@dataclass(frozen=True)
class WorkPage:
    """One page of a list, with the lights of the whole list."""

    items: tuple[ListedItem, ...]
    lights: Lights
    number: int
    size: int
    total: int

    def __iter__(self) -> Iterator[ListedItem]:
        return iter(self.items)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class StationLights:
    """The lights of one station, for a town's or county's board."""

    station_id: UUID
    station_name: str
    lights: Lights


@dataclass(frozen=True)
class DayRun:
    """What one run of the daily job did."""

    on: date
    reminded: int
    escalated: int


class StepFigure(StrEnum):
    """Of what was done in a time: all, in time, and late; the last two add up to the first."""

    DONE = "done"
    IN_TIME = "in_time"
    LATE = "late"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"done": "办结", "in_time": "按期", "late": "超期"}[self]


@dataclass(frozen=True, slots=True)
class CountedSteps:
    """Work done in a region from one day to another, both included."""

    region: RegionCode
    first: date
    last: date
    step: WorkKind | None = None
    post: UUID | None = None
    is_untaken: bool = False
    """Only what nobody had taken when it was done."""


@dataclass(frozen=True, slots=True)
class Took:
    """How many were done, how many of them late, and how many days they took, counted from the event."""

    done: int
    late: int
    median: int
    slowest_tenth: int

    @property
    def in_time(self) -> int:
        return self.done - self.late

"""Values of the worklist that other rooms hold: the subject of an item, kinds, lights, filters, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yimen.domains.network.types import Role
from yimen.kernel import Deadline, RegionCode, Titled


class WorkKind(Titled):
    """What waits to be done; a room above adds its lines and their titles here."""

    CONTACT = "contact", "回应来访"
    CONTACT_HAND_OVER = "contact_hand_over", "接手移交的来访"
    APPLICATION_DRAFT = "application_draft", "完成申请填写"
    ACCEPTANCE = "acceptance", "审查并受理"
    MATERIALS = "materials", "等待补正材料"
    VERIFICATION = "verification", "家庭经济状况核对"
    SOURCE_ANSWER = "source_answer", "等待数据单位返回"
    LATE_ANSWER = "late_answer", "核实逾期返回的数据"
    INVESTIGATION_START = "investigation_start", "启动家庭经济状况调查"
    INVESTIGATION = "investigation", "入户调查"
    OPINION = "opinion", "提出审核意见"
    NOTICE = "notice", "张贴公示"
    OBJECTION = "objection", "处理异议"
    FORWARD = "forward", "报请确认"
    COUNTY_CHECK = "county_check", "抽查核实"
    CONFIRMATION = "confirmation", "审核确认"
    RETURNED = "returned", "重新审核"
    REFUSAL_LETTER = "refusal_letter", "书面告知不予确认"
    DELIVERY = "delivery", "送达文书"
    PUBLICATION = "publication", "公布确认结果"
    WHOLE_CASE = "whole_case", "全程办结"
    URGENT_PAPERS = "urgent_papers", "补齐先行救助手续"
    RENEWAL = "renewal", "到期前通知重新申请"
    REVIEW = "review", "定期核查"
    YEARLY_REVIEW = "yearly_review", "年度核查"
    SCANS = "scans", "归入走访表"
    CHANGE = "change", "核查情况变化"
    HEARING = "hearing", "听取意见"
    GRACE_END = "grace_end", "渐退期即将届满"
    ROUND_CLOSING = "round_closing", "本轮收件截止，准备审核会"
    ROUND_END = "round_end", "结束本轮月度审核"
    TRANSFER = "transfer", "答复档案转移申请"
    TRANSFER_REPLY = "transfer_reply", "接办转办事项"
    TRANSFER_RESULT = "transfer_result", "办结转办事项"
    TRANSFER_FEEDBACK = "transfer_feedback", "反馈转办结果"
    COMPLAINT = "complaint", "办理投诉举报"
    CHANGE_REPORT = "change_report", "核实变化报告"
    REASSESSMENT = "reassessment", "复核生活自理能力"
    REMEDY_ANSWER = "remedy_answer", "复议、诉讼答辩"
    REMEDY_HEARING = "remedy_hearing", "复议听证、开庭"
    REMEDY_CARRY_OUT = "remedy_carry_out", "执行复议决定、判决"
    COOPERATION = "cooperation", "答复协助核查函"
    COOPERATION_REPLY = "cooperation_reply", "等待户籍地复函"
    ATTESTATION = "attestation", "逐人认证"
    ATTESTATION_AGAIN = "attestation_again", "再次催办认证"
    CIVIL_MATTER = "civil_matter", "办理民政事项"
    EXCHANGE_DIFFERENCE = "exchange_difference", "核对与省平台的差异"
    FINDING = "finding", "核实比对发现的问题"
    FINDING_GONE = "finding_gone", "处理比对不再发现的问题"
    HOLD_RELEASE = "hold_release", "第二人确认恢复发放"
    ACCOUNT = "account", "请家庭提供能收款的账户"
    DATA_WRONG = "data_wrong", "告知数据单位数据有误"
    AUDIT = "audit", "随机抽查在册家庭"
    LEAD_VISIT = "lead_visit", "走访核实线索"
    AWAY_CONTACT = "away_contact", "联系人户分离对象"
    ESCALATION = "escalation", "督办超期事项"


class Light(Titled):
    """Red is past its due date, yellow has reached its warning date, green is neither."""

    RED = "red", "已超期"
    YELLOW = "yellow", "将到期"
    GREEN = "green", "正常"


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


class StepFigure(Titled):
    """Of what was done in a time: all, in time, and late; the last two add up to the first."""

    DONE = "done", "办结"
    IN_TIME = "in_time", "按期"
    LATE = "late", "超期"


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

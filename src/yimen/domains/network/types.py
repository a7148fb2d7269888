"""Values of the network that every room above may hold: the actor, roles, permissions, delegated authority.

No Django here; tables live in `models`, decisions in `permissions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.foundation.database.scope import Scope
from yimen.kernel import Programme, RegionCode, Step

DELEGATION_CHANGED = "network.delegation-changed"
"""Announced with the id of a delegation given or ended."""


class Role(StrEnum):
    """What a post does; title, sentence for citizens and permissions are in `permissions.CARDS`."""

    VILLAGE_ASSISTANT = "village_assistant"
    GRID_WORKER = "grid_worker"
    SOCIAL_WORKER = "social_worker"
    TOWN_HANDLER = "town_handler"
    TOWN_REVIEWER = "town_reviewer"
    TOWN_CONFIRMER = "town_confirmer"
    COUNTY_VERIFIER = "county_verifier"
    COUNTY_REVIEWER = "county_reviewer"
    COUNTY_CONFIRMER = "county_confirmer"
    DEPARTMENT_LIAISON = "department_liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Everything a post may be allowed to do, as `resource:action`; a room adds its own lines here."""

    PERSON_SEARCH = "person:search"
    PERSON_OPEN = "person:open"
    PERSON_WRITE = "person:write"
    IDENTITY_MERGE = "identity:merge"
    HOUSEHOLD_OPEN = "household:open"
    HOUSEHOLD_WRITE = "household:write"
    HOUSEHOLD_TRANSFER = "household:transfer"
    WORK_OPEN = "work:open"
    WORK_TAKE = "work:take"
    WORK_REASSIGN = "work:reassign"
    DOCUMENT_OPEN = "document:open"
    DOCUMENT_ISSUE = "document:issue"
    DOCUMENT_DELIVER = "document:deliver"
    AUTHORISATION_RECORD = "authorisation:record"
    VERIFICATION_OPEN = "verification:open"
    VERIFICATION_REQUEST = "verification:request"
    VERIFICATION_ANSWER = "verification:answer"
    CONTACT_OPEN = "contact:open"
    CONTACT_RECORD = "contact:record"
    CONTACT_HAND_OVER = "contact:hand_over"
    TRANSFER_OPEN = "transfer:open"
    TRANSFER_SEND = "transfer:send"
    TRANSFER_ANSWER = "transfer:answer"
    COMPLAINT_RECORD = "complaint:record"
    COMPLAINT_OPEN = "complaint:open"
    COMPLAINT_HANDLE = "complaint:handle"
    REPORT_OPEN = "report:open"
    REPORT_RECORD = "report:record"
    REPORT_SETTLE = "report:settle"
    REMEDY_OPEN = "remedy:open"
    REMEDY_RECORD = "remedy:record"
    CASE_OPEN = "case:open"
    CASE_SUPERVISE = "case:supervise"
    APPLICATION_WRITE = "application:write"
    APPLICATION_SUBMIT = "application:submit"
    APPLICATION_ACCEPT = "application:accept"
    APPLICATION_WITHDRAW = "application:withdraw"
    CASE_TERMINATE = "case:terminate"
    INVESTIGATION_RECORD = "investigation:record"
    INVESTIGATION_SIGN = "investigation:sign"
    HEARING_HOLD = "hearing:hold"
    DETERMINATION_RUN = "determination:run"
    OPINION_WRITE = "opinion:write"
    NOTICE_POST = "notice:post"
    NOTICE_TAKE_DOWN = "notice:take_down"
    OBJECTION_RECORD = "objection:record"
    OBJECTION_DECIDE = "objection:decide"
    OUTCOME_CONFIRM = "outcome:confirm"
    OUTCOME_REFUSE = "outcome:refuse"
    OUTCOME_RETURN = "outcome:return"
    COUNTY_CHECK = "county:check"
    ROUND_OPEN = "round:open"
    ROUND_RUN = "round:run"
    REVIEW_PLAN = "review:plan"
    AWARD_OPEN = "award:open"
    AWARD_GRANT = "award:grant"
    AWARD_CHANGE = "award:change"
    DOSSIER_OPEN = "dossier:open"
    ATTESTATION_RECORD = "attestation:record"
    MATTER_DECIDE = "matter:decide"
    STATISTICS_OPEN = "statistics:open"
    STATISTICS_OF_STAFF = "statistics:of_staff"
    LIST_EXPORT = "list:export"
    NETWORK_OPEN = "network:open"
    NETWORK_ADMINISTER = "network:administer"
    DELEGATION_CHANGE = "delegation:change"
    SHARE_GRANT = "share:grant"
    DUTY_WRITE = "duty:write"
    CALENDAR_WRITE = "calendar:write"
    PARAMETERS_CHANGE = "parameters:change"
    POLICY_WRITE = "policy:write"
    STATION_DESCRIBE = "station:describe"
    TRAINING_RECORD = "training:record"
    ROLL_OPEN = "roll:open"
    ROLL_PREPARE = "roll:prepare"
    ROLL_TAKE_OVER = "roll:take_over"
    AUDIT_READ = "audit:read"
    EXCHANGE_OPEN = "exchange:open"
    EXCHANGE_EXPORT = "exchange:export"
    EXCHANGE_TAKE_IN = "exchange:take_in"
    EXCHANGE_RECONCILE = "exchange:reconcile"
    EXCHANGE_SETTLE = "exchange:settle"
    EXCHANGE_DESCRIBE = "exchange:describe"


class StationLevel(StrEnum):
    """The three levels of the network: county centre, town platform, village workstation."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class StaffState(StrEnum):
    """What an administrator looks for in the staff list."""

    WITHOUT_POST = "without_post"
    SWITCHED_OFF = "switched_off"


class DepartmentKind(StrEnum):
    """The departments that take part in social assistance."""

    CIVIL_AFFAIRS = "civil_affairs"
    EDUCATION = "education"
    HUMAN_RESOURCES = "human_resources"
    MEDICAL_INSURANCE = "medical_insurance"
    HOUSING = "housing"
    AGRICULTURE = "agriculture"
    HEALTH = "health"
    EMERGENCY = "emergency"
    JUSTICE = "justice"
    FINANCE = "finance"
    PUBLIC_SECURITY = "public_security"
    WOMENS_FEDERATION = "womens_federation"
    DISABLED_FEDERATION = "disabled_federation"
    TRADE_UNION = "trade_union"
    RED_CROSS = "red_cross"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        """What it does, in words."""
        return DEPARTMENT_TITLES[self]


DEPARTMENT_TITLES = {
    DepartmentKind.CIVIL_AFFAIRS: "民政",
    DepartmentKind.EDUCATION: "教育",
    DepartmentKind.HUMAN_RESOURCES: "人力资源社会保障",
    DepartmentKind.MEDICAL_INSURANCE: "医疗保障",
    DepartmentKind.HOUSING: "住房城乡建设",
    DepartmentKind.AGRICULTURE: "农业农村",
    DepartmentKind.HEALTH: "卫生健康",
    DepartmentKind.EMERGENCY: "应急管理",
    DepartmentKind.JUSTICE: "司法行政",
    DepartmentKind.FINANCE: "财政",
    DepartmentKind.PUBLIC_SECURITY: "公安",
    DepartmentKind.WOMENS_FEDERATION: "妇联",
    DepartmentKind.DISABLED_FEDERATION: "残联",
    DepartmentKind.TRADE_UNION: "工会",
    DepartmentKind.RED_CROSS: "红十字会",
    DepartmentKind.OTHER: "其他",
}


class OrganisationKind(StrEnum):
    """Bodies outside the administration that work with the stations."""

    CHARITY = "charity"
    PROVIDER = "provider"
    VOLUNTEERS = "volunteers"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _ORGANISATION_TITLES[self]


_ORGANISATION_TITLES = {
    OrganisationKind.CHARITY: "慈善组织",
    OrganisationKind.PROVIDER: "服务机构",
    OrganisationKind.VOLUNTEERS: "志愿服务组织",
}


class ShareReason(StrEnum):
    """Why a subject is shown to a region or organisation that is not responsible for it."""

    TRANSFER = "transfer"
    ORDER = "order"
    COOPERATION = "cooperation"
    EMERGENCY = "emergency"
    MOVED_HOUSEHOLD = "moved_household"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _REASON_TITLES[self]

    @property
    def is_by_hand(self) -> bool:
        """Somebody may share for it by hand; the other reasons belong to acts that share by themselves."""
        return self not in (ShareReason.TRANSFER, ShareReason.MOVED_HOUSEHOLD)


_REASON_TITLES = {
    ShareReason.TRANSFER: "转办转介",
    ShareReason.ORDER: "上级指定办理",
    ShareReason.COOPERATION: "异地协查、协助办理",
    ShareReason.EMERGENCY: "急难救助",
    ShareReason.MOVED_HOUSEHOLD: "家庭迁出",
}


class ShareDirection(StrEnum):
    """Which side of a share a reader stands on."""

    GIVEN = "given"
    RECEIVED = "received"

    @property
    def title(self) -> str:  # type: ignore[override]
        return "共享给别处" if self is ShareDirection.GIVEN else "别处共享来"


@dataclass(frozen=True)
class Actor:
    """A user wearing one post; `region` is the station's, `scope` is that region plus what is shared."""

    user_id: UUID
    post_id: UUID
    staff_id: UUID
    staff_name: str
    role: Role
    station_id: UUID
    region: RegionCode
    scope: Scope


@dataclass(frozen=True)
class RoleCard:
    """How a role is shown: its title, what a citizen may expect of it, and what it is allowed."""

    title: str
    sentence: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class Hat:
    """One post a user may put on."""

    post_id: UUID
    role: Role
    role_title: str
    station_name: str
    region: RegionCode


@dataclass(frozen=True)
class Delegation:
    """Whose confirmation counts for a programme's step in a region on a day, and the rule it rests on."""

    programme: Programme
    step: Step
    role: Role
    region: RegionCode
    rule: str
    valid_from: date | None
    is_default: bool


@dataclass(frozen=True)
class ShareOffer:
    """What somebody shares by hand: with whom, why, until when; an organisation only with consent."""

    reason: ShareReason
    note: str
    valid_until: date
    to_region: RegionCode | None = None
    to_organisation_id: UUID | None = None
    consented_on: date | None = None


@dataclass(frozen=True)
class ShareFilter:
    """What a reader of the list of shares looks for; empty where everything is meant."""

    direction: ShareDirection | None = None
    reason: ShareReason | None = None
    is_in_force: bool | None = None


@dataclass(frozen=True)
class Staffing:
    """The posts of a station beside the norm; where `population` is None the norm's lower figure counts."""

    station_id: UUID
    station_name: str
    region: RegionCode
    level: StationLevel
    population: int | None
    posts: int
    required: int

    @property
    def lacking(self) -> int:
        """How many posts are missing."""
        return max(0, self.required - self.posts)


class StaffingState(StrEnum):
    """What somebody looks for in the list of staffing."""

    SHORT = "short"
    UNKNOWN_POPULATION = "unknown_population"


@dataclass(frozen=True)
class RegionRow:
    """One line of a region list to import; level and parent are in the code."""

    code: str
    name: str


class Zone(StrEnum):
    """The parts of a station's rooms that the norm names."""

    WINDOW = "window"
    OFFICE = "office"
    SHOW = "show"
    EXPERIENCE = "experience"
    MEETING = "meeting"
    CHARITY = "charity"
    VOLUNTEERS = "volunteers"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "window": "服务窗口",
            "office": "日常办公区",
            "show": "平台展示区",
            "experience": "群众体验区",
            "meeting": "培训议事区",
            "charity": "慈善事业促进区",
            "volunteers": "志愿服务供给区",
        }[self]


class Equipment(StrEnum):
    """What stands at a station for people to use."""

    KIOSK = "kiosk"
    SCREEN = "screen"
    PRINTER = "printer"
    COMPUTER = "computer"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"kiosk": "政务一体机", "screen": "展示屏", "printer": "打印机", "computer": "电脑"}[self]


class Have(StrEnum):
    """The seven things a station has (七个有, 平远县综合救助服务平台建设运行实施方案 二)."""

    NETWORK = "network"
    PREMISES = "premises"
    SIGN = "sign"
    STAFF = "staff"
    ZONES = "zones"
    PUBLIC = "public"
    EQUIPMENT = "equipment"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "network": "有覆盖三级的组织架构",
            "premises": "有符合要求的办公场所",
            "sign": "有统一明显的标识标牌",
            "staff": "有相应适当的工作人员",
            "zones": "有合理分布的功能区域",
            "public": "有对外公开的服务信息",
            "equipment": "有满足需求的设施设备",
        }[self]


class TrainingKind(StrEnum):
    """What a course teaches."""

    WORK = "work"
    POLICY = "policy"
    SYSTEM = "system"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"work": "工作专业培训", "policy": "政策培训", "system": "系统应用培训"}[self]


@dataclass(frozen=True)
class Norm:
    """A number a place is measured by, and where it comes from; one taken from elsewhere says so."""

    value: int
    source: str
    is_local: bool


@dataclass(frozen=True)
class StationNorms:
    """What a county measures its stations and trainings by."""

    area: Mapping[StationLevel, Norm]
    training_per_person: Norm
    training_per_town: Norm


@dataclass(frozen=True)
class HaveScore:
    """One of the seven at a station: met, not met, or not asked of its level; and what is missing."""

    have: Have
    is_met: bool | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class StationScore:
    """The seven haves of one station."""

    station_id: UUID
    station_name: str
    region: RegionCode
    level: StationLevel
    scores: tuple[HaveScore, ...]

    @property
    def asked(self) -> int:
        return sum(1 for score in self.scores if score.is_met is not None)

    @property
    def met(self) -> int:
        return sum(1 for score in self.scores if score.is_met)

    @property
    def light(self) -> str:
        """Green when all is there, yellow when one or two are missing, red otherwise."""
        missing = self.asked - self.met
        return "green" if not missing else ("yellow" if missing < 3 else "red")


@dataclass(frozen=True)
class Completion:
    """How often somebody took part in a year, or a town held a course, against the yearly minimum."""

    id: UUID
    name: str
    station: str
    count: int
    required: int

    @property
    def is_complete(self) -> bool:
        return self.count >= self.required

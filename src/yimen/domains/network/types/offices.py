"""Stations, their posts beside the norm, regions to import, departments and organisations."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode, Titled


class StationLevel(StrEnum):
    """The three levels of the network: county centre, town platform, village workstation."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class StaffState(StrEnum):
    """What an administrator looks for in the staff list."""

    WITHOUT_POST = "without_post"
    SWITCHED_OFF = "switched_off"


class DepartmentKind(Titled):
    """The departments that take part in social assistance, each with what it does."""

    CIVIL_AFFAIRS = "civil_affairs", "民政"
    EDUCATION = "education", "教育"
    HUMAN_RESOURCES = "human_resources", "人力资源社会保障"
    MEDICAL_INSURANCE = "medical_insurance", "医疗保障"
    HOUSING = "housing", "住房城乡建设"
    AGRICULTURE = "agriculture", "农业农村"
    HEALTH = "health", "卫生健康"
    EMERGENCY = "emergency", "应急管理"
    JUSTICE = "justice", "司法行政"
    FINANCE = "finance", "财政"
    PUBLIC_SECURITY = "public_security", "公安"
    WOMENS_FEDERATION = "womens_federation", "妇联"
    DISABLED_FEDERATION = "disabled_federation", "残联"
    TRADE_UNION = "trade_union", "工会"
    RED_CROSS = "red_cross", "红十字会"
    OTHER = "other", "其他"


class OrganisationKind(Titled):
    """Bodies outside the administration that work with the stations."""

    CHARITY = "charity", "慈善组织"
    PROVIDER = "provider", "服务机构"
    VOLUNTEERS = "volunteers", "志愿服务组织"


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

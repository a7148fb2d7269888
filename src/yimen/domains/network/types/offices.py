"""Stations, their posts beside the norm, regions to import, departments and organisations."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode


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
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _ORGANISATION_TITLES[self]


_ORGANISATION_TITLES = {
    OrganisationKind.CHARITY: "慈善组织",
    OrganisationKind.PROVIDER: "服务机构",
    OrganisationKind.VOLUNTEERS: "志愿服务组织",
}


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

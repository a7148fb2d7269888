"""What a station has, the norms it is measured by, and trainings."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from yimen.domains.network.types.offices import StationLevel
from yimen.kernel import RegionCode, Titled


class Zone(Titled):
    """The parts of a station's rooms that the norm names."""

    WINDOW = "window", "服务窗口"
    OFFICE = "office", "日常办公区"
    SHOW = "show", "平台展示区"
    EXPERIENCE = "experience", "群众体验区"
    MEETING = "meeting", "培训议事区"
    CHARITY = "charity", "慈善事业促进区"
    VOLUNTEERS = "volunteers", "志愿服务供给区"


class Equipment(Titled):
    """What stands at a station for people to use."""

    KIOSK = "kiosk", "政务一体机"
    SCREEN = "screen", "展示屏"
    PRINTER = "printer", "打印机"
    COMPUTER = "computer", "电脑"


class Have(Titled):
    """The seven things a station has (七个有, 平远县综合救助服务平台建设运行实施方案 二)."""

    NETWORK = "network", "有覆盖三级的组织架构"
    PREMISES = "premises", "有符合要求的办公场所"
    SIGN = "sign", "有统一明显的标识标牌"
    STAFF = "staff", "有相应适当的工作人员"
    ZONES = "zones", "有合理分布的功能区域"
    PUBLIC = "public", "有对外公开的服务信息"
    EQUIPMENT = "equipment", "有满足需求的设施设备"


class TrainingKind(Titled):
    """What a course teaches."""

    WORK = "work", "工作专业培训"
    POLICY = "policy", "政策培训"
    SYSTEM = "system", "系统应用培训"


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

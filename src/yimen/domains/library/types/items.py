"""Items of the three libraries: what one says of itself, its versions, its process as it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from yimen.domains.library.types.programmes import Condition, Material
from yimen.domains.network.types import DepartmentKind
from yimen.kernel import Programme, Titled


class Shelf(Titled):
    """The three libraries: what the law gives, what others can give, and what is done for people."""

    POLICY = "policy", "救助政策库"
    RESOURCE = "resource", "帮扶资源库"
    PROJECT = "project", "服务项目库"


class BenefitList(Titled):
    """The two lists a family is handed: what the government gives, what society does beside it."""

    GOVERNMENT = "government", "政府福利清单"
    SOCIETY = "society", "社会服务清单"

    @property
    def shelves(self) -> frozenset[Shelf]:
        """The government's list is the library of policies; the other two are society's."""
        is_government = self is BenefitList.GOVERNMENT
        return frozenset({Shelf.POLICY}) if is_government else frozenset({Shelf.RESOURCE, Shelf.PROJECT})


class ItemKind(Titled):
    """What an item is about, as somebody in need would ask for it."""

    LIVING = "living", "基本生活"
    MEDICAL = "medical", "看病就医"
    EDUCATION = "education", "上学"
    HOUSING = "housing", "住房"
    EMPLOYMENT = "employment", "就业"
    DISASTER = "disaster", "受灾"
    URGENT = "urgent", "急难"
    DISABILITY = "disability", "残疾"
    CHILD = "child", "儿童"
    ELDERLY = "elderly", "养老"
    CARE = "care", "照料服务"
    LEGAL = "legal", "法律帮助"
    CHARITY = "charity", "慈善帮扶"
    OTHER = "other", "其他帮扶"


class PeopleGroup(Titled):
    """For whom an item is."""

    TEKUN = "tekun", "特困人员"
    DIBAO = "dibao", "低保家庭"
    MARGIN = "margin", "低保边缘家庭"
    RIGID = "rigid", "刚性支出困难家庭"
    ILL = "ill", "重病患者"
    DISABLED = "disabled", "残疾人"
    CHILD = "child", "困境儿童"
    STUDENT = "student", "在校学生"
    ELDERLY = "elderly", "老年人"
    UNEMPLOYED = "unemployed", "失业人员"
    DISASTER = "disaster", "受灾人员"
    URGENT = "urgent", "遭遇急难的家庭和个人"
    HOMELESS = "homeless", "生活无着的流散人员"


TEXTS = ("title", "summary", "time_limit", "amount", "office", "where", "phone", "note", "source")
"""Of an item, what is one text."""
LINES = ("basis", "conditions", "materials", "process")
"""Of an item, what is a list, a text each."""
CHOICES = ("department", "shelf", "kind", "groups")
WITHOUT_CASE = frozenset({Programme.MEDICAL, Programme.PRICE_SUBSIDY})
"""Programmes of the rulebook that nobody applies for here: their way is told by their item."""
Words: TypeAlias = "str | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one place says of an item from a day on: only what it changes; nothing where it is silent."""

    key: str
    region: str
    """The code of the place; empty for the whole country."""
    since: date
    number: int
    says: Mapping[str, Words]
    is_withdrawn: bool = False
    """From this day the place does not have the item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it holds at a place on a day; an empty field is said by nobody yet."""

    key: str
    programme: Programme | None
    department: DepartmentKind
    shelf: Shelf
    kind: ItemKind
    groups: tuple[PeopleGroup, ...]
    title: str
    summary: str = ""
    basis: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    time_limit: str = ""
    amount: str = ""
    office: str = ""
    where: str = ""
    phone: str = ""
    note: str = ""
    source: str = ""
    since: date | None = None
    number: int = 0
    """Of the newest version of the nearest place that says something; 0 for what is printed nationally."""
    is_local: bool = False

    @property
    def typed(self) -> frozenset[str]:
        """What a county types; what rules, process and parameters of a programme say, nobody types."""
        if self.programme is None:
            return frozenset({*TEXTS, *LINES, *CHOICES})
        around = {"summary", "office", "where", "phone", "note", "source"}
        return frozenset(around | {"process", "time_limit"} if self.programme in WITHOUT_CASE else around)

    @property
    def benefit_list(self) -> BenefitList:
        """On which of the two lists it stands."""
        return next(one for one in BenefitList if self.shelf in one.shelves)


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What narrows a list of items; nothing chosen narrows nothing."""

    words: str = ""
    shelf: Shelf | None = None
    benefit_list: BenefitList | None = None
    department: DepartmentKind | None = None
    kind: ItemKind | None = None
    group: PeopleGroup | None = None

    def admits(self, item: Item) -> bool:
        """The item fits everything that was chosen; words are looked for in whatever it says."""
        return all(
            (
                self.shelf in (None, item.shelf),
                self.benefit_list in (None, item.benefit_list),
                self.department in (None, item.department),
                self.kind in (None, item.kind),
                self.group is None or self.group in item.groups,
                self._says(item),
            )
        )

    def _says(self, item: Item) -> bool:
        said = (item.title, item.summary, item.office, item.where, *item.conditions, *item.basis)
        text = "\n".join(said)
        return all(word in text for word in self.words.split())


@dataclass(frozen=True, slots=True)
class ChartStep:
    """One box of a process: what is done, by whom, how long it may take, on what it rests."""

    title: str
    who: str = ""
    limit: str = ""
    article: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartBranch:
    """What may happen instead of a step: one or two boxes, and the step with which it goes on."""

    beside: int
    steps: tuple[ChartStep, ...]
    back_to: int | None
    """None: it ends here."""


@dataclass(frozen=True, slots=True)
class ProcessChart:
    """A process as it is drawn: the straight way, and what leaves it."""

    steps: tuple[ChartStep, ...] = ()
    branches: tuple[ChartBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How the process of a programme goes: its chart and its limits; empty where it has no case."""

    chart: ProcessChart = ProcessChart()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything a reader is told about one item at a place on a day."""

    item: Item
    chart: ProcessChart
    conditions: tuple[Condition, ...]
    materials: tuple[Material, ...]
    basis: tuple[str, ...]
    limits: tuple[str, ...]
    amounts: tuple[str, ...]
    on: date

    @property
    def asked(self) -> tuple[Material, ...]:
        """What the applicant brings."""
        return tuple(one for one in self.materials if one.is_asked)

    @property
    def spared(self) -> tuple[Material, ...]:
        """What a data source answers."""
        return tuple(one for one in self.materials if not one.is_asked)

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What a reader looks for and does not find: the county's to fill."""
        looked_for = {
            "basis": self.basis,
            "conditions": self.conditions,
            "materials": self.materials,
            "process": self.chart.steps,
            "time_limit": self.limits,
            "amount": self.amounts,
            "where": self.item.where,
            "phone": self.item.phone,
        }
        return tuple(name for name, found in looked_for.items() if not found)


@dataclass(frozen=True, slots=True)
class PrintedStation:
    """A station as a wall chart names it."""

    name: str
    address: str
    hours: str
    hotline: str
    staff: tuple[str, ...]

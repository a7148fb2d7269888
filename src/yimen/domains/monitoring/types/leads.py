"""Leads as values: where one came from, how likely help is, what became of it, how somebody away is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Programme, RegionCode, Titled

SCANS = "monitoring.scan"
"""The job that scans, and the kind of its runs."""
Verdict = Mapping[str, object]
"""As `rules.verdicts` makes it and a lead keeps it: programme, member, likelihood, rules, missing."""


class LeadSource(Titled):
    """What pointed at a family."""

    SCAN = "scan", "政策找人"
    WARNING = "warning", "监测预警"
    PUSH = "push", "部门推送"
    LEFT = "left", "层次变动"
    SCENARIO = "scenario", "政策调整"


class Likelihood(Titled):
    """What the rules say of help not yet given; the first is told first."""

    LIKELY = "likely", "可能符合"
    ONE_FACT = "one_fact", "还差一项情况"
    ALMOST = "almost", "接近条件"
    SIGN = "sign", "有困难迹象"


class LeadOutcome(Titled):
    """What became of a lead."""

    APPLICATION = "application", "已登记，去申请"
    TRANSFERRED = "transferred", "已登记，去转办"
    PLANNED = "planned", "已定联系计划"
    REFUSED_HELP = "refused_help", "本人不愿申请"
    NOT_IN_NEED = "not_in_need", "核实后没有困难"
    NOT_FOUND = "not_found", "查无此人"
    DATA_WRONG = "data_wrong", "数据有误"


HELPED = frozenset({LeadOutcome.APPLICATION, LeadOutcome.TRANSFERRED, LeadOutcome.PLANNED})
"""Ends in which a lead was of use."""
BY_CLOSING = tuple(outcome for outcome in LeadOutcome if outcome not in HELPED)
"""Ends that are written down; the others follow from what is done."""


class ContactWay(Titled):
    """How somebody who lives away is kept in touch with."""

    PHONE = "phone", "电话"
    VIDEO = "video", "视频"
    PLACE = "place", "委托居住地走访"


PUSH_TITLES = {
    "relapse": "防止返贫监测对象",
    "ill": "重病",
    "disabled": "重度残疾",
    "student": "家庭经济困难学生",
    "jobless": "登记失业",
    "disaster": "受灾",
    "accident": "意外事故",
    "other": "其他",
}
LEFT_TITLES = {
    "left_dibao": "不再是最低生活保障对象",
    "left_tekun": "不再是特困人员",
    "left_relapse": "不再是防止返贫监测对象",
    "left_margin": "不再是最低生活保障边缘家庭",
    "left_rigid": "不再是刚性支出困难家庭",
    "left_other": "不再是其他困难人员",
}
"""Of each layer, that a family has left it."""
UNCLAIMED, RELAPSE, WOULD_ENTER = "unclaimed", "relapse", "would_enter"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lead before it stands: whom it is about, why, and the digest of the facts it rests on."""

    region: RegionCode
    source: LeadSource
    rule: str
    name: str
    digest: bytes
    household_id: UUID | None = None
    person_id: UUID | None = None
    verdicts: tuple[Verdict, ...] = ()
    set_key: str = ""
    set_version: int = 0
    lives_in: str = ""
    told_on: date | None = None
    told_by: str = ""

    @property
    def likelihood(self) -> Likelihood:
        """The best of what the rules say."""
        said = {each["likelihood"] for each in self.verdicts}
        return next((each for each in Likelihood if each.value in said), Likelihood.SIGN)

    @property
    def programmes(self) -> list[str]:
        return sorted({str(each["programme"]) for each in self.verdicts})


@dataclass(frozen=True, slots=True)
class LeadFilters:
    """Which leads to list; everything left out does not narrow."""

    is_open: bool = False
    source: LeadSource | None = None
    rule: str = ""
    likelihood: Likelihood | None = None
    outcome: LeadOutcome | None = None
    programme: Programme | None = None
    region: RegionCode | None = None
    scenario: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeadProgress:
    """Of the leads of one scenario: how many there are, were visited, have ended, were of use."""

    opened: int
    visited: int
    closed: int
    helped: int


@dataclass(frozen=True, slots=True)
class RuleScore:
    """Of one kind of lead in use: how many, how many visited, ended, of use, and with wrong data.

    `granted` counts the families that were newly granted what this kind points at, since its first lead;
    `found` those of them to whom such a lead had led before.
    """

    rule: str
    opened: int = 0
    visited: int = 0
    closed: int = 0
    helped: int = 0
    wrong: int = 0
    granted: int = 0
    found: int = 0

    @property
    def hit_rate(self) -> int | None:
        """Precision: of those that ended, how many in a hundred were of use."""
        return None if not self.closed else round(100 * self.helped / self.closed)

    @property
    def find_rate(self) -> int | None:
        """Recall: of families newly granted what it points at, how many in a hundred it had pointed at."""
        return None if not self.granted else round(100 * self.found / self.granted)

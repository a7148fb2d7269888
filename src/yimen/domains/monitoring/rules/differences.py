"""What counts as a difference: every rule with its title, source, gravity and what it may stop, as data.

When a rule is met and what it costs stands in `comparing.conditions`, a function of the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yimen.domains.awards.types import HoldReason
from yimen.domains.monitoring.types.findings import FindingOutcome, Severity
from yimen.kernel import DayUnit, TimeLimit

FINDING_CLOCK = "clock_finding"
OWN_LIMITS: Mapping[Severity, TimeLimit] = {
    severity: TimeLimit(
        days,
        DayUnit.WORKING,
        "比对发现",
        "本平台比对核实规则（办公时限，非法定期限）",
    )
    for severity, days in ((Severity.GRAVE, 3), (Severity.SERIOUS, 10), (Severity.MILD, 20))
}
"""The office's own, where a county has entered none: the law says to adjust, not how soon to look."""
_ONE_OF = frozenset({"dibao", "dibao_single", "tekun"})
_CHECKED = "社会救助法 第四十一条、第四十六条、第四十七条"
"""Who may be asked, that whoever is assisted has to be looked into, and what follows."""
_COMPARED = f"{_CHECKED}；民发〔2022〕83号 三（二）"
_DIED = f"{_CHECKED}；民发〔2022〕83号 一（三）、三（二）"
_CROSSED = "社会救助法 第四十六条、第四十七条；国办发〔2023〕39号 三（三）"


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule; `evidence` are the columns it shows, `same` those that make it another finding.

    `newest` is the column by which the latest row speaks; where `unless` is met as well, that one stands.
    `wrong` is what it is called that whoever said it was wrong.
    """

    key: str
    title: str
    article: str
    set_key: str
    severity: Severity
    evidence: tuple[str, ...]
    same: tuple[str, ...]
    newest: str
    hold: HoldReason | None = None
    unless: str = ""
    wrong: str = "部门数据有误"


_ALL = (
    Difference(
        "died", "死亡后仍在发放", _DIED, "deaths", Severity.GRAVE,
        ("died_on", "cancelled_on"), ("died_on",), "died_on", HoldReason.DEATH,
    ),
    Difference(
        "cremated", "火化后仍在发放", _DIED, "cremations", Severity.GRAVE,
        ("cremated_on", "funeral_home"), ("cremated_on",), "cremated_on", HoldReason.DEATH, "died",
    ),
    Difference(
        "paid_twice", "两地重复享受同类待遇", "社会救助法 第四十六条、第四十七条", "other_benefits",
        Severity.GRAVE, ("programme", "paid_by", "amount", "paid_for"), ("programme", "paid_by"),
        "paid_for", HoldReason.DOUBLE,
    ),
    Difference(
        "in_custody", "服刑或强制隔离戒毒期间仍在发放", "社会救助法 第四十六条、第四十七条", "custody",
        Severity.SERIOUS,
        ("kind", "since", "until"), ("kind", "since"), "since",
    ),
    Difference(
        "insured_wage", "有单位缴纳社会保险，申报收入较低", _CHECKED, "social_insurance", Severity.SERIOUS,
        ("employer", "kind", "base", "paid_for"), ("employer",), "paid_for",
    ),
    Difference(
        "fund_wage", "有单位缴存住房公积金，申报收入较低", _COMPARED, "housing_fund", Severity.SERIOUS,
        ("employer", "base", "paid_until"), ("employer",), "paid_until", unless="insured_wage",
    ),
    Difference(
        "pension", "养老金高于申报", _COMPARED, "pensions", Severity.SERIOUS,
        ("kind", "amount", "paid_for"), ("kind", "amount"), "paid_for",
    ),
    Difference(
        "unemployment_benefit", "失业保险金高于申报", _CHECKED, "unemployment", Severity.MILD,
        ("registered_on", "amount", "valid_until"), ("registered_on", "amount"), "registered_on",
    ),
    Difference(
        "vehicle", "名下有未申报的机动车", _CHECKED, "vehicles", Severity.SERIOUS,
        ("kind", "registered_on", "price", "state"), ("kind", "registered_on"), "registered_on",
    ),
    Difference(
        "business", "名下有未申报的市场主体", _COMPARED, "businesses", Severity.SERIOUS,
        ("business", "part", "share", "registered_on", "state"), ("business", "part"), "registered_on",
    ),
    Difference(
        "married", "已登记结婚，家庭成员中没有配偶", _COMPARED, "marriages", Severity.MILD,
        ("kind", "registered_on"), ("registered_on",), "registered_on",
    ),
    Difference(
        "divorced", "已登记离婚，配偶仍列为家庭成员", _COMPARED, "marriages", Severity.MILD,
        ("kind", "registered_on"), ("registered_on",), "registered_on",
    ),
    Difference(
        "left_school", "按在校学生认定，学籍已经结束", _CROSSED, "schooling",
        Severity.MILD, ("school", "stage", "until"), ("until",), "until",
    ),
    Difference(
        "card_expired", "残疾人证已经过期", _CROSSED, "disability_cards",
        Severity.MILD, ("kind", "level", "valid_until"), ("valid_until",), "valid_until",
    ),
    Difference(
        "moved_away", "户籍数据显示已迁往县外居住", _CHECKED, "registrations",
        Severity.MILD, ("residence_region", "moved_on"), ("residence_region", "moved_on"), "moved_on",
    ),
)  # fmt: skip
DIFFERENCES: Mapping[str, Difference] = {each.key: each for each in _ALL}
"""What departments' data are compared by."""
ACCOUNT_REFUSED = Difference(
    "account_refused", "发放账户被退回", "民发〔2021〕57号 第二十五条", "", Severity.GRAVE,
    ("told_by", "fault", "account", "paid_for", "told_on", "note"), ("refusal",), "told_on",
    HoldReason.INVALID_ACCOUNT, wrong="银行误退",
)  # fmt: skip
"""What a bank or agency told of an account: no set of a department says it."""
RULES: Mapping[str, Difference] = {**DIFFERENCES, ACCOUNT_REFUSED.key: ACCOUNT_REFUSED}
ACCOUNT_LIMIT = TimeLimit(5, DayUnit.WORKING, "登记账户被退回", "本平台账户更正规则（办公时限，非法定期限）")
"""The office's own: no act at hand says how soon a family is asked for another account."""


def difference(key: str) -> Difference:
    """The rule of a finding."""
    return RULES[key]


def outcome_title(outcome: FindingOutcome, *rules: str) -> str:
    """What became of a finding of a rule, or of several: a bank's word is no data of a department."""
    wrong = {difference(rule).wrong for rule in rules}
    return wrong.pop() if outcome is FindingOutcome.DATA_WRONG and len(wrong) == 1 else outcome.title


def is_same_kind(ours: str, theirs: str) -> bool:
    """Whether one person may have only one of two benefits: the same, or dibao beside tekun."""
    return ours == theirs or {ours, theirs} <= _ONE_OF


def sets_compared() -> list[str]:
    """The sets that some rule reads, each once."""
    return list(dict.fromkeys(each.set_key for each in _ALL))

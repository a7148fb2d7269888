"""How values and reasons are said to people: money, yes and no, choices, members by their names. Pure."""

from collections.abc import Mapping, Set
from typing import Any

from yimen.domains.library.types import Fact, Mark, Marks, Names, Row, Titles
from yimen.domains.library.unstated import DECISIVE
from yimen.kernel import Money, Sentence
from yimen.rulebook.labels import LABELS

CHOICES: Mapping[str, str] = {
    **LABELS,
    "absent": "无",
    "adult_severely_disabled_without_work": "成年无业重度残疾人",
    "company": "公司等市场主体",
    "cooperative_member": "集体合作社成员",
    "couple_shop": "无雇工的夫妻店",
    "elderly": "老年人",
    "exclusive": "不含",
    "expectant": "孕产妇",
    "gap": "按差额",
    "inclusive": "含",
    "minor": "未成年人",
    "none": "无",
    "own": "本地本类标准",
    "seriously_ill": "重病患者",
    "severely_disabled": "重度残疾人",
    "single_parent": "单亲家庭子女",
    "student": "在校学生",
    "tiers": "分档",
    "urban": "城镇标准",
}
NOBODY: Names = {}
NO_MARKS = Marks()
OF_A_FIGURE = "_is_minimum"
"""What is only said of another figure, which bears the mark itself."""
UNKNOWN = "不明"
UNSTATED = Sentence("未申报（按无计）")


def row_of(
    reason: Mapping[str, Any],
    titles: Titles,
    names: Names,
    unstated: Set[str] = frozenset(),
    marks: Marks = NO_MARKS,
) -> Row:
    """One reason with everything it rests on; `unstated` are facts that the family was not asked for."""
    rested_on = reason.get("because") or {}
    because = tuple(
        Fact(titles.get(name, name), UNSTATED, is_worth_saying=False)
        if name in unstated
        else Fact(
            titles.get(name, name),
            in_words(value, name, names),
            is_worth_saying(value),
            None if name.endswith(OF_A_FIGURE) else marks.of(name, value),
        )
        for name, value in rested_on.items()
    )
    value = reason["value"]
    rule = reason.get("rule") or ""
    is_unstated = value is True and bool({rule, *rested_on} & unstated & DECISIVE)
    return Row(
        title=reason["title"],
        value=UNSTATED if is_unstated else in_words(value, rule, names),
        is_unstated=is_unstated,
        article=reason.get("article") or "",
        because=because,
        holds=value if isinstance(value, bool) else None,
        is_amount=is_money(value),
    )


def statement(row: Row) -> Sentence:
    """One reason as a clause: what holds or does not, or how much, and the facts that decide it."""
    facts = [_fact(fact) for fact in row.because if fact.is_worth_saying]
    if row.is_unstated:
        return Sentence("“%(title)s”：未申报（按无计），未核实", title=row.title)
    if row.value == UNKNOWN:
        return _resting_on(Sentence("“%(title)s”尚不能确定", title=row.title), facts)
    if row.holds is not None:
        return _resting_on(_holding(row), facts)
    told = Sentence("%(title)s%(value)s", title=row.title, value=row.value)
    return Sentence("%(stated)s，依据%(facts)s", stated=told, facts=facts) if facts else told


def _fact(fact: Fact) -> Sentence:
    if fact.mark is Mark.REPEATED:
        return Sentence("%(title)s%(value)s〔转引〕", title=fact.title, value=fact.value)
    return Sentence("%(title)s%(value)s", title=fact.title, value=fact.value)


def _holding(row: Row) -> Sentence:
    """A duty or a possibility that is not there is no condition that fails."""
    if row.holds:
        return Sentence("%(title)s", title=row.title)
    if row.title.startswith("须"):
        return Sentence("无%(title)s", title=row.title)
    if row.title.startswith("可以"):
        return Sentence("不%(title)s", title=row.title)
    return Sentence("不满足“%(title)s”", title=row.title)


def _resting_on(stated: Sentence, facts: list[Sentence]) -> Sentence:
    return Sentence("%(stated)s（%(facts)s）", stated=stated, facts=facts) if facts else stated


def in_words(value: object, name: str = "", names: Names = NOBODY) -> str:
    """A value as people write it; `name` is that of the value, `names` those of the members by their ref."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return _of_members(value, name, names)
    if isinstance(value, list):
        return _listed([in_words(one, name, names) for one in value])
    if is_money(value):
        if "area" in name:
            return Sentence("%(area)s平方米", area=value)
        return Sentence("%(amount)s元", amount=Money.yuan(str(value)))
    return CHOICES.get(str(value), str(value))


def is_worth_saying(value: object) -> bool:
    """A sentence names amounts and counts; yes and no, nothing and unknown are left to the table.

    What is given for single members is named with them: a sum alone does not say for whom.
    """
    if isinstance(value, Mapping):
        return any(is_money(one) and one != "0.00" for one in value.values())
    is_plain = not isinstance(value, bool | list | Mapping) and value not in (None, 0, "")
    return is_plain and (is_money(value) or not isinstance(value, str))


def is_money(value: object) -> bool:
    """Amounts are the only values written with exactly two decimals."""
    whole, point, cents = str(value).partition(".") if isinstance(value, str) else ("", "", "")
    return bool(point) and len(cents) == 2 and cents.isdigit() and whole.lstrip("-").isdigit()


def _of_members(values: Mapping[str, Any], name: str, names: Names) -> str:
    known = {names.get(ref, ref): value for ref, value in values.items()}
    if all(isinstance(value, bool) for value in known.values()):
        return _listed([who for who, value in known.items() if value])
    if any(is_money(value) and value != "0.00" for value in known.values()):
        known = {who: value for who, value in known.items() if value != "0.00"}
    return _listed(
        [
            Sentence("%(member)s%(value)s", member=who, value=in_words(value, name, names))
            for who, value in known.items()
        ]
    )


def _listed(words: list[str]) -> str:
    return Sentence("%(words)s", words=words) if words else "无"

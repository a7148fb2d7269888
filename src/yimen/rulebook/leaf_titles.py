"""What a leaf of the household file is called, from its path: for saying what is missing."""

from __future__ import annotations

import re
from functools import reduce
from typing import Final

from yimen.kernel import Sentence
from yimen.rulebook.inputs import RIGID_TITLES

_ROWS: Final = {
    "members": "第%(number)s位成员",
    "obligors": "第%(number)s户法定义务人",
    "income": "第%(number)s项收入",
    "paid_out": "第%(number)s项支出",
    "vehicles": "第%(number)s辆车",
    "businesses": "第%(number)s个市场主体",
    "other_awards": "第%(number)s项已享受的救助",
    "parents": "第%(number)s位父母的情况",
    "supports": "第%(number)s位供养对象",
    "carer_of": "第%(number)s位照料对象",
    "supplement_members": "第%(number)s位分类施保对象",
}
_KEYS: Final = {
    **RIGID_TITLES,
    "household": "家庭", "ref": "编号", "parameters": "参数", "supplement_members": "分类施保对象",
    "request": "临时救助申请", "medical_costs": "医疗费用", "event": "发生的变化",
    "award_before": "原享受的救助", "urban": "城镇还是农村", "residence_permit": "是否持有居住证",
    "lives_here_since": "来本地居住的日期", "registered_region": "户籍所在地", "income_month": "月收入总额",
    "income_12m": "近12个月收入", "assessed_income_per_capita": "评估人均月收入",
    "financial_assets": "金融资产",
    "homes": "住房套数", "homes_not_counted": "不计入的住房套数", "home_area": "住房总面积",
    "non_residential": "非居住类房产", "vehicles": "车辆", "businesses": "市场主体", "obligors": "法定义务人",
    "rigid_expenses_12m": "近12个月刚性支出", "relation": "与户主关系", "age": "年龄",
    "birth_date": "出生日期",
    "sex": "性别", "registered_here": "户籍是否在本地", "lives_together": "是否共同生活", "income": "收入",
    "paid_out": "转移性支出", "work_ability": "劳动能力", "employed": "是否就业",
    "income_stable": "收入是否稳定",
    "disability": "残疾情况", "level": "等级", "serious_illness": "是否患重病", "student": "就读阶段",
    "single_parent_child": "是否单亲家庭子女", "expectant_or_nursing": "是否孕期或者哺乳期",
    "carer_of": "照料对象", "clergy": "是否宗教教职人员", "self_care_failed": "不能达到的自理指标数",
    "institution": "是否在机构供养", "in_prison": "是否服刑", "in_compulsory_rehab": "是否强制隔离戒毒",
    "missing": "是否宣告失踪", "died_on": "死亡日期", "other_awards": "已享受的救助", "parents": "父母情况",
    "dibao_tier": "低保档次", "supports": "供养对象", "household_size": "家庭人口", "capable": "有无履行能力",
    "kind": "类别", "amount": "金额", "value": "价值", "luxury_tobacco_alcohol": "是否经营烟酒奢侈品",
    "programme": "项目", "base": "基本保障金额", "supplement": "分类施保金额", "since": "起始日期",
    "member": "成员", "members": "人数", "on": "日期", "cause": "事由", "months": "月数",
    "actual_expense": "实际支出",
    "paid_this_year": "本年已领金额", "times_this_year": "本年已领次数",
    "same_cause_this_year": "本年同一事由已领次数", "region": "地区", "total": "总费用",
    "basic_insurance_paid": "基本医保已付", "in_catalogue_self_pay": "政策范围内个人自付",
    "critical_illness_paid": "大病保险已付",
}  # fmt: skip
_STEP: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")


def is_path(name: str) -> bool:
    """A leaf of the file, not a parameter of the law."""
    return "." in name or "[" in name or name == "obligors"


def leaf_title(path: str) -> Sentence:
    """`members[0].income[1].amount` is 第1位成员的第2项收入的金额."""
    steps = _STEP.findall(path.removeprefix("household."))
    return reduce(_of, [_told(key, index, is_first=at == 0) for at, (key, index) in enumerate(steps)])


def _of(whole: Sentence, part: Sentence) -> Sentence:
    return Sentence("%(whole)s的%(part)s", whole=whole, part=part)


def _told(key: str, index: str, *, is_first: bool) -> Sentence:
    if index:
        return Sentence(_ROWS.get(key, "第%(number)s项"), number=int(index) + 1)
    return Sentence(_KEYS["medical_costs"] if is_first and key == "medical" else _KEYS.get(key, key))


def leaf_words() -> list[str]:
    """Everything a title of a leaf is made of."""
    return ["第%(number)s项", *_ROWS.values(), *_KEYS.values()]

"""The Chinese of the choices that rules, parameters and household files use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yimen.kernel import Programme
from yimen.rulebook.household_file.schema import DISABILITY_KINDS
from yimen.rulebook.inputs import INCOME_TITLES, RIGID_TITLES, VEHICLE_TITLES

_DISABILITIES: Final = dict(
    zip(
        (*DISABILITY_KINDS, "unspecified"),
        ("肢体", "视力", "听力", "言语", "智力", "精神", "多重", "类别不明"),
        strict=True,
    )
)
_LEVELS: Final = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}

LABELS: Final[Mapping[str, str]] = {
    **INCOME_TITLES,
    **RIGID_TITLES,
    **VEHICLE_TITLES,
    **_DISABILITIES,
    **{
        f"{kind}_{level}": f"{name}{_LEVELS[level]}"
        for kind, name in _DISABILITIES.items()
        for level in _LEVELS
    },
    **{programme.value: programme.title for programme in Programme},
    "absent": "无",
    "nobody": "无人",
    "all": "各类",
    "none": "无",
    "head": "户主",
    "spouse": "配偶",
    "child": "子女",
    "parent": "父母",
    "grandchild": "孙辈",
    "sibling": "兄弟姐妹",
    "full": "全部",
    "partial": "部分",
    "half": "半护理",
    "self": "全自理",
    "preschool": "学前",
    "compulsory": "义务教育",
    "upper_secondary": "普通高中",
    "vocational": "中等职业",
    "undergraduate": "本科及以下高等教育",
    "member_died": "成员死亡",
    "started_work": "就业",
    "income_changed": "收入变化",
    "moved_away": "迁出",
    "standard_changed": "标准调整",
    "small_fast": "小额快救",
    "emergency": "急难型",
    "expenditure": "支出型",
    "advance": "先行救助",
    "company": "公司",
    "couple_shop": "夫妻店",
    "luxury_shop": "烟酒奢侈品店",
    "cooperative_member": "合作社成员",
    "elderly": "老年人",
    "minor": "未成年人",
    "student": "在校学生",
    "severely_disabled": "重度残疾人",
    "seriously_ill": "重病患者",
    "single_parent": "单亲家庭子女",
    "expectant": "孕产妇",
    "gap": "差额",
    "tiers": "分档",
    "flat": "定额",
    "rate": "比例",
    "bands": "分段",
    "own": "本地适用标准",
    "urban": "城镇标准",
    "inclusive": "算符合",
    "exclusive": "算不符合",
    "highest_only": "只取最高",
    "add": "叠加",
    "original_capped": "原金额，以标准为限",
    "minimum": "最低额",
    "decision_month": "决定当月",
    "next_month": "决定次月",
    "town": "乡镇",
    "county": "县",
    "county_head": "县局负责人",
    "county_government": "县政府",
    "beyond": "超过各级权限",
    "household_excess": "家庭超额收入",
    "per_capita_excess": "人均超额收入",
}

"""The facts the rules are written with: what a household file is flattened to, with titles and defaults."""

from __future__ import annotations

from typing import Final

from yimen.engine import (
    AMOUNT,
    COUNT,
    DATE,
    TRUTH,
    Input,
    enum,
    household_input,
    person_input,
)
from yimen.rulebook.household_file.schema import (
    DISABILITY_KINDS,
    EVENT_KINDS,
    INCOME_KINDS,
    PROGRAMMES,
    RELATIONS,
    REQUEST_KINDS,
    RIGID_KINDS,
    STUDENT_STAGES,
    VEHICLE_KINDS,
)
from yimen.rulebook.parameters.unpack import DISABILITY_CODES

ABSENT: Final = "absent"
SHOP_KINDS: Final = ("company", "couple_shop", "luxury_shop", "cooperative_member")
INCOME_TITLES: Final = dict(
    zip(
        INCOME_KINDS,
        ("工资性收入", "经营净收入", "财产净收入", "离退休金", "城乡居民基础养老金", "赡养（抚养、扶养）费",
         "失业保险金",
         "遗属补助", "接受赠送", "土地流转收入", "其他收入", "优待抚恤金", "计划生育奖励与扶助金", "奖学金",
         "见义勇为奖励",
         "社会救助款物", "残疾人两项补贴", "高龄津贴", "育儿补贴", "事实无人抚养儿童基本生活补贴"),
        strict=True,
    )
)  # fmt: skip
RIGID_TITLES: Final = dict(
    zip(RIGID_KINDS, ("生活", "医疗", "教育", "残疾康复", "因灾", "意外", "其他"), strict=True)
)
VEHICLE_TITLES: Final = dict(
    zip(VEHICLE_KINDS, ("汽车", "残疾人代步车", "摩托车", "电动自行车", "农用车"), strict=True)
)
RECEIVED: Final = {
    "tekun": "特困供养",
    "orphan": "孤儿基本生活保障",
    "unattended_child": "事实无人抚养儿童基本生活保障",
}

HOUSEHOLD_INPUTS: Final[tuple[Input, ...]] = (
    household_input("decided_on", DATE, "决定之日"),
    household_input("residence_permit", TRUTH, "持有居住证", default=False),
    household_input("has_income_month", TRUTH, "已核定家庭月收入总额", default=False),
    household_input("income_month", AMOUNT, "家庭月收入总额", default=0),
    household_input("has_income_12m", TRUTH, "已知近12个月家庭收入", default=False),
    household_input("income_12m", AMOUNT, "近12个月家庭收入", default=0),
    household_input("has_assessment", TRUTH, "作过生活状况综合评估", default=False),
    household_input("assessed_income_per_capita", AMOUNT, "评估人均月收入", default=0),
    household_input("financial_assets", AMOUNT, "家庭金融资产", default=0),
    household_input("homes", COUNT, "住房套数", default=0),
    household_input("homes_not_counted", COUNT, "不计入的住房套数", default=0),
    household_input("home_area", AMOUNT, "住房总面积", default=0),
    household_input("non_residential", COUNT, "非居住类房产", default=0),
    *(household_input(f"vehicles_{kind}", COUNT, VEHICLE_TITLES[kind], default=0) for kind in VEHICLE_KINDS),
    household_input("vehicles_of_unknown_kind", COUNT, "种类不明的车辆", default=0),
    household_input("businesses_company", COUNT, "公司等市场主体", default=0),
    household_input("businesses_couple_shop", COUNT, "无雇工的夫妻店", default=0),
    household_input("businesses_luxury_shop", COUNT, "烟酒奢侈品夫妻店", default=0),
    household_input("businesses_cooperative_member", COUNT, "集体合作社成员", default=0),
    *(
        household_input(f"expense_{kind}", AMOUNT, f"近12个月{RIGID_TITLES[kind]}支出", default=0)
        for kind in RIGID_KINDS
    ),
    household_input("support_expected", AMOUNT, "户外法定义务人应付赡养费", default=0),
    household_input("support_option_open", TRUTH, "户外法定义务人赡养费无从计算", default=False),
    household_input("obligors_within_line", TRUTH, "法定义务人家庭财产符合规定", default=True),
    household_input("obligors_line_open", TRUTH, "法定义务人家庭财产规定未知", default=False),
    household_input("award_programme", enum(ABSENT, *PROGRAMMES), "原享受的救助", default=ABSENT),
    household_input("award_base", AMOUNT, "原救助金", default=0),
    household_input("award_supplement", AMOUNT, "原分类施保金", default=0),
    household_input("event_kind", enum(ABSENT, *EVENT_KINDS), "发生的变化", default=ABSENT),
    household_input("request_kind", enum(ABSENT, *REQUEST_KINDS), "申请临时救助的类型", default=ABSENT),
    household_input("request_amount", AMOUNT, "申请金额", default=0),
    household_input("has_request_amount", TRUTH, "写明申请金额", default=False),
    household_input("request_months", COUNT, "申请月数", default=0),
    household_input("has_actual_expense", TRUTH, "写明实际支出", default=False),
    household_input("actual_expense", AMOUNT, "实际支出", default=0),
    household_input("paid_this_year", AMOUNT, "本年已领临时救助金", default=0),
    household_input("times_this_year", COUNT, "本年已领次数", default=0),
    household_input("same_cause_this_year", COUNT, "本年同一事由已领次数", default=0),
    household_input("has_medical_costs", TRUTH, "有医疗费用", default=False),
    household_input("basic_insurance_paid", AMOUNT, "基本医保已付", default=0),
    household_input("in_catalogue_self_pay", AMOUNT, "政策范围内个人自付", default=0),
    household_input("critical_illness_paid", AMOUNT, "大病保险已付", default=0),
)

PERSON_INPUTS: Final[tuple[Input, ...]] = (
    person_input("relation", enum(ABSENT, *RELATIONS), "与户主关系", default=ABSENT),
    person_input("has_age", TRUTH, "写明年龄", default=False),
    person_input("age", COUNT, "周岁", default=0),
    person_input("lives_together", TRUTH, "共同生活", default=True),
    person_input("registered_here", TRUTH, "户籍在本地", default=True),
    person_input("has_income", TRUTH, "写明收入", default=False),
    *(person_input(f"income_{kind}", AMOUNT, INCOME_TITLES[kind], default=0) for kind in INCOME_KINDS),
    person_input("income_of_unknown_kind", AMOUNT, "种类不明的收入", default=0),
    person_input("paid_out", AMOUNT, "转移性支出", default=0),
    person_input("work_ability", enum(ABSENT, "full", "partial", "none"), "劳动能力", default=ABSENT),
    person_input("employed", TRUTH, "就业", default=False),
    person_input("disability_code", enum(ABSENT, *DISABILITY_CODES), "残疾类别等级", default=ABSENT),
    person_input(
        "disability_kind", enum(ABSENT, "unspecified", *DISABILITY_KINDS), "残疾类别", default=ABSENT
    ),
    person_input("disability_level", COUNT, "残疾等级", default=0),
    person_input("serious_illness", TRUTH, "患重病", default=False),
    person_input("student", enum(ABSENT, *STUDENT_STAGES), "就读阶段", default=ABSENT),
    person_input("single_parent_child", TRUTH, "单亲家庭子女", default=False),
    person_input("expectant_or_nursing", TRUTH, "孕期或哺乳期", default=False),
    person_input("is_carer", TRUTH, "照料家人", default=False),
    person_input("clergy", TRUTH, "脱离家庭三年以上的宗教教职人员", default=False),
    person_input("self_care_failed", COUNT, "不能达到的自理指标数", default=0),
    person_input("institution", TRUTH, "在机构供养", default=False),
    person_input("in_prison", TRUTH, "在监狱服刑", default=False),
    person_input("in_compulsory_rehab", TRUTH, "强制隔离戒毒", default=False),
    person_input("missing", TRUTH, "宣告失踪", default=False),
    person_input("has_died", TRUTH, "已经死亡", default=False),
    *(
        person_input(f"receives_{one}", TRUTH, f"已享受{title}", default=False)
        for one, title in RECEIVED.items()
    ),
    person_input("receives_dibao", TRUTH, "已享受低保", default=False),
    person_input("already_received", AMOUNT, "已领低保、特困、残疾人生活补贴", default=0),
    person_input("parents_named", COUNT, "写明情况的父母人数", default=0),
    person_input("parents_gone", COUNT, "死亡或失踪的父母人数", default=0),
    person_input("parents_unfit", COUNT, "不能履行抚养义务的父母人数", default=0),
    person_input("has_able_obligor", TRUTH, "户外有履行能力的法定义务人", default=False),
    person_input("dibao_tier_amount", AMOUNT, "低保档次金额", default=0),
)

OBLIGOR_INPUTS: Final[tuple[Input, ...]] = (
    household_input("obligor_capable", TRUTH, "有履行能力", default=False),
    household_input("obligor_household_size", COUNT, "法定义务人家庭人口", default=1),
    household_input("obligor_income_month", AMOUNT, "法定义务人家庭月收入", default=0),
    household_input("obligor_financial_assets", AMOUNT, "法定义务人家庭金融资产", default=0),
    household_input("obligor_vehicle_value", AMOUNT, "法定义务人家庭车辆价值", default=0),
    household_input("obligors_of_household", COUNT, "法定义务人户数", default=1),
    household_input("parents_supported", COUNT, "须供养的人数", default=1),
)

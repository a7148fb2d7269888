"""Support for people in extreme hardship: no ability to work, no livelihood, nobody bound and able
to support them."""

from yimen.engine import contains, count, dated, household, in_, known, most, person, unknown, where
from yimen.rulebook.rules.members import LAW

CONDITIONS = "民发〔2021〕43号 第四条"
ABILITY = "民发〔2021〕43号 第五条"
LIVELIHOOD = "民发〔2021〕43号 第六条"
OBLIGORS = "民发〔2021〕43号 第八条"
CARE = "民发〔2021〕43号 第二十一条、第二十二条"


@person("残疾等级属于无劳动能力", article=ABILITY)
def is_disabled_from_work(disability_code):
    """Intellectual or mental 1 to 3, physical 1 to 2, visual 1."""
    return in_(
        disability_code,
        "intellectual_1",
        "intellectual_2",
        "intellectual_3",
        "mental_1",
        "mental_2",
        "mental_3",
        "physical_1",
        "physical_2",
        "visual_1",
    )


@person("六十周岁以上", article=ABILITY)
def is_sixty(has_age, age):
    return has_age & (age >= 60)


@person("未成年可以供养", article=ABILITY)
def is_young_for_tekun(has_age, age):
    return has_age & (age < 16)


@person("未成年可以供养", article="社会救助法 第十六条", since=LAW, amends="is_young_for_tekun")
def is_young_for_tekun_by_law(has_age, age):
    return has_age & (age < 18)


@person("原已供养，未成年或者仍在就学", article="民发〔2021〕43号 第二十四条；社会救助法 第十六条")
def is_continued(receives_tekun, award_programme, has_age, age, student):
    """To 18, and on while in compulsory or upper-secondary school, vocational schools included."""
    is_at_school = in_(student, "compulsory", "upper_secondary", "vocational")
    was_supported = receives_tekun | (award_programme == "tekun")
    return was_supported & has_age & ((age < 18) | is_at_school)


@person("无劳动能力", article=ABILITY)
def has_no_ability(is_sixty, is_young_for_tekun, is_disabled_from_work, is_continued):
    return is_sixty | is_young_for_tekun | is_disabled_from_work | is_continued


@person("特困认定计入的本人月收入", article=LIVELIHOOD)
def tekun_income(
    own_income,
    own_earnings,
    support_received,
    has_members_income,
    has_income_month,
    income_old_age_allowance,
    income_basic_pension,
    income_not_counted,
    income_not_counted_tekun,
):
    """Basic pension and old-age allowance do not count here."""
    is_free = contains(income_not_counted_tekun, "old_age_allowance")
    is_counted_before = (income_old_age_allowance > 0) & ~contains(income_not_counted, "old_age_allowance")
    allowance = where(is_counted_before & is_free, income_old_age_allowance, 0)
    pension = where(contains(income_not_counted_tekun, "basic_pension"), 0, income_basic_pension)
    own = most(own_earnings + support_received + pension - allowance, 0)
    return where(has_members_income & ~has_income_month, own, own_income)


@person("无生活来源", article=LIVELIHOOD)
def has_no_livelihood(
    tekun_income, dibao_standard, dibao_standard_is_minimum, assets_ok_tekun, other_property_ok
):
    is_below = (tekun_income < dibao_standard) | (
        dibao_standard_is_minimum & known(tekun_income) & unknown("dibao_standard")
    )
    return is_below & assets_ok_tekun & other_property_ok


@person("有履行能力的家庭成员", article=OBLIGORS)
def is_able_relative(is_counted, has_age, age, is_severely_disabled, is_disabled_from_work):
    """Children, people of sixty and the severely disabled are not expected to support others."""
    is_young_or_old = has_age & ((age < 18) | (age >= 60))
    return is_counted & ~is_young_or_old & ~is_severely_disabled & ~is_disabled_from_work


@household("有履行能力的家庭成员人数", article=OBLIGORS)
def able_relatives(is_able_relative):
    return count(is_able_relative)


@person("无法定义务人或者义务人无履行能力", article=OBLIGORS)
def has_no_able_obligor(able_relatives, is_able_relative, has_able_obligor, parents_named, parents_unfit):
    others = where(is_able_relative, able_relatives - 1, able_relatives)
    return (others == 0) & ~has_able_obligor & (parents_unfit == parents_named)


@person("未纳入孤儿、事实无人抚养儿童保障", article="民发〔2021〕43号 第九条")
def has_no_child_scheme(receives_orphan, receives_unattended_child):
    return ~(receives_orphan | receives_unattended_child)


@person("健在且未服刑、未失踪", article="民发〔2021〕43号 第二十四条")
def is_present(has_died, in_prison, missing):
    return ~(has_died | in_prison | missing)


@person("属于特困人员", article=dated(CONDITIONS, (LAW, "社会救助法 第十六条")))
def is_tekun(has_no_ability, has_no_livelihood, has_no_able_obligor, has_no_child_scheme, is_present):
    return has_no_ability & has_no_livelihood & has_no_able_obligor & has_no_child_scheme & is_present


@person("生活自理能力", article=CARE)
def self_care(self_care_failed):
    """None of six failed: self; up to three: half; four or more: full care."""
    return where(self_care_failed == 0, "self", where(self_care_failed <= 3, "half", "full"))


@person("特困基本生活费", article="民发〔2021〕43号 第十七条")
def tekun_basic_paid(is_tekun, institution, tekun_basic, tekun_basic_institution):
    return where(is_tekun, where(institution, tekun_basic_institution, tekun_basic), 0)


@person("特困照料护理费", article=CARE)
def tekun_care_paid(
    is_tekun,
    institution,
    self_care,
    tekun_care_self,
    tekun_care_half,
    tekun_care_full,
    tekun_care_self_institution,
    tekun_care_half_institution,
    tekun_care_full_institution,
):
    full = where(institution, tekun_care_full_institution, tekun_care_full)
    half = where(institution, tekun_care_half_institution, tekun_care_half)
    none = where(institution, tekun_care_self_institution, tekun_care_self)
    return where(is_tekun, where(self_care == "full", full, where(self_care == "half", half, none)), 0)


@person("特困供养金（合计）", article=dated("民发〔2021〕43号 第十七条", (LAW, "社会救助法 第十七条")))
def tekun_amount(tekun_basic_paid, tekun_care_paid):
    return tekun_basic_paid + tekun_care_paid

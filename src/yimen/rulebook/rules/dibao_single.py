"""单人保: a severely disabled or seriously ill member of a near-threshold household is treated as a
household of one."""

from yimen.engine import contains, count, dated, household, in_, known, most, person, where
from yimen.rulebook.rules.members import LAW

SINGLE = "民发〔2021〕57号 第八条；民发〔2022〕83号 一（一）"


@person("属于单人保对象（重残、重病）", article=SINGLE)
def is_single_kind(
    single_person_disabilities, disability_code, single_person_seriously_ill, serious_illness, is_counted
):
    is_disabled = (disability_code != "absent") & contains(single_person_disabilities, disability_code)
    return is_counted & (is_disabled | (serious_illness & single_person_seriously_ill))


@person("低保边缘家庭中的重残、重病成员", article=SINGLE)
def is_single_in_margin(is_single_kind, is_margin):
    return is_single_kind & is_margin


@person("成年无业重度残疾人", article="民发〔2022〕83号 一（一）")
def is_adult_without_work(
    is_counted,
    single_person_without_work,
    is_adult,
    employed,
    is_severely_disabled,
    own_income,
    dibao_standard,
    property_ok_dibao,
):
    """Like a household of one, whatever the family's income; what siblings give is judged at review."""
    is_such = is_counted & is_adult & ~employed & is_severely_disabled & single_person_without_work
    return is_such & (own_income < dibao_standard) & property_ok_dibao


@person("生活困难的宗教教职人员", article="民发〔2021〕57号 第八条（三）")
def is_clergy_in_hardship(clergy, is_away, own_income, dibao_standard):
    return clergy & ~is_away & (own_income < dibao_standard)


def _is_in_band(who, line, ill, disabled, income, members):
    is_for = (who == "all") | ((who == "seriously_ill") & ill) | ((who == "severely_disabled") & disabled)
    return is_for & (income <= line * members * 12)


@person("所在分段的单人保金额", article="地方规定")
def band_amount(
    single_person_band_1_who,
    single_person_band_1_line,
    single_person_band_1_amount,
    single_person_band_2_who,
    single_person_band_2_line,
    single_person_band_2_amount,
    single_person_band_3_who,
    single_person_band_3_line,
    single_person_band_3_amount,
    single_person_band_4_who,
    single_person_band_4_line,
    single_person_band_4_amount,
    serious_illness,
    is_severely_disabled,
    assessed_income_12m,
    members,
):
    """The first band, in the order the place gives them, that the household's income lies in."""
    bands = (
        (single_person_band_1_who, single_person_band_1_line, single_person_band_1_amount),
        (single_person_band_2_who, single_person_band_2_line, single_person_band_2_amount),
        (single_person_band_3_who, single_person_band_3_line, single_person_band_3_amount),
        (single_person_band_4_who, single_person_band_4_line, single_person_band_4_amount),
    )
    amount = 0
    for who, line, paid in reversed(bands):
        is_in = _is_in_band(who, line, serious_illness, is_severely_disabled, assessed_income_12m, members)
        amount = where(is_in, paid, amount)
    return amount


@person("按收入分段属于单人保", article="地方规定")
def is_single_by_band(single_person_method, is_single_kind, band_amount, property_ok_margin):
    is_by_band = known(single_person_method) & in_(single_person_method, "bands")
    return is_by_band & is_single_kind & (band_amount > 0) & property_ok_margin


@person("可以按单人户纳入低保", article=dated(SINGLE, (LAW, "社会救助法 第二十一条")))
def is_single(
    is_not_dibao,
    is_single_in_margin,
    is_adult_without_work,
    is_clergy_in_hardship,
    is_single_by_band,
    receives_tekun,
):
    """A household on dibao is paid as a whole; nobody is taken out of it."""
    is_such = is_single_in_margin | is_adult_without_work | is_clergy_in_hardship | is_single_by_band
    return is_not_dibao & is_such & ~receives_tekun


@person("单人保金（基本）", article=SINGLE)
def single_base(
    is_single,
    single_person_method,
    dibao_standard,
    own_income,
    single_person_amount,
    single_person_rate_amount,
    band_amount,
    single_person_minimum,
):
    method = single_person_method
    gap = most(dibao_standard - own_income, 0)
    flat_or_less = where(
        method == "flat", single_person_amount, where(method == "rate", single_person_rate_amount, gap)
    )
    amount = where(method == "full", dibao_standard, where(method == "bands", band_amount, flat_or_less))
    floor = where(known(single_person_minimum), single_person_minimum, 0)
    return where(is_single, most(amount, floor), 0)


@person("单人保分类施保金", article="地方规定")
def single_supplement(is_single, single_person_supplement, supplement_amount_of_member):
    """A local option: nothing is added where the place does not say so."""
    is_paid = known(single_person_supplement) & where(
        known(single_person_supplement), single_person_supplement, False
    )
    return where(is_single & is_paid, supplement_amount_of_member, 0)


@person("单人保金（合计）", article=SINGLE)
def single_amount(single_base, single_supplement):
    return single_base + single_supplement


@household("单人保人数", article=SINGLE)
def single_persons(is_single):
    return count(is_single)


@person("单人保是否另享分类施保未知")
def single_supplement_open(is_single, needs_supplement, single_person_supplement):
    return is_single & needs_supplement & ~known(single_person_supplement)

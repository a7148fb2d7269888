"""What counts as income of the household, in full over a year so that nothing is rounded before the end."""

from yimen.engine import any_, contains, household, known, least, most, person, round_amount, total, where

INCOME = "民发〔2021〕57号 第十三条"
LATER = "民发〔2021〕57号 第十三条；社会救助法 第二十三条"


@person("扣减的就业成本", article=INCOME)
def employment_deduction(
    income_wage, employment_cost_rate, employment_cost_cap_rate, dibao_standard, smallest_unit
):
    """A local option: nothing is deducted where the share is not known."""
    share = round_amount(income_wage * employment_cost_rate, smallest_unit)
    cap = round_amount(dibao_standard * employment_cost_cap_rate, smallest_unit)
    capped = where(known(employment_cost_cap_rate), least(share, cap), share)
    return where(known(employment_cost_rate) & (income_wage > 0), capped, 0)


@person("计入的工资性收入", article=INCOME)
def counted_wage(income_wage, employment_deduction, income_not_counted):
    is_free = (income_wage == 0) | contains(income_not_counted, "wage")
    return where(is_free, 0, income_wage - employment_deduction)


@person("有劳动能力而未就业", article=INCOME)
def could_work(
    is_counted,
    work_ability,
    employed,
    has_age,
    age,
    student,
    is_carer,
    expectant_or_nursing,
    serious_illness,
    is_severely_disabled,
    income_wage,
    income_business,
):
    """Carers, expectant and nursing mothers, students, the ill and the severely disabled are excused."""
    is_of_age = ~(has_age & ((age < 16) | (age >= 60)))
    is_able = is_counted & (work_ability == "full") & ~employed & is_of_age
    is_excused = (
        is_carer | expectant_or_nursing | serious_illness | is_severely_disabled | (student != "absent")
    )
    return is_able & ~is_excused & (income_wage == 0) & (income_business == 0)


@person("推算的工资", article=INCOME)
def wage_imputed(could_work, imputed_wage):
    """A local option: nothing is imputed where the amount is not known."""
    return where(could_work & known(imputed_wage), imputed_wage, 0)


@person("计入的经营、财产净收入", article=INCOME)
def counted_earnings(income_business, income_property, income_land_transfer, income_not_counted):
    def counted(amount, kind):
        return where((amount == 0) | contains(income_not_counted, kind), 0, amount)

    return (
        counted(income_business, "business")
        + counted(income_property, "property")
        + counted(income_land_transfer, "land_transfer")
    )


@person("计入的转移性收入", article=INCOME)
def counted_transfers(
    income_pension,
    income_unemployment_benefit,
    income_survivor,
    income_gift,
    income_other,
    income_honour_pension,
    income_birth_planning_reward,
    income_scholarship,
    income_bravery_award,
    income_social_assistance,
    income_disability_subsidy,
    income_old_age_allowance,
    income_childcare_subsidy,
    income_unattended_child_subsidy,
    income_not_counted,
):
    def counted(amount, kind):
        return where((amount == 0) | contains(income_not_counted, kind), 0, amount)

    return (
        counted(income_pension, "pension")
        + counted(income_unemployment_benefit, "unemployment_benefit")
        + counted(income_survivor, "survivor")
        + counted(income_gift, "gift")
        + counted(income_other, "other")
        + counted(income_honour_pension, "honour_pension")
        + counted(income_birth_planning_reward, "birth_planning_reward")
        + counted(income_scholarship, "scholarship")
        + counted(income_bravery_award, "bravery_award")
        + counted(income_social_assistance, "social_assistance")
        + counted(income_disability_subsidy, "disability_subsidy")
        + counted(income_old_age_allowance, "old_age_allowance")
        + counted(income_childcare_subsidy, "childcare_subsidy")
        + counted(income_unattended_child_subsidy, "unattended_child_subsidy")
    )


@person("计入的基础养老金", article=INCOME)
def counted_basic_pension(income_basic_pension, basic_pension_counted):
    """Free by the measures only in the years of the 14th five-year plan."""
    return where((income_basic_pension == 0) | ~basic_pension_counted, 0, income_basic_pension)


@person("收到的赡养（抚养、扶养）费", article=INCOME)
def support_received(is_counted, income_support, income_not_counted):
    is_free = (income_support == 0) | contains(income_not_counted, "support")
    return where(is_free | ~is_counted, 0, income_support)


@person("本人计入的月收入（赡养费、基础养老金除外）", article=INCOME)
def own_earnings(
    counted_wage, wage_imputed, counted_earnings, counted_transfers, income_of_unknown_kind, paid_out
):
    """Gross income that counts, less taxes, social insurance and support paid; the basic pension
    comes later."""
    gross = counted_wage + wage_imputed + counted_earnings + counted_transfers
    return gross + income_of_unknown_kind - paid_out


@household("计入的赡养（抚养、扶养）费", article=INCOME)
def counted_support(support_received, support_expected):
    """What is really paid counts where it is more than what may be expected."""
    return most(total(support_received), support_expected)


@household("成员月收入合计（基础养老金除外）", article=INCOME)
def earnings_and_support(own_earnings, is_counted, counted_support):
    return total(where(is_counted, own_earnings, 0)) + counted_support


@household("成员月收入合计", article=INCOME)
def members_income(earnings_and_support, counted_basic_pension, is_counted):
    return most(earnings_and_support + total(where(is_counted, counted_basic_pension, 0)), 0)


@household("成员领取的基础养老金合计", article=INCOME)
def basic_pensions(income_basic_pension, is_counted):
    return total(where(is_counted, income_basic_pension, 0))


@household("写明了成员收入")
def has_members_income(has_income):
    return any_(has_income)


@household("计算成员收入（未核定总额）")
def adds_up_members(has_assessment, has_income_month, has_members_income, has_income_12m):
    return ~has_assessment & ~has_income_month & (has_members_income | ~has_income_12m)


@household("写明的家庭年收入（不加总成员收入）", article=INCOME)
def stated_income_12m(has_income_month, income_month, income_12m):
    return where(has_income_month, income_month * 12, income_12m)


@household("家庭年收入（未评估）", article=INCOME)
def household_income_12m(
    has_income_month, has_members_income, has_income_12m, members_income, stated_income_12m
):
    """Twelve times the month, or the last twelve months: nothing is rounded here."""
    adds_up = ~has_income_month & (has_members_income | ~has_income_12m)
    return where(adds_up, members_income * 12, stated_income_12m)


@household("核定家庭年收入", article=INCOME)
def assessed_income_12m(has_assessment, assessed_income_per_capita, members, household_income_12m):
    """The result of the living-condition assessment takes the place of the per-capita income where
    there is one."""
    return where(has_assessment, assessed_income_per_capita * members * 12, household_income_12m)


@person("本人月收入至少", article=INCOME)
def least_earnings(own_earnings, counted_wage, wage_imputed, counted_earnings, counted_transfers, paid_out):
    """Even while some of the income is unknown, the household may already be above the line."""

    def sure(amount):
        return where(known(amount), amount, 0)

    gross = sure(counted_wage) + sure(wage_imputed) + sure(counted_earnings) + sure(counted_transfers)
    return where(known(own_earnings), own_earnings, gross - paid_out)


@household("家庭年收入至少", article=INCOME)
def lowest_income_12m(adds_up_members, least_earnings, is_counted, counted_support, assessed_income_12m):
    """What is unknown taken as nothing, and the basic pension as not counted."""
    support = where(known(counted_support), counted_support, 0)
    least_of_all = total(where(is_counted, least_earnings, 0)) + support
    return where(adds_up_members, most(least_of_all, 0) * 12, assessed_income_12m)


@household("家庭年收入至多（基础养老金全部计入）", article=INCOME)
def highest_income_12m(adds_up_members, earnings_and_support, basic_pensions, assessed_income_12m):
    return where(adds_up_members, most(earnings_and_support + basic_pensions, 0) * 12, assessed_income_12m)


@household("家庭月收入", article=INCOME)
def household_income(assessed_income_12m, smallest_unit):
    return round_amount(assessed_income_12m / 12, smallest_unit)


@household("家庭人均月收入", article=INCOME)
def income_per_capita(assessed_income_12m, members, smallest_unit):
    """For reading only: amounts are computed for the whole household."""
    return round_amount(assessed_income_12m / 12 / members, smallest_unit)


@person("按单人户计算的本人月收入", article="民发〔2021〕57号 第八条")
def own_income(
    has_members_income,
    has_income_month,
    clergy,
    own_earnings,
    counted_basic_pension,
    support_received,
    household_income_12m,
    members,
    smallest_unit,
):
    """The person's own where it is known, otherwise the share of the household's."""
    own = most(own_earnings + counted_basic_pension + support_received, 0)
    share = round_amount(household_income_12m / 12 / members, smallest_unit)
    return where(clergy | (has_members_income & ~has_income_month), own, share)


@household("就业成本扣减比例未知")
def employment_cost_open(income_wage, is_counted, adds_up_members, employment_cost_rate):
    return adds_up_members & any_(is_counted & (income_wage > 0)) & ~known(employment_cost_rate)


@household("推算工资金额未知")
def imputation_open(could_work, adds_up_members, imputed_wage):
    return adds_up_members & any_(could_work) & ~known(imputed_wage)


@household("赡养费算法未知")
def support_open(support_option_open, adds_up_members):
    return support_option_open & adds_up_members

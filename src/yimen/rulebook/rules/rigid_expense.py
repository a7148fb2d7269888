"""Households in hardship by unavoidable expense: above dibao and near-threshold, but spending too
much of their income."""

from yimen.engine import any_, contains, dated, household, known, where
from yimen.rulebook.household_file.schema import RIGID_KINDS
from yimen.rulebook.rules.members import LAW

MEASURE = "刚性支出困难家庭认定办法 第四条"
KINDS = "刚性支出困难家庭认定办法 第五条"


@household("不属于低保、特困、低保边缘", article=MEASURE)
def is_in_no_other_layer(is_dibao, is_margin, is_tekun, has_tekun_member, is_counted):
    return ~is_dibao & ~is_margin & ~any_(is_tekun & is_counted) & ~has_tekun_member


def _counted_expenses(kinds, expenses):
    def counted(amount, kind):
        return where((amount > 0) & contains(kinds, kind), amount, 0)

    return [counted(amount, kind) for amount, kind in zip(expenses, RIGID_KINDS, strict=True)]


def _sum(amounts):
    added = amounts[0]
    for amount in amounts[1:]:
        added = added + amount
    return added


@household("近12个月刚性支出", article=KINDS)
def rigid_expenses(
    rigid_expense_kinds,
    expense_living,
    expense_medical,
    expense_education,
    expense_rehabilitation,
    expense_disaster,
    expense_accident,
    expense_other,
):
    """The kinds that count where the household lives."""
    expenses = (
        expense_living,
        expense_medical,
        expense_education,
        expense_rehabilitation,
        expense_disaster,
        expense_accident,
        expense_other,
    )
    return _sum(_counted_expenses(rigid_expense_kinds, expenses))


@household("近12个月刚性支出至少", article=KINDS)
def least_rigid_expenses(
    rigid_expense_kinds,
    expense_living,
    expense_medical,
    expense_education,
    expense_rehabilitation,
    expense_disaster,
    expense_accident,
    expense_other,
):
    """What is unknown taken as nothing."""
    expenses = (
        expense_living,
        expense_medical,
        expense_education,
        expense_rehabilitation,
        expense_disaster,
        expense_accident,
        expense_other,
    )
    counted = _counted_expenses(rigid_expense_kinds, expenses)
    return _sum([where(known(amount), amount, 0) for amount in counted])


@household("近12个月家庭总收入", article=MEASURE)
def total_income_12m(has_income_12m, income_12m, household_income_12m):
    return where(has_income_12m, income_12m, household_income_12m)


@household("人均收入低于上年度居民人均可支配收入", article=MEASURE)
def is_below_disposable_income(total_income_12m, disposable_income_per_capita, members):
    return total_income_12m < disposable_income_per_capita * members


@household("刚性支出占家庭收入的比例达到规定", article=MEASURE)
def is_ratio_met(
    rigid_expenses, least_rigid_expenses, total_income_12m, rigid_expense_ratio, rigid_expense_ratio_limit
):
    """Expense beside no income at all is more than any share of it. What is known of it may be enough."""
    share = total_income_12m * rigid_expense_ratio

    def reaches(expenses):
        is_at = (expenses == share) & (rigid_expense_ratio_limit == "inclusive")
        return (expenses > 0) & ((expenses > share) | is_at)

    return reaches(least_rigid_expenses) | reaches(rigid_expenses)


@household("地方另定的刚性支出条件", article="刚性支出困难家庭认定办法 第四条（五）")
def is_local_condition_met(
    rigid_expenses,
    total_income_12m,
    rigid_expense_ratio_below,
    rigid_expense_income_line,
    members,
    rigid_expense_net_at_least_standard,
    dibao_standard,
):
    """Each applied only where the place has one."""
    ratio = where(
        known(rigid_expense_ratio_below), rigid_expenses < total_income_12m * rigid_expense_ratio_below, True
    )
    income = where(
        known(rigid_expense_income_line), total_income_12m < rigid_expense_income_line * members * 12, True
    )
    is_net_asked = known(rigid_expense_net_at_least_standard) & where(
        known(rigid_expense_net_at_least_standard), rigid_expense_net_at_least_standard, False
    )
    net = total_income_12m - rigid_expenses >= dibao_standard * members * 12
    return ratio & income & where(is_net_asked, net, True)


@household("刚性支出困难家庭财产状况符合规定", article=MEASURE)
def property_ok_rigid(assets_ok_rigid, other_property_ok):
    return assets_ok_rigid & other_property_ok


@household("刚性支出困难家庭", article=dated(MEASURE, (LAW, "社会救助法 第二十二条")))
def is_rigid_expense(
    is_in_no_other_layer,
    has_members,
    is_below_disposable_income,
    property_ok_rigid,
    is_ratio_met,
    is_local_condition_met,
):
    is_such = is_in_no_other_layer & has_members & is_below_disposable_income & property_ok_rigid
    return is_such & is_ratio_met & is_local_condition_met


@household("刚性支出困难家庭生活补助", article="地方规定")
def rigid_allowance(is_rigid_expense, living_allowance_rigid_expense, members):
    is_paid = is_rigid_expense & known(living_allowance_rigid_expense)
    return where(is_paid, living_allowance_rigid_expense * members, 0)

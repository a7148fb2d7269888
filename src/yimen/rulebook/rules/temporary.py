"""Temporary assistance: what was asked for, at most the caps of the place, and who approves it."""

from yimen.engine import dated, household, in_, known, least, most, where
from yimen.rulebook.rules.members import LAW

TYPES = "民发〔2018〕23号 二（一）"
AMOUNTS = "民发〔2018〕23号 二（三）"
UNCAPPED = 10**13


@household(
    "申请了临时救助", article=dated("社会救助暂行办法 第四十七条", (LAW, "社会救助法 第二十九条、第三十七条"))
)
def has_request(request_kind):
    return request_kind != "absent"


@household("支出型对象的收入、财产符合规定", article=TYPES)
def is_in_expenditure_hardship(
    is_dibao,
    is_margin,
    is_rigid_expense,
    has_tekun_member,
    is_below_disposable_income,
    assets_ok_temporary,
    other_property_ok,
):
    """Who is in a layer already is not examined again."""
    is_recognised = is_dibao | is_margin | is_rigid_expense | has_tekun_member
    return is_recognised | (is_below_disposable_income & assets_ok_temporary & other_property_ok)


@household("急难型或者支出型条件符合", article=TYPES)
def is_request_founded(request_kind, is_in_expenditure_hardship):
    return (request_kind != "expenditure") | is_in_expenditure_hardship


@household("本年救助次数未满", article="地方规定")
def is_within_times(
    times_this_year, temporary_per_year_max, same_cause_this_year, temporary_same_cause_per_year
):
    """Each applied only where the place has one."""
    times = where(known(temporary_per_year_max), times_this_year < temporary_per_year_max, True)
    same = where(
        known(temporary_same_cause_per_year), same_cause_this_year < temporary_same_cause_per_year, True
    )
    return times & same


@household("临时救助对象", article=dated(TYPES, (LAW, "社会救助法 第二十九条、第五十条")))
def is_temporary(has_request, is_request_founded, is_within_times, has_members):
    return has_request & is_request_founded & is_within_times & has_members


@household("救助月数", article=AMOUNTS)
def months_granted(request_kind, request_months, temporary_months_min, temporary_expenditure_months_min):
    """What was asked in months, at least what the place gives; small sums have no such floor."""
    general = where(known(temporary_months_min), temporary_months_min, 0)
    own = where(
        (request_kind == "expenditure") & known(temporary_expenditure_months_min),
        temporary_expenditure_months_min,
        0,
    )
    floor = where(in_(request_kind, "emergency", "expenditure"), most(general, own), 0)
    return most(request_months, floor)


@household("请求的金额", article=AMOUNTS)
def amount_asked(has_request_amount, request_amount, months_granted, temporary_month_standard, members):
    """The amount as written, or so many months for each member."""
    by_months = where(months_granted == 0, 0, temporary_month_standard * members * months_granted)
    return where(has_request_amount, request_amount, by_months)


@household("小额快救、轻微急难的上限", article="关于进一步健全完善临时救助制度的意见")
def small_cap(
    request_kind,
    temporary_small_fast_months,
    temporary_month_standard,
    temporary_emergency_minor_max,
    temporary_emergency_months_max,
    smallest_unit,
):
    """In months of the standard for the household; a cap on minor emergencies holds where there is
    no other."""
    none = smallest_unit * UNCAPPED
    fast = where(
        known(temporary_small_fast_months), temporary_small_fast_months * temporary_month_standard, none
    )
    is_minor = (request_kind == "emergency") & ~known(temporary_emergency_months_max)
    minor = where(known(temporary_emergency_minor_max), temporary_emergency_minor_max, none)
    by_fast = where(request_kind == "small_fast", fast, none)
    return least(by_fast, where(is_minor | (request_kind == "small_fast"), minor, none))


@household("按人按月的上限", article=AMOUNTS)
def months_cap(
    request_kind,
    temporary_emergency_months_max,
    temporary_expenditure_months_max,
    temporary_advance_months_max,
    temporary_month_standard,
    members,
    smallest_unit,
):
    none = smallest_unit * UNCAPPED
    month = temporary_month_standard * members

    def cap(months):
        return where(known(months), month * months, none)

    return where(
        request_kind == "emergency",
        cap(temporary_emergency_months_max),
        where(
            request_kind == "expenditure",
            cap(temporary_expenditure_months_max),
            where(request_kind == "advance", cap(temporary_advance_months_max), none),
        ),
    )


@household("每户每年余额", article="地方规定")
def year_cap_left(temporary_household_year_cap, paid_this_year, smallest_unit):
    left = most(temporary_household_year_cap - paid_this_year, 0)
    return where(known(temporary_household_year_cap), left, smallest_unit * UNCAPPED)


@household("实际支出上限", article=AMOUNTS)
def expense_cap(request_kind, has_actual_expense, actual_expense, smallest_unit):
    is_capped = (request_kind == "expenditure") & has_actual_expense
    return where(is_capped, actual_expense, smallest_unit * UNCAPPED)


@household("临时救助金", article=AMOUNTS)
def temporary_amount(is_temporary, amount_asked, small_cap, months_cap, year_cap_left, expense_cap):
    """What was asked, at most the caps."""
    return where(is_temporary, least(amount_asked, small_cap, months_cap, year_cap_left, expense_cap), 0)


@household("临时救助审批机关", article=dated("社会救助暂行办法 第四十八条", (LAW, "社会救助法 第四十四条")))
def temporary_approver(
    request_kind,
    temporary_amount,
    temporary_level_1_up_to,
    temporary_level_1_approver,
    temporary_level_2_up_to,
    temporary_level_2_approver,
    temporary_level_3_up_to,
    temporary_level_3_approver,
    temporary_level_4_up_to,
    temporary_level_4_approver,
    temporary_level_5_up_to,
    temporary_level_5_approver,
):
    """The first level that may approve so much; the county where the place has no levels.

    A small sum is decided where it is asked for (民发〔2018〕23号 二（二）).
    """
    levels = (
        (temporary_level_1_up_to, temporary_level_1_approver),
        (temporary_level_2_up_to, temporary_level_2_approver),
        (temporary_level_3_up_to, temporary_level_3_approver),
        (temporary_level_4_up_to, temporary_level_4_approver),
        (temporary_level_5_up_to, temporary_level_5_approver),
    )
    approver = "beyond"
    for up_to, who in reversed(levels):
        approver = where(temporary_amount <= up_to, who, approver)
    by_level = where(known(temporary_level_1_up_to), approver, "county")
    return where(request_kind == "small_fast", "town", by_level)


@household("金额超过各级审批权限", article="民发〔2018〕23号 二（三）")
def is_beyond_levels(is_temporary, temporary_approver):
    """A case for the meeting: 一事一议."""
    return is_temporary & (temporary_approver == "beyond")


@household("审批权限未知", article="社会救助暂行办法 第四十八条")
def levels_open(is_temporary, request_kind, temporary_level_1_up_to):
    return is_temporary & (request_kind != "small_fast") & ~known(temporary_level_1_up_to)


@household("金额上限未知")
def temporary_cap_open(
    is_temporary,
    request_kind,
    temporary_emergency_months_max,
    temporary_expenditure_months_max,
    temporary_advance_months_max,
    temporary_small_fast_months,
    temporary_emergency_minor_max,
):
    emergency = (
        (request_kind == "emergency")
        & ~known(temporary_emergency_months_max)
        & ~known(temporary_emergency_minor_max)
    )
    expenditure = (request_kind == "expenditure") & ~known(temporary_expenditure_months_max)
    advance = (request_kind == "advance") & ~known(temporary_advance_months_max)
    small = (request_kind == "small_fast") & ~known(temporary_small_fast_months)
    return is_temporary & (emergency | expenditure | advance | small)


@household("低于当地下限", article="地方规定")
def is_below_local_minimum(
    is_temporary,
    request_kind,
    temporary_amount,
    temporary_months_min,
    temporary_expenditure_months_min,
    temporary_month_standard,
    members,
):
    month = temporary_month_standard * members
    general = where(known(temporary_months_min), temporary_amount < month * temporary_months_min, False)
    own = where(
        known(temporary_expenditure_months_min),
        temporary_amount < month * temporary_expenditure_months_min,
        False,
    )
    is_asked = in_(request_kind, "emergency", "expenditure")
    return is_temporary & is_asked & (general | ((request_kind == "expenditure") & own))


def _of_kind(kind, small_fast, emergency, expenditure, advance):
    others = where(kind == "advance", advance, expenditure)
    return where(kind == "small_fast", small_fast, where(kind == "emergency", emergency, others))


@household("须核对家庭经济状况", article="民发〔2018〕23号 二（二）")
def needs_verification(
    request_kind,
    temporary_small_fast_verification,
    temporary_emergency_verification,
    temporary_expenditure_verification,
    temporary_advance_verification,
):
    return _of_kind(
        request_kind,
        temporary_small_fast_verification,
        temporary_emergency_verification,
        temporary_expenditure_verification,
        temporary_advance_verification,
    )


@household("须公示", article="民发〔2018〕23号 二（二）")
def needs_notice(
    request_kind,
    temporary_small_fast_notice,
    temporary_emergency_notice,
    temporary_expenditure_notice,
    temporary_advance_notice,
):
    return _of_kind(
        request_kind,
        temporary_small_fast_notice,
        temporary_emergency_notice,
        temporary_expenditure_notice,
        temporary_advance_notice,
    )


@household("可以分阶段救助", article="民发〔2018〕23号 二（四）")
def may_be_staged(
    request_kind,
    temporary_small_fast_staged,
    temporary_emergency_staged,
    temporary_expenditure_staged,
    temporary_advance_staged,
):
    return _of_kind(
        request_kind,
        temporary_small_fast_staged,
        temporary_emergency_staged,
        temporary_expenditure_staged,
        temporary_advance_staged,
    )

"""Households outside that owe support: what they should pay, whether they can, and whether they own too much.

One obligor's household at a time; what comes out is a fact of the household that is determined.
"""

from yimen.engine import household, in_, known, most, round_amount, where

SUPPORT = "民发〔2021〕57号 第十三条（四）"


@household("超过起算线的收入", article=SUPPORT)
def obligor_excess(obligor_income_month, support_line, obligor_household_size):
    return most(obligor_income_month - support_line * obligor_household_size, 0)


@household("适用的赡养费份额", article=SUPPORT)
def is_many_children(obligors_of_household, support_many_from, support_share_many):
    is_many = known(support_many_from) & known(support_share_many)
    return is_many & where(is_many, obligors_of_household >= support_many_from, False)


@household("赡养费无从计算", article=SUPPORT)
def obligor_support_open(obligor_capable, support_formula, support_share, obligor_excess):
    """The place's formula is not known, or the household is above the line and the share is not known."""
    lacks_share = (
        known(support_formula) & (support_formula != "none") & ~known(support_share) & (obligor_excess > 0)
    )
    return obligor_capable & (~known(support_formula) | lacks_share)


@household("应付赡养费", article=SUPPORT)
def obligor_support(
    obligor_capable,
    support_formula,
    obligor_excess,
    support_share,
    support_share_many,
    is_many_children,
    obligor_household_size,
    parents_supported,
    smallest_unit,
):
    few = where(
        support_formula == "per_capita_excess",
        round_amount(
            obligor_excess * support_share / obligor_household_size / parents_supported, smallest_unit
        ),
        round_amount(obligor_excess * support_share / parents_supported, smallest_unit),
    )
    many = where(
        support_formula == "per_capita_excess",
        round_amount(
            obligor_excess * support_share_many / obligor_household_size / parents_supported, smallest_unit
        ),
        round_amount(obligor_excess * support_share_many / parents_supported, smallest_unit),
    )
    is_counted_formula = known(support_formula) & in_(
        support_formula, "household_excess", "per_capita_excess"
    )
    is_due = obligor_capable & is_counted_formula & (obligor_excess > 0)
    return where(is_due & known(support_share), where(is_many_children, many, few), 0)


@household("法定义务人家庭财产符合规定", article="地方规定")
def obligor_within_line(
    obligor_financial_assets,
    financial_assets_line_obligor,
    obligor_household_size,
    financial_assets_limit,
    obligor_vehicle_value,
    obligor_vehicle_line,
):
    """A local option: not applied where the place's line is not known."""
    allowed = financial_assets_line_obligor * obligor_household_size
    at_line = (obligor_financial_assets == allowed) & (financial_assets_limit == "inclusive")
    assets = (obligor_financial_assets < allowed) | at_line | (obligor_financial_assets == 0)
    vehicles = (obligor_vehicle_value < obligor_vehicle_line) | (obligor_vehicle_value == 0)
    return where(known(financial_assets_line_obligor), assets, True) & where(
        known(obligor_vehicle_line), vehicles, True
    )


@household("法定义务人家庭财产规定未知", article="地方规定")
def obligor_line_open(
    obligor_financial_assets, financial_assets_line_obligor, obligor_vehicle_value, obligor_vehicle_line
):
    has_assets = known(obligor_financial_assets) & (obligor_financial_assets > 0)
    has_vehicles = known(obligor_vehicle_value) & (obligor_vehicle_value > 0)
    return (has_assets & ~known(financial_assets_line_obligor)) | (
        has_vehicles & ~known(obligor_vehicle_line)
    )

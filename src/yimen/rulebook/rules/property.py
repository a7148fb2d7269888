"""Whether the household's property stays within what the place allows, for each programme that asks."""

from yimen.engine import contains, household, known, unknown, where

PROPERTY = "民发〔2021〕57号 第十四条"


def _within(assets, line, is_minimum, limit, members):
    """At the line it depends on the place; nothing owned is within any line; above a mere minimum
    nobody knows."""
    allowed = line * members
    at_line = (assets == allowed) & (limit == "inclusive")
    return (
        (assets == 0)
        | (assets < allowed)
        | at_line
        | (is_minimum & known(assets) & unknown("dibao_standard"))
    )


@household("低保金融资产符合规定", article=PROPERTY)
def assets_ok_dibao(
    financial_assets,
    financial_assets_line_dibao,
    financial_assets_line_dibao_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_dibao,
        financial_assets_line_dibao_is_minimum,
        financial_assets_limit,
        members,
    )


@household("特困金融资产符合规定", article="民发〔2021〕43号 第七条")
def assets_ok_tekun(
    financial_assets,
    financial_assets_line_tekun,
    financial_assets_line_tekun_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_tekun,
        financial_assets_line_tekun_is_minimum,
        financial_assets_limit,
        members,
    )


@household("低保边缘金融资产符合规定", article=PROPERTY)
def assets_ok_margin(
    financial_assets,
    financial_assets_line_dibao_margin,
    financial_assets_line_dibao_margin_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_dibao_margin,
        financial_assets_line_dibao_margin_is_minimum,
        financial_assets_limit,
        members,
    )


@household("刚性支出困难家庭金融资产符合规定", article="刚性支出困难家庭认定办法 第四条")
def assets_ok_rigid(
    financial_assets,
    financial_assets_line_rigid_expense,
    financial_assets_line_rigid_expense_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_rigid_expense,
        financial_assets_line_rigid_expense_is_minimum,
        financial_assets_limit,
        members,
    )


@household("因病致贫家庭金融资产符合规定", article=PROPERTY)
def assets_ok_illness(
    financial_assets,
    financial_assets_line_illness_poverty,
    financial_assets_line_illness_poverty_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_illness_poverty,
        financial_assets_line_illness_poverty_is_minimum,
        financial_assets_limit,
        members,
    )


@household("支出型临时救助金融资产符合规定", article="民发〔2018〕23号 二（一）")
def assets_ok_temporary(
    financial_assets,
    financial_assets_line_temporary,
    financial_assets_line_temporary_is_minimum,
    financial_assets_limit,
    members,
):
    return _within(
        financial_assets,
        financial_assets_line_temporary,
        financial_assets_line_temporary_is_minimum,
        financial_assets_limit,
        members,
    )


@household("计入的住房套数", article=PROPERTY)
def counted_homes(homes, homes_not_counted):
    return homes - homes_not_counted


@household("住房符合规定", article=PROPERTY)
def homes_ok(counted_homes, homes, homes_max, home_area, members, second_home_area_per_capita_below):
    """One home is needed to live; a place may let a small second one pass."""
    is_needed = ((homes <= 1) | (counted_homes <= 1)) & ~known(homes_max)
    is_few = (homes <= homes_max) | (counted_homes <= homes_max)
    is_small = known(second_home_area_per_capita_below) & where(
        known(second_home_area_per_capita_below),
        home_area < second_home_area_per_capita_below * members,
        False,
    )
    return is_needed | is_few | ((counted_homes == homes_max + 1) & is_small)


@household("非居住类房产符合规定", article=PROPERTY)
def non_residential_ok(non_residential, non_residential_max):
    return (non_residential == 0) | (non_residential <= non_residential_max)


@household("车辆符合规定", article=PROPERTY)
def vehicles_ok(
    vehicles_car,
    vehicles_disability_mobility,
    vehicles_motorcycle,
    vehicles_e_bike,
    vehicles_farm,
    vehicles_of_unknown_kind,
    vehicles_allowed,
):
    return (
        ((vehicles_car == 0) | contains(vehicles_allowed, "car"))
        & ((vehicles_disability_mobility == 0) | contains(vehicles_allowed, "disability_mobility"))
        & ((vehicles_motorcycle == 0) | contains(vehicles_allowed, "motorcycle"))
        & ((vehicles_e_bike == 0) | contains(vehicles_allowed, "e_bike"))
        & ((vehicles_farm == 0) | contains(vehicles_allowed, "farm"))
        & (vehicles_of_unknown_kind == 0)
    )


@household("市场主体符合规定", article=PROPERTY)
def businesses_ok(
    businesses_company,
    businesses_couple_shop,
    businesses_luxury_shop,
    businesses_cooperative_member,
    businesses_allowed,
):
    """A shop of luxury tobacco and alcohol is a company, however small."""
    return (
        ((businesses_company == 0) | contains(businesses_allowed, "company"))
        & ((businesses_luxury_shop == 0) | contains(businesses_allowed, "company"))
        & ((businesses_couple_shop == 0) | contains(businesses_allowed, "couple_shop"))
        & ((businesses_cooperative_member == 0) | contains(businesses_allowed, "cooperative_member"))
    )


@household("有须复核的市场主体", article=PROPERTY)
def business_to_review(
    businesses_company, businesses_couple_shop, businesses_luxury_shop, businesses_cooperative_member
):
    owned = businesses_company + businesses_couple_shop + businesses_luxury_shop
    return owned + businesses_cooperative_member > 0


@household("房屋、车辆、市场主体符合规定", article=PROPERTY)
def other_property_ok(homes_ok, non_residential_ok, vehicles_ok, businesses_ok):
    return homes_ok & non_residential_ok & vehicles_ok & businesses_ok

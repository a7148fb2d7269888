"""渐退: who found work keeps the money for some months although the household is now above the line."""

from yimen.engine import contains, household, known, least, most, round_amount, where

GRACE = "民发〔2021〕57号 第三十三条；民发〔2022〕83号 一（三）"


@household("因可以渐退的情形超过低保标准", article=GRACE)
def may_have_grace(
    award_programme, grace_events, event_kind, is_below_standard, property_ok_dibao, has_members
):
    """Only a household on dibao until now, whose property is still within the rule."""
    is_event = (event_kind != "absent") & contains(grace_events, event_kind)
    return (award_programme == "dibao") & is_event & ~is_below_standard & property_ok_dibao & has_members


@household("在渐退期", article=GRACE)
def is_in_grace(may_have_grace, grace_months):
    return may_have_grace & known(grace_months) & where(known(grace_months), grace_months > 0, False)


@household("渐退期月数未知")
def grace_open(may_have_grace, grace_months):
    return may_have_grace & ~known(grace_months)


@household("渐退期低保金", article=GRACE)
def grace_total(
    is_in_grace,
    grace_amount,
    grace_rate,
    award_base,
    award_supplement,
    dibao_standard,
    members,
    dibao_minimum_per_person,
    smallest_unit,
):
    """The old amount, at most the standard for those who are left; or the minimum; or a share of
    the old amount."""
    original = award_base + award_supplement
    capped = least(original, dibao_standard * members)
    share = round_amount(original * grace_rate, smallest_unit)
    minimum = dibao_minimum_per_person * members
    amount = where(grace_amount == "original_capped", capped, where(grace_amount == "rate", share, minimum))
    return where(is_in_grace, amount, 0)


@household("渐退期分类施保金", article=GRACE)
def grace_supplement(grace_total, award_supplement, grace_amount):
    return where(grace_amount == "original_capped", least(award_supplement, grace_total), 0)


@household("渐退期低保金（基本）", article=GRACE)
def grace_base(grace_total, grace_supplement):
    return most(grace_total - grace_supplement, 0)

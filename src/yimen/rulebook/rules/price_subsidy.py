"""Temporary price subsidy: an amount per person in the months in which prices rise enough."""

from yimen.engine import contains, count, dated, household, person, where
from yimen.rulebook.rules.members import LAW

LINKAGE = "社会救助和保障标准与物价上涨挂钩联动机制"


@person("价格临时补贴对象", article=LINKAGE)
def is_price_recipient(
    price_subsidy_scope,
    is_counted,
    is_dibao,
    is_single,
    is_tekun,
    is_margin,
    is_orphan,
    is_unattended_child,
    receives_tekun,
    receives_orphan,
    receives_unattended_child,
):
    """Each person once, however many schemes support them."""
    by_household = (is_dibao & contains(price_subsidy_scope, "dibao")) | (
        is_margin & contains(price_subsidy_scope, "dibao_margin")
    )
    is_child = (is_orphan | receives_orphan) & contains(price_subsidy_scope, "orphan")
    is_unattended = (is_unattended_child | receives_unattended_child) & contains(
        price_subsidy_scope, "unattended_child"
    )
    by_person = (
        (is_single & contains(price_subsidy_scope, "dibao_single"))
        | ((is_tekun | receives_tekun) & contains(price_subsidy_scope, "tekun"))
        | is_child
        | is_unattended
    )
    return is_counted & (by_household | by_person)


@household("价格临时补贴人数", article=LINKAGE)
def price_recipients(is_price_recipient):
    return count(is_price_recipient)


@household("有价格临时补贴对象", article=LINKAGE)
def has_price_recipients(price_recipients):
    return price_recipients > 0


@household("物价涨幅达到启动条件", article=dated(LINKAGE, (LAW, "社会救助法 第三十二条")))
def is_price_triggered(price_subsidy_per_person):
    return price_subsidy_per_person > 0


@household("可以领取价格临时补贴", article=LINKAGE)
def gets_price_subsidy(is_price_triggered, has_price_recipients):
    return is_price_triggered & has_price_recipients


@household("价格临时补贴金额", article=LINKAGE)
def price_subsidy_paid(gets_price_subsidy, price_subsidy_per_person, price_recipients):
    return where(gets_price_subsidy, price_subsidy_per_person * price_recipients, 0)

"""Medical assistance: a share of what the patient bears after insurance, by category of household."""

from yimen.engine import any_, dated, household, known, least, most, round_amount, where
from yimen.rulebook.rules.members import LAW

MEASURES = "社会救助暂行办法 第二十八条、第二十九条"
FRAME = "国办发〔2021〕42号（据通行规定，未见原文）"


@household("医疗救助类别", article=dated(MEASURES, (LAW, "社会救助法 第二十四条")))
def medical_category(
    is_dibao,
    is_single,
    has_tekun_member,
    is_tekun,
    is_counted,
    is_margin,
    is_rigid_expense,
    is_illness_poverty,
):
    """The best category the household falls in."""
    is_in_tekun = has_tekun_member | (any_(is_tekun & is_counted) & ~is_dibao)
    lower = where(
        is_margin,
        "dibao_margin",
        where(is_rigid_expense, "rigid_expense", where(is_illness_poverty, "illness_poverty", "none")),
    )
    return where(is_in_tekun, "tekun", where(is_dibao | any_(is_single), "dibao", lower))


@household("属于医疗救助对象", article=dated(MEASURES, (LAW, "社会救助法 第二十四条")))
def is_medical_category(medical_category):
    return medical_category != "none"


@household("可以获得医疗救助", article=dated(MEASURES, (LAW, "社会救助法 第二十四条")))
def gets_medical(is_medical_category, has_medical_costs):
    return is_medical_category & has_medical_costs


@household("个人负担的合规费用", article=FRAME)
def borne_cost(in_catalogue_self_pay, critical_illness_paid):
    return most(in_catalogue_self_pay - critical_illness_paid, 0)


def _of_category(category, tekun, dibao, margin, rigid, illness):
    lower = where(category == "dibao_margin", margin, where(category == "rigid_expense", rigid, illness))
    return where(category == "tekun", tekun, where(category == "dibao", dibao, lower))


@household("适用的起付标准", article=FRAME)
def medical_deductible(
    medical_category,
    medical_deductible_tekun,
    medical_deductible_dibao,
    medical_deductible_dibao_margin,
    medical_deductible_rigid_expense,
    medical_deductible_illness_poverty,
):
    """A local option: none is applied where it is not known."""

    def applied(amount):
        return where(known(amount), amount, 0)

    return _of_category(
        medical_category,
        applied(medical_deductible_tekun),
        applied(medical_deductible_dibao),
        applied(medical_deductible_dibao_margin),
        applied(medical_deductible_rigid_expense),
        applied(medical_deductible_illness_poverty),
    )


@household("适用的封顶线", article=FRAME)
def medical_cap(
    medical_category,
    medical_cap_tekun,
    medical_cap_dibao,
    medical_cap_dibao_margin,
    medical_cap_rigid_expense,
    medical_cap_illness_poverty,
    smallest_unit,
):
    def applied(amount):
        return where(known(amount), amount, smallest_unit * 10**13)

    return _of_category(
        medical_category,
        applied(medical_cap_tekun),
        applied(medical_cap_dibao),
        applied(medical_cap_dibao_margin),
        applied(medical_cap_rigid_expense),
        applied(medical_cap_illness_poverty),
    )


@household("医疗救助金", article=FRAME)
def medical_assistance(
    gets_medical,
    medical_category,
    borne_cost,
    medical_deductible,
    medical_cap,
    medical_rate_tekun,
    medical_rate_dibao,
    medical_rate_dibao_margin,
    medical_rate_rigid_expense,
    medical_rate_illness_poverty,
    smallest_unit,
):
    """(个人负担 − 起付) × 比例，至封顶线"""
    share = _of_category(
        medical_category,
        medical_rate_tekun,
        medical_rate_dibao,
        medical_rate_dibao_margin,
        medical_rate_rigid_expense,
        medical_rate_illness_poverty,
    )
    exact = most(borne_cost - medical_deductible, 0) * share
    return where(gets_medical, least(round_amount(exact, smallest_unit), medical_cap), 0)


@household("报销合计", article=FRAME)
def total_reimbursed(gets_medical, basic_insurance_paid, critical_illness_paid, medical_assistance):
    return where(gets_medical, basic_insurance_paid + critical_illness_paid + medical_assistance, 0)


@household("起付标准未知")
def medical_deductible_open(
    gets_medical,
    medical_category,
    medical_deductible_tekun,
    medical_deductible_dibao,
    medical_deductible_dibao_margin,
    medical_deductible_rigid_expense,
    medical_deductible_illness_poverty,
):
    is_known = _of_category(
        medical_category,
        known(medical_deductible_tekun),
        known(medical_deductible_dibao),
        known(medical_deductible_dibao_margin),
        known(medical_deductible_rigid_expense),
        known(medical_deductible_illness_poverty),
    )
    return gets_medical & ~is_known


@household("封顶线未知")
def medical_cap_open(
    gets_medical,
    medical_category,
    medical_cap_tekun,
    medical_cap_dibao,
    medical_cap_dibao_margin,
    medical_cap_rigid_expense,
    medical_cap_illness_poverty,
):
    is_known = _of_category(
        medical_category,
        known(medical_cap_tekun),
        known(medical_cap_dibao),
        known(medical_cap_dibao_margin),
        known(medical_cap_rigid_expense),
        known(medical_cap_illness_poverty),
    )
    return gets_medical & ~is_known

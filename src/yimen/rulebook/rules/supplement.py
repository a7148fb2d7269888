"""分类施保: an extra amount for members who remain in difficulty; rates are local."""

from yimen.engine import any_, contains, dated, household, known, most, person, total, where
from yimen.rulebook.rules.members import LAW

BEFORE = "社会救助暂行办法 第十二条；民发〔2021〕57号 第二十七条"


def _amounts(kinds, elderly, minor, student, severely_disabled, seriously_ill, single_parent, expectant):
    """The amount of each kind the member belongs to and the place supplements; 0 while the rate is
    not known."""
    flags = {
        "elderly": elderly,
        "minor": minor,
        "student": student,
        "severely_disabled": severely_disabled,
        "seriously_ill": seriously_ill,
        "single_parent": single_parent,
        "expectant": expectant,
    }
    return [
        where(belongs & contains(kinds, kind) & known(amount), amount, 0)
        for kind, (belongs, amount) in flags.items()
    ]


@person("属于分类施保对象", article=BEFORE)
def needs_supplement(
    supplement_kinds,
    is_elderly,
    is_minor,
    student,
    is_severely_disabled,
    serious_illness,
    single_parent_child,
    expectant_or_nursing,
):
    return (
        (is_elderly & contains(supplement_kinds, "elderly"))
        | (is_minor & contains(supplement_kinds, "minor"))
        | ((student != "absent") & contains(supplement_kinds, "student"))
        | (is_severely_disabled & contains(supplement_kinds, "severely_disabled"))
        | (serious_illness & contains(supplement_kinds, "seriously_ill"))
        | (single_parent_child & contains(supplement_kinds, "single_parent"))
        | (expectant_or_nursing & contains(supplement_kinds, "expectant"))
    )


@person("本人的分类施保金", article=BEFORE)
def supplement_amount_of_member(
    supplement_kinds,
    supplement_stacking,
    is_elderly,
    is_minor,
    student,
    is_severely_disabled,
    serious_illness,
    single_parent_child,
    expectant_or_nursing,
    supplement_of_elderly,
    supplement_of_minor,
    supplement_of_student,
    supplement_of_severely_disabled,
    supplement_of_seriously_ill,
    supplement_of_single_parent,
    supplement_of_expectant,
):
    """The highest kind only, or all added, as the place has it."""
    amounts = _amounts(
        supplement_kinds,
        (is_elderly, supplement_of_elderly),
        (is_minor, supplement_of_minor),
        (student != "absent", supplement_of_student),
        (is_severely_disabled, supplement_of_severely_disabled),
        (serious_illness, supplement_of_seriously_ill),
        (single_parent_child, supplement_of_single_parent),
        (expectant_or_nursing, supplement_of_expectant),
    )
    added = amounts[0]
    for amount in amounts[1:]:
        added = added + amount
    return where(supplement_stacking == "add", added, most(*amounts))


@household("分类施保金合计", article=dated(BEFORE, (LAW, "社会救助法 第二十条")))
def dibao_supplement(
    qualifies_for_dibao, is_counted, supplement_amount_of_member, is_in_grace, grace_supplement
):
    own = where(qualifies_for_dibao, total(where(is_counted, supplement_amount_of_member, 0)), 0)
    return where(is_in_grace, grace_supplement, own)


@household("分类施保标准未知")
def supplement_open(qualifies_for_dibao, is_counted, needs_supplement, supplement_of_elderly):
    return qualifies_for_dibao & any_(is_counted & needs_supplement) & ~known(supplement_of_elderly)

"""Who counts as living in the household, and what kinds of people they are."""

from datetime import date

from yimen.engine import any_, count, household, person

LAW = date(2026, 7, 1)
MEASURES = "民发〔2021〕57号 第七条"


@person("不在家庭中（死亡、服刑、强制戒毒、失踪）", article=MEASURES)
def is_away(has_died, in_prison, in_compulsory_rehab, missing):
    return has_died | in_prison | in_compulsory_rehab | missing


@person("未成年人", article="未成年人保护法 第二条")
def is_minor(has_age, age, supplement_age_minor):
    return has_age & (age < supplement_age_minor)


@person("依靠家庭生活的子女", article=MEASURES)
def is_dependent_child(relation, is_minor, student, work_ability):
    """Minors, and adults who cannot live independently, students up to bachelor's level among them."""
    return (relation == "child") & (is_minor | (student != "absent") | (work_ability == "none"))


@person("共同生活的家庭成员", article=MEASURES)
def is_counted(is_away, clergy, lives_together, relation, is_dependent_child):
    return ~is_away & ~clergy & (lives_together | (relation == "spouse") | is_dependent_child)


@household("共同生活的家庭成员人数", article=MEASURES)
def members(is_counted):
    return count(is_counted)


@household("有共同生活的家庭成员", article=MEASURES)
def has_members(is_counted):
    """One who counts for certain is enough, whatever is not known of the others."""
    return any_(is_counted)


@household("户籍不在本地且无居住证", article="民发〔2021〕57号 第四条、第五条；社会救助法 第三十七条")
def applies_elsewhere(registered_here, is_counted, residence_permit):
    """Applications go to the place of registration, or where a residence permit allows it."""
    return ~any_(registered_here & is_counted) & ~residence_permit


@person("老年人", article="老年人权益保障法 第二条")
def is_elderly(has_age, age, supplement_age_elderly):
    return has_age & (age >= supplement_age_elderly)


@person("成年人", article="未成年人保护法 第二条")
def is_adult(has_age, is_minor):
    return has_age & ~is_minor


@person("重度残疾人（一级、二级）", article="民发〔2021〕57号 第八条")
def is_severely_disabled(disability_level):
    return (disability_level >= 1) & (disability_level <= 2)


@person("属于残疾人", article="残疾人保障法 第二条")
def is_disabled(disability_kind, disability_level):
    """Whoever has a kind or a level is, whichever it may be."""
    return (disability_kind != "absent") | (disability_level >= 1)

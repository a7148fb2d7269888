"""Birthdays and school years that bear on an award; pure. What is not known of somebody is not guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yimen.kernel import Month, Programme, Sentence

OF_A_PERSON = frozenset({Programme.TEKUN, Programme.ORPHAN, Programme.UNATTENDED_CHILD})
OF_A_FAMILY = frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN})
ADULT = 18
WORKS_FROM, WORKS_UNTIL = 16, 60
SCHOOL_MONTHS = range(6, 9)
"""A school year ends in summer; before, nobody has left school yet."""
BEGINS_SCHOOL, SCHOOL_YEAR_BEGINS = 6, 9
"""Whoever is six by the end of August begins (义务教育法 第十一条)."""
LAST_YEAR_OF = {"compulsory": 9, "upper_secondary": 12}
"""In which year of schooling a stage ends; how long other stages last, no law says for all."""


@dataclass(frozen=True, slots=True)
class Turning:
    """An age that bears on what programmes give, why, and by which article."""

    age: int
    programmes: frozenset[Programme]
    why: Sentence
    article: str


ADULTHOOD: Sequence[Turning] = (
    Turning(
        ADULT,
        frozenset({Programme.TEKUN}),
        Sentence("满18周岁：仍在义务教育或者高中、中等职业学校就读的继续供养，否则请核查"),
        "民发〔2021〕43号 第二十四条；社会救助法 第十六条",
    ),
    Turning(
        ADULT,
        frozenset({Programme.ORPHAN, Programme.UNATTENDED_CHILD}),
        Sentence("满18周岁，不再是未成年人：请核查是否继续"),
        "未成年人保护法 第二条",
    ),
)


def turnings(minor_until: int, elderly_from: int) -> list[Turning]:
    """The ages that bear on a family's award, where the place says who is a minor and who is old."""
    return [
        Turning(
            WORKS_FROM,
            OF_A_FAMILY,
            Sentence("满16周岁：不在校的，开始看劳动能力和就业"),
            "民发〔2021〕57号 第十三条",
        ),
        Turning(
            minor_until,
            OF_A_FAMILY,
            Sentence("满%(age)s周岁，不再是未成年人：请核查按未成年人增发的部分", age=minor_until),
            "未成年人保护法 第二条",
        ),
        Turning(
            elderly_from,
            OF_A_FAMILY,
            Sentence("满%(age)s周岁：请核查是否按老年人增发", age=elderly_from),
            "老年人权益保障法 第二条",
        ),
        Turning(
            WORKS_UNTIL,
            OF_A_FAMILY,
            Sentence("满60周岁：不再推算工资，按无劳动能力看待"),
            "民发〔2021〕57号 第十三条；民发〔2021〕43号 第五条",
        ),
    ]


def merged(found: Iterable[Turning]) -> dict[int, list[Turning]]:
    """By age: one birthday may bear on several things."""
    by_age: dict[int, list[Turning]] = {}
    for turning in found:
        by_age.setdefault(turning.age, []).append(turning)
    return by_age


def born_in(month: Month, age: int) -> tuple[date, date]:
    """The birth dates of whoever reaches an age in a month."""
    then = Month(month.year - age, month.month)
    return then.first, then.last


def birthday_in(month: Month, birth_date: date) -> date:
    """The birthday in that month; a leap day is kept on the last of February."""
    return month.first.replace(day=min(birth_date.day, month.last.day))


def age_in(month: Month, birth_date: date) -> int:
    """The age reached in a month of the birthday."""
    return month.year - birth_date.year


def leaves_school(year: int, stage: str) -> tuple[date, date]:
    """The birth dates of whoever, begun at the age of the law, finishes a stage in a year's summer."""
    began = year - LAST_YEAR_OF[stage]
    last = date(began - BEGINS_SCHOOL, SCHOOL_YEAR_BEGINS - 1, 31)
    return date(last.year - 1, SCHOOL_YEAR_BEGINS, 1), last

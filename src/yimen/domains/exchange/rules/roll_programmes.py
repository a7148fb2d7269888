"""Which awards stand in each other's way, by the articles the rulebook rests on; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yimen.kernel import Programme

P = Programme
Held = tuple[Programme, str]
"""A programme and whom it is for: a number, an id, or nothing for the whole household."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two programmes that do not go together, for the same person or within one household."""

    one: Programme
    other: Programme
    article: str
    is_of_household: bool = False


EXCLUSIONS = (
    Exclusion(P.DIBAO, P.DIBAO_MARGIN, "社会救助法 第二十一条", is_of_household=True),
    Exclusion(P.DIBAO, P.DIBAO_SINGLE, "民发〔2021〕57号 第八条", is_of_household=True),
    Exclusion(P.DIBAO_SINGLE, P.TEKUN, "民发〔2021〕57号 第八条"),
    Exclusion(P.TEKUN, P.ORPHAN, "民发〔2021〕43号 第九条"),
    Exclusion(P.TEKUN, P.UNATTENDED_CHILD, "民发〔2021〕43号 第九条"),
    Exclusion(P.ORPHAN, P.UNATTENDED_CHILD, "民发〔2019〕62号"),
    Exclusion(P.TEKUN, P.DISABILITY_LIVING, "国发〔2015〕52号"),
    Exclusion(P.TEKUN, P.DISABILITY_CARE, "国发〔2015〕52号"),
    Exclusion(P.ORPHAN, P.DISABILITY_LIVING, "国发〔2015〕52号"),
)


def excluded_by(award: Held, held: Iterable[Held]) -> Iterator[tuple[Programme, str]]:
    """Of what a household holds, what stands in the way of an award, each with its article."""
    programme, person = award
    for other, whose in held:
        for rule in EXCLUSIONS:
            is_pair = {programme, other} == {rule.one, rule.other}
            if is_pair and (rule.is_of_household or whose == person):
                yield other, rule.article

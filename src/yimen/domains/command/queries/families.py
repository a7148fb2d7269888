"""What the month asks for of families with awards: reviews, ends, birthdays, school years."""

from collections.abc import Iterable, Sequence

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import BornBetween, EndingAward, HoldingMember
from yimen.domains.cases import queries as cases
from yimen.domains.command import rules
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.library import queries as library
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Programme, Sentence

STAGES = {
    "compulsory": Sentence("登记在读义务教育，按学龄今年夏天毕业：请核实去向"),
    "upper_secondary": Sentence("登记在读高中，按学龄今年夏天毕业：请核实去向"),
}


def reviews(asked: Asked, span: Span, by: Actor) -> Found:
    """Households whose review falls due by the end of the month and has not begun."""
    first = None if asked.is_present else asked.month.first
    due = cases.reviews_planned(by=by, until=asked.month.last, region=asked.region, since=first)
    waiting = due.filter(case_id__isnull=True).order_by("due_on", "place", "household_id")
    lines = [
        MonthLine(
            name=line.head or line.number,
            programmes=line.programmes,
            why=(Sentence("每 %(n)s 个月核查一次，上次为 %(since)s", n=line.months, since=line.due.since),),
            region=line.region,
            on=line.due.deadline.due_on,
            page="review",
            subject=line.household_id,
            article=line.due.deadline.limit.article,
        )
        for line in cases.lines_of(list(waiting[span.start : span.stop]))
    ]
    return Found(waiting.count(), lines)


def grace_ends(asked: Asked, span: Span, by: Actor) -> Found:
    """Gradual exits whose last month is this or the next."""
    ending = [award for award in _ending(asked, by) if award.is_phased_out]
    why = Sentence("渐退期的最后一个月：请确认此后的去向")
    return Found(len(ending), _ends(ending[span.start : span.stop], why))


def term_ends(asked: Asked, span: Span, by: Actor) -> Found:
    """Recognitions whose term is over with this or the next month: the family may apply again."""
    ending = [award for award in _ending(asked, by) if not award.is_phased_out]
    why = Sentence("有效期的最后一个月：请告知家庭可以重新申请")
    return Found(len(ending), _ends(ending[span.start : span.stop], why))


def _ending(asked: Asked, by: Actor) -> list[EndingAward]:
    return awards.awards_ending(asked.month, asked.month.next(), by=by, region=asked.region)


def _ends(ending: Sequence[EndingAward], why: Sentence) -> list[MonthLine]:
    heads = people.heads_of([award.household_id for award in ending])
    return [
        MonthLine(
            name=heads.get(award.household_id, ""),
            programmes=(award.programme,),
            why=(why,),
            region=award.region,
            on=award.last_month.last,
            page="household",
            subject=award.household_id,
        )
        for award in ending
    ]


def coming_of_age(asked: Asked, span: Span, by: Actor) -> Found:
    """Minors supported in extreme hardship, orphans and children nobody raises who turn 18 this month."""
    return _turning(rules.ADULTHOOD, asked, span, by)


def birthdays(asked: Asked, span: Span, by: Actor) -> Found:
    """Members of families with an award whose birthday bears on it."""
    known = library.parameters(asked.region, asked.month.last)
    minor, elderly = known["supplement_age_minor"].value, known["supplement_age_elderly"].value
    return _turning(rules.turnings(minor, elderly), asked, span, by)


def _turning(turnings: Iterable[rules.Turning], asked: Asked, span: Span, by: Actor) -> Found:
    by_age = rules.merged(turnings)
    spans = [
        BornBetween(*rules.born_in(asked.month, age), turning.programmes)
        for age, several in by_age.items()
        for turning in several
    ]
    found = _once(awards.members_born(spans, asked.month, by=by, region=asked.region))
    lines = [_birthday(member, held, by_age, asked) for member, held in found[span.start : span.stop]]
    return Found(len(found), lines)


def _once(members: Iterable[HoldingMember]) -> list[tuple[HoldingMember, list[Programme]]]:
    """Each person once, with what is held that their birthday bears on; by the day of the month."""
    held: dict[tuple[object, object], tuple[HoldingMember, list[Programme]]] = {}
    for member in members:
        key = (member.person_id, member.household_id)
        held.setdefault(key, (member, []))[1].append(member.programme)
    return sorted(held.values(), key=lambda one: (one[0].birth_date.day, str(one[0].person_id)))


def _birthday(
    member: HoldingMember, held: list[Programme], by_age: dict[int, list[rules.Turning]], asked: Asked
) -> MonthLine:
    reached = by_age[rules.age_in(asked.month, member.birth_date)]
    bearing = [turning for turning in reached if turning.programmes & set(held)]
    return MonthLine(
        name=member.name,
        programmes=held,
        why=tuple(turning.why for turning in bearing),
        region=member.region,
        on=rules.birthday_in(asked.month, member.birth_date),
        page="change",
        subject=member.household_id,
        article="；".join(dict.fromkeys(turning.article for turning in bearing)),
    )


def graduations(asked: Asked, span: Span, by: Actor) -> Found:
    """In summer: whoever was declared to be at school and is of the age at which that school ends."""
    if asked.month.month not in rules.SCHOOL_MONTHS:
        return NOTHING
    ages = {stage: rules.leaves_school(asked.month.year, stage) for stage in rules.LAST_YEAR_OF}
    concerned = rules.OF_A_FAMILY | rules.OF_A_PERSON
    spans = [BornBetween(first, last, concerned) for first, last in ages.values()]
    members = awards.members_born(spans, asked.month, by=by, region=asked.region)
    stages = cases.school_stages([member.person_id for member in members], by=by)
    leaving = [
        (member, held, stage)
        for member, held in _once(members)
        if (stage := stages.get(member.person_id, "")) in ages
        and ages[stage][0] <= member.birth_date <= ages[stage][1]
    ]
    lines = [
        MonthLine(
            name=member.name,
            programmes=held,
            why=(STAGES[stage],),
            region=member.region,
            on=None,
            page="change",
            subject=member.household_id,
        )
        for member, held, stage in leaving[span.start : span.stop]
    ]
    return Found(len(leaving), lines)

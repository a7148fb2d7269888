"""When the awards of households are to be reviewed, by their cycle and by the clocks of the law."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce, ReviewedAward, ReviewRhythm
from yimen.domains.cases.models import Case
from yimen.domains.cases.rules.life import HALF_YEARLY
from yimen.domains.cases.types import CaseKind
from yimen.domains.library import queries as library
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import DayUnit, Deadline, Month, Programme, RegionCode, RegionLevel, TimeLimit

UNKNOWN_CYCLE = "未查到定期核查周期，本平台暂按每年一次"
LEAD_DAYS = 30
"""How long before its day a review enters the worklist, where no place says otherwise."""
HALF_YEARLY_CLOCK = "clock_review_half_yearly"
CYCLES: Mapping[Programme, str] = {
    Programme.DIBAO: "clock_review_yearly",
    Programme.DIBAO_SINGLE: "clock_review_yearly",
    Programme.DIBAO_MARGIN: "clock_review_yearly",
    Programme.TEKUN: "clock_tekun_review",
    Programme.ILLNESS_POVERTY: "clock_illness_poverty_validity",
}
OWN_CYCLES: Mapping[str, tuple[int, str]] = {
    "clock_illness_poverty_validity": (12, "未查到因病致贫重病患者的有效期规定，本平台暂按12个月核查"),
}
"""The office's own, said to be so wherever it is shown, where no rule of the place is known."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and the day it counts from."""

    deadline: Deadline
    since: date


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A household to be reviewed, as a list of a town shows it."""

    household_id: UUID
    region: str
    number: str
    head: str
    address: str
    programmes: tuple[Programme, ...]
    due: Due
    months: int
    case_id: UUID | None
    state: str


def due_of_review(held: Sequence[AwardInForce]) -> Due:
    """The earliest day on which one of a household's awards must be reviewed."""
    rows = awards.reviewed_awards([award.award_id for award in held])
    return min((_due(row) for row in rows), key=lambda due: due.deadline.due_on)


def death_due(region: RegionCode, died_on: date) -> Due:
    """Within three months of the death (民发〔2022〕83号 一（三）)."""
    clock = library.parameters(region, timezone.localdate())["clock_member_death_review"].value
    return _counted(died_on, clock["months"], "死亡", clock["article"])


def reviews_planned(
    *,
    by: Actor,
    until: date,
    region: RegionCode | None = None,
    since: date | None = None,
    months: int | None = None,
) -> QuerySet[Any, Any]:
    """Households whose review falls due by a day, by village and day; `lines_of` reads a page of them."""
    place = region or by.region
    rows = awards.households_to_review(rhythm_of(place), by=by, region=place).filter(due_on__lte=until)
    rows = rows if since is None else rows.filter(due_on__gte=since)
    rows = rows if months is None else rows.filter(months=months)
    head = people.head_names().filter(household_id=OuterRef("household_id"))[:1]
    running = _open_reviews().filter(household=OuterRef("household_id"))
    shown: QuerySet[Any, Any] = rows.annotate(
        head=Subquery(head), case_id=Subquery(running.values("id")[:1]), home=F("household__address")
    )
    return shown.order_by("place", "due_on", "household_id")


def lines_of(rows: Sequence[Mapping[str, Any]]) -> list[ReviewLine]:
    """The rows of a page as they are shown, in their order; the number of queries does not grow with them."""
    found = _by_household(awards.awards_going_on([row["household_id"] for row in rows]))
    homes, running, heads = people.addresses_of(found), _running(found), people.heads_of(found)
    return [
        _line(key, *found[key], homes.get(key), heads.get(key, ""), running.get(key))
        for key in (row["household_id"] for row in rows)
    ]


def rhythm_of(region: RegionCode) -> ReviewRhythm:
    """How often the awards of a place are looked at, by its parameters of today."""
    county, today = region.at(RegionLevel.COUNTY), timezone.localdate()
    months = {programme: _clock(county, name, today)[0] for programme, name in CYCLES.items()}
    return ReviewRhythm(months, HALF_YEARLY, _clock(county, HALF_YEARLY_CLOCK, today)[0])


def households_to_plan(until: date) -> dict[UUID, tuple[Due, list[ReviewedAward]]]:
    """What is due by a day in the present scope, but for households that are being reviewed."""
    every = _by_household(awards.awards_to_review())
    found = {key: one for key, one in every.items() if one[0].deadline.due_on <= until}
    running = _running(found)
    return {key: one for key, one in found.items() if key not in running}


def lead_days(region: RegionCode, on: date) -> int:
    """How long ahead reviews enter the worklist of a place."""
    value = _lead(str(region.at(RegionLevel.COUNTY)), on)
    return LEAD_DAYS if value is None else value


@lru_cache(maxsize=128)
def _lead(county: str, on: date) -> int | None:
    value = library.parameters(county, on)["review_lead_days"].value
    return None if value is None else int(value)


def _by_household(rows: Collection[ReviewedAward]) -> dict[UUID, tuple[Due, list[ReviewedAward]]]:
    found: dict[UUID, tuple[Due, list[ReviewedAward]]] = {}
    for row in rows:
        due = _due(row)
        known = found.get(row.household_id)
        if known is None:
            found[row.household_id] = (due, [row])
        else:
            first = min(known[0], due, key=lambda each: each.deadline.due_on)
            found[row.household_id] = (first, [*known[1], row])
    return found


def _due(row: ReviewedAward) -> Due:
    months, article = _cycle(row)
    return _counted(row.since, months, "上次核查", article)


def _cycle(row: ReviewedAward) -> tuple[int, str]:
    name = CYCLES.get(row.programme)
    if name is None:
        return row.review_months, UNKNOWN_CYCLE
    if row.review_months == HALF_YEARLY:
        name = HALF_YEARLY_CLOCK
    return _clock(RegionCode(row.region).at(RegionLevel.COUNTY), name, timezone.localdate())


@lru_cache(maxsize=512)
def _clock(county: RegionCode, name: str, on: date) -> tuple[int, str]:
    clock: Any = library.parameters(county, on)[name].value
    if clock is None:
        return OWN_CYCLES[name]
    return int(clock["months"]), str(clock["article"])


def _counted(since: date, months: int, event: str, article: str) -> Due:
    due_on = _same_day(since, Month.of(since).plus(months))
    limit = TimeLimit((due_on - since).days, DayUnit.CALENDAR, event, article)
    return Due(Deadline(due_on, False, limit), since)


def _same_day(day: date, month: Month) -> date:
    return month.first + timedelta(days=min(day.day, month.last.day) - 1)


def _running(household_ids: Collection[UUID]) -> dict[UUID, Case]:
    cases = _open_reviews().filter(household__in=list(household_ids))
    return {case.household_id: case for case in cases.order_by("id")}


def _open_reviews() -> QuerySet[Case]:
    """Reviews and changes under way."""
    return Case.objects.filter(closed_on__isnull=True).exclude(kind=CaseKind.APPLICATION)


def _line(
    key: UUID, due: Due, rows: list[ReviewedAward], home: Any, head: str, case: Case | None
) -> ReviewLine:
    return ReviewLine(
        household_id=key,
        region=home.region if home else rows[0].region,
        number=home.number if home else "",
        head=head,
        address=home.address if home else "",
        programmes=tuple(dict.fromkeys(row.programme for row in rows)),
        due=due,
        months=min(row.review_months for row in rows),
        case_id=case.id if case else None,
        state=case.state if case else "",
    )

"""The month of a place in figures, and the list behind every one of them: a figure is the sum of its list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.queries import AwardMovement
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.types import OutcomeState, ReportFigure
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Money, Month, Programme, RegionCode

NOTHING = Money(0)


MONTHLY = (
    ReportFigure.OPENING,
    ReportFigure.GRANTED,
    ReportFigure.TAKEN_OVER,
    ReportFigure.INCREASED,
    ReportFigure.DECREASED,
    ReportFigure.ENDED,
    ReportFigure.REGROUPED,
    ReportFigure.CLOSING,
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One household, person or file behind a figure; `amount` is what it adds to the figure."""

    programme: Programme
    household_id: UUID
    person_id: UUID | None
    outcome_id: UUID
    number: str
    region: str
    people: int = 0
    amount: Money = NOTHING


@dataclass(frozen=True, slots=True)
class FigureSum:
    """A figure: how many lines its list has, and what they add up to."""

    households: int
    people: int
    amount: Money


@dataclass(frozen=True)
class Report:
    """Every figure of a month with its list."""

    month: Month
    region: RegionCode
    lists: dict[tuple[ReportFigure, Programme], tuple[ReportLine, ...]]

    def lines(self, figure: ReportFigure, programme: Programme | None = None) -> tuple[ReportLine, ...]:
        """The list behind a figure, of one programme or of all of them."""
        asked = [programme] if programme else list(Programme)
        return tuple(line for each in asked for line in self.lists.get((figure, each), ()))

    def figure(self, figure: ReportFigure, programme: Programme | None = None) -> FigureSum:
        """The sum of its list."""
        lines = self.lines(figure, programme)
        total = sum((line.amount for line in lines), NOTHING)
        return FigureSum(len(lines), sum(line.people for line in lines), total)

    def programmes(self, *, once: bool = False) -> list[Programme]:
        """Those with anything to say of the month, paid monthly or given once."""
        wanted = (ReportFigure.GIVEN,) if once else (ReportFigure.OPENING, ReportFigure.CLOSING)
        return [each for each in Programme if any(self.lists.get((figure, each)) for figure in wanted)]

    def programmes_with_cases(self) -> list[Programme]:
        """Those with files refused or under way."""
        wanted = (ReportFigure.REFUSED, ReportFigure.IN_PROCESS)
        return [each for each in Programme if any(self.lists.get((figure, each)) for figure in wanted)]


def report_of(month: Month, *, by: Actor, region: RegionCode | None = None) -> Report:
    """The month of a place, past or present, from awards and decisions as they are kept."""
    place = region or by.region
    require(by, Permission.ROUND_OPEN, place)
    lists: dict[tuple[ReportFigure, Programme], list[ReportLine]] = defaultdict(list)
    moved = awards.movements(month, by=by, region=place)
    sizes = _sizes(moved, month)
    for award in moved:
        for figure, line in _of_award(award, *sizes):
            lists[figure, line.programme].append(line)
    for figure, rows in _of_cases(month, place):
        for row in rows:
            line = _case_line(row)
            lists[figure, line.programme].append(line)
    return Report(month, place, {key: tuple(lines) for key, lines in lists.items()})


def _sizes(moved: Sequence[AwardMovement], month: Month) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """How many people the households had at the end of the month before, and of the month or today."""
    households = {award.household_id for award in moved if award.person_id is None}
    end = min(month.last, max(timezone.localdate(), month.first))
    return people.sizes_on(households, month.previous().last), people.sizes_on(households, end)


def _of_award(
    award: AwardMovement, was: dict[UUID, int], now: dict[UUID, int]
) -> Iterable[tuple[ReportFigure, ReportLine]]:
    before, after = award.before, award.after
    size_was, size_now = _size(award, was), _size(award, now)
    if award.programme.is_one_off:
        if after is not None:
            yield ReportFigure.GIVEN, _line(award, size_now, after)
        return
    if before is not None:
        yield ReportFigure.OPENING, _line(award, size_was, before)
    if after is not None:
        yield ReportFigure.CLOSING, _line(award, size_now, after)
    if before is None and after is not None:
        begun = ReportFigure.TAKEN_OVER if award.is_taken_over else ReportFigure.GRANTED
        yield begun, _line(award, size_now, after)
    elif before is not None and after is None:
        yield ReportFigure.ENDED, _line(award, size_was, before)
    elif before is not None and after is not None:
        yield from _of_going_on(award, before, after, size_was, size_now)


def _of_going_on(
    award: AwardMovement, before: Money, after: Money, size_was: int, size_now: int
) -> Iterable[tuple[ReportFigure, ReportLine]]:
    if after > before:
        yield ReportFigure.INCREASED, _line(award, size_now, after - before)
    if after < before:
        yield ReportFigure.DECREASED, _line(award, size_now, before - after)
    if size_now != size_was:
        yield ReportFigure.REGROUPED, _line(award, size_now - size_was, NOTHING)


def _size(award: AwardMovement, sizes: dict[UUID, int]) -> int:
    """One where it is for a person; a household on the books counts at least its head."""
    return 1 if award.person_id else max(1, sizes.get(award.household_id, 0))


def _line(award: AwardMovement, size: int, amount: Money) -> ReportLine:
    return ReportLine(
        programme=award.programme,
        household_id=award.household_id,
        person_id=award.person_id,
        outcome_id=award.outcome_id,
        number=award.case_number,
        region=award.region,
        people=size,
        amount=amount,
    )


def _of_cases(month: Month, place: RegionCode) -> Iterable[tuple[ReportFigure, Iterable[CaseOutcome]]]:
    """What was refused in the month, and what was accepted and not decided by its end (or by today)."""
    rows = CaseOutcome.objects.filter(region__gte=place.lo, region__lt=place.hi).select_related("case")
    rows = rows.order_by("region", "case__number", "programme", "id").only(
        "programme", "person", "region", "case__household", "case__number"
    )
    refused = rows.filter(state=OutcomeState.REFUSED, decided_on__range=(month.first, month.last))
    yield ReportFigure.REFUSED, refused
    yield ReportFigure.IN_PROCESS, rows.filter(_was_open(min(month.last, timezone.localdate())))


def _was_open(end: date) -> Q:
    is_undecided = Q(decided_on__isnull=True) | Q(decided_on__gt=end)
    is_open = Q(case__closed_on__isnull=True) | Q(case__closed_on__gt=end)
    return Q(is_undecided, is_open, case__accepted_on__lte=end)


def _case_line(row: CaseOutcome) -> ReportLine:
    return ReportLine(
        programme=Programme(row.programme),
        household_id=row.case.household_id,
        person_id=row.person_id,
        outcome_id=row.id,
        number=row.case.number or "",
        region=row.region,
    )


def names_of(lines: Iterable[ReportLine]) -> dict[UUID, str]:
    """Whose each line is, by its programme: the person it is for, or the head of the household."""
    rows = list(lines)
    heads = people.heads_of({line.household_id for line in rows})
    persons = people.names_of({line.person_id for line in rows if line.person_id})
    known = heads | persons
    return {line.outcome_id: known.get(line.person_id or line.household_id, "") for line in rows}

"""What a month did to the awards of a place: each with its amount of the month before and of the month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.types import ChangeKind, Origin
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Month, Programme, RegionCode

_COLUMNS = (
    "id", "outcome_id", "case_number", "programme", "household", "person", "region", "from_month",
    "until_month", "origin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AwardMovement:
    """One award in force in a month or in the one before; no amount where it was not in force."""

    award_id: UUID
    outcome_id: UUID
    case_number: str
    programme: Programme
    household_id: UUID
    person_id: UUID | None
    region: str
    before: Money | None
    after: Money | None
    is_taken_over: bool = False
    """It begins by being taken over: it is not new."""


def movements(month: Month, *, by: Actor, region: RegionCode | None = None) -> tuple[AwardMovement, ...]:
    """The awards of two neighbouring months side by side; two queries however many there are."""
    place = region or by.region
    require(by, Permission.AWARD_OPEN, place)
    was = month.previous()
    awards = Award.objects.filter(
        Q(until_month__isnull=True) | Q(until_month__gt=was.first),
        from_month__lte=month.first,
        region__gte=place.lo,
        region__lt=place.hi,
    )
    amounts = _amounts(
        AwardChange.objects.filter(award__in=awards, from_month__lte=month.first)
        .order_by("from_month", "changed_at", "id")
        .values_list("award_id", "component", "from_month", "after_fen"),
        was,
    )
    rows = awards.order_by("region", "case_number", "programme", "id").only(*_COLUMNS)
    return tuple(_movement(row, amounts.get(row.id, ({}, {})), month) for row in rows)


def _amounts(
    changes: Iterable[tuple[UUID, str, date, int]], was: Month
) -> dict[UUID, tuple[dict[str, int], dict[str, int]]]:
    """By award the components of the month before and of the month; the newest change of each counts."""
    found: dict[UUID, tuple[dict[str, int], dict[str, int]]] = {}
    for award_id, component, from_month, after_fen in changes:
        before, after = found.setdefault(award_id, ({}, {}))
        after[component] = after_fen
        if from_month <= was.first:
            before[component] = after_fen
    return found


def _movement(row: Award, amounts: tuple[dict[str, int], dict[str, int]], month: Month) -> AwardMovement:
    before, after = (Money(sum(parts.values())) for parts in amounts)
    is_before = row.from_month <= month.previous().first
    is_after = row.until_month is None or row.until_month > month.first
    return AwardMovement(
        award_id=row.id,
        outcome_id=row.outcome_id,
        case_number=row.case_number,
        programme=Programme(row.programme),
        household_id=row.household_id,
        person_id=row.person_id,
        region=row.region,
        before=before if is_before else None,
        after=after if is_after else None,
        is_taken_over=row.origin == Origin.ROLL,
    )


def fallen_since(since: Mapping[UUID, datetime]) -> dict[UUID, Money]:
    """By how much a month the awards of each household fell or ended after a moment of its own."""
    kinds = [ChangeKind.DECREASE, ChangeKind.STOP, ChangeKind.EXIT]
    rows = AwardChange.objects.filter(award__household_id__in=list(since), kind__in=kinds)
    found: dict[UUID, Money] = {}
    columns = ("award__household_id", "changed_at", "before_fen", "after_fen")
    for household, at, before, after in rows.values_list(*columns):
        if at >= since[household]:
            found[household] = found.get(household, Money(0)) + Money(before - after)
    return found

"""Awards as they stand in a month: the amounts of that month, by what changed up to then."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.types import AwardInForce, Origin
from yimen.kernel import Money, Month, Programme


def held_by(household_ids: Iterable[UUID], month: Month) -> dict[UUID, list[AwardInForce]]:
    """What these households hold in a month, of what the scope shows; two queries however many there are."""
    return held_over(household_ids, [month])[month]


def held_over(
    household_ids: Iterable[UUID], months: Collection[Month]
) -> dict[Month, dict[UUID, list[AwardInForce]]]:
    """What these households hold in each of some months; two queries however many there are of either."""
    first, last = min(months), max(months)
    going_on = Q(until_month__isnull=True) | Q(until_month__gt=first.first)
    rows = Award.objects.filter(going_on, from_month__lte=last.first, household_id__in=list(household_ids))
    listed = sorted(rows, key=lambda row: (row.programme, row.case_number))
    changes = changes_of([award.id for award in listed], last)
    found: dict[Month, dict[UUID, list[AwardInForce]]] = {}
    for month in months:
        held = found.setdefault(month, defaultdict(list))
        for award in listed:
            if is_in_force(award, month):
                held[award.household_id].append(as_it_stands(award, of_month(changes[award.id], month)))
    return found


def is_in_force(award: Award, month: Month) -> bool:
    """Whether it is one of the awards of a month."""
    return award.from_month <= month.first and (award.until_month is None or award.until_month > month.first)


def changes_of(award_ids: Iterable[UUID], last: Month | None = None) -> dict[UUID, list[AwardChange]]:
    """Every change of these awards, up to a month if one is named."""
    changes, found = AwardChange.objects.filter(award_id__in=list(award_ids)), defaultdict(list)
    for change in changes if last is None else changes.filter(from_month__lte=last.first):
        found[change.award_id].append(change)
    return found


def of_month(changes: Iterable[AwardChange], month: Month) -> dict[str, Money]:
    """The components of one award in a month, by its changes."""
    begun = [change for change in changes if change.from_month <= month.first]
    begun.sort(key=lambda change: (change.from_month, change.changed_at, change.id))
    return {change.component: Money(change.after_fen) for change in begun}


def amounts_in(month: Month, award_ids: Iterable[UUID]) -> dict[UUID, dict[str, Money]]:
    """The components of these awards in a month."""
    changes = AwardChange.objects.filter(award_id__in=list(award_ids), from_month__lte=month.first)
    amounts: dict[UUID, dict[str, Money]] = defaultdict(dict)
    for change in changes.order_by("from_month", "changed_at", "id"):
        amounts[change.award_id][change.component] = Money(change.after_fen)
    return amounts


def as_it_stands(award: Award, amounts: dict[str, Money]) -> AwardInForce:
    """An award with the amounts of a month."""
    return AwardInForce(
        award_id=award.id,
        outcome_id=award.outcome_id,
        programme=Programme(award.programme),
        household_id=award.household_id,
        person_id=award.person_id,
        region=award.region,
        from_month=Month.of(award.from_month),
        components=tuple(sorted(amounts.items())),
        until_month=None if award.until_month is None else Month.of(award.until_month),
        origin=Origin(award.origin),
        held_since=None if award.held_since is None else Month.of(award.held_since),
    )
